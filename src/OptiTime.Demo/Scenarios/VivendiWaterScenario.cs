using System.Collections.Immutable;
using NodaTime;
using OptiTime.Demo.Companies;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Travel;

namespace OptiTime.Demo.Scenarios;

/// <summary>Water services in all of France: a territory around each large city, technicians, trucks with crews, offices with agents.</summary>
internal static class VivendiWaterScenario
{
    internal const string Name = "vivendi-water";

    internal const string Shows = "water services in all of France: 21 territories, 1,100 technicians, 130 truck crews, over 50,000 bookings in 30 days";

    private const int Seed = 33_000;
    private const int FewestTechnicians = 6;
    private const int FewestCustomers = 10;
    private const int TechniciansPerTruck = 8;
    private const int TechniciansPerAgent = 25;

    // Country roads: faster than in a town, and a truck slower than a van.
    private static readonly TravelProfile Van = Road("van", 52, 40), Truck = Road("truck", 42, 34);

    private static readonly Skill[][] Trades =
    [
        [new("meters", 2), new("plumbing", 1), new("softener", 1)],
        [new("plumbing", 2), new("leak-detection", 1)],
        [new("water-heater", 1), new("softener", 1), new("plumbing", 1)],
        [new("meters", 2), new("sampling", 1)],
        [new("plumbing", 2), new("water-heater", 1)],
        [new("leak-detection", 1), new("softener", 1), new("sampling", 1)],
    ];

    internal static ScenarioSize Full { get; } = new(1_100, 30_000, 30);

    internal static Scenario Create(LocalDate firstDay, ScenarioSize size)
    {
        (Region Region, Area Area)[] regions = [.. Region.Shared()];
        long people = regions.Sum(one => one.Area.Population);
        ImmutableArray<Branch> branches = [.. regions.Select((one, rank) => CreateBranch(
            one.Region, one.Area, firstDay, size, (double)one.Area.Population / people, Seed + rank))];
        Branch lyon = branches.Single(branch => branch.Territory.Id == "lyonnais");
        return new Scenario(
            Name, "Vivendi Water", firstDay, size.Days, Seed, Services(), branches,
            new Example(null, "leak-search", lyon.Customers[0].Id, Location: lyon.Customers[0].Location));
    }

    private static Branch CreateBranch(Region region, Area area, LocalDate firstDay, ScenarioSize size, double part, int seed)
    {
        int technicians = Math.Max(FewestTechnicians, (int)Math.Round(size.Technicians * part));
        string code = region.Code, office = $"{code}-OFFICE";
        var staff = new Staff(area, firstDay, seed);
        ImmutableArray<Employed> vans = staff.OnTour(
            new Profession("technician", "Technician", $"{code}-R-", Trades, [Hours.WithBreak(7.5, 16.5, 12), Hours.WithBreak(8, 17, 12)]), technicians);
        ImmutableArray<Employed> trucks = staff.OnTour(
            new Profession("truck-crew", "Crew", $"{code}-T-", [[new("jetting", 1)]], [Hours.WithBreak(7, 16, 12)], Truck), PerTechnicians(TechniciansPerTruck));
        ImmutableArray<Employed> agents = Staff.Agents(PerTechnicians(TechniciansPerAgent), $"{code}-A-");
        Employed counters = Premises.Counters(office, PerTechnicians(2 * TechniciansPerAgent));
        return new Branch(
            new TerritorySettings(
                region.Territory, $"{region.City} and around", KnownScenarios.Zone, "EUR", region.Centre, new Metres(region.Kilometres * 1000),
                TerritorySettings.DefaultHorizonDays, [Van, Truck], new Money(500)),
            [new Site(office, $"Office {region.City}", region.Centre, Hours.Weekly(Hours.On(Hours.Weekdays, 9, 18)))],
            [.. vans, .. trucks, .. agents, counters],
            Customers.Draw(area, Math.Max(FewestCustomers, (int)Math.Round(size.Customers * part)), 0.1, Ids(vans), seed, $"{code}-C-"),
            [
                new Workload("technicians", $"{code}T", null, [.. Ids(vans)], DemandCurve.Falling(
                    size.Days, 0.8, 0.1, new("meter-reading", 14), new("meter-replacement", 24), new("leak-search", 13), new("burst-pipe", 9),
                    new("water-heater-repair", 15), new("softener-service", region.HardWater ? 18 : 4), new("water-sample", 6))),
                new Workload("truck crews", $"{code}C", null, [.. Ids(trucks)], DemandCurve.Falling(size.Days, 0.55, 0.1, new WantedService("sewer-cleaning", 1))),
                new Workload("agents", $"{code}A", null, [.. Ids(agents)], DemandCurve.Falling(size.Days, 0.5, 0, new WantedService("advice-call", 1))),
                new Workload("counters", $"{code}O", office, [counters.Resource.Id], DemandCurve.Falling(
                    size.Days, 0.4, 0, new WantedService("office-appointment", 1))),
            ]);

        int PerTechnicians(int many) => Math.Max(1, technicians / many);
    }

    private static ImmutableArray<Service> Services() =>
    [
        Offering.Visit("burst-pipe", "Burst pipe", PriorityClass.Urgent, 90, new("plumbing", 1), 229),
        Offering.Visit("leak-search", "Search for a leak", PriorityClass.Urgent, 105, new("leak-detection", 1), 249),
        Offering.Visit("water-heater-repair", "Repair of a water heater", PriorityClass.Standard, 75, new("water-heater", 1), 159),
        Offering.Visit("softener-service", "Yearly service of a water softener", PriorityClass.Maintenance, 60, new("softener", 1), 119),
        Offering.Visit("meter-replacement", "Replacement of a water meter", PriorityClass.Project, 45, new("meters", 2), 0, Offering.HalfDays),
        Offering.Visit("meter-reading", "Reading of a meter on demand", PriorityClass.Standard, 20, new("meters", 1), 35),
        Offering.Visit("water-sample", "Water sample for the laboratory", PriorityClass.Standard, 30, new("sampling", 1), 79),
        Offering.Visit("sewer-cleaning", "Cleaning of a sewer with a truck", PriorityClass.Standard, 120, new("jetting", 1), 349, Offering.HalfDays, "truck-crew"),
        Offering.AdviceCall(0), Offering.OfficeAppointment(0),
    ];

    private static TravelProfile Road(string name, double speed, double peakSpeed) =>
        new(name, 1.35, [.. Enumerable.Range(0, 24).Select(hour => hour is 7 or 8 or 17 or 18 ? peakSpeed : speed)]);

    private static ImmutableArray<string> Ids(ImmutableArray<Employed> resources) => [.. resources.Select(one => one.Resource.Id)];
}
