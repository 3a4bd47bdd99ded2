using System.Collections.Immutable;

namespace OptiTime.Demo.Scenarios;

/// <summary>A service that is asked for, and how often compared with the others of its workload.</summary>
/// <param name="Service">The service's id.</param>
/// <param name="Weight">Its weight; positive.</param>
public readonly record struct WantedService(string Service, int Weight);

/// <summary>
/// The requests that fill some resources day by day until a share of their working time is taken. Workloads share no resource, so each day
/// of each is filled on its own, in one order, whatever else happens at the same time.
/// </summary>
/// <param name="Name">What people call it: <c>technicians</c>, <c>rooms at OPERA</c>.</param>
/// <param name="Code">Letters and digits that begin the ids of its bookings, after the date; at most 16, unique in its scenario.</param>
/// <param name="Site">The site it takes place at; null elsewhere.</param>
/// <param name="Resources">The resources it fills.</param>
/// <param name="Services">What is asked for.</param>
/// <param name="FirstShare">The share of working time taken on the first day, 0 to 1; travel counts as work.</param>
/// <param name="LastShare">The share taken on the last day; the days between lie on a line.</param>
public sealed record Workload(
    string Name, string Code, string? Site, ImmutableHashSet<string> Resources, ImmutableArray<WantedService> Services, double FirstShare,
    double LastShare)
{
    /// <summary>The share of working time to be taken on a day.</summary>
    /// <param name="offset">Which day, from 0.</param>
    /// <param name="days">How many days there are.</param>
    public double ShareOn(int offset, int days) => FirstShare + ((LastShare - FirstShare) * offset / Math.Max(1, days - 1));
}
