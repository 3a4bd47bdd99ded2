using System.Text.RegularExpressions;

namespace OptiTime.Deploy.Tests.Documents;

public sealed partial class LinkTests
{
    private static readonly string Folder = Repository.PathOf("deploy");

    [Fact]
    public void Every_link_leads_somewhere()
    {
        foreach (string document in Directory.GetFiles(Folder, "*.md"))
        {
            foreach (string target in Links().Matches(File.ReadAllText(document)).Select(match => match.Groups[1].Value))
                (File.Exists(Path.Combine(Folder, target)) || Directory.Exists(Path.Combine(Folder, target))).ShouldBeTrue($"{target} in {Path.GetFileName(document)}");
        }
    }

    [Fact]
    public void Every_file_is_linked_to_from_a_document()
    {
        string documents = string.Concat(Directory.GetFiles(Folder, "*.md").Select(File.ReadAllText));

        foreach (string file in Directory.GetFiles(Folder).Select(Path.GetFileName).Except(["README.md", ".env"])!) documents.ShouldContain($"]({file})");
    }

    [GeneratedRegex(@"\]\(([^)#:]+)\)")]
    private static partial Regex Links();
}
