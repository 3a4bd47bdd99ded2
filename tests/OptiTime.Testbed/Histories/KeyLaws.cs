namespace OptiTime.Testbed.Histories;

/// <summary>However often a write is sent under its key, it is done once and answered alike; and in the end its caller knows.</summary>
internal static class KeyLaws
{
    internal static IEnumerable<Anomaly> Check(Evidence evidence) =>
        [.. Twice(evidence), .. evidence.Writes.SelectMany(AnsweredDifferently), .. LeftUnknown(evidence), .. evidence.Writes.SelectMany(write => Denied(evidence, write))];

    private static IEnumerable<Anomaly> Twice(Evidence evidence) =>
        from reference in evidence.Writes.Where(write => write.First.Reference is not null).Select(write => (write.Territory, write.First.Reference!)).Distinct()
        let made = evidence.CommitmentsOf(reference.Territory, reference.Item2).ToArray()
        where made.Length > 1
        select new Anomaly("A write was done twice", $"reference {reference.Item2} in '{reference.Territory}' became {string.Join(" and ", made)}");

    private static IEnumerable<Anomaly> AnsweredDifferently(Write write) =>
        from again in write.Tries
        where again.Outcome == CallOutcome.Acknowledged
            && (again.Commitment, again.Version, again.Promise) != (write.Acknowledgement!.Commitment, write.Acknowledgement.Version, write.Acknowledgement.Promise)
        select new Anomaly("A key was answered differently", $"{write.Acknowledgement}, and then {again}");

    private static IEnumerable<Anomaly> LeftUnknown(Evidence evidence) =>
        from write in evidence.Writes
        where write.Outcome == CallOutcome.Unknown && write.Tries[^1].Outcome != CallOutcome.Refused
        select new Anomaly("A caller was left not knowing", $"{write.Tries[^1]}");

    /// <summary>
    /// An earlier try had been done, everybody could know it, and a later try was told no. (What was under way somewhere may still be done
    /// after the no: that is no anomaly.)
    /// </summary>
    private static IEnumerable<Anomaly> Denied(Evidence evidence, Write write)
    {
        if (write.Outcome != CallOutcome.Unknown || evidence.FactOf(write) is not { } done) yield break;
        foreach (Call refused in write.Tries.Where(call => call.Outcome == CallOutcome.Refused))
        {
            Call? known = evidence.Calls.FirstOrDefault(call =>
                call.Territory == write.Territory && call.Ended < refused.Began && call.Version >= done.Version.Number);
            if (known is not null)
                yield return new Anomaly("A key was denied what it had done", $"{refused}, though version {done.Version.Number} holds it, as {known} shows");
        }
    }
}
