using System.Globalization;
using System.Text.Json;
using OptiTime.Testbed.Histories;

namespace OptiTime.Cluster.Tests.Clusters;

/// <summary>What tests read from answers.</summary>
internal static class Wire
{
    /// <summary>The id that hold and booking share, from the name of either: <c>H-north-3K9…</c>.</summary>
    internal static string IdOf(string name) => name[(name.LastIndexOf('-') + 1)..];

    internal static string HoldName(string territory, string id) => $"H-{territory}-{id}";

    internal static string BookingName(string territory, string id) => $"B-{territory}-{id}";

    /// <summary>What an offer, a hold's offer or a booking promises.</summary>
    internal static string PromiseOf(JsonElement document) => PromiseText.Of(
        document.GetProperty("promise").GetProperty("from").GetDateTimeOffset(), document.GetProperty("promise").GetProperty("to").GetDateTimeOffset(),
        document.GetProperty("resources").EnumerateArray().Select(player =>
            (player.GetProperty("role").GetString()!, player.GetProperty("resource").GetString()!, player.GetProperty("unit").GetInt32())));

    /// <summary>The places that are taken on a board.</summary>
    internal static IEnumerable<Occupation> OccupationsOf(JsonElement plan) =>
        from resource in plan.GetProperty("resources").EnumerateArray()
        from day in resource.GetProperty("days").EnumerateArray()
        from tour in day.GetProperty("tours").EnumerateArray()
        from stop in tour.GetProperty("stops").EnumerateArray()
        select new Occupation(
            plan.GetProperty("territory").GetString()!, resource.GetProperty("resource").GetString()!, tour.GetProperty("unit").GetInt32(),
            stop.GetProperty("start").GetDateTimeOffset().ToUniversalTime(), stop.GetProperty("end").GetDateTimeOffset().ToUniversalTime(),
            IdOf(stop.GetProperty("booking").GetString() ?? stop.GetProperty("hold").GetString()!));

    internal static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
}
