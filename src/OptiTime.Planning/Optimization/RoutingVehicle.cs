using System.Collections.Immutable;

namespace OptiTime.Planning.Optimization;

/// <summary>A stretch of time in which a vehicle neither serves nor travels; a journey may span it, a service may not.</summary>
/// <param name="From">When it begins.</param>
/// <param name="To">When it is over.</param>
public readonly record struct RoutingBreak(double From, double To);

/// <summary>What serves stops one after the other on one way: a vehicle for a day, a technician in one working period.</summary>
/// <param name="Start">The place where it begins, among the places of the problem.</param>
/// <param name="End">The place where it ends.</param>
/// <param name="From">When it can leave at the earliest.</param>
/// <param name="Until">When it must be at its end at the latest.</param>
/// <param name="Capacity">How much demand it can serve. Default: without bound.</param>
/// <param name="TimePerDistance">How long a unit of distance takes. Default 1.</param>
/// <param name="CostPerDistance">What a unit of distance costs. Default 1.</param>
/// <param name="CostOfUse">What it costs to use it at all. Default 0.</param>
/// <param name="Kind">Vehicles of one kind are alike in everything, so that of those that serve nobody one is looked at only.</param>
public sealed record RoutingVehicle(
    int Start, int End, double From, double Until, double Capacity = double.MaxValue, double TimePerDistance = 1, double CostPerDistance = 1,
    double CostOfUse = 0, int Kind = 0)
{
    /// <summary>Its breaks, in order.</summary>
    public ImmutableArray<RoutingBreak> Breaks { get; init; } = [];

    /// <summary>Whether it has left home: where time counts, it does from <see cref="From"/> on, whether it drives, serves or waits. Default false: it may set out later.</summary>
    public bool IsUnderWay { get; init; }
}
