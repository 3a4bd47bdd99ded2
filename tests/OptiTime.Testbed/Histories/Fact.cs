namespace OptiTime.Testbed.Histories;

/// <summary>What became of a commitment.</summary>
public enum FactKind
{
    Held,
    Confirmed,
    Rescheduled,
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
public sealed record Fact(string Commitment, FactKind Kind, string? Reference = null, string? Promise = null, DateTimeOffset? HeldUntil = null)
{
    /// <summary>Whether the commitment is no more after it.</summary>
    public bool IsEnding => Kind >= FactKind.Released;
}
