namespace OptiTime.Testbed.Histories;

/// <summary>What became of a commitment.</summary>
public enum FactKind
{
    Held,
    Confirmed,
    Rescheduled,

    /// <summary>It was recorded anew though nobody took another offer: a silo gave it another place of its own accord.</summary>
    Moved,
    Released,
    Expired,
    Cancelled,
}

/// <summary>What a version of a log says of a commitment.</summary>
/// <param name="Commitment">The id that hold and booking share.</param>
/// <param name="Kind">What became of it.</param>
/// <param name="Reference">The caller's reference; null where the fact does not carry one.</param>
/// <param name="Promise">What was promised, in the words of <see cref="PromiseText"/>; null for an ending.</param>
/// <param name="HeldUntil">When the hold expires; null unless it is one.</param>
/// <param name="Terms">What nothing but a caller may change; null for an ending.</param>
public sealed record Fact(
    string Commitment, FactKind Kind, string? Reference = null, string? Promise = null, DateTimeOffset? HeldUntil = null, Terms? Terms = null)
{
    /// <summary>Whether the commitment is no more after it.</summary>
    public bool IsEnding => Kind >= FactKind.Released;
}
