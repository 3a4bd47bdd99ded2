using OptiTime.LoadTests.Calls;
using OptiTime.LoadTests.Latency;
using OptiTime.LoadTests.Measures;
using OptiTime.LoadTests.Runs;
using static OptiTime.LoadTests.Reports.Figures;

namespace OptiTime.LoadTests.Reports;

/// <summary>What came of one load, in full.</summary>
internal static class RunReport
{
    /// <summary>Writes it as Markdown.</summary>
    internal static string Write(LoadResult result)
    {
        LatencyHistogram late = result.Tally.Lateness;
        return $"""
            {Count(result.Plan.Rate)} calls/s, {(result.Plan.IsPoisson ? "Poisson" : "evenly spaced")}, {Count(result.Plan.Measured.TotalSeconds)} s after {Count(result.Plan.WarmUp.TotalSeconds)} s of warm-up, seed {result.Plan.Seed}. Times from when a request was due to its last byte; "sent to answered" is the silo's part of it.

            {Times(result)}
            {Answers(result)}
            {Processes(result)}
            Sent late by the driver: {Milliseconds(late.Percentile(50))} (p50), {Milliseconds(late.Percentile(99))} (p99), {Milliseconds(late.Max)} (max).
            """;
    }

    private static MarkdownTable Times(LoadResult result)
    {
        var table = new MarkdownTable("request", "due/s", "answered/s", "p50", "p90", "p99", "p99.9", "max", "sent to answered p50", "p99");
        foreach (RequestKind kind in result.Tally.Asked)
        {
            Tally.KindTally tally = result.Tally[kind];
            table.Add(
                Name(kind), Count(tally.Latency.Count / result.Tally.Seconds), Count(tally.InTime / result.Tally.Seconds),
                Milliseconds(tally.Latency.Percentile(50)), Milliseconds(tally.Latency.Percentile(90)), Milliseconds(tally.Latency.Percentile(99)),
                Milliseconds(tally.Latency.Percentile(99.9)), Milliseconds(tally.Latency.Max),
                Milliseconds(tally.Service.Percentile(50)), Milliseconds(tally.Service.Percentile(99)));
        }
        return table;
    }

    private static MarkdownTable Answers(LoadResult result)
    {
        var table = new MarkdownTable("request", "answers");
        foreach (RequestKind kind in result.Tally.Asked)
        {
            Tally.KindTally tally = result.Tally[kind];
            string empty = tally.Empty > 0 ? $" ({Count(tally.Empty)} of them with nothing to offer)" : "";
            table.Add(Name(kind), string.Join(", ", tally.ByStatus.Select(one =>
                $"{(one.Status == Tally.NoAnswer ? "no answer" : one.Status)}: {Count(one.Count)}{(one.Status == 200 ? empty : "")}")));
        }
        return table;
    }

    private static MarkdownTable Processes(LoadResult result)
    {
        var table = new MarkdownTable(
            "process", "processors", "user", "system", "memory", "allocated a request", "collections 0/1/2", "paused for them", "longest pause");
        foreach (ProcessUse use in result.Silos.Append(result.Driver))
        {
            table.Add(
                use.Name, Processors(use.Processor.Total), Processors(use.Processor.User), Processors(use.Processor.System), Bytes(use.WorkingSet),
                Bytes(result.AllocatedPerRequest(use)), use.Runtime is { } runtime ? string.Join('/', runtime.Collections) : None,
                Milliseconds(use.Runtime?.Paused), Milliseconds(use.Runtime?.LongestPause));
        }
        if (result.Others is { } others)
            table.Add("everything else", Processors(others.Total), Processors(others.User), Processors(others.System), None, None, None, None, None);
        return table;
    }

    /// <summary>The word for a kind of request.</summary>
    internal static string Name(RequestKind kind) => kind.ToString().ToLowerInvariant();
}
