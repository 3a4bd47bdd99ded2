using System.Collections.Immutable;
using OptiTime.Planning.Optimization;

namespace OptiTime.LoadTests.Dynamic;

/// <summary>How far a vehicle has come.</summary>
/// <param name="Place">Where it is, or is bound for.</param>
/// <param name="Leave">When it can leave there.</param>
/// <param name="Load">What it has served of its capacity.</param>
/// <param name="Stock">The tools and parts it has; of no meaning where nobody needs any.</param>
/// <param name="IsOut">Whether it has left home and is not on its way back.</param>
internal readonly record struct VanState(int Place, double Leave, double Load, Supply Stock, bool IsOut)
{
    // More parts than a day uses.
    private const int Plenty = 1_000_000;

    /// <summary>Whether it has been where everything is to be had.</summary>
    internal bool HasAll => Stock.Tools == ulong.MaxValue;

    /// <summary>Whether it has what a stop needs.</summary>
    internal bool Covers(RoutingProblem problem, int stop)
    {
        if (problem.Supplies is not { } supplies) return true;
        (Supply need, Supply stock) = (supplies.Needs[stop], Stock);
        if ((need.Tools & ~stock.Tools) != 0) return false;
        for (int part = 0; part < need.Parts.Length; part++)
        {
            if (need.Parts[part] > stock.Parts[part]) return false;
        }
        return true;
    }

    /// <summary>The same after the next stop, to which it leaves as early as it can.</summary>
    internal VanState After(RoutingProblem problem, int stop) => new(
        stop, Math.Max(Leave + problem.Roads[Place, stop], problem.Stops[stop].Earliest) + problem.Stops[stop].Service,
        Load + problem.Stops[stop].Demand, StockAfter(problem.Supplies, stop), IsOut: true);

    private Supply StockAfter(RoutingSupplies? supplies, int stop)
    {
        if (supplies is null) return Stock;
        ImmutableArray<int> parts = Stock.Parts;
        if (stop >= supplies.FirstRefill) return new Supply(ulong.MaxValue, [.. parts.Select(_ => Plenty)]);
        return Stock with { Parts = [.. supplies.Needs[stop].Parts.Select((used, part) => parts[part] - used)] };
    }
}
