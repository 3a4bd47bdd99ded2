using System.Collections.Immutable;
using NodaTime;
using OptiTime.Demo.Companies;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Demo.Scenarios;

/// <summary>Training in Paris, Lyon and Lille: an expert, a room and equipment at one place and time, courses of several days in a row, and experts who are lent.</summary>
internal static class CegosScenario
{
    internal const string Name = "cegos";

    internal const string Shows = "training in Paris, Lyon and Lille: expert, room and equipment together, three-day courses, experts lent";

    private const int Seed = 92_000;
    private const int ReachKilometres = 60, InhabitedKilometres = 30;
    private const int FewestTrainers = 8, FewestCustomers = 10;
    private const string CyberDefence = "cyber-defence", CyberRange = "cyber-range", Laptops = "laptops";

    // Paris has the experts, and lends them to where there is a range and nobody who knows how to use it: two hours and a half by train.
    private const string LentTo = "lyon";
    private static readonly TravelProfile Rail = new("rail", 1.15, [.. Enumerable.Repeat(180.0, 24)]);

    // Nobody gives a course with a journey in the middle of it: trainers make their own breaks, and may be on the road early and late.
    private static readonly Shift[] TrainersDay = [Hours.On(Hours.Weekdays, 6.5, 20.5)];

    // Whoever teaches how networks are defended does it on one that may be attacked.
    private static readonly Requirement NeedsRange = new("range", "equipment", [new Skill(CyberRange, 1)]);

    /// <summary>A training centre with the seats of its rooms and what equipment it has, piece by piece.</summary>
    private sealed record Centre(string Id, string Name, Location Location, int[] Rooms, int Laptops, int CyberRanges);

    /// <summary>A town with its centres, its share of the people, the share of their time that is taken to begin with, and what is asked for there.</summary>
    private sealed record Town(string Territory, string Code, string Name, int Percent, double Taken, Skill[][] Trainers, Centre[] Centres, ImmutableArray<WantedService> Wanted);

    private static readonly Skill[][] Everyday =
    [
        [new("project-management", 3), new("leadership", 2)],
        [new("negotiation", 2), new("leadership", 3)],
        [new("data-analysis", 3), new("office-tools", 2)],
        [new("project-management", 2), new("negotiation", 3)],
    ];

    private static readonly ImmutableArray<WantedService> EverydayWanted =
        [new("project-management", 4), new("leadership", 3), new("negotiation", 6), new("data-analysis", 3), new("assessment", 2)];

    private static readonly Town[] Towns =
    [
        new("paris", "PAR", "Paris", 60, 0.22, [[new(CyberDefence, 3)], .. Everyday],
            [
                new("ISSY", "Issy-les-Moulineaux", new Location(48.82330, 2.26980), [6, 8, 8, 12, 12, 16], 4, 2),
                new("DEFENSE", "Paris La Défense", new Location(48.89190, 2.23800), [8, 12, 12, 16, 20], 3, 1),
            ],
            [new(CyberDefence, 1), .. EverydayWanted]),
        new(LentTo, "LYO", "Lyon", 25, 0.16, Everyday, [new("PARTDIEU", "Lyon Part-Dieu", new Location(45.76060, 4.85910), [6, 8, 12, 12, 16], 2, 1)], EverydayWanted),
        new("lille", "LIL", "Lille", 15, 0.12, Everyday, [new("EURALILLE", "Lille Euralille", new Location(50.63800, 3.07500), [6, 8, 12, 16], 2, 0)], EverydayWanted),
    ];

    internal static ScenarioSize Full { get; } = new(24, 400, 30);

    internal static Scenario Create(LocalDate firstDay, ScenarioSize size)
    {
        ImmutableArray<Branch> branches = [.. Towns.Select((town, rank) => CreateBranch(town, firstDay, size, Seed + rank))];
        return new Scenario(
            Name, "Cegos", firstDay, size.Days, Seed, Services(), branches, new Example("paris", CyberDefence, branches[0].Customers[0].Id));
    }

    private static Branch CreateBranch(Town town, LocalDate firstDay, ScenarioSize size, int seed)
    {
        Location middle = town.Centres[0].Location;
        var area = Area.Around(middle, InhabitedKilometres);
        ImmutableArray<Employed> trainers =
        [
            .. new Staff(area, firstDay, seed)
                .OnTour(new Profession("trainer", "Trainer", $"{town.Code}-T-", town.Trainers, TrainersDay), Part(size.Technicians, FewestTrainers))
                .Select(one => Knows(one.Resource, CyberDefence) ? one with { Resource = AsExpert(one.Resource) } : one),
        ];
        return new Branch(
            new TerritorySettings(
                town.Territory, town.Name, KnownScenarios.Zone, "EUR", middle, new Metres(ReachKilometres * 1000),
                TerritorySettings.DefaultHorizonDays, [TravelProfile.Car, Rail], new Money(500)),
            [.. town.Centres.Select(ToSite)],
            [.. trainers, .. Staff.Agents(Part(size.Technicians / 10, 1), $"{town.Code}-A-"), .. town.Centres.SelectMany(Premises)],
            Customers.Draw(area, Part(size.Customers, FewestCustomers), 1, [], seed, $"{town.Code}-C-"),
            [
                new Workload("trainers", $"{town.Code}T", null, [.. trainers.Select(one => one.Resource.Id)], DemandCurve.Falling(size.Days, town.Taken, town.Taken / 4, town.Wanted)),
                new Workload("agents", $"{town.Code}A", null, [.. Staff.Agents(Part(size.Technicians / 10, 1), $"{town.Code}-A-").Select(one => one.Resource.Id)],
                    DemandCurve.Falling(size.Days, 0.4, 0, new WantedService("advice-call", 1))),
            ]);

        int Part(int whole, int least) => Math.Max(least, whole * town.Percent / 100);
    }

    private static ImmutableArray<Service> Services() =>
    [
        Courses.OfDays(CyberDefence, "Defence of networks, three days", 3, 2_450, Courses.Trainer(CyberDefence, 3), Courses.Room(8)),
        Courses.OfDays("project-management", "Management of projects, three days", 3, 1_890, Courses.Trainer("project-management", 2), Courses.Room(12)),
        Courses.OfDays("leadership", "Leading a team, two days", 2, 1_390, Courses.Trainer("leadership", 2), Courses.Room(8)),
        Courses.OfDays("negotiation", "Negotiation, a day", 1, 790, Courses.Trainer("negotiation", 2), Courses.Room(12)),
        Courses.OfHours("data-analysis", "Analysis of data, half a day at the keyboard", 4, 490,
            Courses.Trainer("data-analysis", 2), Courses.Equipment(Laptops), Courses.Room(8)),
        Courses.OfHours("assessment", "Assessment by two, half a day; a third joins for an hour", 4, 1_150,
            Courses.Trainer("leadership", 2) with { Name = "assessor", Count = 2 },
            Courses.Trainer("negotiation", 2) with { Name = "counterpart", Part = new RolePart(Seconds.FromMinutes(90), Seconds.FromHours(1)) }, Courses.Room(6)),
        Offering.AdviceCall(0),
    ];

    private static Site ToSite(Centre centre) => new(centre.Id, centre.Name, centre.Location, Hours.Weekly(Hours.On(Hours.Weekdays, 8, 19)));

    private static IEnumerable<Employed> Premises(Centre centre)
    {
        foreach (Employed room in Companies.Premises.Rooms(centre.Id, centre.Rooms)) yield return room;
        if (centre.Laptops > 0) yield return Companies.Premises.Equipment(centre.Id, Laptops, centre.Laptops);
        if (centre.CyberRanges > 0) yield return Companies.Premises.Equipment(centre.Id, CyberRange, centre.CyberRanges);
    }

    private static Resource AsExpert(Resource trainer) => trainer with { Requires = [NeedsRange], Profile = Rail.Name, LentTo = [LentTo] };

    private static bool Knows(Resource resource, string subject) => resource.Skills.Any(skill => skill.Name == subject);
}
