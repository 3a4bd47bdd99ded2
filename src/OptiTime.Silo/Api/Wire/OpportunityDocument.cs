namespace OptiTime.Silo.Api.Wire;

/// <summary>What opportunity cost counts for: capacity that others who rank higher are expected to ask for costs more.</summary>
public sealed record OpportunityDocument
{
    /// <summary>What it is multiplied by. 0 to 10; 0 switches it off. Default 1; it counts for nothing until demand has been counted.</summary>
    public double? Weight { get; init; }

    /// <summary>What an hour for customers of a tier is worth. At most 20; other tiers are worth 1. Default: platinum 2, gold 1.5, silver 1.2.</summary>
    public IReadOnlyList<TierValueDocument>? Tiers { get; init; }
}
