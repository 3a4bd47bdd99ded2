using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using OptiTime.Deploy.Tests.Documents;
using OptiTime.Testbed.Silos;

namespace OptiTime.Deploy.Tests.Databases;

/// <summary>Somebody who books, and remembers what they were told.</summary>
internal sealed class Caller(Uri silo) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = silo };

    /// <summary>The bookings that were acknowledged, in order, with what was told of each: who comes, and when.</summary>
    public List<(string Booking, string Promise)> Acknowledged { get; } = [];

    /// <summary>Gives a silo a company to book at.</summary>
    public static async Task FoundCompanyAsync(Uri silo)
    {
        (int code, string written) = await OptiTimeProcess.RunAsync("load", Repository.PathOf("tests/OptiTime.Demo.Tests/Commands/company.ndjson"), "--urls", $"{silo}");
        code.ShouldBe(0, written);
    }

    /// <summary>Books for so many customers.</summary>
    public async Task BookAsync(int customers)
    {
        for (int number = 0; number < customers; number++) (await TryBookAsync()).ShouldBe(HttpStatusCode.Created);
    }

    /// <summary>Books for the next customer, if it can be done now.</summary>
    public async Task<HttpStatusCode> TryBookAsync()
    {
        string customer = $"C-{Acknowledged.Count % 20 + 1}";
        using HttpResponseMessage asked = await _http.PostAsJsonAsync("v1/availability", new { territory = "lab", service = "boiler-maintenance", customer = new { id = customer } });
        if (!asked.IsSuccessStatusCode) return asked.StatusCode;
        string offer = (await ReadAsync(asked)).Text("offers", "0", "offer");
        using HttpResponseMessage booked = await _http.PostAsJsonAsync("v1/bookings", new { offer });
        if (booked.IsSuccessStatusCode) Acknowledged.Add(Told(await ReadAsync(booked)));
        return booked.StatusCode;
    }

    /// <summary>Calls a booking off.</summary>
    public async Task CancelAsync(string booking) => (await _http.DeleteAsync(new Uri($"v1/bookings/{booking}", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);

    /// <summary>A booking as it is told now, with its status; null when there is none of that name.</summary>
    public async Task<(string Status, string Promise)?> FindAsync(string booking)
    {
        using HttpResponseMessage found = await _http.GetAsync(new Uri($"v1/bookings/{booking}", UriKind.Relative));
        if (found.StatusCode == HttpStatusCode.NotFound) return null;
        JsonNode body = await ReadAsync(found.EnsureSuccessStatusCode());
        return (body.Text("status"), Told(body).Promise);
    }

    public void Dispose() => _http.Dispose();

    private static (string Booking, string Promise) Told(JsonNode booking) =>
        (booking.Text("booking"), $"{booking.At("promise").ToJsonString()} {booking.At("resources").ToJsonString()}");

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
}
