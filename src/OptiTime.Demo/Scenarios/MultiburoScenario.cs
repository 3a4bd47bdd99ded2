using NodaTime;
using OptiTime.Demo.Companies;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Travel;

namespace OptiTime.Demo.Scenarios;

/// <summary>Business centres in Paris: meeting rooms by the hour, offices by the day, desks by the half day.</summary>
internal static class MultiburoScenario
{
    internal const string Name = "multiburo";

    internal const string Shows = "business centres in Paris: meeting rooms, offices and desks at six sites with their opening hours, partly booked";

    private const int Seed = 75_000;
    private const int ReachKilometres = 40;
    private const int InhabitedKilometres = 25;

    private static readonly Location Opera = new(48.87090, 2.33170);

    /// <summary>A site with the seats of its rooms and the number of its offices and desks.</summary>
    private sealed record Centre(string Id, string Name, Location Location, bool OpenOnSaturday, int[] Rooms, int Offices, int Desks);

    private static readonly Centre[] Centres =
    [
        new("OPERA", "Paris Opéra", Opera, true, [4, 4, 8, 8, 16], 6, 12),
        new("BOURSE", "Paris Bourse", new Location(48.86880, 2.34130), true, [4, 4, 8, 16], 4, 8),
        new("ETOILE", "Paris Étoile", new Location(48.87380, 2.29500), false, [4, 8, 8, 16], 8, 10),
        new("MONTPARNASSE", "Paris Montparnasse", new Location(48.84210, 2.32190), false, [4, 4, 8, 16, 16], 6, 16),
        new("GAREDELYON", "Paris Gare de Lyon", new Location(48.84430, 2.37440), true, [4, 4, 4, 8], 3, 12),
        new("LADEFENSE", "Paris La Défense", new Location(48.89190, 2.23800), false, [4, 8, 8, 16, 16, 16], 10, 20),
    ];

    internal static ScenarioSize Full { get; } = new(0, 600, 30);

    internal static Scenario Create(LocalDate firstDay, ScenarioSize size)
    {
        var territory = new TerritorySettings(
            "paris", "Paris", KnownScenarios.Zone, "EUR", Opera, new Metres(ReachKilometres * 1000), TerritorySettings.DefaultHorizonDays,
            [TravelProfile.Car], new Money(500));
        var branch = new Branch(
            territory, [.. Centres.Select(ToSite)], [.. Centres.SelectMany(Resources)],
            Customers.Draw(Area.Around(Opera, InhabitedKilometres), size.Customers, 0.8, [], Seed),
            [.. Centres.SelectMany(centre => Workloads(centre, size.Days))]);
        return new Scenario(
            Name, "Multiburo", firstDay, size.Days, Seed,
            [
                Offering.MeetingRoom(4, 35), Offering.MeetingRoom(8, 60), Offering.MeetingRoom(16, 110), Offering.OfficeDay(120),
                Offering.DeskHalfDay(19),
            ],
            [branch], new Example(territory.Id, "meeting-room-8", "C-1042", "OPERA"));
    }

    private static Site ToSite(Centre centre)
    {
        Shift week = Hours.On(Hours.Weekdays, 8, 20), saturday = Hours.On([IsoDayOfWeek.Saturday], 9, 18);
        return new Site(centre.Id, centre.Name, centre.Location, centre.OpenOnSaturday ? Hours.Weekly(week, saturday) : Hours.Weekly(week));
    }

    private static IEnumerable<Employed> Resources(Centre centre) =>
        [.. Premises.Rooms(centre.Id, centre.Rooms), Premises.Offices(centre.Id, centre.Offices), Premises.Desks(centre.Id, centre.Desks)];

    // Opéra's rooms are the ones everybody wants: what is asked for there is often to be had only next door.
    private static IEnumerable<Workload> Workloads(Centre centre, int days)
    {
        double rooms = centre.Id == "OPERA" ? 0.8 : 0.5;
        return
        [
            new Workload($"rooms at {centre.Id}", centre.Id + "R", centre.Id, [.. Premises.Rooms(centre.Id, centre.Rooms).Select(room => room.Resource.Id)],
                DemandCurve.Falling(days, rooms, rooms - 0.35, new("meeting-room-4", 5), new("meeting-room-8", 4), new("meeting-room-16", 2))),
            new Workload($"offices at {centre.Id}", centre.Id + "O", centre.Id, [Premises.Offices(centre.Id, 1).Resource.Id],
                DemandCurve.Falling(days, 0.5, 0.25, new WantedService("office-day", 1))),
            new Workload($"desks at {centre.Id}", centre.Id + "D", centre.Id, [Premises.Desks(centre.Id, 1).Resource.Id],
                DemandCurve.Falling(days, 0.5, 0.2, new WantedService("desk-half-day", 1))),
        ];
    }
}
