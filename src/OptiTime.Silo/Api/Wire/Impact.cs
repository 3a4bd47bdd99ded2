namespace OptiTime.Silo.Api.Wire;

/// <summary>What an offer moves.</summary>
public sealed record Impact
{
    /// <summary>The bookings it moves beyond sliding inside their promises.</summary>
    public required IReadOnlyList<string> Bookings { get; init; }
}
