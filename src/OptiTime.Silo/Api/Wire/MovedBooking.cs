namespace OptiTime.Silo.Api.Wire;

/// <summary>Work that an offer or a proposal gives another place: inside what was promised for it, or with a new promise that its customer must agree to.</summary>
public sealed record MovedBooking
{
    /// <summary>The booking or the job.</summary>
    public required string Id { get; init; }

    /// <summary>Whether a customer was told. False for a backlog job.</summary>
    public required bool Told { get; init; }

    /// <summary>What its customer would be told instead of what they were; null where that still stands. Of a job, its longer range.</summary>
    public required TimeWindow? NewPromise { get; init; }

    /// <summary>Whether its customer must be called first.</summary>
    public required bool Call { get; init; }

    /// <summary>When it is planned, or was until it lost its place; null where nobody knows.</summary>
    public required TimeWindow? From { get; init; }

    /// <summary>When it would be planned; null for a job that would wait again.</summary>
    public required TimeWindow? To { get; init; }

    /// <summary>Who is to do it; null for a booking that has lost its place.</summary>
    public required string? FromResource { get; init; }

    /// <summary>Who would do it; null for a job that would wait again.</summary>
    public required string? ToResource { get; init; }

    /// <summary>By how many minutes its planned start moves, to whichever side; 0 for a job that would wait again.</summary>
    public required int Minutes { get; init; }
}
