using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using OptiTime.Engine.Log;
using OptiTime.Planning.Changes;

namespace OptiTime.Storage.Serialization;

/// <summary>
/// Changes as JSON: <c>{"type":"commitment-recorded","schema":1,...}</c>. The same change always gives the same bytes. A change of an
/// older schema is upcast when it is read; one of a newer schema or an unknown type is refused, never skipped.
/// </summary>
/// <param name="upcasters">For a type and schema no longer written: what makes it the next one. Each must set <c>schema</c> (or <c>type</c>) anew.</param>
public sealed class ChangeJson(IReadOnlyDictionary<(string Type, int Schema), Func<JsonObject, JsonObject>> upcasters)
{
    /// <summary>Reads and writes what this build and all before it wrote. Every old schema can still be read as it is, so nothing is upcast.</summary>
    public static ChangeJson Current { get; } = new(ImmutableDictionary<(string, int), Func<JsonObject, JsonObject>>.Empty);

    /// <summary>A change as JSON in UTF-8.</summary>
    public static byte[] Write(Change change) => JsonSerializer.SerializeToUtf8Bytes(change, change.GetType(), PlanJson.Options);

    /// <summary>Writes a change where a writer stands.</summary>
    internal static void Write(Utf8JsonWriter writer, Change change) => JsonSerializer.Serialize(writer, change, change.GetType(), PlanJson.Options);

    /// <summary>Reads one change.</summary>
    /// <param name="json">The JSON in UTF-8.</param>
    /// <param name="log">The log it stands in, for the error.</param>
    /// <param name="version">Its version, for the error.</param>
    /// <exception cref="UnknownChangeException">This build does not know the type, or knows only older schemas of it.</exception>
    /// <exception cref="JsonException">It is not the JSON of a change.</exception>
    public Change Read(ReadOnlySpan<byte> json, string log, long version)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return Read(ref reader, log, version);
    }

    /// <summary>Reads an array of changes: an entry of a log.</summary>
    /// <inheritdoc cref="Read(ReadOnlySpan{byte}, string, long)"/>
    public ImmutableArray<Change> ReadAll(ReadOnlySpan<byte> json, string log, long version)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("An array of changes was expected.");
        var changes = ImmutableArray.CreateBuilder<Change>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) changes.Add(Read(ref reader, log, version));
        return changes.DrainToImmutable();
    }

    /// <summary>Reads the change at which a reader stands, and leaves the reader at its end.</summary>
    internal Change Read(ref Utf8JsonReader reader, string log, long version)
    {
        (string name, int schema) = Header(reader);
        return ChangeTypes.Find(name, schema) is { } type
            ? FrequentChanges.Read(ref reader, type) ?? (Change)JsonSerializer.Deserialize(ref reader, type, PlanJson.Options)!
            : Upcast(JsonNode.Parse(ref reader)!.AsObject(), name, schema, log, version);
    }

    private Change Upcast(JsonObject old, string name, int schema, string log, long version)
    {
        while (upcasters.TryGetValue((name, schema), out Func<JsonObject, JsonObject>? upcast))
        {
            old = upcast(old);
            (name, schema) = ((string)old[ChangeTypes.NameMember]!, (int)old[ChangeTypes.SchemaMember]!);
            if (ChangeTypes.Find(name, schema) is { } type) return (Change)old.Deserialize(type, PlanJson.Options)!;
        }
        throw new UnknownChangeException(log, version, name, schema);
    }

    /// <summary>Looks ahead for name and schema, wherever they stand: a database may have put the members in another order.</summary>
    private static (string Name, int Schema) Header(Utf8JsonReader ahead)
    {
        if (ahead.TokenType != JsonTokenType.StartObject) throw new JsonException("A change was expected.");
        string? name = null;
        int? schema = null;
        while ((name is null || schema is null) && ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
        {
            bool isName = ahead.ValueTextEquals(ChangeTypes.NameMember), isSchema = ahead.ValueTextEquals(ChangeTypes.SchemaMember);
            ahead.Read();
            if (isName) name = ahead.GetString();
            else if (isSchema) schema = ahead.GetInt32();
            else ahead.Skip();
        }
        return (name ?? throw new JsonException("A change has no type."), schema ?? throw new JsonException("A change has no schema."));
    }
}
