namespace OptiTime.Silo.Api.Wire;

/// <summary>Something that happened to a promise, with how it stood afterwards.</summary>
public sealed record PromiseEvent
{
    /// <summary>The version of the plan that says so.</summary>
    public required long Version { get; init; }

    /// <summary>When that version was written.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What happened.</summary>
    public required PromiseEventKind Event { get; init; }

    /// <summary>What the customer was then told.</summary>
    public required TimeWindow Promise { get; init; }

    /// <summary>When it was then planned to start.</summary>
    public required DateTimeOffset? Start { get; init; }

    /// <summary>When its last step was then planned to end.</summary>
    public required DateTimeOffset? End { get; init; }

    /// <summary>The site; null at the customer's or by phone.</summary>
    public required string? Site { get; init; }

    /// <summary>Who and what was to take part.</summary>
    public required IReadOnlyList<RolePlayer> Resources { get; init; }

    /// <summary>Why.</summary>
    public required PromiseWhy Why { get; init; }
}
