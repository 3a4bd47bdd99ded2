namespace OptiTime.Silo.Api.Wire;

/// <summary>What capacity is kept for: what later requests that rank higher would have paid for it.</summary>
public sealed record BidPriceView
{
    /// <summary>What they are known by; answers that were searched with them tell it as <c>bidPriceVersion</c>. Equal prices have equal versions.</summary>
    public required long Version { get; init; }

    /// <summary>When they were reckoned.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The days on which something is kept.</summary>
    public required IReadOnlyList<BidPriceDay> Days { get; init; }
}
