namespace OptiTime.Silo.Api.Wire;

/// <summary>What capacity is kept for on a day.</summary>
public sealed record BidPriceDay
{
    /// <summary>The local day: <c>2026-11-23</c>.</summary>
    public required string Date { get; init; }

    /// <summary>The prices, the highest first; resources that are free are left out.</summary>
    public required IReadOnlyList<BidPriceEntry> Prices { get; init; }
}
