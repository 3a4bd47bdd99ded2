using System.Collections.Immutable;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Simulation.Company;

/// <summary>A company small enough that its calendars are full after some hundred calls: technicians and rooms, each territory with its own.</summary>
internal static class Branches
{
    /// <summary>The local day on which episodes begin, or the one after.</summary>
    internal static readonly int FirstDay = Lyon.Monday;

    private static readonly string[] Names = ["ain", "rhone"];

    /// <summary>
    /// What is sold: an hour and half an hour at the customer's in a window, an hour in a room at an exact time; and an expert, for an hour at the
    /// customer's or in a room, who may be lent by the other territory.
    /// </summary>
    internal static ImmutableArray<Service> Services { get; } =
    [
        Sell("repair", 3_600, new Role("technician", "technician", [new Skill("gas-boiler", 1)], 1, RolePlace.Customer), inWindows: true),
        Sell("check", 1_800, new Role("technician", "technician", [new Skill("gas-boiler", 1)], 1, RolePlace.Customer), inWindows: true),
        Sell("meeting", 3_600, Room, inWindows: false),
        Sell("survey", 3_600, new Role("expert", "expert", [], 1, RolePlace.Customer), inWindows: true),
        Sell("workshop", 3_600, Room, inWindows: false, new Role("expert", "expert", [], 1, RolePlace.Site)),
    ];

    /// <summary>What cannot wait: for its sake others may be asked to take another time.</summary>
    internal static Service Leak { get; } = Services[0] with { Id = "leak", Name = "leak", Class = PriorityClass.Urgent };

    /// <summary>All that is sold, as those who look for places of others need to know it.</summary>
    internal static Catalogue Catalogue { get; } = Catalogue.Empty.Assuming([.. Services.Append(Leak).Select(service => new ServiceDefined(service))], 1, default);

    private static Role Room => new("room", "room", [new Skill("seats", 4)], 1, RolePlace.Site);

    /// <summary>Where customers live.</summary>
    internal static ImmutableArray<Location> Homes { get; } =
        [Lyon.Bellecour, Lyon.PartDieu, Lyon.Villeurbanne, Lyon.Venissieux, Lyon.Caluire, Lyon.Bron, Lyon.Ecully];

    /// <summary>The territories of a company of some.</summary>
    internal static ImmutableArray<string> Territories(int number) => [.. Names.Take(number)];

    /// <summary>What defines a territory.</summary>
    internal static IEnumerable<Command> Define(string territory)
    {
        yield return new DefineTerritory(Lyon.Settings with { Id = territory, HorizonDays = 2 }, null);
        yield return new PutSite(Lyon.Opera with { Id = SiteOf(territory) }, null);
        yield return new PutResource(Lyon.Room(territory + "-M1", SiteOf(territory), capacity: 2), null, null);
        foreach ((string name, Location home) in new[] { ("T1", Lyon.Villeurbanne), ("T2", Lyon.Caluire) })
        {
            string id = $"{territory}-{name}";
            yield return new PutResource(Lyon.Technician(id), new Place(Lyon.HomeOf(id), home), null);
        }
        string expert = ExpertOf(territory);
        yield return new PutResource(
            Lyon.Technician(expert) with { Kind = "expert", LentTo = [.. Names.Where(other => other != territory)] }, new Place(Lyon.HomeOf(expert), Lyon.Bron), null);
    }

    /// <summary>The expert of a territory.</summary>
    internal static string ExpertOf(string territory) => territory + "-E";

    /// <summary>Who and what can be away.</summary>
    internal static ImmutableArray<string> PeopleOf(string territory) => [$"{territory}-T1", $"{territory}-T2", $"{territory}-M1"];

    internal static string SiteOf(string territory) => territory + "-OPERA";

    private static Service Sell(string id, int seconds, Role role, bool inWindows, params Role[] others) => new(
        id, id, PriorityClass.Standard, [new ServiceStep("1", new Seconds(seconds), new Seconds(300), [role, .. others], Seconds.Zero, null)],
        new PromiseRule(inWindows ? [Lyon.Span("08:00-10:00"), Lyon.Span("10:00-12:00"), Lyon.Span("13:00-15:00"), Lyon.Span("15:00-17:00")] : [], Seconds.FromMinutes(30), null),
        Seconds.Zero, [], new Money(9_000));
}
