using System.Collections.Immutable;
using System.Text.Json;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Storage.Serialization;

/// <summary>Reads the values facts are made of. A text that was read lately is not made again: most of a plan repeats.</summary>
internal static class JsonValues
{
    // Read and written without a lock: who comes between makes a text twice, and no harm is done.
    private static readonly string?[] Lately = new string?[512];

    /// <summary>Reads one value.</summary>
    internal delegate T Reading<out T>(ref Utf8JsonReader reader);

    /// <summary>A text.</summary>
    internal static string Text(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String) throw Unexpected("A text", reader);
        var hash = new HashCode();
        hash.AddBytes(reader.ValueSpan);
        int slot = hash.ToHashCode() & (Lately.Length - 1);
        string? known = Volatile.Read(ref Lately[slot]);
        if (known is null || !reader.ValueTextEquals(known)) Volatile.Write(ref Lately[slot], known = reader.GetString()!);
        return known;
    }

    /// <summary>A text that few have: an id.</summary>
    internal static string Unique(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw Unexpected("A text", reader);

    /// <summary>A text or none.</summary>
    internal static string? TextOrNone(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Null ? null : Text(ref reader);

    /// <summary>A whole number of 32 bits.</summary>
    internal static int Integer(in Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int number) ? number : throw Unexpected("A whole number of 32 bits", reader);

    /// <summary>A whole number of 64 bits.</summary>
    internal static long Long(in Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long number) ? number : throw Unexpected("A whole number of 64 bits", reader);

    /// <summary>A moment.</summary>
    internal static Moment At(in Utf8JsonReader reader) => new(Integer(reader));

    /// <summary>A length of time.</summary>
    internal static Seconds Length(in Utf8JsonReader reader) => new(Integer(reader));

    /// <summary>A length of time or none.</summary>
    internal static Seconds? LengthOrNone(in Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Null ? null : Length(reader);

    /// <summary>True or false.</summary>
    internal static bool Flag(in Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.True or JsonTokenType.False ? reader.GetBoolean() : throw Unexpected("True or false", reader);

    /// <summary>An interval.</summary>
    internal static Interval Span(ref Utf8JsonReader reader)
    {
        (int from, int to) = Pair(ref reader);
        return new Interval(new Moment(from), new Moment(to));
    }

    /// <summary>A leg.</summary>
    internal static Leg Way(ref Utf8JsonReader reader)
    {
        (int time, int distance) = Pair(ref reader);
        return new Leg(new Seconds(time), new Metres(distance));
    }

    /// <summary>One of a few words, which stand in the order of the values of an enumeration.</summary>
    internal static int OneOf(in Utf8JsonReader reader, params ReadOnlySpan<string> words)
    {
        for (int index = 0; reader.TokenType == JsonTokenType.String && index < words.Length; index++)
        {
            if (reader.ValueTextEquals(words[index])) return index;
        }
        throw Unexpected($"One of {string.Join(", ", words!)}", reader);
    }

    /// <summary>A list.</summary>
    internal static ImmutableArray<T> List<T>(ref Utf8JsonReader reader, Reading<T> item)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw Unexpected("A list", reader);
        var items = ImmutableArray.CreateBuilder<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(item(ref reader));
        return items.DrainToImmutable();
    }

    private static (int First, int Second) Pair(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw Unexpected("A pair of numbers", reader);
        reader.Read();
        int first = Integer(reader);
        reader.Read();
        int second = Integer(reader);
        reader.Read();
        return reader.TokenType == JsonTokenType.EndArray ? (first, second) : throw Unexpected("The end of a pair", reader);
    }

    private static JsonException Unexpected(string what, in Utf8JsonReader reader) => new($"{what} was expected, not {reader.TokenType}.");
}
