using OptiTime.Planning.Optimization;

namespace OptiTime.Planning.Tests.Optimization;

/// <summary>Drives the plan of a problem step by step, minute by minute in thought: slow, plain, and without anything of the search.</summary>
internal static class DrivenByHand
{
    /// <summary>What a plan costs; fails where it breaks a rule of the problem.</summary>
    internal static double Cost(RoutingProblem problem, RoutingPlan plan)
    {
        plan.Routes.Length.ShouldBe(problem.Vehicles.Length);
        plan.Routes.SelectMany(route => route).Concat(plan.Unserved).Order().ShouldBe(Enumerable.Range(0, problem.Stops.Length));
        double cost = plan.Unserved.Sum(stop => problem.Stops[stop].Penalty);
        for (int vehicle = 0; vehicle < plan.Routes.Length; vehicle++) cost += Drive(problem, vehicle, plan.Routes[vehicle]);
        return cost;
    }

    private static double Drive(RoutingProblem problem, int vehicle, IReadOnlyList<int> route)
    {
        RoutingVehicle who = problem.Vehicles[vehicle];
        (double time, double cost, double load, int at) = (who.From, route.Count > 0 ? who.CostOfUse : 0, 0, who.Start);
        foreach (int stop in route)
        {
            RoutingStop wanted = problem.Stops[stop];
            double begins = Serve(who, Math.Max(Travel(who, time, problem.Roads[at, stop]), wanted.Earliest), wanted.Service);
            begins.ShouldBeLessThanOrEqualTo(wanted.Latest + 1e-9);
            cost += (problem.Roads[at, stop] * who.CostPerDistance) + problem.Choices.Single(choice => choice.Stop == stop && choice.Vehicle == vehicle).Cost;
            (time, load, at) = (begins + wanted.Service, load + wanted.Demand, stop);
        }
        load.ShouldBeLessThanOrEqualTo(who.Capacity);
        Travel(who, time, problem.Roads[at, who.End]).ShouldBeLessThanOrEqualTo(who.Until + 1e-9);
        return cost + (problem.Roads[at, who.End] * who.CostPerDistance);
    }

    /// <summary>Drives from the end of one break to the beginning of the next, until there is no way left.</summary>
    private static double Travel(RoutingVehicle who, double time, double distance)
    {
        double left = distance * who.TimePerDistance;
        foreach (RoutingBreak pause in who.Breaks)
        {
            if (time + left <= pause.From) break;
            if (time >= pause.To) continue;
            left -= Math.Max(0, pause.From - time);
            time = pause.To;
        }
        return time + left;
    }

    private static double Serve(RoutingVehicle who, double time, double service)
    {
        while (who.Breaks.FirstOrDefault(pause => time < pause.To && time + service > pause.From) is { To: > 0 } pause) time = pause.To;
        return time;
    }
}
