using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using NodaTime;
using OptiTime.Demo.Scenarios;

namespace OptiTime.Silo.Commands.Trial;

/// <summary>
/// Asks, holds and confirms over HTTP as any caller would, and prints each call so that it can be pasted, with what it answered. An offer
/// can be held once and a hold confirmed once, so what is printed to paste is another, fresh one of each.
/// </summary>
/// <param name="http">The silo.</param>
/// <param name="scenario">What was loaded.</param>
/// <param name="clock">The clock.</param>
internal sealed class TrialRun(HttpClient http, Scenario scenario, TimeProvider clock)
{
    private const int Days = 7;
    private const int HoldSeconds = 3600;

    /// <summary>Tries the three calls.</summary>
    /// <exception cref="HttpRequestException">The silo did not answer as it should.</exception>
    internal async Task RunAsync(CancellationToken stop)
    {
        JsonObject question = Question();
        var confirming = new JsonObject { ["customer"] = new JsonObject { ["id"] = scenario.Example.Customer } };

        TrialAnswer asked = await CallAsync("v1/availability", question, stop);
        TrialAnswer held = await CallAsync("v1/holds", Holding(OfferOf(asked), 300), stop);
        TrialAnswer confirmed = await CallAsync($"v1/holds/{IdOf(held)}/confirm", confirming, stop);
        // For the reader: a hold nobody has confirmed, and an offer nobody has held that stands beside it.
        TrialAnswer waiting = await CallAsync("v1/holds", Holding(OfferOf(await CallAsync("v1/availability", question, stop)), HoldSeconds), stop);
        TrialAnswer again = await CallAsync("v1/availability", question, stop);
        string fresh = OfferOf(again);

        Tell(scenario.Example.MayMoveOthers
                ? "1. Ask: can you come, when, who, what does it cost, and what does it move?"
                : "1. Ask: can you come, when, who, and what does it cost?", "v1/availability", question, again);
        Tell("2. Hold an offer. (The one tried is taken; this call has a fresh one, good for 15 minutes.)", "v1/holds", Holding(fresh, 300), held);
        Tell("3. Confirm the hold. (The one tried is a booking now; this call has another, held for an hour.)",
            $"v1/holds/{IdOf(waiting)}/confirm", confirming, confirmed);
    }

    private JsonObject Question()
    {
        DateTimeZone zone = DateTimeZoneProviders.Tzdb[KnownScenarios.Zone];
        LocalDate tomorrow = Instant.FromDateTimeOffset(clock.GetUtcNow()).InZone(zone).Date.PlusDays(1);
        Example example = scenario.Example;
        var question = new JsonObject();
        if (example.Territory is { } territory) question["territory"] = territory;
        question["service"] = example.Service;
        question["customer"] = new JsonObject { ["id"] = example.Customer };
        if (example.Site is { } site) question["location"] = new JsonObject { ["site"] = site };
        if (example.Location is { } point) question["location"] = new JsonObject { ["lat"] = point.Latitude, ["lon"] = point.Longitude };
        question["earliest"] = At(tomorrow, 8);
        question["latest"] = At(tomorrow.PlusDays(Days), 18);
        question["maxOffers"] = 5;
        if (example.MayMoveOthers) question["impact"] = "within-promises";
        return question;

        string At(LocalDate day, int hour) => zone.AtLeniently(day.At(new LocalTime(hour, 0))).ToDateTimeOffset()
            .ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
    }

    private async Task<TrialAnswer> CallAsync(string path, JsonObject body, CancellationToken stop)
    {
        long begun = clock.GetTimestamp();
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await http.PostAsync(new Uri(path, UriKind.Relative), content, stop);
        string text = await response.Content.ReadAsStringAsync(stop);
        TimeSpan took = clock.GetElapsedTime(begun);
        if (!response.IsSuccessStatusCode) throw new HttpRequestException($"POST /{path} answered {(int)response.StatusCode}: {text}");
        return new TrialAnswer((int)response.StatusCode, took, JsonNode.Parse(text)!.AsObject());
    }

    private void Tell(string heading, string path, JsonObject body, TrialAnswer answer)
    {
        Screen.Heading(heading);
        Screen.Line();
        Screen.Line($"curl -s {http.BaseAddress}{path} -H 'content-type: application/json' -d '{JsonText.Whole(body)}'");
        Screen.Line();
        Screen.Quiet(string.Create(CultureInfo.InvariantCulture, $"It answered {answer.Status} in {answer.Took.TotalMilliseconds:0.0} ms:"));
        Screen.Quiet(JsonText.Short(answer.Body));
    }

    private static JsonObject Holding(string offer, int seconds) => new() { ["offer"] = offer, ["ttlSeconds"] = seconds };

    /// <summary>The first offer; where nothing fits, what is offered instead.</summary>
    private static string OfferOf(TrialAnswer answer) =>
        (string?)(FirstOf(answer.Body["offers"]) ?? FirstOf(answer.Body["refusal"]?["relaxations"])?["offer"])?["offer"]
        ?? throw new HttpRequestException($"There is no offer to try: {JsonText.Short(answer.Body)}");

    private static JsonNode? FirstOf(JsonNode? list) => list is JsonArray { Count: > 0 } some ? some[0] : null;

    private static string IdOf(TrialAnswer hold) => (string)hold.Body["hold"]!;

    private sealed record TrialAnswer(int Status, TimeSpan Took, JsonObject Body);
}
