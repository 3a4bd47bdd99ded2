using System.Globalization;
using OptiTime.Engine.Directory;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;

namespace OptiTime.Demo.Scenarios;

/// <summary>Who asks for what: for each workload and day an endless list of requests, the same on every run.</summary>
public sealed class RequestStream
{
    private readonly Scenario _scenario;
    private readonly DayClock _clock;
    private readonly Dictionary<string, Service> _services;

    /// <summary>The requests of a scenario.</summary>
    /// <exception cref="ArgumentException">The scenario's zone is not in the zone database.</exception>
    public RequestStream(Scenario scenario)
    {
        _scenario = scenario;
        _clock = DayClock.For(scenario.Company.Territory.Zone)
            ?? throw new ArgumentException($"Zone '{scenario.Company.Territory.Zone}' is unknown.", nameof(scenario));
        _services = scenario.Company.Services.ToDictionary(service => service.Id, StringComparer.Ordinal);
    }

    /// <summary>The requests of one day.</summary>
    /// <param name="workload">One of the scenario's workloads.</param>
    /// <param name="day">The local day, as numbered by <see cref="DayClock"/>.</param>
    public IEnumerable<ServiceRequest> On(Workload workload, int day)
    {
        Random dice = Dice.Of(_scenario.Seed, workload.Code, day);
        string prefix = $"D{DayClock.DateOf(day).ToString("yyMMdd", CultureInfo.InvariantCulture)}{workload.Code}";
        var whole = new Interval(_clock.StartOf(day), _clock.StartOf(day + 1));
        Moment noon = _clock.Beginning(DayClock.DateOf(day).At(NodaTime.LocalTime.Noon));
        int weights = workload.Services.Sum(wanted => wanted.Weight);
        for (int number = 1; ; number++)
        {
            Service service = _services[Pick(workload, dice.Next(weights))];
            Customer customer = _scenario.Company.Customers[dice.Next(_scenario.Company.Customers.Length)];
            // Half of them do not mind; the others want the morning or the afternoon.
            Interval preferred = dice.Next(4) switch { 0 => whole with { To = noon }, 1 => whole with { From = noon }, _ => whole };
            yield return new ServiceRequest(string.Create(CultureInfo.InvariantCulture, $"{prefix}{number:000}"), service, customer, preferred, whole);
        }
    }

    private static string Pick(Workload workload, int ticket)
    {
        int index = 0;
        for (; ticket >= workload.Services[index].Weight; index++) ticket -= workload.Services[index].Weight;
        return workload.Services[index].Service;
    }
}
