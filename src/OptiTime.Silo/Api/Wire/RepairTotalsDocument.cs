namespace OptiTime.Silo.Api.Wire;

/// <summary>How a plan stands: what a repair is measured by.</summary>
public sealed record RepairTotalsDocument
{
    /// <summary>How many bookings of the territory are without a place.</summary>
    public required int Broken { get; init; }

    /// <summary>The time on the road in the tours that changed, the same ones before and after; places that are only kept for proposals add nothing to it.</summary>
    public required int TravelSeconds { get; init; }

    /// <summary>What that road costs.</summary>
    public required Amount TravelCost { get; init; }
}
