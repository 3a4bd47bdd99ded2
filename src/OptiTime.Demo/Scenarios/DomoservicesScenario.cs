using System.Collections.Immutable;
using NodaTime;
using OptiTime.Demo.Companies;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Travel;

namespace OptiTime.Demo.Scenarios;

/// <summary>Boiler maintenance in and around Lille: short visits, many a day, two-hour windows, and a heating season with its peak.</summary>
internal static class DomoservicesScenario
{
    internal const string Name = "domoservices";

    internal const string Shows = "boilers around Lille: narrow tours, two-hour windows into the evening, eight weeks of a heating season with its peak";

    private const int Seed = 59_000;
    private const int ReachKilometres = 25;

    // Lille, Roubaix, Tourcoing and what lies between: a million people within a short drive.
    private const int InhabitedKilometres = 14;

    private static readonly Location GrandPlace = new(50.63660, 3.06350);

    // A technician is never far: between the shift's end and a promise in the evening lies only the way home.
    private static readonly Profession Technician = new(
        "technician", "Technician", "R-",
        [
            [new("gas-boiler", 3), new("control", 1)],
            [new("gas-boiler", 2), new("radiator", 1)],
            [new("gas-boiler", 2), new("control", 2), new("radiator", 1)],
            [new("gas-boiler", 1), new("radiator", 2), new("control", 1)],
        ],
        [Hours.WithBreak(7.5, 16.5, 12), Hours.WithBreak(8, 17, 12), Hours.WithBreak(11, 20, 15)]);

    internal static ScenarioSize Full { get; } = new(24, 1_500, 56);

    internal static Scenario Create(LocalDate firstDay, ScenarioSize size)
    {
        var area = Area.Around(GrandPlace, InhabitedKilometres);
        ImmutableArray<Employed> technicians = new Staff(area, firstDay, Seed).OnTour(Technician, size.Technicians);
        var branch = new Branch(
            new TerritorySettings(
                "lille", "Lille and around", KnownScenarios.Zone, "EUR", GrandPlace, new Metres(ReachKilometres * 1000),
                TerritorySettings.DefaultHorizonDays, [TravelProfile.Car], new Money(500)),
            [], technicians,
            Customers.Draw(area, size.Customers, 0.04, [.. technicians.Select(one => one.Resource.Id)], Seed),
            [new Workload("technicians", "T", null, [.. technicians.Select(one => one.Resource.Id)], Demand(firstDay, size.Days))]);
        return new Scenario(
            Name, "Domoservices", firstDay, size.Days, Seed, Services(), [branch],
            new Example(branch.Territory.Id, "boiler-maintenance", "C-1042"), Charted: "technicians");
    }

    private static ImmutableArray<DayDemand> Demand(LocalDate firstDay, int days)
    {
        var season = new HeatingSeason(Seed);
        return [.. Enumerable.Range(DayClock.DayOf(firstDay), days).Select(day => On(season.ColdOn(day)))];
    }

    // The colder, the more breaks down, and the less of what can wait is booked between: on the coldest days next to no time is left.
    private static DayDemand On(double cold) => new(
        Math.Min(0.96, 0.34 + (0.7 * cold)),
        [
            new("no-heating", 2 + (int)(30 * cold)), new("boiler-repair", 8 + (int)(40 * cold)), new("boiler-maintenance", 5 + (int)(60 * (1 - cold))),
            new("safety-check", 10), new("radiator-bleeding", 12), new("thermostat-fitting", 8),
        ]);

    private static ImmutableArray<Service> Services() =>
    [
        Visit("no-heating", "No heating or no hot water", PriorityClass.Urgent, 50, new("gas-boiler", 2), 169),
        Visit("boiler-repair", "Repair of a gas boiler", PriorityClass.Urgent, 60, new("gas-boiler", 2), 149),
        Visit("boiler-maintenance", "Yearly maintenance of a gas boiler", PriorityClass.Maintenance, 40, new("gas-boiler", 1), 109),
        Visit("safety-check", "Safety check of a gas installation", PriorityClass.Standard, 30, new("gas-boiler", 1), 69),
        Visit("radiator-bleeding", "Radiators bled and balanced", PriorityClass.Standard, 30, new("radiator", 1), 59),
        Visit("thermostat-fitting", "Fitting of a thermostat", PriorityClass.Project, 35, new("control", 1), 129),
    ];

    private static Service Visit(string id, string name, PriorityClass priority, int minutes, Skill skill, int euros) =>
        Offering.Visit(id, name, priority, minutes, skill, euros, Offering.TwoHoursAndEvening);
}
