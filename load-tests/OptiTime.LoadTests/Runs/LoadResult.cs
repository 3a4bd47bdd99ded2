using OptiTime.LoadTests.Calls;
using OptiTime.LoadTests.Latency;
using OptiTime.LoadTests.Measures;

namespace OptiTime.LoadTests.Runs;

/// <summary>What came of a load.</summary>
/// <param name="Plan">What was asked for.</param>
/// <param name="Tally">What came of each kind of request.</param>
/// <param name="Driver">What this process used.</param>
/// <param name="Silos">What the silos' processes used, those that were watched.</param>
/// <param name="Others">The processors everything else on the machine used; null where the system does not say.</param>
internal sealed record LoadResult(LoadPlan Plan, Tally Tally, ProcessUse Driver, IReadOnlyList<ProcessUse> Silos, ProcessorShare? Others)
{
    /// <summary>Requests answered a second, of all kinds.</summary>
    internal double AnsweredPerSecond => Tally.Asked.Sum(kind => Tally[kind].InTime) / Tally.Seconds;

    /// <summary>Requests due a second, of all kinds.</summary>
    internal double DuePerSecond => Tally.Asked.Sum(kind => Tally[kind].Latency.Count) / Tally.Seconds;

    /// <summary>How many requests failed.</summary>
    internal long Failed => Tally.Asked.Sum(kind => Tally[kind].Failed);

    /// <summary>Bytes a process allocated for each request; null where it is not known.</summary>
    internal double? AllocatedPerRequest(ProcessUse process) => AnsweredPerSecond > 0 ? process.Runtime?.AllocatedPerSecond / AnsweredPerSecond : null;

    /// <summary>The latencies of all kinds of requests together.</summary>
    internal LatencyHistogram AllLatencies()
    {
        var all = new LatencyHistogram();
        foreach (RequestKind kind in Tally.Asked) all.Add(Tally[kind].Latency);
        return all;
    }
}
