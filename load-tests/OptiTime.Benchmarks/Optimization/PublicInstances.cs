using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using OptiTime.Planning.Optimization;
using OptiTime.Planning.Optimization.Instances;
using OptiTime.Planning.Verification;
using OptiTime.Silo.Commands.Solve.Reading;

namespace OptiTime.Benchmarks.Optimization;

/// <summary>A public instance with its best-known value.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Problem">The problem.</param>
/// <param name="BestKnown">The best value known.</param>
/// <param name="Checked">The value of a plan by the independent checker.</param>
internal sealed record PublicInstance(string Name, RoutingProblem Problem, double BestKnown, Func<RoutingPlan, double> Checked)
{
    /// <summary>How far is driven in what is best known; null where nobody says.</summary>
    internal double? BestRoad { get; init; }

    /// <summary>The technicians and requests it is made of; null where there are none.</summary>
    internal TechnicianInstance? Technicians { get; init; }
}

/// <summary>The public instances beside the project, in <c>../shared/data</c>; they are read there and never copied.</summary>
internal static partial class PublicInstances
{
    /// <summary>Where they are.</summary>
    internal static DirectoryInfo Data { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>The instances of a set, in the order of their names.</summary>
    /// <exception cref="ArgumentException">There is no such set.</exception>
    internal static IEnumerable<PublicInstance> Of(string set) => set switch
    {
        "solomon" => Routed("solomon", Any()),
        "homberger" => Routed("homberger_200", FirstAndFifth()),
        "homberger-all" => Routed("homberger_200", Any()),
        "technician" => Technicians(),
        _ => throw new ArgumentException($"There is no set '{set}'. Choose solomon, homberger (instances 1 and 5 of each class), homberger-all or technician."),
    };

    private static IEnumerable<PublicInstance> Routed(string folder, Regex names)
    {
        Dictionary<string, double> known = File.ReadLines(Path.Combine(Data.FullName, "best-known-distance.csv")).Select(line => line.Split(','))
            .ToDictionary(fields => fields[0].ToUpperInvariant(), fields => Read(fields[1]));
        foreach (FileInfo file in Files(folder).Where(file => names.IsMatch(file.Name)))
        {
            RoutingInstance instance = SolomonReader.Read(new InstanceText(file.Name, File.ReadLines(file.FullName)));
            yield return new PublicInstance(
                instance.Name, instance.ToProblem(DistanceConvention.Truncated), known[instance.Name.ToUpperInvariant()],
                plan => Passed(RouteChecker.Check(instance, plan.Routes.Select(route => route.Select(stop => stop + 1).ToImmutableArray()), DistanceConvention.Truncated)));
        }
    }

    private static IEnumerable<PublicInstance> Technicians()
    {
        Dictionary<string, (double Duration, double Road)> known = KnownDays().Matches(File.ReadAllText(Path.Combine(Data.FullName, "technician", "best-known.tex")))
            .DistinctBy(match => match.Groups[1].Value).ToDictionary(match => match.Groups[1].Value, match => (Read(match.Groups[2].Value), Read(match.Groups[3].Value)));
        foreach (FileInfo file in Files("technician").Where(file => known.ContainsKey(Path.GetFileNameWithoutExtension(file.Name))))
        {
            TechnicianInstance instance = TechnicianReader.Read(new InstanceText(file.Name, File.ReadLines(file.FullName)));
            yield return new PublicInstance(
                instance.Name, instance.ToProblem(DistanceConvention.DoublePrecision), known[Path.GetFileNameWithoutExtension(file.Name)].Duration,
                plan => Passed(TechnicianChecker.Check(instance, Days(instance, plan), DistanceConvention.DoublePrecision)))
            {
                BestRoad = known[Path.GetFileNameWithoutExtension(file.Name)].Road,
                Technicians = instance,
            };
        }
    }

    private static ImmutableArray<ImmutableArray<int>> Days(TechnicianInstance instance, RoutingPlan plan) =>
        [.. plan.Routes.Select(route => route.Select(stop => stop < instance.Requests.Length ? instance.Requests[stop].Number : 0).ToImmutableArray())];

    private static double Passed(RouteVerdict verdict) => verdict.Faults.IsEmpty ? verdict.Distance : throw new InvalidOperationException(verdict.Faults[0]);

    private static double Passed(TechnicianVerdict verdict) => verdict.Faults.IsEmpty ? verdict.Duration : throw new InvalidOperationException(verdict.Faults[0]);

    private static IEnumerable<FileInfo> Files(string folder) =>
        new DirectoryInfo(Path.Combine(Data.FullName, folder)).EnumerateFiles("*.txt").OrderBy(file => file.Name, StringComparer.Ordinal);

    private static double Read(string number) => double.Parse(number, CultureInfo.InvariantCulture);

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

    [GeneratedRegex(@"^(\S+_25-5-5-5) &\s+([\d.]+) &\s+([\d.]+)", RegexOptions.Multiline)]
    private static partial Regex KnownDays();
}
