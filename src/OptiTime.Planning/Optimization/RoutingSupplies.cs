using System.Collections.Immutable;

namespace OptiTime.Planning.Optimization;

/// <summary>Tools, which are kept, and parts, which are used up.</summary>
/// <param name="Tools">A bit for each kind of tool.</param>
/// <param name="Parts">How many of each kind of part.</param>
public readonly record struct Supply(ulong Tools, ImmutableArray<int> Parts);

/// <summary>
/// What stops need and vehicles carry. A vehicle begins with its own stock; it may stop once where everything is to be had, and from then on lacks nothing
/// (Pillac, Guéret and Medaglia 2013, "A parallel matheuristic for the technician routing and scheduling problem").
/// </summary>
/// <param name="Needs">What each stop needs; nothing for refills.</param>
/// <param name="Stock">What each vehicle begins with; of one that is under way what it has left.</param>
/// <param name="FirstRefill">
/// The first of the stops that are no work but a vehicle's visit to where everything is to be had: one for each vehicle, in their order, behind all others, each with its
/// vehicle as its only choice and no penalty.
/// </param>
public sealed record RoutingSupplies(ImmutableArray<Supply> Needs, ImmutableArray<Supply> Stock, int FirstRefill)
{
    /// <summary>Whether a vehicle has the tools a stop needs, and enough parts beside those it has used.</summary>
    internal bool Covers(int vehicle, ReadOnlySpan<int> used, int stop)
    {
        (Supply need, Supply stock) = (Needs[stop], Stock[vehicle]);
        if ((need.Tools & ~stock.Tools) != 0) return false;
        for (int part = 0; part < used.Length; part++)
        {
            if (used[part] + need.Parts[part] > stock.Parts[part]) return false;
        }
        return true;
    }
}
