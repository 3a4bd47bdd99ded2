using OptiTime.LoadTests.Calls;
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
    /// <param name="barMilliseconds">The bar: no kind's p99 above it.</param>
    internal static string Write(IReadOnlyList<LoadResult> results, double? best, double barMilliseconds)
    {
        var table = new MarkdownTable(
            "calls/s", "request", "answered/s", "p50", "p99", "p99.9", "max", "too late", "failed", "sent late p99", "processors: silo", "driver", "others",
            "silo: allocated a request", "collections", "paused", "longest pause");
        foreach (LoadResult result in results.OrderBy(one => one.Plan.Rate))
        {
            foreach ((int index, RequestKind kind) in result.Tally.Asked.Index()) table.Add([.. Requests(result, kind, index == 0), .. Machine(result, index == 0)]);
        }
        string verdict = best is { } rate
            ? $"At p99 ≤ {barMilliseconds:0.#} ms: **{Count(rate)} calls/s**."
            : $"No rate kept p99 ≤ {barMilliseconds:0.#} ms.";
        return $"{table}\n{verdict}";
    }

    private static string[] Requests(LoadResult result, RequestKind kind, bool isFirst)
    {
        Tally.KindTally tally = result.Tally[kind];
        return
        [
            isFirst ? Count(result.Plan.Rate) : "", RunReport.Name(kind), Count(tally.InTime / result.Tally.Seconds),
            Milliseconds(tally.Latency.Percentile(50)), Milliseconds(tally.Latency.Percentile(99)), Milliseconds(tally.Latency.Percentile(99.9)),
            Milliseconds(tally.Latency.Max), Count(tally.Lost), Count(tally.Failed),
        ];
    }

    private static string[] Machine(LoadResult result, bool isFirst)
    {
        if (!isFirst) return [.. Enumerable.Repeat("", 8)];
        ProcessUse silo = result.Silos[0];
        return
        [
            Milliseconds(result.Tally.Lateness.Percentile(99)), Processors(silo.Processor.Total), Processors(result.Driver.Processor.Total),
            Processors(result.Others?.Total), Bytes(result.AllocatedPerRequest(silo)), Count(silo.Runtime?.Collections.Sum() ?? 0),
            Milliseconds(silo.Runtime?.Paused), Milliseconds(silo.Runtime?.LongestPause),
        ];
    }
}
