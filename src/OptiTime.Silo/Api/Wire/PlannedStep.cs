namespace OptiTime.Silo.Api.Wire;

/// <summary>A step: what is promised, when it is planned, where and with whom.</summary>
public sealed record PlannedStep
{
    /// <summary>The step's name.</summary>
    public required string Step { get; init; }

    /// <summary>What the customer is told.</summary>
    public required TimeWindow Promise { get; init; }

    /// <summary>When it is planned to start; may move inside the promise. Null in a booking that is broken.</summary>
    public required DateTimeOffset? Start { get; init; }

    /// <summary>When it is planned to end. Null in a booking that is broken.</summary>
    public required DateTimeOffset? End { get; init; }

    /// <summary>The site; null at the customer's or by phone.</summary>
    public required string? Site { get; init; }

    /// <summary>Who and what takes part.</summary>
    public required IReadOnlyList<RolePlayer> Resources { get; init; }
}
