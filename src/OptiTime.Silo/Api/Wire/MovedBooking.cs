namespace OptiTime.Silo.Api.Wire;

/// <summary>Work that is given another place or time, inside what was promised for it.</summary>
public sealed record MovedBooking
{
    /// <summary>The booking or the job.</summary>
    public required string Id { get; init; }

    /// <summary>Whether a customer was told; their promise still stands. False for a backlog job.</summary>
    public required bool Told { get; init; }

    /// <summary>When it is planned.</summary>
    public required TimeWindow From { get; init; }

    /// <summary>When it would be planned; null for a job that would wait again.</summary>
    public required TimeWindow? To { get; init; }

    /// <summary>Who is to do it.</summary>
    public required string FromResource { get; init; }

    /// <summary>Who would do it; null for a job that would wait again.</summary>
    public required string? ToResource { get; init; }

    /// <summary>By how many minutes its planned start moves, to whichever side; 0 for a job that would wait again.</summary>
    public required int Minutes { get; init; }
}
