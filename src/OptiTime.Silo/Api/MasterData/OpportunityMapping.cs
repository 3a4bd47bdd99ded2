using System.Collections.Immutable;
using OptiTime.Planning.Value;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.MasterData;

/// <summary>What opportunity cost counts for, as documents have it and as plans have it.</summary>
internal static class OpportunityMapping
{
    private const int MaximumTiers = 20;

    /// <summary>The settings of a document; null when it is left out.</summary>
    public static OpportunitySettings? From(OpportunityDocument? document, Faults faults)
    {
        if (document is null) return null;
        faults.Require(
            document.Weight is null or (>= 0 and <= OpportunitySettings.MaximumWeight), "opportunity.weight", document.Weight,
            $"Must be 0 to {OpportunitySettings.MaximumWeight}.", "Send 1 for the cost as reckoned, 0 to switch it off.");
        Fields.CheckCount(faults, "opportunity.tiers", document.Tiers?.Count, MaximumTiers, nameof(MaximumTiers));
        ImmutableArray<TierValue> tiers = document.Tiers is { } given
            ? [.. given.Select((tier, index) => From(tier, $"opportunity.tiers[{index}]", faults))] : OpportunitySettings.Default.Tiers;
        Fields.CheckDistinct(faults, "opportunity.tiers", ".tier", tiers.Select(tier => tier.Tier));
        return new OpportunitySettings(document.Weight ?? OpportunitySettings.Default.Weight, tiers);
    }

    /// <summary>The document of settings.</summary>
    public static OpportunityDocument ToDocument(OpportunitySettings settings) => new()
    {
        Weight = settings.Weight,
        Tiers = [.. settings.Tiers.Select(tier => new TierValueDocument { Tier = tier.Tier, Factor = tier.Factor })],
    };

    private static TierValue From(TierValueDocument document, string field, Faults faults)
    {
        Fields.CheckText(faults, field + ".tier", document.Tier, 64);
        faults.Require(
            document.Factor is >= OpportunitySettings.LeastFactor and <= OpportunitySettings.MostFactor, field + ".factor", document.Factor,
            FormattableString.Invariant($"Must be {OpportunitySettings.LeastFactor} to {OpportunitySettings.MostFactor}."));
        return new TierValue(document.Tier, document.Factor);
    }
}
