namespace OptiTime.Planning.Optimization;

/// <summary>
/// Recreate: what is in the pool is put in one after the other, each at its cheapest position, now and then not seeing the best (greedy insertion with
/// blinks: Christiaens and Vanden Berghe 2020, section 5.2). What it costs to put a stop into a route is found out once for each state of the route:
/// most routes are the same from one ruin to the next.
/// </summary>
/// <typeparam name="TRoads">How vehicles get along.</typeparam>
internal sealed partial class GreedyInsertion<TRoads>(PlanDraft<TRoads> plan, SearchSettings settings, SeededRandom random)
    where TRoads : struct, IRoads
{
    /// <summary>The best position for a stop in one state of a route.</summary>
    private struct Found
    {
        internal long Version;
        internal double Cost;
        internal int Index;

        // Where the visit to what the vehicle lacks is put in before; 0 for none.
        internal int Refill;
    }

    private readonly Found[] _found = NothingFound(plan.Problem.Choices.Length);
    private readonly InsertionOrder<TRoads> _order = new(plan, random);

    /// <summary>Puts in what is in the pool. What fits nowhere, or costs more than to be left out, stays there.</summary>
    internal void Recreate()
    {
        _order.Sort();
        foreach (int stop in plan.Pool)
        {
            if (plan.Problem.Supplies is { } supplies && stop >= supplies.FirstRefill) continue;
            (int choice, Found at) = Best(stop);
            if (choice < 0) continue;
            if (TRoads.CountsDuration && at.Refill > 0) InsertRefill(plan.Problem.Choices[choice].Vehicle, ref at);
            plan.Insert(stop, choice, at.Index);
        }
    }

    private static Found[] NothingFound(int choices)
    {
        var found = new Found[choices];
        Array.Fill(found, new Found { Version = -1 });
        return found;
    }

    private (int Choice, Found At) Best(int stop)
    {
        RoutingProblem problem = plan.Problem;
        ref readonly RoutingStop wanted = ref problem.Stops.ItemRef(stop);
        ReadOnlySpan<RoutingChoice> choices = problem.Choices.AsSpan();
        int bestChoice = -1, emptyKind = -1;
        Found bestAt = default;
        double best = wanted.Penalty;
        for (int choice = problem.FirstChoice[stop]; choice < problem.FirstChoice[stop + 1]; choice++)
        {
            ref readonly RoutingChoice chosen = ref choices[choice];
            Route route = plan.RouteOf(chosen.Vehicle);
            double extra = chosen.Cost;
            if (route.Count == 0)
            {
                RoutingVehicle vehicle = problem.Vehicles[chosen.Vehicle];
                if (vehicle.Kind == emptyKind) continue;
                emptyKind = vehicle.Kind;
                extra += vehicle.CostOfUse;
            }
            if (route.Load + wanted.Demand > problem.Vehicles[chosen.Vehicle].Capacity) continue;
            ref Found found = ref _found[choice];
            if (found.Version != route.Version) found = Scan(route, chosen.Vehicle, stop, in wanted, 0);
            if (found.Cost + extra >= best) continue;
            Found seen = random.Share() < settings.BlinkRate ? Scan(route, chosen.Vehicle, stop, in wanted, found.Index) : found;
            if (seen.Cost + extra >= best) continue;
            (best, bestChoice, bestAt) = (seen.Cost + extra, choice, seen);
        }
        return (bestChoice, bestAt);
    }

    /// <summary>The cheapest position of a route; infinitely dear where there is none.</summary>
    /// <param name="route">The route.</param>
    /// <param name="vehicle">Whose it is.</param>
    /// <param name="stop">What is to be put in.</param>
    /// <param name="wanted">The same.</param>
    /// <param name="unseen">A position that is not seen; 0 for none.</param>
    private Found Scan(Route route, int vehicle, int stop, in RoutingStop wanted, int unseen)
    {
        if (TRoads.CountsDuration) return ScanDurations(route, vehicle, stop, in wanted, unseen);
        TRoads roads = plan.Roads;
        ReadOnlySpan<RouteNode> nodes = route.Nodes;
        ReadOnlySpan<double> way = plan.Problem.Roads.From(stop);
        (double earliest, double latest, double service) = (wanted.Earliest, wanted.Latest, wanted.Service);
        double best = double.PositiveInfinity, departure = nodes[0].Departure, toPrevious = way[nodes[0].Place];
        int at = 0;
        for (int index = 1; index < nodes.Length; index++)
        {
            if (departure > latest) break;
            ref readonly RouteNode next = ref nodes[index];
            double toNext = way[next.Place], added = toPrevious + toNext - next.Leg;
            if (added < best)
            {
                double there = roads.Arrive(vehicle, departure, toPrevious);
                double start = roads.Begin(vehicle, there > earliest ? there : earliest, service);
                if (start <= latest && roads.Arrive(vehicle, start + service, toNext) <= next.ArriveBy && index != unseen) (best, at) = (added, index);
            }
            (toPrevious, departure) = (toNext, next.Departure);
        }
        return new Found { Version = route.Version, Cost = roads.Cost(vehicle, best), Index = at };
    }
}
