using System.Text.Json;
using System.Text.Json.Serialization;
using OptiTime.Silo.Api.Strictness;

namespace OptiTime.Silo.Api.Wire;

/// <summary>Reads times as RFC 3339 writes them, also with a small <c>t</c> or <c>z</c>, which the framework does not take, and writes them as the framework does.</summary>
internal sealed class TimeConverter : JsonConverter<DateTimeOffset>
{
    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TryGetDateTimeOffset(out DateTimeOffset time) || Rfc3339.TryParse(reader.GetString()!, out time)
            ? time
            : throw new JsonException("Is not a time.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
