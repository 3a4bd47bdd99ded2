using System.Globalization;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Demand;

namespace OptiTime.Demo.Companies;

/// <summary>What stands at a site and can be booked.</summary>
internal static class Premises
{
    /// <summary>The rooms of a site: OPERA-8-1 seats eight. A larger room costs more, so the smallest that suffices is offered first.</summary>
    /// <param name="site">The site's id.</param>
    /// <param name="seats">The seats of each room.</param>
    internal static IEnumerable<Employed> Rooms(string site, params int[] seats) =>
        seats.GroupBy(size => size).SelectMany(same => same.Select((size, index) => Fixed(
            string.Create(CultureInfo.InvariantCulture, $"{site}-{size}-{index + 1}"), $"Room for {size}, {site}", "room", site, 1,
            new Skill("seats", size), 800 + (150 * size))));

    /// <summary>Closed offices of a site, all alike, each for up to three people.</summary>
    internal static Employed Offices(string site, int count) =>
        Fixed($"{site}-OFFICES", $"Offices, {site}", "office", site, count, new Skill("seats", 3), 900);

    /// <summary>Desks in the open space of a site, all alike.</summary>
    internal static Employed Desks(string site, int count) =>
        Fixed($"{site}-DESKS", $"Desks, {site}", "desk", site, count, new Skill("seats", 1), 250);

    /// <summary>The counters of an office, all alike, at which customers are received.</summary>
    internal static Employed Counters(string site, int count) =>
        Fixed($"{site}-COUNTERS", $"Counters, {site}", "counter", site, count, new Skill("reception", 1), 2_800);

    /// <summary>Equipment of a site, all pieces alike: ISSY-LAPTOPS.</summary>
    /// <param name="site">The site's id.</param>
    /// <param name="what">What it is good for: the name of its skill.</param>
    /// <param name="count">How many pieces there are.</param>
    internal static Employed Equipment(string site, string what, int count) =>
        Fixed($"{site}-{what.ToUpperInvariant()}", $"{what}, {site}", "equipment", site, count, new Skill(what, 1), 1_200);

    private static Employed Fixed(string id, string name, string kind, string site, int capacity, Skill skill, int centsPerHour) =>
        new(new Resource(id, name, kind, Mobility.Fixed, site, null, null, capacity, [skill], null,
            new CostRates(new Money(centsPerHour), Money.Zero)), null);
}
