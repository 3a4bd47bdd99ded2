using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using OptiTime.Planning.Changes;

namespace OptiTime.Storage.Serialization;

/// <summary>A fingerprint of a plan, by which boards on different silos, or before and after a replay, are compared byte for byte.</summary>
public static class PlanDigest
{
    /// <summary>
    /// SHA-256 over the canonical JSON of a snapshot's log, version, time and changes. Coordinates are not part of it: they may be erased
    /// while the plan stands.
    /// </summary>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    public static string Of(Snapshot snapshot)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = PlanJson.Options.Encoder }))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(snapshot.Log);
            writer.WriteNumberValue(snapshot.Version);
            writer.WriteNumberValue(snapshot.At.Value);
            SnapshotJson.Write(writer, snapshot.Changes);
            writer.WriteEndArray();
        }
        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
    }
}
