namespace OptiTime.Silo.Api.Wire;

/// <summary>What a unit of a resource does in one working period.</summary>
public sealed record PlanTour
{
    /// <summary>Which unit, from 0.</summary>
    public required int Unit { get; init; }

    /// <summary>When the working period begins.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>When it ends.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>The breaks inside it.</summary>
    public required IReadOnlyList<TimeWindow> Breaks { get; init; }

    /// <summary>The stops in order.</summary>
    public required IReadOnlyList<PlanStop> Stops { get; init; }

    /// <summary>The way home after the last stop, in seconds.</summary>
    public required int ReturnSeconds { get; init; }

    /// <summary>The way home after the last stop, in metres.</summary>
    public required int ReturnMetres { get; init; }

    /// <summary>The time that is free between breaks and stops; null for a mobile resource, whose gaps depend on the way.</summary>
    public required IReadOnlyList<TimeWindow>? Free { get; init; }
}
