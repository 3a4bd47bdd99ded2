using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OptiTime.Silo.Commands.Trial;

/// <summary>JSON for the eye: a call on one line; an answer broken only where it is wide, with long lists and long strings cut, which it says.</summary>
internal static class JsonText
{
    private const int Width = 110;
    private const int LongestList = 2;
    private const int LongestString = 48;

    // For a terminal, not for a web page: accents may stand as they are.
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>All of a call's body, on one line.</summary>
    internal static string Whole(JsonNode call) => call.ToJsonString(OneLine);

    /// <summary>An answer in short.</summary>
    internal static string Short(JsonNode answer) => Write(answer, 0);

    private static string Write(JsonNode? node, int indent) => node switch
    {
        JsonObject thing => Join('{', '}', [.. thing.Select(pair => $"\"{pair.Key}\": {Write(pair.Value, indent + 2)}")], indent),
        JsonArray { Count: > LongestList } list => Join('[', ']', [Write(list[0], indent + 2), $"\"... {list.Count - 1} more\""], indent),
        JsonArray list => Join('[', ']', [.. list.Select(item => Write(item, indent + 2))], indent),
        JsonValue value when value.TryGetValue(out string? text) && text.Length > LongestString => $"\"{text[..LongestString]}... ({text.Length} characters)\"",
        _ => node?.ToJsonString(OneLine) ?? "null",
    };

    private static string Join(char open, char close, List<string> parts, int indent)
    {
        if (parts.Count == 0) return $"{open}{close}";
        bool fits = indent + parts.Sum(part => part.Length + 2) + 4 <= Width && !parts.Exists(part => part.Contains('\n'));
        if (fits) return $"{open} {string.Join(", ", parts)} {close}";
        string margin = "\n" + new string(' ', indent + 2);
        return $"{open}{margin}{string.Join("," + margin, parts)}\n{new string(' ', indent)}{close}";
    }
}
