namespace OptiTime.Silo.Api.Wire;

/// <summary>A stop of a tour.</summary>
public sealed record PlanStop
{
    /// <summary>The hold it serves; null for anything else.</summary>
    public required string? Hold { get; init; }

    /// <summary>The proposal it keeps a place for; null for anything else.</summary>
    public required string? Proposal { get; init; }

    /// <summary>The booking it serves; null for anything else.</summary>
    public required string? Booking { get; init; }

    /// <summary>The backlog job it serves; null for anything else.</summary>
    public required string? Job { get; init; }

    /// <summary>The territory to which the resource is lent for it, whose hold or booking it is; null where it is the territory's own.</summary>
    public required string? LentTo { get; init; }

    /// <summary>Whether nothing but a person or an impossibility moves it.</summary>
    public required bool Pinned { get; init; }

    /// <summary>The service's id.</summary>
    public required string Service { get; init; }

    /// <summary>The step's name.</summary>
    public required string Step { get; init; }

    /// <summary>What the customer was told; of a job from when to when it is to be done.</summary>
    public required TimeWindow Promise { get; init; }

    /// <summary>From when the resource is taken: the start of the step, or of the setup before it.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Until when it is taken: the end of the step, or of the clean-up after it.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>When the step itself is planned; null where it is the same time.</summary>
    public required TimeWindow? StepTime { get; init; }

    /// <summary>The way to it, in seconds.</summary>
    public required int TravelSeconds { get; init; }

    /// <summary>The way to it, in metres.</summary>
    public required int TravelMetres { get; init; }

    /// <summary>Where it is, where that is known.</summary>
    public required GeoPoint? Location { get; init; }
}
