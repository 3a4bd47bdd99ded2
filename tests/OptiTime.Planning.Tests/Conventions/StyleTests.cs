namespace OptiTime.Planning.Tests.Conventions;

/// <summary>Habits the build's analyzers do not know.</summary>
public sealed class StyleTests
{
    [Fact]
    public void No_file_is_longer_than_500_lines_and_most_are_short()
    {
        (string Name, int Lines)[] files = [.. SourceTree.Sources.Select(file => (file.Name, File.ReadLines(file.FullName).Count())).OrderBy(file => file.Item2)];
        files.Where(file => file.Lines > 500).ShouldBeEmpty();
        files[files.Length / 2].Lines.ShouldBeLessThanOrEqualTo(100);
    }

    [Fact]
    public void Names_are_words_of_the_field() => SourceTree.Sources.Select(file => Path.GetRelativePath(SourceTree.Root.FullName, file.FullName))
        .Where(path => new[] { "Util", "Helper", "Common", "Manager" }.Any(word => path.Contains(word, StringComparison.Ordinal))).ShouldBeEmpty();

    [Fact]
    public void Nothing_is_left_to_be_done_later()
    {
        string[] marks = ["TODO", "FIXME", "NotImplementedException"];
        SourceTree.Sources.Where(file => File.ReadLines(file.FullName).Any(line => marks.Any(line.Contains))).Select(file => file.Name).ShouldBeEmpty();
    }
}
