using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using OptiTime.Planning.Changes;

namespace OptiTime.Storage.Serialization;

/// <summary>The changes of a snapshot as JSON: <c>[[version,change],...]</c>.</summary>
internal static class SnapshotJson
{
    /// <summary>Writes the changes of a snapshot in UTF-8.</summary>
    internal static byte[] Write(ImmutableArray<RecordedChange> changes)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = PlanJson.Options.Encoder })) Write(writer, changes);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes the changes of a snapshot where a writer stands.</summary>
    internal static void Write(Utf8JsonWriter writer, ImmutableArray<RecordedChange> changes)
    {
        writer.WriteStartArray();
        foreach (RecordedChange recorded in changes)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(recorded.Version);
            ChangeJson.Write(writer, recorded.Change);
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
    }

    /// <summary>Reads the changes of a snapshot.</summary>
    internal static ImmutableArray<RecordedChange> Read(ReadOnlySpan<byte> json, string log)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        var changes = ImmutableArray.CreateBuilder<RecordedChange>();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
        {
            reader.Read();
            long version = reader.GetInt64();
            reader.Read();
            changes.Add(new RecordedChange(version, ChangeJson.Current.Read(ref reader, log, version)));
            reader.Read();
        }
        return changes.DrainToImmutable();
    }
}
