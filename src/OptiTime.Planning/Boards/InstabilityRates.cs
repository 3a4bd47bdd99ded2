using OptiTime.Planning.Demand;

namespace OptiTime.Planning.Boards;

/// <summary>What moving planned work is reckoned to cost beside the road: the trouble of those who counted on it. Not negative.</summary>
/// <param name="Backlog">A backlog job, of which nobody was told.</param>
/// <param name="Told">Work whose customer was told a promise, which still stands.</param>
public sealed record InstabilityRates(Money Backlog, Money Told)
{
    /// <summary>1.00 for a backlog job, 10.00 for work that was told.</summary>
    public static InstabilityRates Default { get; } = new(new Money(100), new Money(1_000));
}
