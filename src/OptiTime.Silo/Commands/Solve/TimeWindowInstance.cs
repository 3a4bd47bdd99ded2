using System.Collections.Immutable;
using System.Globalization;
using OptiTime.Planning.Optimization;
using OptiTime.Planning.Optimization.Instances;
using OptiTime.Planning.Verification;

namespace OptiTime.Silo.Commands.Solve;

/// <summary>An instance of the vehicle routing problem with time windows.</summary>
internal sealed class TimeWindowInstance(RoutingInstance instance, DistanceConvention convention) : SolvableInstance
{
    internal override string Name => instance.Name;

    internal override string Description => string.Create(
        CultureInfo.InvariantCulture,
        $"{instance.Name}: {instance.Customers.Length - 1} customers with time windows, up to {instance.Vehicles} vehicles of capacity {instance.Capacity}; distances {Convention}.");

    internal override string Measure => "distance";

    internal override string Convention => Spoken(convention);

    internal override RoutingProblem Problem { get; } = instance.ToProblem(convention);

    internal override double Units => DistanceConventions.UnitsOf(convention);

    internal override IEnumerable<PicturePoint> Points => Enumerable.Range(1, instance.Customers.Length - 1).Select(PointOf);

    internal override PicturePoint PointOf(int number) => new(number, instance.Customers[number].X, instance.Customers[number].Y);

    // Vehicles are alike.
    internal override int NameOf(int route, int vehicle) => route + 1;

    internal override PicturePoint DepotOf(int vehicle) => PointOf(0);

    /// <summary>A convention in words.</summary>
    internal static string Spoken(DistanceConvention convention) => convention == DistanceConvention.Truncated ? "truncated to one decimal" : "in double precision";

    internal override (ImmutableArray<SolvedRoute> Routes, double Cost, ImmutableArray<string> Faults) Check(RoutingPlan plan)
    {
        ImmutableArray<SolvedRoute> routes =
        [
            .. plan.Routes.Select((stops, vehicle) => new SolvedRoute(vehicle, [.. stops.Select(stop => stop + 1)], 0)).Where(route => !route.Stops.IsEmpty)
                .Select(route => route with { Length = RouteChecker.Check(instance, [route.Stops], convention).Distance }),
        ];
        RouteVerdict verdict = RouteChecker.Check(instance, routes.Select(route => route.Stops), convention);
        return (routes, verdict.Distance, verdict.Faults);
    }
}
