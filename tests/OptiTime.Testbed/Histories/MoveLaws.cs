namespace OptiTime.Testbed.Histories;

/// <summary>
/// Without a caller a booking may get another start and other resources, inside what was promised: never another promise or service, and it begins when it was
/// told to. (That it neither comes nor goes without one is the law of what was asked for.)
/// </summary>
internal static class MoveLaws
{
    internal static IEnumerable<Anomaly> Check(Evidence evidence) => [.. evidence.Commitments.SelectMany(pair => Changed(pair.Key.Commitment, pair.Value)), .. Outside(evidence)];

    private static IEnumerable<Anomaly> Changed(string commitment, Placed[] facts)
    {
        Terms? told = null;
        foreach (Placed placed in facts)
        {
            if (placed.Fact.Kind == FactKind.Moved && placed.Fact.Terms != told)
                yield return new Anomaly("What was told has changed, and no caller changed it", $"{commitment} is {placed.Fact.Terms} in version {placed.Version.Number}; told was {told}");
            else told = placed.Fact.Terms ?? told;
        }
    }

    private static IEnumerable<Anomaly> Outside(Evidence evidence) =>
        from one in evidence.Record.Plan
        let terms = evidence.FactsOf(one.Territory, one.Commitment) is [.., var last] ? last.Fact.Terms : null
        where terms is not null && (one.From < terms.From || one.From > terms.To)
        select new Anomaly("The plan begins outside what was told", $"{one}; told was {terms}");
}
