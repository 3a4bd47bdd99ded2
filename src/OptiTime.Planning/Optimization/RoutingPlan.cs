using System.Collections.Immutable;

namespace OptiTime.Planning.Optimization;

/// <summary>Who serves what, in which order.</summary>
/// <param name="Routes">The stops of each vehicle of the problem, in order; empty for one that serves nobody.</param>
/// <param name="Unserved">Those whom nobody serves, in order.</param>
/// <param name="Cost">What it costs: road, choices, use of vehicles and penalties.</param>
public sealed record RoutingPlan(ImmutableArray<ImmutableArray<int>> Routes, ImmutableArray<int> Unserved, double Cost);
