namespace OptiTime.Silo.Api.Wire;

/// <summary>What an offer moves.</summary>
public sealed record Impact
{
    /// <summary>It moves nothing.</summary>
    internal static Impact None { get; } = new() { Bookings = [] };

    /// <summary>The bookings and backlog jobs it moves beyond sliding inside promises, each inside its own.</summary>
    public required IReadOnlyList<MovedBooking> Bookings { get; init; }
}
