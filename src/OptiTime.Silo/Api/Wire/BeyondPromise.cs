namespace OptiTime.Silo.Api.Wire;

/// <summary>A promise that could be kept only if others were broken. It is told so that a person may decide; it cannot be booked.</summary>
public sealed record BeyondPromise
{
    /// <summary>What could be told.</summary>
    public required TimeWindow Promise { get; init; }

    /// <summary>Who would serve.</summary>
    public required string Resource { get; init; }

    /// <summary>The bookings and jobs that would have to move further than was promised.</summary>
    public required IReadOnlyList<string> Bookings { get; init; }
}
