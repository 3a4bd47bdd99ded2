using System.Globalization;
using System.Text.RegularExpressions;

namespace OptiTime.Benchmarks.Optimization;

/// <summary>The public instances beside the project, in <c>../shared/data</c>; they are read there and never copied.</summary>
internal static partial class PublicInstances
{
    private static DirectoryInfo Data { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>The files of a set, in the order of their names.</summary>
    internal static IEnumerable<FileInfo> Of(string set) => set switch
    {
        "solomon" => Files("solomon", Any()),
        "homberger" => Files("homberger_200", FirstAndFifth()),
        "homberger-all" => Files("homberger_200", Any()),
        _ => throw new ArgumentException($"There is no set '{set}'. Choose solomon, homberger (instances 1 and 5 of each class) or homberger-all."),
    };

    /// <summary>Best-known distances by name.</summary>
    internal static Dictionary<string, double> BestKnown() => File.ReadLines(Path.Combine(Data.FullName, "best-known-distance.csv"))
        .Select(line => line.Split(','))
        .ToDictionary(fields => fields[0].ToUpperInvariant(), fields => double.Parse(fields[1], CultureInfo.InvariantCulture));

    private static IEnumerable<FileInfo> Files(string folder, Regex name) =>
        new DirectoryInfo(Path.Combine(Data.FullName, folder)).EnumerateFiles("*.txt").Where(file => name.IsMatch(file.Name)).OrderBy(file => file.Name, StringComparer.Ordinal);

    private static DirectoryInfo Find(DirectoryInfo? from)
    {
        for (; from is not null; from = from.Parent)
        {
            var data = new DirectoryInfo(Path.Combine(from.FullName, "shared", "data"));
            if (data.Exists) return data;
        }
        throw new InvalidOperationException("There is no shared/data beside the project: the public instances are not there.");
    }

    [GeneratedRegex(".")]
    private static partial Regex Any();

    [GeneratedRegex("_[15]\\.txt$")]
    private static partial Regex FirstAndFifth();
}
