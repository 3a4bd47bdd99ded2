using OptiTime.LoadTests.Calls;
using OptiTime.LoadTests.Latency;
using OptiTime.LoadTests.Measures;
using OptiTime.LoadTests.Runs;
using static OptiTime.LoadTests.Reports.Figures;

namespace OptiTime.LoadTests.Reports;

/// <summary>What came of stepping the rate up until a bar broke.</summary>
internal static class BarReport
{
    /// <summary>Writes it as Markdown, a row for each rate and kind of request, in the order of the rates.</summary>
    /// <param name="results">What came of each step.</param>
    /// <param name="best">The highest rate that kept the bar; null when none did.</param>
    /// <param name="barMilliseconds">The bar: the p99 of all requests together is not above it.</param>
    internal static string Write(IReadOnlyList<LoadResult> results, double? best, double barMilliseconds)
    {
        var table = new MarkdownTable(
            "calls/s", "request", "answered/s", "p50", "p99", "p99.9", "max", "too late", "failed", "sent late p99", "processors: silo", "driver", "others",
            "silo: allocated a request", "collections", "paused", "longest pause");
        foreach (LoadResult result in results.OrderBy(one => one.Plan.Rate))
        {
            RequestKind[] kinds = [.. result.Tally.Asked];
            Tally.KindTally[] tallies = [.. kinds.Select(kind => result.Tally[kind])];
            string[] all = Requests(Count(result.Plan.Rate), kinds is [var only] ? RunReport.Name(only) : "all", result, result.AllLatencies(), tallies);
            table.Add([.. all, .. Machine(result)]);
            foreach (RequestKind kind in kinds.Length > 1 ? kinds : [])
                table.Add([.. Requests("", RunReport.Name(kind), result, result.Tally[kind].Latency, result.Tally[kind]), .. Enumerable.Repeat("", 8)]);
        }
        string verdict = best is { } rate
            ? $"At p99 ≤ {barMilliseconds:0.#} ms: {(results.Any(result => result.Plan.Rate > rate) ? "" : "at least ")}**{Count(rate)} calls/s**."
            : $"No rate kept p99 ≤ {barMilliseconds:0.#} ms.";
        return $"{table}\n{verdict}";
    }

    private static string[] Requests(string rate, string what, LoadResult result, LatencyHistogram latency, params IReadOnlyList<Tally.KindTally> tallies) =>
    [
        rate, what, Count(tallies.Sum(tally => tally.InTime) / result.Tally.Seconds),
        Milliseconds(latency.Percentile(50)), Milliseconds(latency.Percentile(99)), Milliseconds(latency.Percentile(99.9)), Milliseconds(latency.Max),
        Count(tallies.Sum(tally => tally.Lost)), Count(tallies.Sum(tally => tally.Failed)),
    ];

    private static string[] Machine(LoadResult result)
    {
        ProcessUse silo = result.Silos[0];
        return
        [
            Milliseconds(result.Tally.Lateness.Percentile(99)), Processors(silo.Processor.Total), Processors(result.Driver.Processor.Total),
            Processors(result.Others?.Total), Bytes(result.AllocatedPerRequest(silo)), Count(silo.Runtime?.Collections.Sum() ?? 0),
            Milliseconds(silo.Runtime?.Paused), Milliseconds(silo.Runtime?.LongestPause),
        ];
    }
}
