namespace OptiTime.Silo.Api.Wire;

/// <summary>What a repair did to a step of a booking, a hold or a job.</summary>
public sealed record RepairChange
{
    /// <summary>The booking, the hold or the job; of what is lent the name it has where it was sold.</summary>
    public required string Id { get; init; }

    /// <summary>Which of its steps, from 1.</summary>
    public required int Step { get; init; }

    /// <summary>Who was to serve; null for nobody.</summary>
    public required string? FromResource { get; init; }

    /// <summary>When it was planned to start; null where it was not planned.</summary>
    public required DateTimeOffset? FromStart { get; init; }

    /// <summary>Who serves now; null for nobody.</summary>
    public required string? ToResource { get; init; }

    /// <summary>When it is planned to start now; null where it is not planned.</summary>
    public required DateTimeOffset? ToStart { get; init; }

    /// <summary>By how much its planned start moved, to whichever side.</summary>
    public required int ShiftSeconds { get; init; }

    /// <summary>Why.</summary>
    public required string Why { get; init; }
}
