using System.Collections.Immutable;
using System.Globalization;
using OptiTime.Demo.Companies;
using OptiTime.Engine.Directory;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;

namespace OptiTime.Demo.Scenarios;

/// <summary>Who asks a branch for what: for each workload and day an endless list of requests, the same on every run.</summary>
public sealed class RequestStream
{
    private readonly Scenario _scenario;
    private readonly Branch _branch;
    private readonly int _firstDay;
    private readonly DayClock _clock;
    private readonly Dictionary<string, Service> _services;

    /// <summary>The requests of a branch.</summary>
    /// <exception cref="ArgumentException">The branch's zone is not in the zone database.</exception>
    public RequestStream(Scenario scenario, Branch branch)
    {
        (_scenario, _branch, _firstDay) = (scenario, branch, DayClock.DayOf(scenario.FirstDay));
        _clock = DayClock.For(branch.Territory.Zone) ?? throw new ArgumentException($"Zone '{branch.Territory.Zone}' is unknown.", nameof(branch));
        _services = scenario.Services.ToDictionary(service => service.Id, StringComparer.Ordinal);
    }

    /// <summary>How the ids of the bookings of a workload and day begin.</summary>
    public static string PrefixOf(Workload workload, int day) =>
        $"D{DayClock.DateOf(day).ToString("yyMMdd", CultureInfo.InvariantCulture)}{workload.Code}";

    /// <summary>The requests of one day.</summary>
    /// <param name="workload">One of the branch's workloads.</param>
    /// <param name="day">The local day, as numbered by <see cref="DayClock"/>; one of the scenario's.</param>
    public IEnumerable<ServiceRequest> On(Workload workload, int day)
    {
        Random dice = Dice.Of(_scenario.Seed, workload.Code, day);
        string prefix = PrefixOf(workload, day);
        var whole = new Interval(_clock.StartOf(day), _clock.StartOf(day + 1));
        Moment noon = _clock.Beginning(DayClock.DateOf(day).At(NodaTime.LocalTime.Noon));
        ImmutableArray<WantedService> wanted = workload.Demand[day - _firstDay].Services;
        int weights = wanted.Sum(one => one.Weight);
        for (int number = 1; ; number++)
        {
            Service service = _services[Pick(wanted, dice.Next(weights))];
            Customer customer = _branch.Customers[dice.Next(_branch.Customers.Length)];
            // Half of them do not mind; the others want the morning or the afternoon.
            Interval preferred = dice.Next(4) switch { 0 => whole with { To = noon }, 1 => whole with { From = noon }, _ => whole };
            yield return new ServiceRequest(string.Create(CultureInfo.InvariantCulture, $"{prefix}{number:000}"), service, customer, preferred, whole);
        }
    }

    private static string Pick(ImmutableArray<WantedService> wanted, int ticket)
    {
        int index = 0;
        for (; ticket >= wanted[index].Weight; index++) ticket -= wanted[index].Weight;
        return wanted[index].Service;
    }
}
