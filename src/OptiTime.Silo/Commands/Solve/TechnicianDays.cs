using System.Collections.Immutable;
using System.Globalization;
using OptiTime.Planning.Optimization;
using OptiTime.Planning.Optimization.Instances;
using OptiTime.Planning.Verification;

namespace OptiTime.Silo.Commands.Solve;

/// <summary>An instance of the technician routing and scheduling problem.</summary>
internal sealed class TechnicianDays(TechnicianInstance instance, DistanceConvention convention) : SolvableInstance
{
    private readonly Dictionary<int, PicturePoint> _points = instance.Requests
        .Select(request => new PicturePoint(request.Number, request.X, request.Y)).Append(new PicturePoint(0, instance.Depot.X, instance.Depot.Y)).ToDictionary(point => point.Number);

    internal override string Name => instance.Name;

    internal override string Description => string.Create(
        CultureInfo.InvariantCulture,
        $"{instance.Name}: {instance.Requests.Length} requests for {instance.Technicians.Length} technicians with skills, tools and parts; distances {Convention}.");

    internal override string Measure => "working time";

    internal override string Convention => TimeWindowInstance.Spoken(convention);

    internal override RoutingProblem Problem { get; } = instance.ToProblem(convention);

    internal override double Units => DistanceConventions.UnitsOf(convention);

    internal override IEnumerable<PicturePoint> Points => _points.Values;

    internal override PicturePoint PointOf(int number) => _points[number];

    internal override int NameOf(int route, int vehicle) => instance.Technicians[vehicle].Number;

    internal override PicturePoint DepotOf(int vehicle) => new(instance.Technicians[vehicle].Number, instance.Technicians[vehicle].X, instance.Technicians[vehicle].Y);

    internal override (ImmutableArray<SolvedRoute> Routes, double Cost, ImmutableArray<string> Faults) Check(RoutingPlan plan)
    {
        ImmutableArray<ImmutableArray<int>> days = [.. plan.Routes.Select(route => route.Select(NumberOf).ToImmutableArray())];
        TechnicianVerdict verdict = TechnicianChecker.Check(instance, days, convention);
        ImmutableArray<ImmutableArray<int>> nobody = [.. days.Select(_ => ImmutableArray<int>.Empty)];
        ImmutableArray<SolvedRoute> routes =
        [
            .. days.Select((day, who) => new SolvedRoute(who, day, 0)).Where(route => !route.Stops.IsEmpty)
                .Select(route => route with { Length = TechnicianChecker.Check(instance, nobody.SetItem(route.Vehicle, route.Stops), convention).Duration }),
        ];
        return (routes, verdict.Duration, verdict.Faults);
    }

    private int NumberOf(int stop) => stop < instance.Requests.Length ? instance.Requests[stop].Number : 0;
}
