using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Optimization.Improving;

/// <summary>
/// Looks for a cheaper plan of the work that may be moved: told work inside its promises, jobs inside their ranges, jobs that wait. What one resource serves
/// alone is moved by a search over the tours; then what several serve, or what takes several steps, piece by piece (<see cref="Regrouping"/>). What that
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
        var random = new SeededRandom(seed);
        var routes = new BoardRoutes(board, catalogue, now, options, state, random);
        var groups = new Regrouping(board, catalogue, now, options, state, routes, random);
        long before = routes.Cost + groups.Cost, after = before;
        var batches = ImmutableArray.CreateBuilder<ImprovementBatch>();
        foreach ((ImmutableArray<WorkMove> moves, long gain) in Alone(state, routes, options, seed, stop).Concat(groups.Batches(stop)))
        {
            after -= gain;
            batches.Add(new ImprovementBatch(moves, CostUnits.ToMoney(gain)));
        }
        return new PlanImprovement(batches.DrainToImmutable(), CostUnits.ToMoney(before), CostUnits.ToMoney(after), routes.Movable + groups.Movable, routes.AfterDay);
    }

    /// <summary>What one resource serves alone is moved by a search over the tours.</summary>
    private static IEnumerable<(ImmutableArray<WorkMove> Moves, long Gain)> Alone(
        Rearrangement state, BoardRoutes routes, ImprovementOptions options, ulong seed, CancellationToken stop)
    {
        if (routes.Movable == 0) return [];
        // There is a plan to begin with, and the trouble of leaving it keeps near it what is not worth moving: half as hot as from nothing found most.
        var settings = new SearchSettings { Hot = 2, Cold = 0.02 };
        RoutingPlan plan = RouteSearch.Run(routes.Problem, routes.Start, seed, settings, SearchPace.Rounds(options.Rounds), stop);
        return new Batching(state, options.MostMoves).Batches([.. routes.Moves(plan)]);
    }
}
