using System.Diagnostics;
using System.Globalization;
using OptiTime.LoadTests.Measures;
using OptiTime.Planning.Optimization;

namespace OptiTime.Benchmarks.Optimization;

/// <summary>
/// The row of DESIGN §9 for optimisation: public instances on one thread, with the gap to the best known; reading excluded, code warm. Solomon's and Homberger's with
/// distances truncated to one decimal and the distance only, as their best-known values are; technicians' in double precision by the sum of their working times.
/// </summary>
internal static class SolveTable
{
    private const double WarmUpSeconds = 2;

    /// <summary>Prints the table, as Markdown.</summary>
    /// <param name="args"><c>--set NAME --seconds N --rounds N --seed S</c>; with rounds, as many are made however long they take.</param>
    /// <param name="quick">A tenth of the time.</param>
    internal static void Report(string[] args, bool quick)
    {
        string set = Word(args, "--set", "solomon");
        double seconds = Number(args, "--seconds", set.StartsWith("homberger", StringComparison.Ordinal) ? 3 : 1) * (quick ? 0.1 : 1);
        (long rounds, ulong seed) = ((long)Number(args, "--rounds", 0), (ulong)Number(args, "--seed", 1));
        Console.WriteLine(Workplace.Describe(DateTimeOffset.UtcNow));
        Console.WriteLine($"\n| {set} | found | best known | gap | routes | rounds | seconds | processor |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        var gaps = new List<double>();
        foreach (PublicInstance instance in PublicInstances.Of(set))
        {
            // Code that has not run often yet is slower than it will be; the first row shall not pay for it.
            if (gaps.Count == 0) Solve(instance.Problem, WarmUpSeconds, 0, seed);
            long began = Stopwatch.GetTimestamp();
            TimeSpan processor = Environment.CpuUsage.UserTime;
            (RoutingPlan plan, long made) = Solve(instance.Problem, seconds, rounds, seed);
            double took = Stopwatch.GetElapsedTime(began).TotalSeconds, found = instance.Checked(plan);
            // What rounding leaves of nothing is nothing.
            gaps.Add(Math.Round((found / instance.BestKnown) - 1, 6) + 0.0);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {instance.Name} | {found:0.0} | {instance.BestKnown:0.0} | {gaps[^1]:0.00%} | {plan.Routes.Count(route => !route.IsEmpty)} | {made:N0} | {took:0.00} | {(Environment.CpuUsage.UserTime - processor).TotalSeconds:0.00} |"));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| mean of {gaps.Count} | | | **{gaps.Average():0.00%}** | | | | |"));
    }

    private static (RoutingPlan Plan, long Rounds) Solve(RoutingProblem problem, double seconds, long rounds, ulong seed)
    {
        long began = Stopwatch.GetTimestamp(), made = 0;
        var pace = new SearchPace(done =>
        {
            made = done;
            return rounds > 0 ? (double)done / rounds : Stopwatch.GetElapsedTime(began).TotalSeconds / seconds;
        });
        return (RouteSearch.Run(problem, null, seed, new SearchSettings(), pace, CancellationToken.None), made);
    }

    private static double Number(string[] args, string name, double otherwise) =>
        double.Parse(Word(args, name, otherwise.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);

    private static string Word(string[] args, string name, string otherwise) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : otherwise;
}
