using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Travel;
using OptiTime.Silo.Api.Strictness;

namespace OptiTime.Silo.Api.Availability;

/// <summary>
/// Which territories a place may be served from: the nearest whose radius covers it, and where a border is near others that cover it too. A
/// border is near where a neighbour's centre is nearly as near, and on the rim of the nearest one's own circle. Amounts of different
/// currencies cannot be ranked, so a neighbour has the currency of the nearest.
/// </summary>
internal static class Catchment
{
    /// <summary>A neighbour's centre is at the most so many times as far as the nearest one's: on the way between two centres, the fifth before and after the middle.</summary>
    public const double NearlyAsNear = 1.5;

    /// <summary>The share of its radius beyond which a place lies on the rim.</summary>
    public const double Rim = 0.8;

    /// <summary>The territories to ask about a place, by distance; empty when none covers it.</summary>
    public static ImmutableArray<TerritorySettings> Of(ImmutableArray<TerritorySettings> all, Location place)
    {
        var covering = new List<(double Metres, TerritorySettings Territory)>();
        foreach (TerritorySettings territory in all)
        {
            double away = territory.Centre.MetresTo(place);
            if (away <= territory.Radius.Value) covering.Add((away, territory));
        }
        if (covering.Count == 0) return [];
        covering.Sort((left, right) => (left.Metres, left.Territory.Id).CompareTo((right.Metres, right.Territory.Id)));
        (double metres, TerritorySettings nearest) = covering[0];
        double reach = metres >= Rim * nearest.Radius.Value ? double.MaxValue : NearlyAsNear * metres;
        return
        [
            .. covering.Where(one => one.Metres <= reach && one.Territory.Currency == nearest.Currency)
                .Take(Limits.TerritoriesAsked).Select(one => one.Territory),
        ];
    }

    /// <summary>
    /// Other territories from which somebody could be served whom the nearest refuse, by distance: those that cover the place; where there is none,
    /// because a site is asked for, those whose circle touches that of the territory asked.
    /// </summary>
    /// <param name="all">All territories.</param>
    /// <param name="asked">The ids of those asked already.</param>
    /// <param name="home">The nearest of those.</param>
    /// <param name="place">The place; null at a site or remote.</param>
    public static ImmutableArray<TerritorySettings> Beyond(ImmutableArray<TerritorySettings> all, ImmutableArray<string> asked, TerritorySettings home, Location? place) =>
    [
        .. all.Where(territory => !asked.Contains(territory.Id) && territory.Currency == home.Currency)
            .Select(territory => (Metres: territory.Centre.MetresTo(place ?? home.Centre), Territory: territory))
            .Where(one => one.Metres <= one.Territory.Radius.Value + (place is null ? home.Radius.Value : 0))
            .OrderBy(one => one.Metres).ThenBy(one => one.Territory.Id, StringComparer.Ordinal)
            .Take(Limits.TerritoriesAsked).Select(one => one.Territory),
    ];
}
