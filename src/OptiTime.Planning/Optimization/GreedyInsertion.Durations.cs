namespace OptiTime.Planning.Optimization;

internal sealed partial class GreedyInsertion<TRoads>
{
    /// <summary>The position of a route that makes it take least longer, among those where the vehicle has what is needed.</summary>
    private Found ScanDurations(Route route, int vehicle, int stop, in RoutingStop wanted, int unseen)
    {
        bool isCovered = plan.Problem.Supplies is not { } supplies || supplies.Covers(vehicle, route.Used, stop);
        if (!isCovered && route.Refill == 0) return ScanWithRefill(route, vehicle, stop, in wanted);
        ReadOnlySpan<double> way = plan.Problem.Roads.From(stop);
        ReadOnlySpan<RouteNode> nodes = route.Nodes;
        RouteSpan span = Route.SpanOf(wanted);
        double best = double.PositiveInfinity;
        int at = 0;
        for (int index = isCovered ? 1 : route.Refill + 1; index < nodes.Length; index++)
        {
            ref readonly RouteNode before = ref nodes[index - 1], next = ref nodes[index];
            if (before.Departure > wanted.Latest) break;
            (double toPrevious, double toNext) = (way[before.Place], way[next.Place]);
            double start = Math.Max(before.Departure + toPrevious, wanted.Earliest);
            if (start > wanted.Latest || start + wanted.Service + toNext > next.ArriveBy || index == unseen) continue;
            double duration = RouteSpan.Join(RouteSpan.Join(route.Before[index - 1], span, toPrevious), route.After[index], toNext).Duration;
            if (duration - route.Duration < best) (best, at) = (duration - route.Duration, index);
        }
        return new Found { Version = route.Version, Cost = best, Index = at };
    }

    /// <summary>The same where the vehicle first has to visit what it lacks, now or some stops earlier.</summary>
    private Found ScanWithRefill(Route route, int vehicle, int stop, in RoutingStop wanted)
    {
        RoutingProblem problem = plan.Problem;
        int refill = problem.Supplies!.FirstRefill + vehicle;
        ReadOnlySpan<double> way = problem.Roads.From(stop), wayToRefill = problem.Roads.From(refill);
        ReadOnlySpan<RouteNode> nodes = route.Nodes;
        RoutingStop visit = problem.Stops[refill];
        (RouteSpan span, RouteSpan visiting) = (Route.SpanOf(wanted), Route.SpanOf(visit));
        var found = new Found { Version = route.Version, Cost = double.PositiveInfinity };
        for (int first = 1; first < nodes.Length; first++)
        {
            double there = Math.Max(nodes[first - 1].Departure + wayToRefill[nodes[first - 1].Place], visit.Earliest), departure = there + visit.Service;
            if (there > visit.Latest) break;
            RouteSpan until = RouteSpan.Join(route.Before[first - 1], visiting, wayToRefill[nodes[first - 1].Place]);
            int place = refill;
            for (int index = first; index < nodes.Length; index++)
            {
                double start = Math.Max(departure + way[place], wanted.Earliest);
                if (start > wanted.Latest) break;
                if (start + wanted.Service + way[nodes[index].Place] <= nodes[index].ArriveBy)
                {
                    double duration = RouteSpan.Join(RouteSpan.Join(until, span, way[place]), route.After[index], way[nodes[index].Place]).Duration - route.Duration;
                    if (duration < found.Cost) (found.Cost, found.Index, found.Refill) = (duration, index, first);
                }
                // On to the next stop as it is; behind the last there is none.
                if (index == nodes.Length - 1) break;
                RoutingStop next = problem.Stops[nodes[index].Place];
                double leg = index == first ? wayToRefill[nodes[index].Place] : nodes[index].Leg;
                if (departure + leg > nodes[index].ArriveBy) break;
                departure = Math.Max(departure + leg, next.Earliest) + next.Service;
                until = RouteSpan.Join(until, Route.SpanOf(next), leg);
                place = nodes[index].Place;
            }
        }
        return found;
    }

    /// <summary>Puts in the visit before the stop that needs it, which then stands one further back.</summary>
    private void InsertRefill(int vehicle, ref Found at)
    {
        int refill = plan.Problem.Supplies!.FirstRefill + vehicle;
        plan.Insert(refill, plan.Problem.ChoiceOf(refill, vehicle), at.Refill);
        at.Index++;
    }
}
