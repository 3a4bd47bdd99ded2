using System.Collections.Immutable;
using OptiTime.Planning.Demand;

namespace OptiTime.Planning.Value;

/// <summary>How much more than anybody's an hour for customers of a tier is worth.</summary>
/// <param name="Tier">The tier.</param>
/// <param name="Factor">The factor. 0.1 to 10.</param>
public readonly record struct TierValue(string Tier, double Factor);

/// <summary>What a territory lets opportunity cost count for.</summary>
/// <param name="Weight">What it is multiplied by. 0 to 10; 0 switches it off. Default 1.</param>
/// <param name="Tiers">What tiers are worth; others are worth 1.</param>
public sealed record OpportunitySettings(double Weight, ImmutableArray<TierValue> Tiers)
{
    /// <summary>The most it can be multiplied by.</summary>
    public const double MaximumWeight = 10;

    /// <summary>The least and the most a tier can be worth.</summary>
    public const double LeastFactor = 0.1, MostFactor = 10;

    /// <summary>What holds unless said otherwise.</summary>
    public static OpportunitySettings Default { get; } = new(1, [new("platinum", 2), new("gold", 1.5), new("silver", 1.2)]);

    /// <summary>
    /// What an hour for a class of requests is worth to the company, against an hour of ordinary work: the price, and what is lost with a
    /// customer who is sent away. Somebody without heating goes to another company; yearly maintenance comes again.
    /// </summary>
    public double PrecedenceOf(PriorityClass priority, string? tier) => FactorOf(priority) * FactorOf(tier);

    /// <summary>The tier under which a customer is counted: null where the territory does not tell it from others.</summary>
    public string? Known(string? tier)
    {
        foreach (TierValue value in Tiers)
        {
            if (value.Tier == tier) return value.Tier;
        }
        return null;
    }

    /// <summary>Equality by content.</summary>
    public bool Equals(OpportunitySettings? other) => other is not null && Weight.Equals(other.Weight) && Tiers.SequenceEqual(other.Tiers);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Weight, Tiers.Length);

    /// <summary>What an hour for customers of a tier is worth against anybody's; 1 for a tier the territory does not tell from others.</summary>
    public double FactorOf(string? tier)
    {
        foreach (TierValue value in Tiers)
        {
            if (value.Tier == tier) return value.Factor;
        }
        return 1;
    }

    private static double FactorOf(PriorityClass priority) => priority switch
    {
        PriorityClass.Urgent => 2,
        PriorityClass.Maintenance => 0.5,
        _ => 1,
    };
}
