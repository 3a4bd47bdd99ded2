namespace OptiTime.Deploy.Tests.Documents;

/// <summary>The files of the repository these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string PathOf(string file) => Path.Combine(Root, file);

    public static string Read(string file) => File.ReadAllText(PathOf(file));

    private static string Find(string directory) =>
        File.Exists(Path.Combine(directory, "OptiTime.sln")) ? directory : Find(Path.GetDirectoryName(directory.TrimEnd('/')) ?? throw new FileNotFoundException("OptiTime.sln"));
}
