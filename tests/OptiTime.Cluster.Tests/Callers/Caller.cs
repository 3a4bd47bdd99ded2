using System.Text.Json;
using OptiTime.Cluster.Tests.Clusters;
using OptiTime.Testbed.Histories;
using OptiTime.Testbed.Silos;

namespace OptiTime.Cluster.Tests.Callers;

/// <summary>
/// Somebody who books all day: asks, holds, thinks, confirms or does not, moves and cancels what they have, each call at whatever silo comes.
/// What they do is decided by a seed; what comes of it is not.
/// </summary>
/// <param name="name">Names their keys and references; unique.</param>
/// <param name="silos">The silos they know.</param>
/// <param name="desk">Where they call from.</param>
/// <param name="random">Decides what they do.</param>
internal sealed class Caller(string name, IReadOnlyList<SiloProcess> silos, Desk desk, Random random)
{
    private readonly List<(string Territory, string Id)> _bookings = [];
    private readonly Dictionary<string, long> _seen = [];
    private int _number;

    /// <summary>Goes from errand to errand until it is evening; the errand that is under way is finished.</summary>
    /// <param name="evening">When to begin no more.</param>
    /// <param name="stop">Gives up in the midst of it.</param>
    internal async Task WorkAsync(CancellationToken evening, CancellationToken stop)
    {
        while (!evening.IsCancellationRequested) await ErrandAsync(stop);
    }

    private Task ErrandAsync(CancellationToken stop)
    {
        bool hasMany = _bookings.Count > 12;
        return random.Next(100) switch
        {
            < 45 when !hasMany => HoldAsync(stop),
            < 60 when !hasMany => BookAsync(stop),
            < 75 when _bookings.Count > 0 => MoveAsync(stop),
            < 90 when _bookings.Count > 0 => CancelAsync(stop),
            < 98 when _bookings.Count > 0 => LookAsync(stop),
            _ => Note(desk.ReadPlanAsync(Silo(), Territory(), stop: stop)),
        };
    }

    private async Task HoldAsync(CancellationToken stop)
    {
        if (await OfferAsync(null, stop) is not { } wanted) return;
        int seconds = random.Next(3) == 0 ? 3 : 20;
        Reply held = await InsistAsync(key => desk.TakeAsync(Silo(), wanted.Territory, wanted.Reference, wanted.Offer, seconds, key, stop), stop);
        if (!held.IsDone) return;
        string id = held.Call.Commitment!;
        switch (random.Next(100))
        {
            case < 12:
                // Put down the telephone: the hold expires by itself.
                return;
            case < 27:
                await ChangeAsync(CallKind.Release, wanted.Territory, id, stop);
                return;
            case < 35:
                // Two agents of one company, of two minds.
                Task<Reply> given = ChangeAsync(CallKind.Release, wanted.Territory, id, stop);
                await Task.WhenAll(given, ConfirmAsync(wanted.Territory, id, stop));
                return;
            case < 45:
                // Thinks about as long as a short hold lives.
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(2_600, 3_400)), stop);
                break;
        }
        await ConfirmAsync(wanted.Territory, id, stop);
    }

    private async Task ConfirmAsync(string territory, string id, CancellationToken stop)
    {
        if ((await ChangeAsync(CallKind.Confirm, territory, id, stop)).IsDone) _bookings.Add((territory, id));
    }

    private async Task BookAsync(CancellationToken stop)
    {
        if (await OfferAsync(null, stop) is not { } wanted) return;
        Reply booked = await InsistAsync(key => desk.TakeAsync(Silo(), wanted.Territory, wanted.Reference, wanted.Offer, null, key, stop), stop);
        if (booked.IsDone) _bookings.Add((wanted.Territory, booked.Call.Commitment!));
    }

    private async Task MoveAsync(CancellationToken stop)
    {
        var booking = _bookings[random.Next(_bookings.Count)];
        if (await OfferAsync(booking, stop) is not { } wanted) return;
        await InsistAsync(key => desk.ChangeAsync(Silo(), CallKind.Reschedule, booking.Territory, booking.Id, key, wanted.Offer, stop), stop);
    }

    private async Task CancelAsync(CancellationToken stop)
    {
        var booking = _bookings[random.Next(_bookings.Count)];
        _bookings.Remove(booking);
        await ChangeAsync(CallKind.Cancel, booking.Territory, booking.Id, stop);
    }

    private Task<Reply> LookAsync(CancellationToken stop)
    {
        var booking = _bookings[random.Next(_bookings.Count)];
        return Note(desk.ReadBookingAsync(Silo(), booking.Territory, booking.Id, Seen(booking.Territory), stop));
    }

    /// <summary>One of the first offers for an address, at times among many who want the same; null where there is none.</summary>
    private async Task<(string Territory, string Reference, string Offer)?> OfferAsync((string Territory, string Id)? moved, CancellationToken stop)
    {
        string territory = moved?.Territory ?? Territory(), reference = $"{name}-{++_number}";
        var addresses = Company.AddressesOf(territory);
        Reply found = await Note(desk.SearchAsync(
            Silo(), territory, reference, addresses[random.Next(addresses.Count)], random.Next(2) == 0 ? Seen(territory) : null, moved?.Id, stop));
        if (!found.IsDone) return null;
        JsonElement[] offers = [.. found.Body.GetProperty("offers").EnumerateArray()];
        return offers.Length == 0 ? null : (territory, reference, offers[random.Next(offers.Length)].GetProperty("offer").GetString()!);
    }

    private Task<Reply> ChangeAsync(CallKind kind, string territory, string id, CancellationToken stop) =>
        InsistAsync(key => desk.ChangeAsync(Silo(), kind, territory, id, key, stop: stop), stop);

    private Task<Reply> InsistAsync(Func<string, Task<Reply>> send, CancellationToken stop)
    {
        string key = $"{name}-key-{++_number}";
        return Note(desk.InsistAsync(() => send(key), stop));
    }

    private async Task<Reply> Note(Task<Reply> calling)
    {
        Reply reply = await calling;
        if (reply.Call is { Outcome: CallOutcome.Acknowledged, Version: { } version } call) _seen[call.Territory] = Math.Max(version, _seen.GetValueOrDefault(call.Territory));
        return reply;
    }

    private long? Seen(string territory) => _seen.TryGetValue(territory, out long version) ? version : null;

    private SiloProcess Silo() => silos[random.Next(silos.Count)];

    private string Territory() => Company.Territories[random.Next(Company.Territories.Count)];
}
