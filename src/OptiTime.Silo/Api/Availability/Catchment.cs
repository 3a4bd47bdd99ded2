using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Travel;
using OptiTime.Silo.Api.Strictness;

namespace OptiTime.Silo.Api.Availability;

/// <summary>
/// Which territories a place may be served from. Its home is the nearest whose radius covers it. Others that cover it are asked as well where a
/// border is near: that to a neighbour whose centre is nearly as near, or the rim of the home's own circle. Amounts of different currencies
/// cannot be ranked, so a neighbour has the home's.
/// </summary>
internal static class Catchment
{
    /// <summary>A neighbour's centre is at the most so many times as far as the home's: on the way between two centres, the fifth before and after the middle.</summary>
    public const double NearlyAsNear = 1.5;

    /// <summary>The share of its home's radius beyond which a place lies on the rim.</summary>
    public const double Rim = 0.8;

    /// <summary>The territories to ask about a place, the home first, then by distance; empty when none covers it.</summary>
    public static ImmutableArray<TerritorySettings> Of(ImmutableArray<TerritorySettings> all, Location place)
    {
        var covering = new List<(double Metres, TerritorySettings Territory)>();
        foreach (TerritorySettings territory in all)
        {
            double metres = territory.Centre.MetresTo(place);
            if (metres <= territory.Radius.Value) covering.Add((metres, territory));
        }
        if (covering.Count == 0) return [];
        covering.Sort((left, right) => (left.Metres, left.Territory.Id).CompareTo((right.Metres, right.Territory.Id)));
        (double nearest, TerritorySettings home) = covering[0];
        double reach = nearest >= Rim * home.Radius.Value ? double.MaxValue : NearlyAsNear * nearest;
        return
        [
            .. covering.Where(one => one.Metres <= reach && one.Territory.Currency == home.Currency)
                .Take(Limits.TerritoriesAsked).Select(one => one.Territory),
        ];
    }
}
