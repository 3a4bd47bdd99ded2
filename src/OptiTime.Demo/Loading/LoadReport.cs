using System.Collections.Immutable;
using NodaTime;

namespace OptiTime.Demo.Loading;

/// <summary>How full a week is. The first day of a scenario, part of which is over, is left out.</summary>
/// <param name="Monday">The Monday it begins with.</param>
/// <param name="Load">The load of its days.</param>
/// <param name="Bookings">How many bookings are served in it.</param>
/// <param name="Urgent">How many of them are of an urgent service.</param>
public readonly record struct WeekLoad(LocalDate Monday, PlanLoad Load, int Bookings, int Urgent);

/// <summary>How full a load left the resources of one workload.</summary>
/// <param name="Workload">The name of the workload.</param>
/// <param name="Weeks">Their load, week by week.</param>
public sealed record WorkloadLoad(string Workload, ImmutableArray<WeekLoad> Weeks)
{
    /// <summary>Their load over all the days that were filled, from the day after the first.</summary>
    public PlanLoad Load => Weeks.Aggregate(default(PlanLoad), (sum, week) => sum + week.Load);
}

/// <summary>How full a load left a branch.</summary>
/// <param name="Branch">The name of its territory.</param>
/// <param name="OnTour">How many of its resources make tours.</param>
/// <param name="Bookings">How many bookings its plan has.</param>
/// <param name="Jobs">How many backlog jobs there are.</param>
/// <param name="JobsPlanned">How many of them are planned; the others wait for room.</param>
/// <param name="Workloads">Its workloads.</param>
public sealed record BranchLoad(string Branch, int OnTour, int Bookings, int Jobs, int JobsPlanned, ImmutableArray<WorkloadLoad> Workloads)
{
    /// <summary>The load of all its resources.</summary>
    public PlanLoad Load => Workloads.Aggregate(default(PlanLoad), (sum, one) => sum + one.Load);
}

/// <summary>What came of a load.</summary>
/// <param name="WasThere">Whether the scenario had been loaded before, and nothing was done.</param>
/// <param name="Bookings">How many bookings this run made.</param>
/// <param name="Unserved">How many requests of this run found no place on their day.</param>
/// <param name="Branches">How full the plans are, in the order of the scenario's branches.</param>
public sealed record LoadReport(bool WasThere, int Bookings, int Unserved, ImmutableArray<BranchLoad> Branches);
