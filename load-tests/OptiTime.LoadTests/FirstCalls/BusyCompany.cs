using System.Collections.Immutable;
using NodaTime;
using OptiTime.Demo.Companies;
using OptiTime.Demo.Loading;
using OptiTime.Demo.Scenarios;
using OptiTime.Engine.Directory;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using OptiTime.Planning.WhatIf;
using Interval = OptiTime.Planning.Time.Interval;

namespace OptiTime.LoadTests.FirstCalls;

/// <summary>A company of the demo whose people are busy: each of the coming days is filled by its own customers until the same share of it is taken.</summary>
internal sealed class BusyCompany
{
    // So many requests in a row without a place: the day is full.
    private const int MissesInARow = 60;

    private const int CustomersEach = 25;

    private static readonly LocalDate FirstDay = new(2026, 11, 23);

    private readonly FirstCallPlan _plan;
    private readonly Scenario _scenario;

    /// <summary>Founds the company and fills its days.</summary>
    internal BusyCompany(FirstCallPlan plan, CancellationToken stop)
    {
        _plan = plan;
        _scenario = KnownScenarios.Create(plan.Scenario, FirstDay, new ScenarioSize(plan.Technicians, CustomersEach * plan.Technicians, plan.Days));
        Plan = Founded();
        for (int offset = 0; offset < plan.Days; offset++)
        {
            stop.ThrowIfCancellationRequested();
            Fill(offset);
        }
    }

    /// <summary>Its plan.</summary>
    internal TrialPlan Plan { get; }

    /// <summary>What it sells.</summary>
    internal ImmutableArray<Service> Services => _scenario.Services;

    /// <summary>Whom it serves.</summary>
    internal ImmutableArray<Customer> Customers => Branch.Customers;

    /// <summary>Its local days.</summary>
    internal DayClock Clock => Plan.Board.Clock;

    /// <summary>The day of the calls.</summary>
    internal static int Today => DayClock.DayOf(FirstDay);

    /// <summary>What is asked for on the day of the calls.</summary>
    internal ImmutableArray<WantedService> Wanted => Workload.Demand[0].Services;

    /// <summary>How full the days after today are.</summary>
    internal PlanLoad Load => Enumerable.Range(Today + 1, _plan.Days - 1).Aggregate(
        default(PlanLoad), (sum, day) => sum + PlanLoad.Of(Plan.Board, Workload.Resources, day));

    /// <summary>How many are served on a working day.</summary>
    internal int ServedADay
    {
        get
        {
            int[] served = [.. Enumerable.Range(Today + 1, _plan.Days - 1).Select(day => Plan.Board.ToursOf(day).Sum(tour => tour.Stops.Length)).Where(count => count > 0)];
            return served.Length == 0 ? 0 : (int)Math.Round(served.Average());
        }
    }

    private Branch Branch => _scenario.Branches[0];

    private Workload Workload => Branch.Workloads[0];

    private TrialPlan Founded()
    {
        Moment dawn = DayClock.For(Branch.Territory.Zone)!.StartOf(Today);
        Catalogue catalogue = Catalogue.Empty.Assuming(_scenario.Services.Select(service => new ServiceDefined(service)), 1, dawn);
        TrialPlan plan = TrialPlan.Of(Branch.Territory with { HorizonDays = _plan.Days }, catalogue, dawn);
        foreach (Site site in Branch.Sites) plan.Send(new PutSite(site, null), dawn);
        foreach (Employed one in Branch.Resources.Where(one => Workload.Resources.Contains(one.Resource.Id))) plan.Send(new PutResource(one.Resource, one.Home, null), dawn);
        return plan;
    }

    /// <summary>Books the requests of a day until its share is taken, or nothing fits any more.</summary>
    private void Fill(int offset)
    {
        int misses = 0;
        foreach (ServiceRequest request in new RequestStream(_scenario, Branch).On(Workload, Today + offset))
        {
            PlanLoad load = PlanLoad.Of(Plan.Board, Workload.Resources, Today + offset);
            if (load.Working == Seconds.Zero || load.Share >= _plan.Taken || misses == MissesInARow) break;
            misses = Books(request, request.Preferred) || Books(request, request.Day) ? 0 : misses + 1;
        }
    }

    private bool Books(ServiceRequest request, Interval between)
    {
        SearchQuery query = QueryOf(request.Service, request.Customer, between, [], ImpactAllowed.None);
        return Plan.Search(query, Plan.Board.At) is { Offers: [{ } offer, ..] } && Plan.Book(query, offer, request.Customer.Tier, Plan.Board.At).Refusal is null;
    }

    /// <summary>The query of a customer who asks for a service at home.</summary>
    internal static SearchQuery QueryOf(Service service, Customer customer, Interval between, ImmutableArray<Interval> wishes, ImpactAllowed impact) => new(
        service, customer.Location, between, wishes, customer.Require, customer.Prefer, customer.Refuse, [], null, impact, 5, long.MaxValue);
}
