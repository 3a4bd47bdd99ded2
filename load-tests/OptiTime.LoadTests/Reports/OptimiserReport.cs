using OptiTime.LoadTests.Calls;
using OptiTime.LoadTests.Latency;
using OptiTime.LoadTests.Runs;
using static OptiTime.LoadTests.Reports.Figures;

namespace OptiTime.LoadTests.Reports;

/// <summary>Loads on silos that optimise beside loads on silos that do not.</summary>
internal sealed class OptimiserReport
{
    private const int Conflict = 409;

    private readonly List<(double Rate, bool Optimises, OptimiserRound Round)> _rounds = [];

    /// <summary>Adds what came of a round.</summary>
    internal void Add(double rate, bool optimises, OptimiserRound round) => _rounds.Add((rate, optimises, round));

    /// <summary>Writes it as Markdown, a row for each rate and kind of silo, all its rounds together.</summary>
    internal string Write()
    {
        var table = new MarkdownTable(
            "calls/s", "optimised", "answered/s", "p50", "p90", "p99", "p99.9", "max", "offers lost (409)", "processors: silo", "others",
            "searches a round", "of which work", "batches made", "saved");
        foreach (var group in _rounds.GroupBy(one => (one.Rate, one.Optimises)).OrderBy(group => group.Key))
        {
            OptimiserRound[] rounds = [.. group.Select(one => one.Round)];
            var all = new LatencyHistogram();
            foreach (OptimiserRound round in rounds) all.Add(round.Load.AllLatencies());
            table.Add(
                Count(group.Key.Rate), group.Key.Optimises ? "on" : "off", Count(rounds.Average(round => round.Load.AnsweredPerSecond)),
                Milliseconds(all.Percentile(50)), Milliseconds(all.Percentile(90)), Milliseconds(all.Percentile(99)), Milliseconds(all.Percentile(99.9)), Milliseconds(all.Max),
                Count(rounds.Sum(round => Conflicts(round.Load.Tally))), Processors(rounds.Average(round => round.Load.Silos[0].Processor.Total)),
                Processors(rounds.Average(round => round.Load.Others?.Total)), Count(rounds.Average(round => round.Slices)),
                $"{rounds.Average(round => round.Work):0.00} s", Count(rounds.Average(round => round.Made)), $"{rounds.Average(round => round.Saved) / 100:0.00}");
        }
        return table.ToString();
    }

    private static long Conflicts(Tally tally) => tally.Asked.Sum(kind => tally[kind].ByStatus.Where(one => one.Status == Conflict).Sum(one => one.Count));
}
