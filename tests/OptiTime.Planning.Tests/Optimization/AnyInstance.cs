using System.Collections.Immutable;
using OptiTime.Planning.Optimization;
using OptiTime.Planning.Optimization.Instances;

namespace OptiTime.Planning.Tests.Optimization;

/// <summary>Made-up instances and problems that chance thinks of.</summary>
internal static class AnyInstance
{
    /// <summary>An instance in which every customer could be served by a vehicle of its own.</summary>
    internal static RoutingInstance Instance(Random random, int most = 30)
    {
        int customers = random.Next(1, most + 1), end = random.Next(300, 900);
        var depot = new InstanceCustomer(0, random.Next(100), random.Next(100), 0, 0, end, 0);
        IEnumerable<InstanceCustomer> others = Enumerable.Range(1, customers).Select(number =>
        {
            (double x, double y, int service) = (random.Next(100), random.Next(100), random.Next(0, 11));
            int way = (int)Math.Ceiling(Math.Sqrt(Math.Pow(x - depot.X, 2) + Math.Pow(y - depot.Y, 2)));
            int ready = random.Next(0, end - (2 * way) - service), due = random.Next(Math.Max(ready, way), end - way - service + 1);
            return new InstanceCustomer(number, x, y, random.Next(0, 41), ready, due, service);
        });
        return new RoutingInstance("any", customers, random.Next(40, 200), [depot, .. others]);
    }

    /// <summary>An instance of technicians, who may not be enough for all requests.</summary>
    internal static TechnicianInstance Technicians(Random random)
    {
        int crew = random.Next(1, 6), end = random.Next(200, 600);
        ulong Bits(int share) => Enumerable.Range(0, 3).Aggregate(0UL, (bits, bit) => random.Next(100) < share ? bits | (1UL << bit) : bits);
        Supply AnySupply(int share, int most) => new(Bits(share), [random.Next(most), random.Next(most)]);
        return new TechnicianInstance(
            "any", new InstanceCustomer(0, 50, 50, 0, 0, end, 0),
            [.. Enumerable.Range(1, crew).Select(number => new InstanceTechnician(number, random.Next(100), random.Next(100), 0, end, Bits(80), AnySupply(50, 3)))],
            [
                .. Enumerable.Range(crew + 1, random.Next(1, 20)).Select(number =>
                {
                    int ready = random.Next(0, end / 2);
                    return new InstanceRequest(number, random.Next(100), random.Next(100), ready, random.Next(ready, end), random.Next(10), Bits(30), AnySupply(25, 2));
                }),
            ]);
    }

    /// <summary>
    /// A problem with all that boards have: vehicles with places, hours, breaks, paces and prices of their own, stops that only some may serve, that may be left
    /// out, or that are fixed in the plan to begin with.
    /// </summary>
    internal static (RoutingProblem Problem, ImmutableArray<ImmutableArray<int>> Start) Field(Random random)
    {
        int vehicles = random.Next(1, 6), stops = random.Next(1, 25), places = stops + vehicles;
        (double X, double Y)[] at = [.. Enumerable.Range(0, places).Select(_ => (random.NextDouble() * 50, random.NextDouble() * 50))];
        var roads = new DistanceMatrix(places, (from, to) => Math.Sqrt(Math.Pow(at[from].X - at[to].X, 2) + Math.Pow(at[from].Y - at[to].Y, 2)));
        ImmutableArray<RoutingVehicle> fleet =
        [
            .. Enumerable.Range(0, vehicles).Select(vehicle => new RoutingVehicle(
                stops + vehicle, stops + random.Next(vehicles), random.Next(0, 100), random.Next(400, 700), 100, 0.5 + random.NextDouble(), 0.5 + random.NextDouble(),
                random.Next(0, 30), vehicle)
            {
                Breaks = random.Next(2) == 0 ? [] : [new RoutingBreak(200, 230), new RoutingBreak(300, 300 + random.Next(1, 40))],
            }),
        ];
        int fixedStops = random.Next(0, 3);
        ImmutableArray<RoutingStop> wanted =
        [
            .. Enumerable.Range(0, stops).Select(stop => stop < fixedStops
                ? new RoutingStop(0, 700, 5, 0, RoutingStop.MustBeServed, IsFixed: true)
                : new RoutingStop(random.Next(0, 300), random.Next(300, 500), random.Next(0, 40), random.Next(0, 30), random.Next(3) == 0 ? random.Next(1, 80) : RoutingStop.MustBeServed)),
        ];
        IEnumerable<RoutingChoice> choices = Enumerable.Range(0, stops).SelectMany(stop => Enumerable.Range(0, vehicles)
            .Where(vehicle => (stop < fixedStops && vehicle == 0) || (stop >= fixedStops && random.Next(3) > 0)).Select(vehicle => new RoutingChoice(stop, vehicle, random.Next(0, 20))));
        return (new RoutingProblem(wanted, fleet, roads, choices), [[.. Enumerable.Range(0, Math.Min(stops, fixedStops))], .. Enumerable.Repeat(ImmutableArray<int>.Empty, vehicles - 1)]);
    }
}
