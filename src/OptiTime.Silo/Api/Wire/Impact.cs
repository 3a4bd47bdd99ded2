namespace OptiTime.Silo.Api.Wire;

/// <summary>What an offer moves.</summary>
public sealed record Impact
{
    /// <summary>It moves nothing.</summary>
    internal static Impact None { get; } = new() { Bookings = [] };

    /// <summary>The bookings it moves beyond sliding inside their promises.</summary>
    public required IReadOnlyList<string> Bookings { get; init; }
}
