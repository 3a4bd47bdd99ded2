using System.Collections.Immutable;
using OptiTime.Planning.Optimization;

namespace OptiTime.LoadTests.Dynamic;

/// <summary>Drives a day again, step by step, with nothing of what planned it: nobody leaves before they know why, and whoever is served is served in time.</summary>
internal static class DynamicReferee
{
    // What adding up hundreds of distances may be off.
    private const double Rounding = 1e-6;

    /// <summary>How many stops were served, how long the road was, and how long all were out.</summary>
    /// <exception cref="LoadTestException">It cannot have been so.</exception>
    internal static Driven Drive(DynamicProblem day, ImmutableArray<ImmutableArray<Visit>> driven)
    {
        int[] visits = [.. driven.SelectMany(route => route).Select(visit => visit.Stop)];
        if (visits.Length != visits.Distinct().Count()) throw new LoadTestException($"{day.Name}: somebody is served twice.");
        (double Road, double Worked)[] routes = [.. driven.Select((route, vehicle) => Drive(day, day.Problem.Vehicles[vehicle], route))];
        return new Driven(visits.Length, routes.Sum(route => route.Road), routes.Sum(route => route.Worked));
    }

    private static (double Road, double Worked) Drive(DynamicProblem day, RoutingVehicle vehicle, ImmutableArray<Visit> route)
    {
        if (route.IsEmpty) return (0, 0);
        (int place, double free, double load, double road) = (vehicle.Start, vehicle.From, 0, 0);
        foreach (Visit visit in route)
        {
            RoutingStop stop = day.Problem.Stops[visit.Stop];
            double way = day.Problem.Roads[place, visit.Stop], begin = Math.Max(visit.Left + way, stop.Earliest);
            if (visit.Left < Math.Max(free, day.Known[visit.Stop]) - Rounding) throw new LoadTestException($"{day.Name}: somebody leaves at {visit.Left} for stop {visit.Stop}, which they cannot.");
            if (begin > stop.Latest + Rounding) throw new LoadTestException($"{day.Name}: stop {visit.Stop} is served at {begin}, later than {stop.Latest}.");
            (place, free, load, road) = (visit.Stop, begin + stop.Service, load + stop.Demand, road + way);
        }
        double home = day.Problem.Roads[place, vehicle.End];
        if (load > vehicle.Capacity + Rounding) throw new LoadTestException($"{day.Name}: {load} is carried, more than {vehicle.Capacity}.");
        if (free + home > vehicle.Until + Rounding) throw new LoadTestException($"{day.Name}: somebody is back at {free + home}, later than {vehicle.Until}.");
        return (road + home, free + home - route[0].Left);
    }
}
