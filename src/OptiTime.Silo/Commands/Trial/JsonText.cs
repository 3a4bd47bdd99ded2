using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OptiTime.Silo.Commands.Trial;

/// <summary>JSON for the eye: a call on one line, an answer indented, with long lists and long strings cut, which it says.</summary>
internal static class JsonText
{
    private const int Items = 2;
    private const int Characters = 48;

    // For a terminal, not for a web page: accents may stand as they are.
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Indented = new(OneLine) { WriteIndented = true };

    /// <summary>All of a call's body, on one line.</summary>
    internal static string Whole(JsonNode call) => call.ToJsonString(OneLine);

    /// <summary>An answer in short.</summary>
    internal static string Short(JsonNode answer) => Shorten(answer)!.ToJsonString(Indented);

    private static JsonNode? Shorten(JsonNode? node) => node switch
    {
        JsonObject thing => new JsonObject(thing.Select(pair => KeyValuePair.Create(pair.Key, Shorten(pair.Value)))),
        JsonArray list when list.Count > Items => new JsonArray([.. list.Take(Items).Select(Shorten), $"... {list.Count - Items} more"]),
        JsonArray list => new JsonArray([.. list.Select(Shorten)]),
        JsonValue value when value.TryGetValue(out string? text) && text.Length > Characters => $"{text[..Characters]}... ({text.Length} characters)",
        _ => node?.DeepClone(),
    };
}
