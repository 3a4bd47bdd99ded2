namespace OptiTime.Testbed.Histories;

/// <summary>What a caller asks for.</summary>
public enum CallKind
{
    Search,
    ReadPlan,
    ReadBooking,
    ReadHold,
    Hold,
    Book,
    Confirm,
    Release,
    Cancel,
    Reschedule,
}

/// <summary>What a caller knows after a call.</summary>
public enum CallOutcome
{
    /// <summary>It was done; for a read, answered.</summary>
    Acknowledged,

    /// <summary>It was refused, and the refusal says that nothing was changed.</summary>
    Refused,

    /// <summary>It was not done, and the answer says to come again.</summary>
    Postponed,

    /// <summary>Nobody knows: no answer came, or the answer says so.</summary>
    Unknown,
}

/// <summary>One call of one caller to one silo, as the caller saw it.</summary>
public sealed record Call
{
    public required CallKind Kind { get; init; }

    /// <summary>The silo that was called; a silo that is started again keeps its name.</summary>
    public required string Silo { get; init; }

    public required string Territory { get; init; }

    /// <summary>When it was sent and when its answer was there, in ticks of one clock for the whole history.</summary>
    public required long Began { get; init; }

    /// <inheritdoc cref="Began"/>
    public required long Ended { get; init; }

    public required CallOutcome Outcome { get; init; }

    /// <summary>The status of the answer and what it said; null where none came.</summary>
    public string? Answer { get; init; }

    /// <summary>The key of a write: the same for all its tries.</summary>
    public string? Key { get; init; }

    /// <summary>The reference with which an offer was asked for: what comes of the offer carries it. Needed to hold and to book.</summary>
    public string? Reference { get; init; }

    /// <summary>The id that hold and booking share; null while the caller does not know it.</summary>
    public string? Commitment { get; init; }

    /// <summary>The version of the plan that was answered; null where the answer has none.</summary>
    public long? Version { get; init; }

    /// <summary>The version the caller asked for at least; null for none.</summary>
    public long? AtLeast { get; init; }

    /// <summary>Whether the answer said that it may be old.</summary>
    public bool IsStale { get; init; }

    /// <summary>Whether the answer is the stored one of an earlier try.</summary>
    public bool IsReplayed { get; init; }

    /// <summary>What was promised, in the words of <see cref="PromiseText"/>; null where the answer promises nothing.</summary>
    public string? Promise { get; init; }

    public bool IsWrite => Kind >= CallKind.Hold;

    public override string ToString() =>
        $"{Kind} of {Commitment ?? Reference ?? "the plan"} in '{Territory}' at {Silo}{(Key is null ? "" : $" with key {Key}")} [{Began}-{Ended}]: {Outcome}"
        + $"{(Version is { } version ? $" at version {version}" : "")}{(Answer is null ? "" : $" ({Answer})")}";
}
