using System.Globalization;
using OptiTime.Benchmarks.Optimization;
using OptiTime.Planning.Optimization;
using OptiTime.Planning.Optimization.Instances;
using OptiTime.Silo.Commands.Solve.Reading;

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
        Dictionary<string, double> best = PublicInstances.BestKnown();
        foreach (FileInfo file in Files("solomon", only + "*.txt"))
        {
            RoutingInstance instance = SolomonReader.Read(new InstanceText(file.Name, File.ReadLines(file.FullName)));
            RoutingProblem problem = instance.ToProblem(Convention);
            string name = Path.GetFileNameWithoutExtension(file.Name).ToUpperInvariant();
            foreach (FileInfo releases in Files("dynamic/lackner_rd", $"{name}_rd_*.txt"))
                yield return Of(name, problem, number => number - 1, ReleaseDates.Read(releases.Name, File.ReadLines(releases.FullName)), DegreeOf(releases), best[name]);
        }
    }

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
        double[] known = new double[problem.Stops.Length];
        Array.Fill(known, double.NaN);
        foreach ((int number, double date) in releases)
        {
            int stop = stopOf(number);
            if (stop < 0 || stop >= known.Length) throw new InvalidDataException($"Request {number} has a release date and is not in instance {name}. Do the files belong together?");
            known[stop] = date * unit;
        }
        int missing = known.Count(double.IsNaN);
        if (missing > 0) throw new InvalidDataException($"{missing} requests of instance {name} have no release date. Do the files belong together?");
        return new DynamicProblem(name, degree, problem, [.. known], unit, best);
    }

    private static IEnumerable<FileInfo> Files(string folder, string pattern) => new DirectoryInfo(Path.Combine(PublicInstances.Data.FullName, folder))
        .EnumerateFiles(pattern, new EnumerationOptions { MatchCasing = MatchCasing.CaseInsensitive }).OrderBy(file => file.Name, StringComparer.Ordinal);

    private static int DegreeOf(FileInfo releases) =>
        int.Parse(Path.GetFileNameWithoutExtension(releases.Name).Split('_')[^1], NumberStyles.None, CultureInfo.InvariantCulture);
}
