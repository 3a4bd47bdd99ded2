namespace OptiTime.Silo.Api.Wire;

/// <summary>What was asked for in a territory, and what its capacity is kept for.</summary>
public sealed record DemandView
{
    /// <summary>The territory.</summary>
    public required string Territory { get; init; }

    /// <summary>The first instant of the days told.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The first instant after them.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>The counts, by day, needs, class and tier.</summary>
    public required IReadOnlyList<DemandEntry> Items { get; init; }

    /// <summary>The bid prices this silo searches with now; null while there are none.</summary>
    public required BidPriceView? BidPrices { get; init; }
}
