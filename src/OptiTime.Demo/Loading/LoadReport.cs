using System.Collections.Immutable;

namespace OptiTime.Demo.Loading;

/// <summary>How full a load left the resources of one workload.</summary>
/// <param name="Workload">The name of the workload.</param>
/// <param name="Load">Their load over the days that were filled, from the day after the first.</param>
public readonly record struct WorkloadLoad(string Workload, PlanLoad Load);

/// <summary>What came of a load.</summary>
/// <param name="WasThere">Whether the scenario had been loaded before, and nothing was done.</param>
/// <param name="Bookings">How many bookings this run made.</param>
/// <param name="Unserved">How many requests found no place on their day.</param>
/// <param name="Loads">How full the plan is.</param>
public sealed record LoadReport(bool WasThere, int Bookings, int Unserved, ImmutableArray<WorkloadLoad> Loads);
