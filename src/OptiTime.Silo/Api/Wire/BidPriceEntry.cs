namespace OptiTime.Silo.Api.Wire;

/// <summary>What an hour of some resources is kept for.</summary>
public sealed record BidPriceEntry
{
    /// <summary>What a request that ranks lowest is charged for an hour; those that rank higher pay less, the highest nothing.</summary>
    public required Amount PerHour { get; init; }

    /// <summary>The resources.</summary>
    public required IReadOnlyList<string> Resources { get; init; }
}
