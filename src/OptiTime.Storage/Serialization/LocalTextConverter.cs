using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime.Text;

namespace OptiTime.Storage.Serialization;

/// <summary>Writes a local time or date as ISO 8601 text.</summary>
/// <param name="reading">The pattern it is read by.</param>
/// <param name="writing">The pattern it is written by: the shortest that loses nothing.</param>
internal sealed class LocalTextConverter<T>(IPattern<T> reading, Func<T, IPattern<T>> writing) : JsonConverter<T>
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        ParseResult<T> result = reading.Parse(reader.GetString()!);
        return result.Success ? result.Value : throw new JsonException(result.Exception.Message, result.Exception);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(writing(value).Format(value));
}
