using System.Collections.Immutable;
using OptiTime.Planning.Optimization.Instances;

namespace OptiTime.Planning.Verification;

/// <summary>What a checker found in the routes of a public instance.</summary>
/// <param name="Distance">How long all routes are together, in the unit of the instance.</param>
/// <param name="Faults">What is wrong with them, in words; nothing where they solve the instance.</param>
public sealed record RouteVerdict(double Distance, ImmutableArray<string> Faults);

/// <summary>
/// Checks the routes of a public instance from its coordinates, step by step, without anything of the search that found them: every customer served once, in
/// its window, by a vehicle that can carry it and is back in time.
/// </summary>
public static class RouteChecker
{
    // What adding up hundreds of distances in double precision may be off.
    private const double Rounding = 1e-6;

    /// <summary>Drives every route.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="routes">Routes of customers by their numbers, from 1; empty ones do not count.</param>
    /// <param name="convention">How distances are counted.</param>
    public static RouteVerdict Check(RoutingInstance instance, IEnumerable<ImmutableArray<int>> routes, DistanceConvention convention)
    {
        var faults = new List<string>();
        List<ImmutableArray<int>> driven = [.. routes.Where(route => !route.IsEmpty)];
        if (driven.Count > instance.Vehicles) faults.Add($"{driven.Count} routes, and there are {instance.Vehicles} vehicles.");
        int[] visits = new int[instance.Customers.Length];
        double distance = 0;
        for (int route = 0; route < driven.Count; route++)
        {
            List<int> known = [.. driven[route].Where(number => number > 0 && number < visits.Length)];
            if (known.Count < driven[route].Length) faults.Add($"Route {route + 1} visits somebody who is no customer.");
            foreach (int number in known) visits[number]++;
            distance += Drive(instance, known, convention, route + 1, faults);
        }
        for (int number = 1; number < visits.Length; number++)
        {
            if (visits[number] != 1) faults.Add($"Customer {number} is served {visits[number]} times.");
        }
        return new RouteVerdict(distance, [.. faults]);
    }

    private static double Drive(RoutingInstance instance, List<int> route, DistanceConvention convention, int name, List<string> faults)
    {
        InstanceCustomer depot = instance.Customers[0], at = depot;
        double time = depot.Ready, load = 0, driven = 0;
        foreach (int number in route)
        {
            InstanceCustomer customer = instance.Customers[number];
            double way = Between(at, customer, convention);
            double begins = Math.Max(time + way, customer.Ready);
            if (begins > customer.Due + Rounding) faults.Add($"Route {name} begins with customer {number} at {begins}, later than {customer.Due}.");
            (time, load, driven, at) = (begins + customer.Service, load + customer.Demand, driven + way, customer);
        }
        if (load > instance.Capacity + Rounding) faults.Add($"Route {name} carries {load}, more than {instance.Capacity}.");
        double home = Between(at, depot, convention);
        if (time + home > depot.Due + Rounding) faults.Add($"Route {name} is back at {time + home}, later than {depot.Due}.");
        return driven + home;
    }

    private static double Between(in InstanceCustomer from, in InstanceCustomer to, DistanceConvention convention)
    {
        double distance = Math.Sqrt(Math.Pow(from.X - to.X, 2) + Math.Pow(from.Y - to.Y, 2));
        return convention == DistanceConvention.Truncated ? Math.Truncate(distance * 10) / 10 : distance;
    }
}
