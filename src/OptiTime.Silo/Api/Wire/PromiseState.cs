namespace OptiTime.Silo.Api.Wire;

/// <summary>How a promise stood at a time. Of one that had ended: how it last stood.</summary>
public sealed record PromiseState
{
    /// <summary>What the customer had.</summary>
    public required PromiseStatus Status { get; init; }

    /// <summary>Since when it was just so: the last time anything of it had changed; null when there was nothing yet.</summary>
    public required DateTimeOffset? Since { get; init; }

    /// <summary>The version of the plan that made it so; null when there was nothing yet.</summary>
    public required long? PlanVersion { get; init; }

    /// <summary>What the customer was told; null when there was nothing yet.</summary>
    public required TimeWindow? Promise { get; init; }

    /// <summary>When it was planned to start.</summary>
    public required DateTimeOffset? Start { get; init; }

    /// <summary>When its last step was planned to end.</summary>
    public required DateTimeOffset? End { get; init; }

    /// <summary>The site; null at the customer's or by phone.</summary>
    public required string? Site { get; init; }

    /// <summary>Who and what was to take part.</summary>
    public required IReadOnlyList<RolePlayer> Resources { get; init; }

    /// <summary>The steps in order.</summary>
    public required IReadOnlyList<PlannedStep> Steps { get; init; }
}
