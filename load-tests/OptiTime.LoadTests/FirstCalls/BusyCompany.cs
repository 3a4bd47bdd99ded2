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

    private readonly Branch _branch;

    /// <summary>Founds the company.</summary>
    internal BusyCompany(FirstCallPlan plan)
        : this(Scenario(plan.Scenario, new ScenarioSize(plan.Technicians, CustomersEach * plan.Technicians, plan.Before + plan.Days + HorizonDays)), null, HorizonDays)
    {
    }

    /// <summary>Founds one branch of a company, with those who play a part in its first workload.</summary>
    /// <param name="scenario">The company.</param>
    /// <param name="territory">The branch's territory; null for the first.</param>
    /// <param name="horizon">For how many days ahead it can be booked.</param>
    internal BusyCompany(Scenario scenario, string? territory, int horizon)
    {
        _branch = territory is null ? scenario.Branches[0]
            : scenario.Branches.FirstOrDefault(branch => branch.Territory.Id == territory)
                ?? throw new LoadTestException($"{scenario.Company} has no territory '{territory}'. It has: {string.Join(", ", scenario.Branches.Select(branch => branch.Territory.Id))}.");
        Services = scenario.Services.ToDictionary(service => service.Id, StringComparer.Ordinal);
        Requests = new RequestStream(scenario, _branch);
        Moment dawn = DayClock.For(_branch.Territory.Zone)!.StartOf(First);
        Catalogue catalogue = Catalogue.Empty.Assuming(scenario.Services.Select(service => new ServiceDefined(service)), 1, dawn);
        Plan = TrialPlan.Of(_branch.Territory with { HorizonDays = horizon }, catalogue, dawn);
        foreach (Site site in _branch.Sites) Plan.Send(new PutSite(site, null), dawn);
        foreach (Employed one in _branch.Resources.Where(one => Workload.Resources.Contains(one.Resource.Id))) Plan.Send(new PutResource(one.Resource, one.Home, null), dawn);
    }

    /// <summary>Its first day, a Monday.</summary>
    internal static int First => DayClock.DayOf(FirstDay);

    /// <summary>Its plan.</summary>
    internal TrialPlan Plan { get; }

    /// <summary>What it sells, by id.</summary>
    internal IReadOnlyDictionary<string, Service> Services { get; }

    /// <summary>Whom it serves.</summary>
    internal ImmutableArray<Customer> Customers => _branch.Customers;

    /// <summary>Who asks for what when its plan is filled.</summary>
    internal RequestStream Requests { get; }

    /// <summary>Its local days.</summary>
    internal DayClock Clock => Plan.Board.Clock;

    /// <summary>What its people are asked for.</summary>
    internal Workload Workload => _branch.Workloads[0];

    /// <summary>What is asked for on a day.</summary>
    internal ImmutableArray<WantedService> WantedOn(int day) => Workload.Demand[day - First].Services;

    /// <summary>How full a day is.</summary>
    internal PlanLoad LoadOf(int day) => PlanLoad.Of(Plan.Board, Workload.Resources, day);

    /// <summary>A company as it is on the first day.</summary>
    internal static Scenario Scenario(string name, ScenarioSize size) => KnownScenarios.Create(name, FirstDay, size);
}
