using OptiTime.Planning.Demand;

namespace OptiTime.Planning.Boards;

/// <summary>What moving planned work is reckoned to cost beside the road: the trouble of those who counted on it. Not negative.</summary>
/// <param name="Backlog">A backlog job, of which nobody was told.</param>
/// <param name="Told">Work whose customer was told a promise, which still stands.</param>
/// <param name="Renegotiated">Work whose customer would be told something else; null for <see cref="RenegotiatedRate"/>'s default.</param>
public sealed record InstabilityRates(Money Backlog, Money Told, Money? Renegotiated = null)
{
    private const int TimesTold = 5;

    /// <summary>What it costs where a customer would have to be told something else. Default five times what told work costs.</summary>
    public Money RenegotiatedRate => Renegotiated ?? new Money(Told.Cents * TimesTold);

    /// <summary>1.00 for a backlog job, 10.00 for work that was told.</summary>
    public static InstabilityRates Default { get; } = new(new Money(100), new Money(1_000));
}
