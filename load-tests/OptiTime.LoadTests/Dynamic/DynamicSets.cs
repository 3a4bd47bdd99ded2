using System.Collections.Immutable;
using System.Globalization;
using OptiTime.Benchmarks.Optimization;
using OptiTime.Planning.Optimization;
using OptiTime.Planning.Optimization.Instances;

namespace OptiTime.LoadTests.Dynamic;

/// <summary>The public instances with release dates, beside the project in <c>../shared/data</c>: read there, never copied.</summary>
internal static class DynamicSets
{
    // Distances truncated to one decimal, as those of the best known are.
    private const DistanceConvention Convention = DistanceConvention.Truncated;

    /// <summary>Lackner's release dates for Solomon's instances, those of a name first, then by how many are dynamic.</summary>
    /// <param name="only">How the names of instances begin that are wanted; empty for all.</param>
    internal static IEnumerable<DynamicProblem> Lackner(string only)
    {
        foreach (PublicInstance instance in PublicInstances.Of("solomon").Where(one => one.Name.StartsWith(only, StringComparison.OrdinalIgnoreCase)))
        {
            string name = instance.Name.ToUpperInvariant();
            foreach (FileInfo releases in Files("dynamic/lackner_rd", $"{name}_rd_*.txt"))
                yield return Of(name, instance.Problem, number => number - 1, ReleaseDates.Read(releases.Name, File.ReadLines(releases.FullName)), DegreeOf(releases), instance.BestKnown);
        }
    }

    /// <summary>Pillac's release dates for his technician instances, likewise; what counts is working time.</summary>
    /// <param name="only">How the names of instances begin that are wanted; empty for all.</param>
    internal static IEnumerable<DynamicProblem> Technicians(string only)
    {
        foreach (PublicInstance instance in PublicInstances.Of("technician").Where(one => one.Name.StartsWith(only, StringComparison.OrdinalIgnoreCase)))
        {
            TechnicianInstance technicians = instance.Technicians!;
            foreach (FileInfo releases in Files("technician/dyn", $"{instance.Name}_rd_*.txt"))
                yield return Of(technicians, instance.Problem, ReleaseDates.Read(releases.Name, File.ReadLines(releases.FullName)), DegreeOf(releases), instance.BestKnown) with { BestRoad = instance.BestRoad!.Value };
        }
    }

    /// <summary>Technicians' requests and what is said of when they become known.</summary>
    /// <param name="technicians">The instance.</param>
    /// <param name="problem">The same as a problem, distances in double precision.</param>
    /// <param name="releases">The release dates by the numbers of requests.</param>
    /// <param name="degree">How many of a hundred have one.</param>
    /// <param name="best">The static best known.</param>
    /// <exception cref="InvalidDataException">A release date is of no request, or one is missing.</exception>
    internal static DynamicProblem Of(TechnicianInstance technicians, RoutingProblem problem, IReadOnlyDictionary<int, double> releases, int degree, double best) =>
        new(technicians.Name, degree, problem, KnownFrom(technicians.Name, technicians.Requests.Length, number => number - 1 - technicians.Technicians.Length, releases, 1), 1, best) { Technicians = technicians };

    /// <summary>A problem and what is said of when its requests become known.</summary>
    /// <param name="name">The name of the instance.</param>
    /// <param name="problem">The problem.</param>
    /// <param name="stopOf">Which stop a request is.</param>
    /// <param name="releases">The release dates by the numbers of requests.</param>
    /// <param name="degree">How many of a hundred have one.</param>
    /// <param name="best">The static best known.</param>
    /// <exception cref="InvalidDataException">A request is no stop of the problem, or a stop is missing.</exception>
    internal static DynamicProblem Of(string name, RoutingProblem problem, Func<int, int> stopOf, IReadOnlyDictionary<int, double> releases, int degree, double best)
    {
        double unit = DistanceConventions.UnitsOf(Convention);
        return new DynamicProblem(name, degree, problem, KnownFrom(name, problem.Stops.Length, stopOf, releases, unit), unit, best);
    }

    private static ImmutableArray<double> KnownFrom(string name, int requests, Func<int, int> stopOf, IReadOnlyDictionary<int, double> releases, double unit)
    {
        double[] known = new double[requests];
        Array.Fill(known, double.NaN);
        foreach ((int number, double date) in releases)
        {
            int stop = stopOf(number);
            if (stop < 0 || stop >= known.Length) throw new InvalidDataException($"Request {number} has a release date and is not in instance {name}. Do the files belong together?");
            known[stop] = date * unit;
        }
        int missing = known.Count(double.IsNaN);
        if (missing > 0) throw new InvalidDataException($"{missing} requests of instance {name} have no release date. Do the files belong together?");
        return [.. known];
    }

    private static IEnumerable<FileInfo> Files(string folder, string pattern) => new DirectoryInfo(Path.Combine(PublicInstances.Data.FullName, folder))
        .EnumerateFiles(pattern, new EnumerationOptions { MatchCasing = MatchCasing.CaseInsensitive }).OrderBy(file => file.Name, StringComparer.Ordinal);

    private static int DegreeOf(FileInfo releases) =>
        int.Parse(Path.GetFileNameWithoutExtension(releases.Name).Split('_')[^1], NumberStyles.None, CultureInfo.InvariantCulture);
}
