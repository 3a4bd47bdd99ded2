using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Stories;

/// <summary>Somebody at the telephone: asks, takes what is offered, and looks up what became of it.</summary>
internal sealed class Caller(HttpClient http)
{
    /// <summary>Asks for offers; an answer without any is an answer too.</summary>
    public async Task<JsonNode> AskAsync(string question)
    {
        Answer answer = await http.PostAsync("/v1/availability", question);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body?.ToJsonString());
        return answer.Body!;
    }

    /// <summary>Holds an offer and confirms it for a customer: the booking.</summary>
    public async Task<JsonNode> TakeAsync(JsonNode offer, string customer)
    {
        Answer held = await http.PostAsync("/v1/holds", $$"""{"offer":"{{offer["offer"]}}","ttlSeconds":300}""");
        held.Status.ShouldBe(HttpStatusCode.Created, held.Body?.ToJsonString());
        Answer confirmed = await http.PostAsync($"/v1/holds/{held["hold"]}/confirm", $$"""{"customer":{"id":"{{customer}}"} }""");
        confirmed.Status.ShouldBe(HttpStatusCode.Created, confirmed.Body?.ToJsonString());
        return confirmed.Body!;
    }

    /// <summary>A booking as it stands.</summary>
    public async Task<JsonNode> BookingAsync(JsonNode booking)
    {
        Answer answer = await http.ReadAsync($"/v1/bookings/{booking["booking"]}");
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body?.ToJsonString());
        return answer.Body!;
    }

    /// <summary>The relaxations of a refusal that give one thing up, in the order in which they were told.</summary>
    public static JsonNode[] Relaxations(JsonNode answer, string givesUp) =>
        [.. answer["refusal"]!["relaxations"]!.AsArray().Where(one => (string?)one!["givesUp"] == givesUp).OfType<JsonNode>()];

    /// <summary>A time as the API tells it.</summary>
    public static DateTimeOffset Time(JsonNode? node) => DateTimeOffset.Parse((string)node!, CultureInfo.InvariantCulture);
}
