using System.Xml.Linq;
using OptiTime.Deploy.Tests.Documents;

namespace OptiTime.Deploy.Tests.Images;

public sealed class DockerfileTests
{
    [Fact]
    public void All_that_is_copied_is_there_and_is_sent()
    {
        foreach (string source in Dockerfile.Stages.SelectMany(FromContext)) BuildContext.Has(source).ShouldBeTrue(source);
    }

    [Fact]
    public void Nothing_is_sent_that_only_a_machine_of_ours_has()
    {
        string[] sent = [.. BuildContext.Files()];

        sent.ShouldContain("src/OptiTime.Silo/Program.cs");
        sent.ShouldAllBe(file => !file.Contains("/bin/") && !file.Contains("/obj/") && !file.StartsWith(".git/", StringComparison.Ordinal) && !file.EndsWith(".env", StringComparison.Ordinal));
    }

    [Fact]
    public void All_that_decides_which_packages_are_needed_is_copied_before_they_are_fetched()
    {
        Stage build = Dockerfile.Stages[0];
        Instruction[] before = [.. build.Instructions.TakeWhile(one => !one.Rest.StartsWith("dotnet restore", StringComparison.Ordinal))];
        before.Length.ShouldBeLessThan(build.Instructions.Count);

        HashSet<string> copied = [.. before.Where(one => one.Word == "COPY").SelectMany(one => one.Words[..^1])];

        string[] needed = [.. Directory.GetFiles(Repository.Root, "Directory.*.props").Select(Path.GetFileName)!, "global.json", "src/Directory.Build.props", .. ProjectsOf("src/OptiTime.Silo/OptiTime.Silo.csproj")];
        needed.Length.ShouldBeGreaterThan(5);
        foreach (string file in needed) copied.ShouldContain(file);
    }

    [Fact]
    public void Its_images_are_of_the_version_the_program_is_built_for()
    {
        string version = XDocument.Parse(Repository.Read("Directory.Build.props")).Descendants("TargetFramework").Single().Value["net".Length..];

        foreach (Stage stage in Dockerfile.Stages) stage.Image.Split(':')[1].Split('-')[0].ShouldBe(version);
    }

    [Fact]
    public void It_runs_as_somebody_without_rights_told_by_number()
    {
        Dockerfile.Image.The("USER").Rest.ShouldMatch("^[1-9][0-9]*:[1-9][0-9]*$");
        Dockerfile.Image.Of("RUN").ShouldBeEmpty("There is no shell in the image to run it.");
    }

    [Fact]
    public void It_opens_the_port_it_serves_at() =>
        Dockerfile.Image.The("CMD").Words.ShouldContain(word => word.EndsWith($":{Dockerfile.Image.The("EXPOSE").Rest}"));

    private static IEnumerable<string> FromContext(Stage stage) =>
        stage.Of("COPY").Where(copy => !copy.Rest.Contains("--from=", StringComparison.Ordinal)).SelectMany(copy => copy.Words[..^1]);

    private static IEnumerable<string> ProjectsOf(string project) =>
        XDocument.Parse(Repository.Read(project)).Descendants("ProjectReference")
            .Select(one => Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Repository.PathOf(project))!, one.Attribute("Include")!.Value))))
            .SelectMany(ProjectsOf).Prepend(project).Distinct();
}
