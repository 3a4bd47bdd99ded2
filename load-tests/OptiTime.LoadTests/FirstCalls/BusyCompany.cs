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
using OptiTime.Planning.Time;
using OptiTime.Planning.WhatIf;

namespace OptiTime.LoadTests.FirstCalls;

/// <summary>A company of the demo with nothing booked yet, on a plan that no log knows of.</summary>
internal sealed class BusyCompany
{
    private const int HorizonDays = 30;
    private const int CustomersEach = 25;

    private static readonly LocalDate FirstDay = new(2026, 11, 2);

    private readonly Scenario _scenario;

    /// <summary>Founds the company.</summary>
    internal BusyCompany(FirstCallPlan plan)
    {
        _scenario = KnownScenarios.Create(
            plan.Scenario, FirstDay, new ScenarioSize(plan.Technicians, CustomersEach * plan.Technicians, plan.Before + plan.Days + HorizonDays));
        Services = _scenario.Services.ToDictionary(service => service.Id, StringComparer.Ordinal);
        Moment dawn = DayClock.For(Branch.Territory.Zone)!.StartOf(First);
        Catalogue catalogue = Catalogue.Empty.Assuming(_scenario.Services.Select(service => new ServiceDefined(service)), 1, dawn);
        Plan = TrialPlan.Of(Branch.Territory with { HorizonDays = HorizonDays }, catalogue, dawn);
        foreach (Site site in Branch.Sites) Plan.Send(new PutSite(site, null), dawn);
        foreach (Employed one in Branch.Resources.Where(one => Workload.Resources.Contains(one.Resource.Id))) Plan.Send(new PutResource(one.Resource, one.Home, null), dawn);
    }

    /// <summary>Its first day, a Monday.</summary>
    internal static int First => DayClock.DayOf(FirstDay);

    /// <summary>Its plan.</summary>
    internal TrialPlan Plan { get; }

    /// <summary>What it sells, by id.</summary>
    internal IReadOnlyDictionary<string, Service> Services { get; }

    /// <summary>Whom it serves.</summary>
    internal ImmutableArray<Customer> Customers => Branch.Customers;

    /// <summary>Its local days.</summary>
    internal DayClock Clock => Plan.Board.Clock;

    private Branch Branch => _scenario.Branches[0];

    private Workload Workload => Branch.Workloads[0];

    /// <summary>What is asked for on a day.</summary>
    internal ImmutableArray<WantedService> WantedOn(int day) => Workload.Demand[day - First].Services;

    /// <summary>How full a day is.</summary>
    internal PlanLoad LoadOf(int day) => PlanLoad.Of(Plan.Board, Workload.Resources, day);
}
