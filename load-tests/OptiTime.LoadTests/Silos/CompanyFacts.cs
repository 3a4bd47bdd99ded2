using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;
using OptiTime.Planning.Travel;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.LoadTests.Silos;

/// <summary>What a silo tells of its company: enough to ask it sensible questions.</summary>
/// <param name="Territories">The territories, by id.</param>
/// <param name="WithSites">The ids of those that have sites.</param>
/// <param name="Services">What is sold.</param>
/// <param name="Customers">Customers; the first <see cref="MostCustomers"/>.</param>
internal sealed record CompanyFacts(
    IReadOnlyList<TerritoryDocument> Territories, IReadOnlySet<string> WithSites, IReadOnlyList<ServiceDocument> Services,
    IReadOnlyList<CustomerDocument> Customers)
{
    /// <summary>The most customers that are read.</summary>
    internal const int MostCustomers = 20_000;

    private const int Page = 1_000;

    /// <summary>Reads them over the API, as any caller could.</summary>
    /// <exception cref="HttpRequestException">The silo does not answer, or not as a silo does.</exception>
    internal static async Task<CompanyFacts> ReadAsync(HttpClient http, Uri silo, CancellationToken stop)
    {
        List<TerritoryDocument> territories = await ListAsync(http, new Uri(silo, "v1/territories"), WireFormat.Json.ItemListTerritoryDocument, stop);
        var withSites = new HashSet<string>(StringComparer.Ordinal);
        foreach (string id in territories.Select(territory => territory.Id!))
        {
            var sites = new Uri(silo, $"v1/territories/{id}/sites");
            if ((await ListAsync(http, sites, WireFormat.Json.ItemListSiteDocument, stop)).Count > 0) withSites.Add(id);
        }
        return new CompanyFacts(
            territories, withSites,
            await ListAsync(http, new Uri(silo, "v1/services"), WireFormat.Json.ItemListServiceDocument, stop),
            await ListAsync(http, new Uri(silo, "v1/customers"), WireFormat.Json.ItemListCustomerDocument, stop));
    }

    /// <summary>The territory that serves a point: the nearest whose radius covers it; -1 when none does.</summary>
    internal int TerritoryOf(GeoPoint point)
    {
        var place = new Location(point.Lat, point.Lon);
        (double best, int found) = (double.MaxValue, -1);
        foreach ((int index, TerritoryDocument territory) in Territories.Index())
        {
            double metres = new Location(territory.Centre.Lat, territory.Centre.Lon).MetresTo(place);
            if (metres <= territory.RadiusMetres && metres < best) (best, found) = (metres, index);
        }
        return found;
    }

    private static async Task<List<T>> ListAsync<T>(HttpClient http, Uri list, JsonTypeInfo<ItemList<T>> type, CancellationToken stop)
    {
        var items = new List<T>();
        string? cursor = "";
        while (cursor is not null && items.Count < MostCustomers)
        {
            var page = new Uri(list, $"?limit={Page}{(cursor.Length > 0 ? "&cursor=" + Uri.EscapeDataString(cursor) : "")}");
            ItemList<T> read = await http.GetFromJsonAsync(page, type, stop) ?? throw new HttpRequestException($"{page} answered nothing.");
            items.AddRange(read.Items);
            cursor = read.Next;
        }
        return items;
    }
}
