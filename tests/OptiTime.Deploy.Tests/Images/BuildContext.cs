using System.Text.RegularExpressions;
using OptiTime.Deploy.Tests.Documents;

namespace OptiTime.Deploy.Tests.Images;

/// <summary>The files that are sent to whoever builds the image: those <c>.dockerignore</c> lets through.</summary>
internal static class BuildContext
{
    private static readonly (bool Sends, Regex Pattern)[] Rules =
        [.. from line in Repository.Read(".dockerignore").Split('\n')
            where line.Length > 0 && line[0] != '#'
            let pattern = Regex.Escape(line.TrimStart('!')).Replace(@"\*\*/", "(.*/)?", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal)
            select (line[0] == '!', new Regex($"^{pattern}(/.*)?$"))];

    /// <summary>Whether a file or folder is sent: the last rule that speaks of it decides.</summary>
    public static bool Has(string path) => File.Exists(Repository.PathOf(path)) || Directory.Exists(Repository.PathOf(path)) ? IsSent(path) : false;

    /// <summary>The files that are sent, by their path in the repository.</summary>
    public static IEnumerable<string> Files(string folder = "")
    {
        foreach (string path in Directory.EnumerateFileSystemEntries(Repository.PathOf(folder)).Select(path => Path.GetRelativePath(Repository.Root, path)).Where(IsSent))
        {
            if (!Directory.Exists(Repository.PathOf(path))) yield return path;
            else foreach (string file in Files(path)) yield return file;
        }
    }

    private static bool IsSent(string path) => Rules.Aggregate(true, (sent, rule) => rule.Pattern.IsMatch(path) ? rule.Sends : sent);
}
