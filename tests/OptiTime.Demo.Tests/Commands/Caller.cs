using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace OptiTime.Demo.Tests.Commands;

/// <summary>Callers who ask and book over HTTP, and remember what they were told.</summary>
public sealed class Caller(Uri silo) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = silo };

    /// <summary>The bookings that were acknowledged, with the promise and the resources that were told. The planned start may move inside the promise.</summary>
    public ConcurrentDictionary<string, string> Acknowledged { get; } = new();

    /// <summary>The answers other than a booking, each with its status.</summary>
    public ConcurrentQueue<(HttpStatusCode Status, string Body)> Refused { get; } = new();

    /// <summary>Several callers book until each is told no, the silo is gone, or they are stopped.</summary>
    /// <param name="callers">How many.</param>
    /// <param name="onBooked">Told after each booking how many there are.</param>
    /// <param name="stop">Stops them.</param>
    public Task BookAsync(int callers, Action<int> onBooked, CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(1, callers).Select(number => BookAsync($"C-{number}", onBooked, stop)));

    /// <summary>The promise and the resources of a booking as the silo tells them now; null when it has none of that id.</summary>
    public async Task<string?> PromiseOfAsync(string booking)
    {
        using HttpResponseMessage response = await _http.GetAsync(new Uri($"v1/bookings/{booking}", UriKind.Relative));
        if (response.StatusCode == HttpStatusCode.NotFound) return null;
        JsonElement body = await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        return PromiseOf(body);
    }

    public void Dispose() => _http.Dispose();

    private async Task BookAsync(string customer, Action<int> onBooked, CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested && await BookOneAsync(customer, stop)) onBooked(Acknowledged.Count);
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or IOException)
        {
            // The silo was killed, or the test has seen enough.
        }
    }

    private async Task<bool> BookOneAsync(string customer, CancellationToken stop)
    {
        using HttpResponseMessage asked = await _http.PostAsJsonAsync(
            new Uri("v1/availability", UriKind.Relative), new { territory = "lab", service = "boiler-maintenance", customer = new { id = customer }, maxOffers = 3 }, stop);
        if (!asked.IsSuccessStatusCode)
        {
            Refused.Enqueue((asked.StatusCode, await asked.Content.ReadAsStringAsync(stop)));
            return false;
        }
        JsonElement answer = await asked.Content.ReadFromJsonAsync<JsonElement>(stop);
        if (answer.GetProperty("offers").GetArrayLength() == 0) return false;
        string offer = answer.GetProperty("offers")[0].GetProperty("offer").GetString()!;
        using HttpResponseMessage booked = await _http.PostAsJsonAsync(new Uri("v1/bookings", UriKind.Relative), new { offer }, stop);
        string text = await booked.Content.ReadAsStringAsync(stop);
        if (booked.StatusCode == HttpStatusCode.Created)
        {
            using JsonDocument body = JsonDocument.Parse(text);
            Acknowledged[body.RootElement.GetProperty("booking").GetString()!] = PromiseOf(body.RootElement);
            return true;
        }
        Refused.Enqueue((booked.StatusCode, text));
        // Somebody else was faster: ask again.
        return booked.StatusCode == HttpStatusCode.Conflict;
    }

    private static string PromiseOf(JsonElement booking) => $"{booking.GetProperty("promise").GetRawText()} {booking.GetProperty("resources").GetRawText()}";
}
