using System.Text.Json;

namespace OptiTime.LoadTests.Calls;

/// <summary>Reads no more of an answer than its caller needs, so that reading costs little beside asking.</summary>
internal static class AnswerText
{
    /// <summary>Whether an answer has offers: looks no further than the first of them.</summary>
    internal static bool HasOffers(ReadOnlySpan<byte> body)
    {
        var json = new Utf8JsonReader(body);
        return FindOffers(ref json) && json.Read() && json.TokenType == JsonTokenType.StartObject;
    }

    /// <summary>The signed offers of an answer, or of a problem that comes with fresh ones; empty when there are none.</summary>
    internal static List<string> Offers(ReadOnlySpan<byte> body)
    {
        var offers = new List<string>();
        var json = new Utf8JsonReader(body);
        if (!FindOffers(ref json)) return offers;
        while (json.Read() && json.TokenType == JsonTokenType.StartObject)
        {
            int depth = json.CurrentDepth;
            while (json.Read() && json.CurrentDepth > depth)
            {
                if (json.CurrentDepth == depth + 1 && json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("offer"u8) && json.Read())
                    offers.Add(json.GetString()!);
            }
        }
        return offers;
    }

    /// <summary>A text of an answer's first level; null when it is not there.</summary>
    internal static string? Text(ReadOnlySpan<byte> body, ReadOnlySpan<byte> name)
    {
        var json = new Utf8JsonReader(body);
        return Find(ref json, name) && json.TokenType == JsonTokenType.String ? json.GetString() : null;
    }

    private static bool FindOffers(ref Utf8JsonReader json) => Find(ref json, "offers"u8) && json.TokenType == JsonTokenType.StartArray;

    private static bool Find(ref Utf8JsonReader json, ReadOnlySpan<byte> name)
    {
        while (json.Read())
        {
            if (json.TokenType != JsonTokenType.PropertyName || json.CurrentDepth != 1) continue;
            bool isFound = json.ValueTextEquals(name);
            json.Read();
            if (isFound) return true;
            json.Skip();
        }
        return false;
    }
}
