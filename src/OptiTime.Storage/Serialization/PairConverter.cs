using System.Text.Json;
using System.Text.Json.Serialization;

namespace OptiTime.Storage.Serialization;

/// <summary>Writes a value that is two whole numbers (an interval, a leg) as <c>[first,second]</c>: they are most of a log.</summary>
internal sealed class PairConverter<T>(Func<int, int, T> make, Func<T, (int First, int Second)> numbers) : JsonConverter<T>
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("A pair of numbers was expected.");
        reader.Read();
        int first = reader.GetInt32();
        reader.Read();
        int second = reader.GetInt32();
        reader.Read();
        if (reader.TokenType != JsonTokenType.EndArray) throw new JsonException("A pair holds two numbers.");
        return make(first, second);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        (int first, int second) = numbers(value);
        writer.WriteStartArray();
        writer.WriteNumberValue(first);
        writer.WriteNumberValue(second);
        writer.WriteEndArray();
    }
}
