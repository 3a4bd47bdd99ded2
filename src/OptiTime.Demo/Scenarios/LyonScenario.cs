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

    internal static ScenarioSize Full { get; } = new(40, 600, 30);

    private static readonly Profession Technician = new(
        "technician", "Technician", "R-",
        [
            [new("gas-boiler", 3), new("plumbing", 1), new("electricity", 1)],
            [new("gas-boiler", 2), new("heat-pump", 1)],
            [new("electricity", 2), new("heat-pump", 2)],
            [new("gas-boiler", 1), new("plumbing", 2)],
            [new("heat-pump", 2), new("electricity", 1), new("plumbing", 1)],
            [new("gas-boiler", 2), new("electricity", 1)],
            [new("plumbing", 2), new("gas-boiler", 1)],
            [new("heat-pump", 2), new("gas-boiler", 2)],
        ],
        [Hours.WithBreak(7.5, 16.5, 12), Hours.WithBreak(8, 17, 12), Hours.WithBreak(8, 17, 12)]);

    internal static Scenario Create(LocalDate firstDay, ScenarioSize size)
    {
        var area = Area.Around(Bellecour, InhabitedKilometres);
        ImmutableArray<Employed> technicians = new Staff(area, firstDay, Seed).OnTour(Technician, size.Technicians), agents = Staff.Agents(3);
        Dictionary<string, ImmutableArray<Employed>> rooms = new(StringComparer.Ordinal)
        {
            ["OPERA"] = [.. Premises.Rooms("OPERA", 4, 4, 8, 8, 16)],
            ["BELLECOUR"] = [.. Premises.Rooms("BELLECOUR", 4, 8, 16)],
            ["PARTDIEU"] = [.. Premises.Rooms("PARTDIEU", 4, 4, 4, 8, 8, 16, 16)],
        };
        var branch = new Branch(
            Territory(), Sites(), [.. technicians, .. agents, .. rooms.Values.SelectMany(some => some)],
            Customers.Draw(area, size.Customers, 0.08, Ids(technicians), Seed),
            [
                new Workload("technicians", "T", null, [.. Ids(technicians)], DemandCurve.Falling(size.Days, 0.82, 0.78,
                    new("boiler-maintenance", 27), new("boiler-repair", 12), new("heat-pump-check", 17), new("heat-pump-repair", 3),
                    new("electrical-check", 26), new("plumbing-repair", 19))),
                new Workload("agents", "A", null, [.. Ids(agents)], DemandCurve.Falling(size.Days, 0.5, 0.2, new WantedService("advice-call", 1))),
                .. rooms.Select(at => new Workload($"rooms at {at.Key}", at.Key, at.Key, [.. Ids(at.Value)], DemandCurve.Falling(
                    size.Days, 0.5, 0.15, new("meeting-room-4", 5), new("meeting-room-8", 4), new("meeting-room-16", 2)))),
            ]);
        return new Scenario(
            Name, "Lyon and around", firstDay, size.Days, Seed, Services(), [branch], new Example(branch.Territory.Id, "boiler-maintenance", "C-1042"));
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
