using System.Text.Json;

namespace OptiTime.Cluster.Tests.Clusters;

/// <summary>
/// A company small enough to be fought over: some territories with a few technicians each, one service of half an hour, customers at a few
/// addresses, so that callers want the same places.
/// </summary>
internal static class Company
{
    internal const string Service = "boiler-check";
    internal const int BookableDays = 8;

    private const int Technicians = 8;

    private static readonly string[] EveryDay = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    internal static IReadOnlyList<string> Territories { get; } = ["north", "south", "west", "east"];

    /// <summary>The addresses from which people call.</summary>
    internal static IReadOnlyList<(double Latitude, double Longitude)> AddressesOf(string territory) =>
        [.. from step in Enumerable.Range(0, 4) select (CentreOf(territory).Latitude + (0.02 * step), CentreOf(territory).Longitude - (0.015 * step))];

    /// <summary>All of it, a document a line.</summary>
    internal static IEnumerable<string> Lines() =>
        [.. Territories.SelectMany(Branch), JsonSerializer.Serialize(new
        {
            service = new
            {
                id = Service,
                name = "Boiler check",
                steps = new[] { new { durationSeconds = 1_800, roles = new[] { new { name = "technician", kind = "technician", where = "customer" } } } },
                promise = new { windows = new[] { Hours("08:00", "10:00"), Hours("10:00", "12:00"), Hours("13:00", "15:00"), Hours("15:00", "17:00") } },
                price = new { amount = "89.00" },
            },
        })];

    private static IEnumerable<string> Branch(string territory)
    {
        (double latitude, double longitude) = CentreOf(territory);
        yield return JsonSerializer.Serialize(new
        {
            territory = new { id = territory, name = territory, zone = "Europe/Paris", currency = "EUR", centre = new { lat = latitude, lon = longitude }, radiusMetres = 40_000 },
        });
        for (int number = 1; number <= Technicians; number++)
        {
            yield return JsonSerializer.Serialize(new
            {
                resource = new
                {
                    id = $"{territory}-{number}",
                    territory,
                    name = $"Technician {number}",
                    kind = "technician",
                    mobility = "mobile",
                    home = new { lat = latitude + (0.01 * number), lon = longitude },
                    working = new { week = new[] { new { days = EveryDay, from = "08:00", to = "17:00", breaks = new[] { Hours("12:00", "13:00") } } } },
                    rates = new { perHour = new { amount = "38.00" } },
                },
            });
        }
    }

    private static object Hours(string from, string to) => new { from, to };

    private static (double Latitude, double Longitude) CentreOf(string territory) => (44 + Territories.ToList().IndexOf(territory), 4.8);
}
