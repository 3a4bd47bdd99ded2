using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using OptiTime.Demo.Companies;
using OptiTime.Engine.Directory;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Demo.Scenarios;

/// <summary>Leasing and maintenance of computers around Paris: repairs, projects of customers, and maintenance that fills what they leave and gives way.</summary>
internal static class EcsScenario
{
    internal const string Name = "ecs";

    internal const string Shows = "computers leased and maintained around Paris: repairs and projects, and a backlog of maintenance that gives way to them";

    private const int Seed = 93_000;
    private const int ReachKilometres = 45, InhabitedKilometres = 22;

    // Jobs that fall due on a working day, a technician; how many days before they may be done; and how many days from now the first are due.
    private const double JobsADay = 1.2;
    private const int DaysOpen = 7, SoonestDue = 3;

    private static readonly Location SaintDenis = new(48.93620, 2.35740);

    private static readonly Profession Technician = new(
        "technician", "Technician", "R-",
        [
            [new("server", 3), new("network", 1), new("workstation", 1)],
            [new("workstation", 2), new("printer", 2)],
            [new("network", 3), new("server", 1)],
            [new("server", 2), new("workstation", 2)],
            [new("network", 2), new("workstation", 2), new("printer", 1)],
            [new("server", 2), new("network", 2)],
        ],
        [Hours.WithBreak(7.5, 16.5, 12), Hours.WithBreak(8.5, 17.5, 12), Hours.WithBreak(9, 18, 13)]);

    internal static ScenarioSize Full { get; } = new(24, 400, 20);

    internal static Scenario Create(LocalDate firstDay, ScenarioSize size)
    {
        var area = Area.Around(SaintDenis, InhabitedKilometres);
        ImmutableArray<Employed> technicians = new Staff(area, firstDay, Seed).OnTour(Technician, size.Technicians);
        ImmutableArray<string> ids = [.. technicians.Select(one => one.Resource.Id)];
        ImmutableArray<Customer> customers = Customers.Draw(area, size.Customers, 1, ids, Seed);
        var branch = new Branch(
            new TerritorySettings(
                "plaine-de-france", "Paris and the Plaine de France", KnownScenarios.Zone, "EUR", SaintDenis, new Metres(ReachKilometres * 1000),
                TerritorySettings.DefaultHorizonDays, [TravelProfile.Car], new Money(500)),
            [], technicians, customers,
            [
                new Workload("technicians", "T", null, [.. ids], DemandCurve.Falling(size.Days, 0.66, 0.3,
                    new("server-down", 6), new("workstation-repair", 20), new("printer-repair", 12), new("network-project", 8), new("rollout", 7),
                    new("lease-return", 12))),
            ])
        {
            Backlog = [.. Backlog(firstDay, size, customers)],
        };
        return new Scenario(
            Name, "ECS Solutis", firstDay, size.Days, Seed, Services(), [branch],
            new Example(branch.Territory.Id, "server-down", customers.First(customer => customer.Tier is null).Id, MayMoveOthers: true));
    }

    /// <summary>The yearly maintenance of leased servers and networks, due evenly through the days. What is due on a day depends on the date alone.</summary>
    private static IEnumerable<BacklogWork> Backlog(LocalDate firstDay, ScenarioSize size, ImmutableArray<Customer> customers)
    {
        int first = DayClock.DayOf(firstDay), each = Math.Max(1, (int)(size.Technicians * JobsADay));
        for (int due = first + SoonestDue; due < first + size.Days; due++)
        {
            LocalDate date = DayClock.DateOf(due);
            if (date.DayOfWeek > IsoDayOfWeek.Friday) continue;
            Random dice = Dice.Of(Seed, "backlog", due);
            for (int number = 1; number <= each; number++)
            {
                yield return new BacklogWork(
                    string.Create(CultureInfo.InvariantCulture, $"J{date.ToString("yyMMdd", CultureInfo.InvariantCulture)}{number:000}"),
                    dice.Next(3) == 0 ? "network-maintenance" : "server-maintenance", dice.One(customers), due - DaysOpen, due, 10 * dice.Next(1, 10));
            }
        }
    }

    private static ImmutableArray<Service> Services() =>
    [
        Offering.Visit("server-down", "A server is down", PriorityClass.Urgent, 120, new("server", 2), 390) with
        {
            Levels = [new ServiceLevel("platinum", Seconds.FromHours(24), null, null)],
        },
        Offering.Visit("workstation-repair", "Repair of a workstation", PriorityClass.Standard, 60, new("workstation", 1), 120, Offering.HalfDays) with
        {
            Levels = [new ServiceLevel("platinum", Seconds.FromHours(48), Offering.TwoHours, null), new ServiceLevel("gold", null, Offering.TwoHours, null)],
        },
        Offering.Visit("printer-repair", "Repair of a printer", PriorityClass.Standard, 45, new("printer", 1), 95),
        Offering.Visit("lease-return", "Return of leased equipment", PriorityClass.Standard, 45, new("workstation", 1), 0),
        Offering.Visit("network-project", "A network set up", PriorityClass.Project, 150, new("network", 2), 690, Offering.HalfDays),
        Offering.Visit("rollout", "Workstations rolled out", PriorityClass.Project, 150, new("workstation", 2), 560, Offering.HalfDays),
        Offering.Visit("server-maintenance", "Yearly maintenance of a server", PriorityClass.Maintenance, 90, new("server", 1), 0, Offering.HalfDays),
        Offering.Visit("network-maintenance", "Yearly maintenance of a network", PriorityClass.Maintenance, 60, new("network", 1), 0, Offering.HalfDays),
    ];
}
