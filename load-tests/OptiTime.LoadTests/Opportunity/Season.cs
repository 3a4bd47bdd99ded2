using System.Collections.Immutable;
using NodaTime;
using OptiTime.Demo.Companies;
using OptiTime.Demo.Loading;
using OptiTime.Demo.Scenarios;
using OptiTime.Engine.Directory;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;
using OptiTime.Planning.WhatIf;

namespace OptiTime.LoadTests.Opportunity;

/// <summary>
/// Weeks of calls to a company of the demo, drawn from a seed: on working days, more of what is urgent on Mondays. What is urgent must be done
/// by the end of the next working day, maintenance within a fortnight, the rest within a week. Every run is given the very same calls.
/// </summary>
internal sealed class Season
{
    // People call between these hours, and four in five of those who are offered several take the first.
    private const int FirstHour = 7, LastHour = 18;

    private const double UrgentMonday = 1.6;
    private const double RoadsGuessed = 0.35;

    private static readonly LocalDate FirstDay = new(2027, 2, 1);

    private readonly Scenario _scenario;
    private readonly SeasonPlan _plan;
    private readonly Dictionary<string, Service> _services;

    /// <summary>The season of a plan.</summary>
    internal Season(SeasonPlan plan)
    {
        _plan = plan;
        _scenario = KnownScenarios.Create(plan.Scenario, FirstDay, new ScenarioSize(plan.Technicians, 60 * plan.Technicians, 1));
        _services = _scenario.Services.ToDictionary(service => service.Id, StringComparer.Ordinal);
        Begin = Opened();
        Calls = [.. Draw()];
    }

    /// <summary>The company before the first call: nothing is booked.</summary>
    internal TrialPlan Begin { get; }

    /// <summary>The calls in order.</summary>
    internal ImmutableArray<Call> Calls { get; }

    /// <summary>When the first measured week begins.</summary>
    internal Moment MeasuredFrom => Clock.StartOf(First + (7 * _plan.Learning));

    /// <summary>The territory's clock.</summary>
    internal DayClock Clock => Begin.Board.Clock;

    private Branch Company => _scenario.Branches[0];

    private Workload Workload => Company.Workloads[0];

    private static int First => DayClock.DayOf(FirstDay);

    private TrialPlan Opened()
    {
        DayClock clock = DayClock.For(Company.Territory.Zone)!;
        Moment dawn = clock.StartOf(First);
        var catalogue = Catalogue.Empty;
        foreach (Service service in _scenario.Services) catalogue = catalogue.Assuming([new Planning.Changes.ServiceDefined(service)], catalogue.Version + 1, dawn);
        TrialPlan plan = TrialPlan.Of(Company.Territory with { HorizonDays = 30 }, catalogue, dawn);
        foreach (Site site in Company.Sites) plan.Send(new PutSite(site, null), dawn);
        foreach (Employed one in Company.Resources.Where(one => Workload.Resources.Contains(one.Resource.Id))) plan.Send(new PutResource(one.Resource, one.Home, null), dawn);
        return plan;
    }

    private IEnumerable<Call> Draw()
    {
        var dice = new Random(_plan.Seed);
        ImmutableArray<WantedService> wanted = Workload.Demand[0].Services;
        double hours = wanted.Sum(one => one.Weight * _services[one.Service].Steps[0].Duration.Value) * (1 + RoadsGuessed) / wanted.Sum(one => one.Weight);
        double aDay = _plan.Load * PlanLoad.Of(Begin.Board, Workload.Resources, First).Working.Value / hours;
        for (int day = First; day < First + (7 * (_plan.Learning + _plan.Weeks)); day++)
        {
            if (IsWeekend(day)) continue;
            double[] weights = [.. wanted.Select(one => one.Weight * (IsMonday(day) && _services[one.Service].Class == PriorityClass.Urgent ? UrgentMonday : 1))];
            foreach (Moment at in Moments(dice, day, aDay * weights.Sum() / wanted.Sum(one => one.Weight)))
            {
                Service service = _services[wanted[Pick(dice, weights)].Service];
                Customer customer = Company.Customers[dice.Next(Company.Customers.Length)];
                yield return new Call(at, service, customer, Clock.StartOf(UntilOf(service.Class, day) + 1), dice.NextDouble());
            }
        }
    }

    private Moment[] Moments(Random dice, int day, double mean)
    {
        int count = (int)(mean + dice.NextDouble());
        Moment from = Clock.StartOf(day) + Seconds.FromHours(FirstHour);
        return [.. Enumerable.Range(0, count).Select(_ => from + new Seconds(dice.Next((LastHour - FirstHour) * 3_600))).Order()];
    }

    private static int Pick(Random dice, double[] weights)
    {
        double ticket = dice.NextDouble() * weights.Sum();
        int index = 0;
        for (; index < weights.Length - 1 && ticket >= weights[index]; index++) ticket -= weights[index];
        return index;
    }

    /// <summary>The last day that will do.</summary>
    private static int UntilOf(PriorityClass priority, int day)
    {
        if (priority == PriorityClass.Maintenance) return day + 14;
        if (priority != PriorityClass.Urgent) return day + 7;
        int next = day + 1;
        while (IsWeekend(next)) next++;
        return next;
    }

    private static bool IsMonday(int day) => DayClock.DateOf(day).DayOfWeek == IsoDayOfWeek.Monday;

    private static bool IsWeekend(int day) => DayClock.DateOf(day).DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday;
}
