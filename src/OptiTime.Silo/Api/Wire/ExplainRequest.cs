namespace OptiTime.Silo.Api.Wire;

/// <summary>Why, or why not? The question of availability, with the resource and the start it is about.</summary>
public sealed record ExplainRequest : AvailabilityRequest
{
    /// <summary>The resource asked about. Default: all of them, told by the check at which they fall.</summary>
    public string? Resource { get; init; }

    /// <summary>The start asked about, at most 92 days ahead. Default: the best start, and why not earlier.</summary>
    public DateTimeOffset? Start { get; init; }
}
