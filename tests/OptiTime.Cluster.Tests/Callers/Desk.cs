using System.Net.Http.Json;
using System.Text.Json;
using OptiTime.Cluster.Tests.Clusters;
using OptiTime.Testbed.Histories;
using OptiTime.Testbed.Silos;

namespace OptiTime.Cluster.Tests.Callers;

/// <summary>An answer, as it was noted in the history and as it came.</summary>
/// <param name="Call">What was noted.</param>
/// <param name="Body">The body; undefined where there is none.</param>
internal sealed record Reply(Call Call, JsonElement Body)
{
    internal bool IsDone => Call.Outcome == CallOutcome.Acknowledged;
}

/// <summary>Sends calls to silos over HTTP and notes each in a history.</summary>
/// <param name="history">The history.</param>
/// <param name="patience">How long an answer is waited for.</param>
internal sealed class Desk(History history, TimeSpan patience) : IDisposable
{
    /// <summary>So long that even on a busy machine only a silo that is gone gives no answer.</summary>
    internal static readonly TimeSpan Patient = TimeSpan.FromMinutes(1);

    private readonly HttpClient _http = new() { Timeout = patience };

    /// <summary>How often a write was sent again under its key.</summary>
    internal int Retries => _retries;

    private int _retries;

    private static readonly DateTimeOffset Tomorrow = new(DateTime.UtcNow.Date.AddDays(1), TimeSpan.Zero);
    private static readonly string FirstDay = Wire.Text(Tomorrow), AfterDays = Wire.Text(Tomorrow.AddDays(Company.BookableDays));

    public void Dispose() => _http.Dispose();

    /// <summary>Asks for offers.</summary>
    internal Task<Reply> SearchAsync(SiloProcess silo, string territory, string reference, (double Latitude, double Longitude) address, long? atLeast = null, string? booking = null, CancellationToken stop = default)
    {
        var question = new
        {
            territory,
            service = Company.Service,
            location = new { lat = address.Latitude, lon = address.Longitude },
            earliest = FirstDay,
            latest = AfterDays,
            externalReference = reference,
            maxOffers = 6,
            booking = booking is null ? null : Wire.BookingName(territory, booking),
        };
        return SendAsync(silo, Draft(CallKind.Search, territory) with { Reference = reference, AtLeast = atLeast }, HttpMethod.Post, "v1/availability", question, stop);
    }

    /// <summary>Looks at a booking.</summary>
    internal Task<Reply> ReadBookingAsync(SiloProcess silo, string territory, string id, long? atLeast = null, CancellationToken stop = default) =>
        SendAsync(silo, Draft(CallKind.ReadBooking, territory) with { Commitment = id, AtLeast = atLeast }, HttpMethod.Get, $"v1/bookings/{Wire.BookingName(territory, id)}", null, stop);

    /// <summary>Looks at a hold.</summary>
    internal Task<Reply> ReadHoldAsync(SiloProcess silo, string territory, string id, CancellationToken stop = default) =>
        SendAsync(silo, Draft(CallKind.ReadHold, territory) with { Commitment = id }, HttpMethod.Get, $"v1/holds/{Wire.HoldName(territory, id)}", null, stop);

    /// <summary>Looks at the board of a territory, on all days on which anybody books.</summary>
    internal Task<Reply> ReadPlanAsync(SiloProcess silo, string territory, long? atLeast = null, CancellationToken stop = default)
    {
        string path = $"v1/territories/{territory}/plan?from={Uri.EscapeDataString(FirstDay)}&to={Uri.EscapeDataString(AfterDays)}";
        return SendAsync(silo, Draft(CallKind.ReadPlan, territory) with { AtLeast = atLeast }, HttpMethod.Get, path, null, stop);
    }

    /// <summary>Takes an offer up: as a hold for a while, or as a booking.</summary>
    internal Task<Reply> TakeAsync(SiloProcess silo, string territory, string reference, string offer, int? holdSeconds, string? key, CancellationToken stop = default) =>
        SendAsync(
            silo, Draft(holdSeconds is null ? CallKind.Book : CallKind.Hold, territory) with { Reference = reference, Key = key }, HttpMethod.Post,
            holdSeconds is null ? "v1/bookings" : "v1/holds", holdSeconds is { } seconds ? new { offer, ttlSeconds = seconds } : new { offer }, stop);

    /// <summary>Confirms or gives back a hold, cancels a booking, or moves it to an offer.</summary>
    internal Task<Reply> ChangeAsync(SiloProcess silo, CallKind kind, string territory, string id, string? key, string? offer = null, CancellationToken stop = default)
    {
        (HttpMethod method, string path) = kind switch
        {
            CallKind.Confirm => (HttpMethod.Post, $"v1/holds/{Wire.HoldName(territory, id)}/confirm"),
            CallKind.Release => (HttpMethod.Delete, $"v1/holds/{Wire.HoldName(territory, id)}"),
            CallKind.Cancel => (HttpMethod.Delete, $"v1/bookings/{Wire.BookingName(territory, id)}"),
            CallKind.Reschedule => (HttpMethod.Post, $"v1/bookings/{Wire.BookingName(territory, id)}/reschedule"),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Changes nothing that is there."),
        };
        return SendAsync(silo, Draft(kind, territory) with { Commitment = id, Key = key }, method, path, offer is null ? null : new { offer }, stop);
    }

    /// <summary>Sends the same write until it is answered with done or no: to another silo each time, as callers do who were told nothing or "come again".</summary>
    /// <param name="send">Sends it once; always with the same key.</param>
    /// <param name="stop">Gives up.</param>
    internal async Task<Reply> InsistAsync(Func<Task<Reply>> send, CancellationToken stop)
    {
        while (true)
        {
            Reply reply = await send();
            if (reply.Call.Outcome is CallOutcome.Acknowledged or CallOutcome.Refused) return reply;
            Interlocked.Increment(ref _retries);
            await Task.Delay(TimeSpan.FromMilliseconds(150), stop);
        }
    }

    private static Call Draft(CallKind kind, string territory) =>
        new() { Kind = kind, Silo = "", Territory = territory, Began = 0, Ended = 0, Outcome = CallOutcome.Unknown };

    private async Task<Reply> SendAsync(SiloProcess silo, Call call, HttpMethod method, string path, object? body, CancellationToken stop)
    {
        call = call with { Silo = silo.Name, Began = history.Now };
        Reply reply;
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(silo.Url, path));
            if (body is not null) request.Content = JsonContent.Create(body);
            if (call.Key is not null) request.Headers.Add("Idempotency-Key", call.Key);
            if (call.AtLeast is { } version) request.Headers.Add("X-Plan-Version", $"{version}");
            using HttpResponseMessage response = await _http.SendAsync(request, stop);
            string text = await response.Content.ReadAsStringAsync(stop);
            reply = ReplyReading.Read(call, response, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text));
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException || (lost is OperationCanceledException && !stop.IsCancellationRequested))
        {
            reply = new Reply(call with { Outcome = CallOutcome.Unknown, Answer = lost.Message }, default);
        }
        reply = reply with { Call = reply.Call with { Ended = history.Now } };
        history.Add(reply.Call);
        return reply;
    }
}
