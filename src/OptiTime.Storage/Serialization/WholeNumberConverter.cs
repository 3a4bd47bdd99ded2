using System.Text.Json;
using System.Text.Json.Serialization;

namespace OptiTime.Storage.Serialization;

/// <summary>Writes a value that is one whole number (a moment, a length, an amount) as that number.</summary>
internal sealed class WholeNumberConverter<T>(Func<long, T> make, Func<T, long> number) : JsonConverter<T>
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => make(reader.GetInt64());

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteNumberValue(number(value));
}
