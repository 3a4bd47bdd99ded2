using System.Collections.Frozen;
using System.Text.Json.Nodes;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api;

/// <summary>Bodies that can be tried as they stand with the demo of a plumber around Lyon; only an offer must be put in by hand.</summary>
internal static class ApiExamples
{
    private static readonly FrozenDictionary<Type, string> Bodies = new Dictionary<Type, string>
    {
        [typeof(AvailabilityRequest)] = """{"territory":"rhone","service":"boiler-maintenance","customer":{"id":"C-1042"},"maxOffers":5}""",
        [typeof(HoldRequest)] = """{"offer":"an offer, as availability gave it","ttlSeconds":300}""",
        [typeof(ConfirmRequest)] = """{"customer":{"id":"C-1042"},"externalReference":"CRM-4711"}""",
        [typeof(BookingRequest)] = """{"offer":"an offer, as availability gave it","customer":{"id":"C-1042"},"externalReference":"CRM-4711"}""",
        [typeof(RescheduleRequest)] = """{"offer":"an offer, as availability gave it","reason":"the customer is at work in the morning"}""",
    }.ToFrozenDictionary();

    /// <summary>An example of a body; null where there is none.</summary>
    public static JsonNode? Of(Type? body) => body is not null && Bodies.TryGetValue(body, out string? example) ? JsonNode.Parse(example) : null;
}
