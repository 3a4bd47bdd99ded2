using System.Globalization;
using System.Text.Json;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Strictness;

/// <summary>
/// The body of a call, kept while it lasts: whoever refuses it deep inside names the field, and what the caller sent there is looked up here, so that the planner
/// needs to know nothing of JSON and no refusal leaves without its value.
/// </summary>
/// <param name="Json">The bytes as they came; perhaps no JSON at all.</param>
internal sealed record SentBody(ReadOnlyMemory<byte> Json)
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = Limits.Depth };

    /// <summary>A problem with the values that were sent for its fields, where it does not tell them already.</summary>
    public Problem Complete(Problem problem)
    {
        if (problem.Errors is not { } errors || errors.All(error => error.Value is not null)) return problem;
        try
        {
            using JsonDocument body = JsonDocument.Parse(Json, Options);
            return problem with { Errors = [.. errors.Select(error => error.Value is null ? error with { Value = Find(body.RootElement, error.Field) } : error)] };
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // It is no JSON, or what stands there are no characters.
            return problem;
        }
    }

    /// <summary>What stands at a path such as <c>windows[0].from</c>; null where nothing does.</summary>
    private static string? Find(JsonElement at, string path)
    {
        foreach (string part in path.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            bool isThere = part[0] == '[' ? TryItem(ref at, part) : at.ValueKind == JsonValueKind.Object && at.TryGetProperty(part, out at);
            if (!isThere) return null;
        }
        return path.Length == 0 || at.ValueKind == JsonValueKind.Null ? null : Faults.Shorten(at.ValueKind == JsonValueKind.String ? at.GetString() : at.GetRawText());
    }

    private static bool TryItem(ref JsonElement at, string part)
    {
        if (at.ValueKind != JsonValueKind.Array || !int.TryParse(part.AsSpan(1).TrimEnd(']'), NumberStyles.None, CultureInfo.InvariantCulture, out int index) || index >= at.GetArrayLength())
            return false;
        at = at[index];
        return true;
    }
}
