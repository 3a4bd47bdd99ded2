namespace OptiTime.Testbed.Histories;

/// <summary>What was acknowledged is in the log as it was told, and the log holds nothing that nobody asked for.</summary>
internal static class AcknowledgementLaws
{
    internal static IEnumerable<Anomaly> Check(Evidence evidence) => [.. Lost(evidence), .. Unasked(evidence)];

    private static IEnumerable<Anomaly> Lost(Evidence evidence)
    {
        foreach (Write write in evidence.Writes)
        {
            if (write.Acknowledgement is not { } told) continue;
            if (evidence.FactOf(write) is not { } placed)
                yield return new Anomaly("An acknowledgement is lost", $"{told} is not in the log");
            else if (told.Promise is not null && told.Promise != placed.Fact.Promise && placed.Fact.Promise is not null)
                yield return new Anomaly("The log promises something else than was told", $"{told} was told {told.Promise}; the log has {placed.Fact.Promise}");
        }
    }

    private static IEnumerable<Anomaly> Unasked(Evidence evidence)
    {
        // A write of which nothing is known may be in the log or not; a refused one must not be.
        var asked = evidence.Writes.Where(write => write.Outcome != CallOutcome.Refused && evidence.CommitmentOf(write) is not null)
            .GroupBy(write => (write.Territory, evidence.CommitmentOf(write)!, write.Makes))
            .ToDictionary(group => group.Key, group => group.Count());
        foreach (var ((territory, commitment), facts) in evidence.Commitments)
        {
            foreach (IGrouping<FactKind, Placed> done in facts.Where(placed => placed.Fact.Kind is not (FactKind.Expired or FactKind.Moved)).GroupBy(placed => placed.Fact.Kind))
            {
                int times = asked.GetValueOrDefault((territory, commitment, done.Key));
                if (done.Count() > times)
                    yield return new Anomaly("The log holds what nobody asked for",
                        $"{commitment} in '{territory}' is {done.Key} {done.Count()} times, last in version {done.Last().Version.Number}; asked for, and not refused, {times} times");
            }
        }
    }
}
