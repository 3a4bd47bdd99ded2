using System.Collections.Immutable;

namespace OptiTime.Demo.Scenarios;

/// <summary>A service that is asked for, and how often compared with the others.</summary>
/// <param name="Service">The service's id.</param>
/// <param name="Weight">Its weight; positive, or 0 for a service nobody asks for that day.</param>
public readonly record struct WantedService(string Service, int Weight);

/// <summary>What is asked for on a day.</summary>
/// <param name="Share">The share of working time that is taken, 0 to 1; travel counts as work.</param>
/// <param name="Services">By which services; at least one with a weight.</param>
public sealed record DayDemand(double Share, ImmutableArray<WantedService> Services);

/// <summary>
/// The requests that fill some resources day by day until a share of their working time is taken. Workloads share no resource, so each day
/// of each is filled on its own, in one order, whatever else happens at the same time; where services take several days, one day after the other.
/// </summary>
/// <param name="Name">What people call it: <c>technicians</c>, <c>rooms at OPERA</c>.</param>
/// <param name="Code">Letters and digits that begin the ids of its bookings, after the date; at most 16, unique in its scenario.</param>
/// <param name="Site">The site it takes place at; null elsewhere.</param>
/// <param name="Resources">The resources it fills.</param>
/// <param name="Demand">What is asked for on each day of the scenario.</param>
public sealed record Workload(string Name, string Code, string? Site, ImmutableHashSet<string> Resources, ImmutableArray<DayDemand> Demand);
