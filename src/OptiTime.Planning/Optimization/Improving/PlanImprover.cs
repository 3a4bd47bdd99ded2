using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Optimization.Improving;

/// <summary>
/// Looks for a cheaper plan of the work that may be moved: told work inside its promises, jobs inside their ranges, jobs that wait. What the search
/// finds is taken apart into small batches, each of which is tried on the tours as they are, possible by itself and worth its trouble. A pure function: the
/// same board, moment, options and seed give the same batches. Where it says nothing may be moved see <see cref="Rearrangement"/>.
/// </summary>
public static class PlanImprover
{
    /// <summary>Searches.</summary>
    /// <param name="board">The board.</param>
    /// <param name="catalogue">The catalogue, by which jobs that wait are sold.</param>
    /// <param name="now">The present.</param>
    /// <param name="options">What is looked at, for how long, and what counts.</param>
    /// <param name="seed">Decides what is left to chance.</param>
    /// <param name="stop">Ends the search early; what was found until then is the result.</param>
    public static PlanImprovement Improve(Board board, Catalogue catalogue, Moment now, ImprovementOptions options, ulong seed, CancellationToken stop)
    {
        var state = new Rearrangement(board, catalogue, now, options);
        var routes = new BoardRoutes(board, catalogue, now, options, state, new SeededRandom(seed));
        long before = routes.Cost, after = before;
        if (routes.Movable == 0) return new PlanImprovement([], CostUnits.ToMoney(before), CostUnits.ToMoney(after), 0, routes.AfterDay);
        // A plan that people rely on is a good one to begin with: the search begins cool, or it would first have to find it again.
        var settings = new SearchSettings { Hot = 0.1, Cold = 0.002 };
        RoutingPlan plan = RouteSearch.Run(routes.Problem, routes.Start, seed, settings, SearchPace.Rounds(options.Rounds), stop);
        var batches = ImmutableArray.CreateBuilder<ImprovementBatch>();
        foreach ((ImmutableArray<WorkMove> moves, long gain) in new Batching(state, options.MostMoves).Batches([.. routes.Moves(plan)]))
        {
            after -= gain;
            batches.Add(new ImprovementBatch(moves, CostUnits.ToMoney(gain)));
        }
        return new PlanImprovement(batches.DrainToImmutable(), CostUnits.ToMoney(before), CostUnits.ToMoney(after), routes.Movable, routes.AfterDay);
    }
}
