using System.Collections.Immutable;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using OptiTime.Planning.Value;

namespace OptiTime.Planning.Boards;

/// <summary>What a territory is: the unit of planning.</summary>
/// <param name="Id">1 to 48 characters, lower-case letters, digits and inner dashes; not <c>catalogue</c>.</param>
/// <param name="Name">What people call it. 1 to 200 characters.</param>
/// <param name="Zone">The IANA zone in which its days are counted and its promises told.</param>
/// <param name="Currency">ISO 4217 code of its amounts.</param>
/// <param name="Centre">The middle of the area it serves.</param>
/// <param name="Radius">How far it serves from there. 1 km to 2,000 km.</param>
/// <param name="HorizonDays">How many days from today can be booked. 1 to 366. Default 90.</param>
/// <param name="Profiles">How its mobile resources travel; at least one.</param>
/// <param name="PreferenceBonus">How much dearer a preferred resource may be and still be offered first. Default 15.00.</param>
/// <param name="Opportunity">What opportunity cost counts for; null for <see cref="OpportunitySettings.Default"/>.</param>
/// <param name="Freeze">What is planned to start within so long is not moved for the sake of something else; null for <see cref="DefaultFreeze"/>. 0 to 7 days.</param>
/// <param name="Instability">What moving work is reckoned to cost; null for <see cref="InstabilityRates.Default"/>.</param>
public sealed record TerritorySettings(
    string Id, string Name, string Zone, string Currency, Location Centre, Metres Radius, int HorizonDays,
    ImmutableArray<TravelProfile> Profiles, Money PreferenceBonus, OpportunitySettings? Opportunity = null, Seconds? Freeze = null,
    InstabilityRates? Instability = null)
{
    /// <summary>The territories to which some of its resources may be lent, in order; null for none. It follows from the resources.</summary>
    public ImmutableArray<string>? LendsTo { get; init; }

    /// <summary>Where ways take longer for a while; null for nowhere. What is over says nothing any more, and goes when something is added.</summary>
    public ImmutableArray<TrafficDelay>? Traffic { get; init; }

    /// <summary>What repairs may cost others where whoever reports a disruption does not say, limit by limit; null for no limits.</summary>
    public RepairBudget? Repair { get; init; }

    /// <summary>How many days can be booked unless said otherwise.</summary>
    public const int DefaultHorizonDays = 90;

    /// <summary>How much dearer a preferred resource may be unless said otherwise: some twenty minutes of a technician.</summary>
    public static Money DefaultPreferenceBonus => new(1_500);

    /// <summary>For how long ahead work is frozen unless said otherwise.</summary>
    public static Seconds DefaultFreeze => Seconds.FromHours(2);

    /// <summary>For how long ahead work is frozen at the most.</summary>
    public static Seconds MaximumFreeze => Seconds.FromHours(7 * 24);

    /// <summary>For how long ahead work is frozen: sliding inside promises goes on, being moved does not.</summary>
    public Seconds FreezeHorizon => Freeze ?? DefaultFreeze;

    /// <summary>What moving work is reckoned to cost.</summary>
    public InstabilityRates InstabilityRates => Instability ?? InstabilityRates.Default;

    /// <summary>The most days that can be booked.</summary>
    public const int MaximumHorizonDays = 366;

    /// <summary>How many days before today stay on the board.</summary>
    public const int DaysKept = 1;

    /// <summary>Equality by content.</summary>
    public bool Equals(TerritorySettings? other) =>
        other is not null && Id == other.Id && Name == other.Name && Zone == other.Zone && Currency == other.Currency && Centre == other.Centre
        && Radius == other.Radius && HorizonDays == other.HorizonDays && PreferenceBonus == other.PreferenceBonus && Equals(Opportunity, other.Opportunity)
        && Freeze == other.Freeze && Instability == other.Instability && (LendsTo ?? []).SequenceEqual(other.LendsTo ?? []) && (Traffic ?? []).SequenceEqual(other.Traffic ?? [])
        && Repair == other.Repair && Profiles.SequenceEqual(other.Profiles);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Name, Zone, HorizonDays);
}
