namespace OptiTime.Testbed.Histories;

/// <summary>What ended before something else began comes before it, for everybody.</summary>
internal static class OrderLaws
{
    internal static IEnumerable<Anomaly> Check(Evidence evidence) => [.. Writes(evidence), .. ReadsBehind(evidence), .. SilosGoingBack(evidence)];

    private static IEnumerable<Anomaly> Writes(Evidence evidence)
    {
        // Two writes of one version were under way at the same time: the first to be answered is no earlier than the second.
        Event[] writes = [.. from write in evidence.Writes
            where write.Acknowledgement is not null
            let placed = evidence.FactOf(write)
            where placed is not null
            select new Event(write.Territory, write.First.Began, write.Acknowledgement!.Ended, placed.Value.Version.Number, write.Acknowledgement)];
        return Misplaced(writes, writes, allowEqual: false)
            .Select(pair => new Anomaly("A write overtook one that was acknowledged before", $"{pair.Later.Call}, after {pair.Earlier.Call}"));
    }

    private static IEnumerable<Anomaly> ReadsBehind(Evidence evidence) =>
        from call in evidence.Calls
        where call is { Outcome: CallOutcome.Acknowledged, IsWrite: false, IsStale: false } && call.Version < call.AtLeast
        select new Anomaly("A read was behind what it asked for, and did not say so", $"{call}, asked for version {call.AtLeast}");

    private static IEnumerable<Anomaly> SilosGoingBack(Evidence evidence) =>
        from silo in evidence.Calls.Where(call => call is { Outcome: CallOutcome.Acknowledged, IsReplayed: false, Version: not null }).GroupBy(call => call.Silo)
        let seen = silo.Select(call => new Event(call.Territory, call.Began, call.Ended, call.Version!.Value, call)).ToArray()
        from pair in Misplaced(seen, [.. seen.Where(one => !one.Call.IsWrite)], allowEqual: true)
        select new Anomaly("A silo went back", $"{pair.Later.Call}, after {pair.Earlier.Call}");

    /// <summary>For each of the later ones, the highest version that was known before it began, where that is beyond its own.</summary>
    private static IEnumerable<(Event Earlier, Event Later)> Misplaced(Event[] earlier, Event[] later, bool allowEqual)
    {
        foreach (var territory in later.GroupBy(one => one.Territory))
        {
            var ended = new Queue<Event>(earlier.Where(one => one.Territory == territory.Key).OrderBy(one => one.Ended));
            Event? highest = null;
            foreach (Event one in territory.OrderBy(one => one.Began))
            {
                while (ended.TryPeek(out Event? next) && next.Ended < one.Began)
                {
                    if (highest is null || next.Version > highest.Version) highest = next;
                    ended.Dequeue();
                }
                if (highest is not null && (highest.Version > one.Version || (highest.Version == one.Version && !allowEqual))) yield return (highest, one);
            }
        }
    }

    private sealed record Event(string Territory, long Began, long Ended, long Version, Call Call);
}
