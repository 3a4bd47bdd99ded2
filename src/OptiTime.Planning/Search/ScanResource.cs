using System.Runtime.CompilerServices;
using OptiTime.Planning.Boards;

namespace OptiTime.Planning.Search;

/// <summary>What a scan needs to know of a resource, side by side. Costs in <see cref="CostUnits"/>.</summary>
internal struct ScanResource
{
    /// <summary>
    /// How much shorter a way may come out than two others together say: coordinates are rounded to half a metre, ways to a metre, and roads
    /// are up to five times as long as the great circle.
    /// </summary>
    private const int MetresOfRounding = 32;

    /// <summary>Cost units a second.</summary>
    internal long PerSecond;

    /// <summary>Cost units a metre.</summary>
    internal long PerMetre;

    /// <summary>Cost units a metre, with the time it takes at the fastest hour; rounded down.</summary>
    internal long PerMetreOnTheRoad;

    /// <summary>What its work costs wherever it is done, less what it is given when preferred.</summary>
    internal long Base;

    /// <summary>Road metres from its home to the target; 0 for a resource that does not travel.</summary>
    internal int HomeMetres;

    /// <summary>Which travel row it uses.</summary>
    internal int Row;

    /// <summary>
    /// The least a new stop can cost in a tour of some reach. From whichever place of the tour one sets out, the target is no nearer than it is
    /// to home less the reach: that is driven twice, and at the most the longest leg is saved.
    /// </summary>
    internal readonly long LeastCost(Reach reach) =>
        Math.Max(Base, Base + RoadHome - (2L * (reach.Metres + MetresOfRounding) * PerMetreOnTheRoad)) - MostSaved(reach);

    /// <summary>What a new stop costs that takes a detour.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly long RankOf(in Detour detour) => Base + (detour.AddedSeconds * PerSecond) + (detour.AddedMetres * PerMetre);

    /// <summary>How much less than its work and the road to its home and back a new stop can cost, whatever is planned, within some reach.</summary>
    internal readonly long Looseness(Reach reach) => (2L * (reach.Metres + MetresOfRounding) * PerMetreOnTheRoad) + MostSaved(reach);

    /// <summary>What the road between its home and the target costs, there and back.</summary>
    internal readonly long RoadHome => 2L * HomeMetres * PerMetreOnTheRoad;

    private readonly long MostSaved(Reach reach) => ((reach.LegSeconds + 1L) * PerSecond) + (reach.LegMetres * PerMetre);
}
