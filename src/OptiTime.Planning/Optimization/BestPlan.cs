using System.Collections.Immutable;

namespace OptiTime.Planning.Optimization;

/// <summary>The cheapest plan so far: the stops of each vehicle, in arrays that are made once.</summary>
/// <typeparam name="TRoads">How vehicles get along.</typeparam>
internal sealed class BestPlan<TRoads>
    where TRoads : struct, IRoads
{
    private readonly int[] _stops, _after;
    private int _served;

    internal BestPlan(PlanDraft<TRoads> plan)
    {
        (_stops, _after) = (new int[plan.Problem.Stops.Length], new int[plan.Problem.Vehicles.Length]);
        Take(plan);
    }

    /// <summary>What it costs.</summary>
    internal double Cost { get; private set; }

    /// <summary>Takes a plan that is cheaper.</summary>
    internal void Take(PlanDraft<TRoads> plan)
    {
        plan.Recount();
        _served = 0;
        for (int vehicle = 0; vehicle < _after.Length; vehicle++)
        {
            ReadOnlySpan<RouteNode> nodes = plan.RouteOf(vehicle).Nodes;
            for (int index = 1; index < nodes.Length - 1; index++) _stops[_served++] = nodes[index].Place;
            _after[vehicle] = _served;
        }
        Cost = plan.Cost;
    }

    /// <summary>The plan.</summary>
    internal RoutingPlan ToPlan()
    {
        var routes = ImmutableArray.CreateBuilder<ImmutableArray<int>>(_after.Length);
        for (int vehicle = 0; vehicle < _after.Length; vehicle++) routes.Add([.. _stops[(vehicle == 0 ? 0 : _after[vehicle - 1]).._after[vehicle]]]);
        return new RoutingPlan(routes.MoveToImmutable(), [.. Enumerable.Range(0, _stops.Length).Except(_stops[.._served])], Cost);
    }
}
