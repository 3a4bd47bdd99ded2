namespace OptiTime.Silo.Api.Wire;

/// <summary>Never a bare no: why nothing fits, and what would turn the no into a yes.</summary>
public sealed record NoOffers
{
    /// <summary>Why nothing fits.</summary>
    public required IReadOnlyList<Reason> Reasons { get; init; }

    /// <summary>What would help, cheapest first.</summary>
    public required IReadOnlyList<RelaxedOffer> Relaxations { get; init; }
}
