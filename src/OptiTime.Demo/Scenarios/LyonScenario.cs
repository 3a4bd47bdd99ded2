using System.Collections.Immutable;
using NodaTime;
using OptiTime.Demo.Companies;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Travel;

namespace OptiTime.Demo.Scenarios;

/// <summary>Home services around Lyon: technicians on tours, three sites with rooms, advice by phone.</summary>
internal static class LyonScenario
{
    internal const string Name = "lyon";

    internal const string Shows = "home services around Lyon: technicians on tours at about 80 % load, three sites with meeting rooms, advice by phone";

    private const int Seed = 69_000;
    private const int ReachKilometres = 60;

    // People and customers live well inside the reach: the communes within 35 km hold two million people.
    private const int InhabitedKilometres = 35;

    private static readonly Location Bellecour = new(45.75780, 4.83200);

    internal static Scenario Create(LocalDate firstDay, ScenarioSize size)
    {
        var area = new Area(Bellecour, InhabitedKilometres);
        DayClock clock = DayClock.For(KnownScenarios.Zone)!;
        ImmutableArray<Employed> technicians = Staff.Technicians(area, size.Technicians, clock, DayClock.DayOf(firstDay), Seed);
        ImmutableArray<Employed> agents = Staff.Agents(3);
        Dictionary<string, ImmutableArray<Employed>> rooms = new(StringComparer.Ordinal)
        {
            ["OPERA"] = [.. Premises.Rooms("OPERA", 4, 4, 8, 8, 16)],
            ["BELLECOUR"] = [.. Premises.Rooms("BELLECOUR", 4, 8, 16)],
            ["PARTDIEU"] = [.. Premises.Rooms("PARTDIEU", 4, 4, 4, 8, 8, 16, 16)],
        };
        var company = new Company(
            Territory(), Sites(), Services(), [.. technicians, .. agents, .. rooms.Values.SelectMany(some => some)],
            Customers.Draw(area, size.Customers, 0.08, Ids(technicians), Seed));
        return new Scenario(Name, Shows, firstDay, size.Days, Seed, company,
        [
            new Workload("technicians", "T", null, [.. Ids(technicians)],
                [new("boiler-maintenance", 27), new("boiler-repair", 12), new("heat-pump-check", 17), new("heat-pump-repair", 3),
                    new("electrical-check", 26), new("plumbing-repair", 19)],
                0.82, 0.78),
            new Workload("agents", "A", null, [.. Ids(agents)], [new("advice-call", 1)], 0.5, 0.2),
            .. rooms.Select(at => new Workload($"rooms at {at.Key}", at.Key, at.Key, [.. Ids(at.Value)],
                [new("meeting-room-4", 5), new("meeting-room-8", 4), new("meeting-room-16", 2)], 0.5, 0.15)),
        ], new Example("boiler-maintenance", "C-1042", null));
    }

    private static TerritorySettings Territory() =>
        new("rhone", "Lyon and around", KnownScenarios.Zone, "EUR", Bellecour, new Metres(ReachKilometres * 1000),
            TerritorySettings.DefaultHorizonDays, [TravelProfile.Car], new Money(500));

    private static ImmutableArray<Site> Sites()
    {
        WorkingTime opening = Hours.Weekly(Hours.On(Hours.Weekdays, 8, 19), Hours.On([IsoDayOfWeek.Saturday], 9, 13));
        return
        [
            new Site("OPERA", "Lyon Opéra", new Location(45.76780, 4.83640), opening),
            new Site("BELLECOUR", "Lyon Bellecour", Bellecour, opening),
            new Site("PARTDIEU", "Lyon Part-Dieu", new Location(45.76060, 4.85910), opening),
        ];
    }

    private static ImmutableArray<Service> Services() =>
    [
        Offering.Visit("boiler-maintenance", "Yearly maintenance of a gas boiler", PriorityClass.Maintenance, 60, new("gas-boiler", 1), 129),
        Offering.Visit("boiler-repair", "Repair of a gas boiler", PriorityClass.Urgent, 90, new("gas-boiler", 2), 189),
        Offering.Visit("heat-pump-check", "Check of a heat pump", PriorityClass.Standard, 75, new("heat-pump", 1), 159),
        Offering.Visit("heat-pump-repair", "Repair of a heat pump", PriorityClass.Urgent, 105, new("heat-pump", 2), 249),
        Offering.Visit("electrical-check", "Safety check of an electrical installation", PriorityClass.Standard, 45, new("electricity", 1), 95),
        Offering.Visit("plumbing-repair", "Repair of a leak", PriorityClass.Urgent, 60, new("plumbing", 1), 119),
        Offering.MeetingRoom(4, 25), Offering.MeetingRoom(8, 40), Offering.MeetingRoom(16, 70),
        Offering.AdviceCall(0),
    ];

    private static ImmutableArray<string> Ids(ImmutableArray<Employed> resources) => [.. resources.Select(one => one.Resource.Id)];
}
