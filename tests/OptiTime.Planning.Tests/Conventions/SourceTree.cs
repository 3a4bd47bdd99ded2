using System.Xml.Linq;

namespace OptiTime.Planning.Tests.Conventions;

/// <summary>The source tree the tests were built from.</summary>
internal static class SourceTree
{
    private static readonly char[] Separators = ['/', '\\'];

    internal static DirectoryInfo Root { get; } = FindRoot(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>The C# files under <c>src</c> that people write.</summary>
    internal static IEnumerable<FileInfo> Sources =>
        new DirectoryInfo(Path.Combine(Root.FullName, "src")).EnumerateFiles("*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(Root.FullName, file.FullName).Split(Separators).Intersect(["bin", "obj", "node_modules"]).Any());

    internal static XDocument Project(string name) => XDocument.Load(Path.Combine(Root.FullName, "src", name, name + ".csproj"));

    /// <summary>The projects a project refers to, by name.</summary>
    internal static IEnumerable<string> ReferencesOf(string name) =>
        Project(name).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Split(Separators)[^1]));

    private static DirectoryInfo FindRoot(DirectoryInfo? from)
    {
        for (; from is not null; from = from.Parent)
        {
            if (File.Exists(Path.Combine(from.FullName, "OptiTime.sln"))) return from;
        }
        throw new InvalidOperationException($"No OptiTime.sln above {AppContext.BaseDirectory}.");
    }
}
