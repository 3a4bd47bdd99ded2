namespace OptiTime.Silo.Api.Wire;

/// <summary>Reserve an offer for a while.</summary>
public sealed record HoldRequest
{
    /// <summary>The offer, as availability gave it.</summary>
    public required string Offer { get; init; }

    /// <summary>For how long, in seconds. 1 to 3,600. Default 300.</summary>
    public int? TtlSeconds { get; init; }
}
