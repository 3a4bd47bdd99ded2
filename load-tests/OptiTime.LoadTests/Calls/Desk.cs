using System.Text;
using OptiTime.LoadTests.Silos;

namespace OptiTime.LoadTests.Calls;

/// <summary>Where callers ring: sends each request to one of the silos.</summary>
/// <param name="sender">Sends and counts.</param>
/// <param name="silos">The silos.</param>
/// <param name="byTerritory">Whether a territory's requests all go to the same silo; otherwise each request goes to the next in turn.</param>
internal sealed class Desk(Sender sender, IReadOnlyList<Uri> silos, bool byTerritory)
{
    private readonly Uri[] _availability = [.. silos.Select(silo => new Uri(silo, "v1/availability"))];
    private readonly Uri[] _holds = [.. silos.Select(silo => new Uri(silo, "v1/holds"))];
    private int _turn;

    /// <summary>Asks for offers, and only looks whether there are any.</summary>
    internal async Task AskAsync(Question question, long due)
    {
        bool isEmpty = await sender.SendAsync(
            RequestKind.Availability, HttpMethod.Post, _availability[SiloFor(question)], question.Body, due,
            static (status, body) => status == 200 && !AnswerText.HasOffers(body)).ConfigureAwait(false);
        if (isEmpty) sender.CountEmpty(RequestKind.Availability, due);
    }

    /// <summary>Asks for offers.</summary>
    /// <returns>Those signed; null when there was no proper answer.</returns>
    internal async Task<List<string>?> OffersAsync(Question question, long due)
    {
        List<string>? offers = await sender.SendAsync(
            RequestKind.Availability, HttpMethod.Post, _availability[SiloFor(question)], question.Body, due,
            static (status, body) => status == 200 ? AnswerText.Offers(body) : null).ConfigureAwait(false);
        if (offers is []) sender.CountEmpty(RequestKind.Availability, due);
        return offers;
    }

    /// <summary>Reserves an offer.</summary>
    /// <returns>The hold; or the fresh offers that came with the news of a lost race.</returns>
    internal Task<(string? Hold, List<string> Fresh)> HoldAsync(Question question, string offer, long due)
    {
        byte[] body = Encoding.UTF8.GetBytes($$"""{"offer":"{{offer}}"}""");
        return sender.SendAsync<(string?, List<string>)>(
            RequestKind.Hold, HttpMethod.Post, _holds[SiloFor(question)], body, due,
            static (status, body) => status switch
            {
                201 => (AnswerText.Text(body, "hold"u8), []),
                409 => (null, AnswerText.Offers(body)),
                _ => (null, []),
            });
    }

    /// <summary>Confirms a hold.</summary>
    /// <returns>The booking; null when it was not to be.</returns>
    internal Task<string?> ConfirmAsync(Question question, string hold, long due) => sender.SendAsync(
        RequestKind.Confirm, HttpMethod.Post, new Uri(silos[SiloFor(question)], $"v1/holds/{hold}/confirm"), default, due,
        static (status, body) => status == 201 ? AnswerText.Text(body, "booking"u8) : null);

    /// <summary>Gives a hold back.</summary>
    internal Task ReleaseAsync(Question question, string hold, long due) => DeleteAsync(RequestKind.Release, question, $"v1/holds/{hold}", due);

    /// <summary>Calls a booking off.</summary>
    internal Task CancelAsync(Question question, string booking, long due) => DeleteAsync(RequestKind.Cancel, question, $"v1/bookings/{booking}", due);

    private Task<int> DeleteAsync(RequestKind kind, Question question, string path, long due) => sender.SendAsync(
        kind, HttpMethod.Delete, new Uri(silos[SiloFor(question)], path), default, due, static (status, _) => status);

    private int SiloFor(Question question) => byTerritory ? question.Territory % silos.Count : (int)((uint)Interlocked.Increment(ref _turn) % (uint)silos.Count);
}
