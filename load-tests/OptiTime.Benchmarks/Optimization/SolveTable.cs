using System.Diagnostics;
using System.Globalization;
using OptiTime.LoadTests.Measures;
using OptiTime.Planning.Optimization;
using OptiTime.Planning.Optimization.Instances;
using OptiTime.Silo.Commands.Solve.Reading;

namespace OptiTime.Benchmarks.Optimization;

/// <summary>The row of DESIGN §9 for optimisation: public instances on one thread, with the gap to the best known; reading excluded, code warm.</summary>
internal static class SolveTable
{
    /// <summary>Prints the table, as Markdown.</summary>
    internal static void Report(string[] args)
    {
        string set = ValueOf("--set", "solomon");
        double seconds = double.Parse(ValueOf("--seconds", set == "homberger" ? "3" : "1"), CultureInfo.InvariantCulture);
        ulong seed = ulong.Parse(ValueOf("--seed", "1"), CultureInfo.InvariantCulture);
        var settings = new SearchSettings
        {
            Hot = double.Parse(ValueOf("--hot", "0.5"), CultureInfo.InvariantCulture),
            Cold = double.Parse(ValueOf("--cold", "0.01"), CultureInfo.InvariantCulture),
            AverageRemoved = int.Parse(ValueOf("--removed", "10"), CultureInfo.InvariantCulture),
            LongestString = int.Parse(ValueOf("--longest", "10"), CultureInfo.InvariantCulture),
        };
        int every = int.Parse(ValueOf("--every", "1"), CultureInfo.InvariantCulture);
        long fixedRounds = long.Parse(ValueOf("--rounds", "0"), CultureInfo.InvariantCulture);
        Console.WriteLine(Workplace.Describe(DateTimeOffset.UtcNow));
        Console.WriteLine("| instance | distance | best known | gap | routes | rounds | seconds |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        Dictionary<string, double> known = PublicInstances.BestKnown();
        var gaps = new List<double>();
        bool warm = false;
        int n = 0;
        foreach (FileInfo file in PublicInstances.Of(set))
        {
            if (n++ % every != 0) continue;
            RoutingInstance instance = SolomonReader.Read(new InstanceText(file.Name, File.ReadLines(file.FullName)));
            RoutingProblem problem = instance.ToProblem(DistanceConvention.Truncated);
            if (!warm) Solve(problem, 2, seed, settings, 0);
            warm = true;
            long began = Stopwatch.GetTimestamp();
            (RoutingPlan plan, long rounds) = Solve(problem, seconds, seed, settings, fixedRounds);
            double took = Stopwatch.GetElapsedTime(began).TotalSeconds, distance = plan.Cost / 10, best = known[instance.Name.ToUpperInvariant()];
            gaps.Add((distance / best) - 1);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {instance.Name} | {distance:0.0} | {best:0.0} | {gaps[^1]:0.00%} | {plan.Routes.Count(route => !route.IsEmpty)} | {rounds:N0} | {took:0.00} |"));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| mean of {gaps.Count} | | | **{gaps.Average():0.000%}** | | | |"));

        string ValueOf(string name, string otherwise) => Array.IndexOf(args, name) is >= 0 and var at ? args[at + 1] : otherwise;
    }

    private static (RoutingPlan Plan, long Rounds) Solve(RoutingProblem problem, double seconds, ulong seed, SearchSettings settings, long fixedRounds)
    {
        long began = Stopwatch.GetTimestamp(), made = 0;
        var pace = fixedRounds > 0 ? new SearchPace(rounds => (double)(made = rounds) / fixedRounds) : new SearchPace(rounds =>
        {
            made = rounds;
            return Stopwatch.GetElapsedTime(began).TotalSeconds / seconds;
        });
        return (RouteSearch.Run(problem, null, seed, settings, pace, CancellationToken.None), made);
    }
}
