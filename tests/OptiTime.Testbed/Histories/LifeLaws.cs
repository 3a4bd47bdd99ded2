namespace OptiTime.Testbed.Histories;

/// <summary>A commitment is held or booked once, confirmed in time or not at all, and ends once.</summary>
internal static class LifeLaws
{
    internal static IEnumerable<Anomaly> Check(Evidence evidence) => evidence.Commitments.SelectMany(pair => Check(pair.Key.Commitment, pair.Value));

    private static IEnumerable<Anomaly> Check(string commitment, Placed[] facts)
    {
        Placed? hold = null, state = null;
        foreach (Placed placed in facts)
        {
            string story = $"{commitment} is {placed.Fact.Kind} in version {placed.Version.Number}"
                + (state is { } now ? $", being {now.Fact.Kind} since version {now.Version.Number}" : "");
            if (Forbids(state?.Fact, placed.Fact.Kind) is { } law) yield return new Anomaly(law, story);
            if (placed.Fact.Kind == FactKind.Confirmed && placed.Version.At >= hold?.Fact.HeldUntil)
                yield return new Anomaly("A hold was confirmed late", $"{story}, at {placed.Version.At:s}; it was held until {hold.Value.Fact.HeldUntil:s}");
            if (placed.Fact.Kind == FactKind.Expired && placed.Version.At < hold?.Fact.HeldUntil)
                yield return new Anomaly("A hold expired early", $"{story}, at {placed.Version.At:s}; it was held until {hold.Value.Fact.HeldUntil:s}");
            if (placed.Fact.Kind == FactKind.Held) hold = placed;
            state = placed;
        }
    }

    /// <summary>The law that forbids a step of a life; null for one that may be.</summary>
    private static string? Forbids(Fact? state, FactKind next) => (state?.Kind, next) switch
    {
        (null, FactKind.Held or FactKind.Confirmed) => null,
        (null, _) => "Something happens to what was never there",
        (FactKind.Held, FactKind.Confirmed or FactKind.Released or FactKind.Expired) => null,
        (FactKind.Confirmed or FactKind.Rescheduled or FactKind.Moved, FactKind.Rescheduled or FactKind.Moved or FactKind.Cancelled) => null,
        ({ } ended, _) when ended >= FactKind.Released => "Something ends twice, or lives on after its end",
        _ => "Something happens out of order",
    };
}
