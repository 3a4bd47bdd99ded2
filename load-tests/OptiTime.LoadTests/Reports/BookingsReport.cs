using OptiTime.LoadTests.Calls;
using OptiTime.LoadTests.Clusters;
using OptiTime.LoadTests.Latency;
using OptiTime.LoadTests.Measures;
using OptiTime.LoadTests.Runs;
using static OptiTime.LoadTests.Reports.Figures;

namespace OptiTime.LoadTests.Reports;

/// <summary>What came of a rate of calls.</summary>
/// <param name="ByTerritory">Whether the requests for a territory went to one silo.</param>
/// <param name="Result">What the driver saw.</param>
/// <param name="Silos">What the silos counted, warm-up included.</param>
internal sealed record BookingStep(bool ByTerritory, LoadResult Result, SiloFigures Silos)
{
    /// <summary>Bookings confirmed a second, in time.</summary>
    internal double BookingsPerSecond => Result.Tally[RequestKind.Confirm].InTime / Result.Tally.Seconds;
}

/// <summary>What came of stepping the rate of bookings up.</summary>
internal static class BookingsReport
{
    /// <summary>Writes it as Markdown: a row for each rate, then the processors by process of the best of each routing.</summary>
    internal static string Write(IReadOnlyList<BookingStep> steps)
    {
        var table = new MarkdownTable(
            "routing", "calls/s", "bookings/s", "nothing to offer", "holds lost to others", "p50", "p99 all", "p99 ask", "p99 hold", "p99 confirm", "failed",
            "appends", "versions lost", "decided again", "given up");
        foreach (BookingStep step in steps.OrderBy(step => step.ByTerritory).ThenBy(step => step.Result.Plan.Rate)) table.Add(Row(step));
        return $"{table}\n{string.Join('\n', steps.GroupBy(step => step.ByTerritory).Select(Best))}";
    }

    private static string[] Row(BookingStep step)
    {
        LoadResult result = step.Result;
        LatencyHistogram all = result.AllLatencies();
        Tally.KindTally holds = result.Tally[RequestKind.Hold];
        return
        [
            Routing(step.ByTerritory), Count(result.Plan.Rate), Count(step.BookingsPerSecond),
            Share(result.Tally[RequestKind.Availability].Empty, result.Tally[RequestKind.Availability].Latency.Count), Share(holds.Lost, holds.Latency.Count), Milliseconds(all.Percentile(50)), Milliseconds(all.Percentile(99)),
            P99(RequestKind.Availability), P99(RequestKind.Hold), P99(RequestKind.Confirm), Count(result.Failed),
            Count(step.Silos.Appends), Share(step.Silos.VersionsLost, step.Silos.Appends), Count(step.Silos.DecidedAgain), Count(step.Silos.Contended),
        ];

        string P99(RequestKind kind) => Milliseconds(result.Tally[kind].Latency.Percentile(99));
    }

    private static string Best(IEnumerable<BookingStep> routing)
    {
        // Of the rates that were answered, the one with the most bookings; a rate that broke the bar tells nothing of the processors either.
        BookingStep best = routing.OrderByDescending(step => step.Result.Failed == 0).ThenByDescending(step => step.BookingsPerSecond).First();
        var table = new MarkdownTable("process", "processors", "user", "system", "memory", "allocated a second", "paused for collections", "longest pause");
        foreach (ProcessUse use in best.Result.Silos.Append(best.Result.Driver))
        {
            table.Add(
                use.Name, Processors(use.Processor.Total), Processors(use.Processor.User), Processors(use.Processor.System), Bytes(use.WorkingSet),
                Bytes(use.Runtime?.AllocatedPerSecond), Milliseconds(use.Runtime?.Paused), Milliseconds(use.Runtime?.LongestPause));
        }
        if (best.Result.Others is { } others)
            table.Add("everything else", Processors(others.Total), Processors(others.User), Processors(others.System), None, None, None, None);
        return $"Requests {Routing(best.ByTerritory)}: **{Count(best.BookingsPerSecond)} bookings/s**, at {Count(best.Result.Plan.Rate)} calls/s:\n\n{table}";
    }

    private static string Routing(bool byTerritory) => byTerritory ? "by territory" : "in turn";

    private static string Share(long part, long whole) => whole == 0 ? "0" : $"{Count(part)} ({100.0 * part / whole:0.0} %)";
}
