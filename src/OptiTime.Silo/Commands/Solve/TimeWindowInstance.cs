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

    internal override string Convention => convention == DistanceConvention.Truncated ? "truncated to one decimal" : "in double precision";

    internal override RoutingProblem Problem { get; } = instance.ToProblem(convention);

    internal override double Units => DistanceConventions.UnitsOf(convention);

    internal override IEnumerable<PicturePoint> Customers => instance.Customers.Skip(1).Select(PointOf);

    internal override PicturePoint DepotOf(int vehicle) => PointOf(instance.Customers[0]);

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

    private static PicturePoint PointOf(InstanceCustomer customer) => new(customer.Number, customer.X, customer.Y);
}
