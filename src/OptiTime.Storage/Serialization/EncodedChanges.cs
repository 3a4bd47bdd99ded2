using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using OptiTime.Planning.Changes;

namespace OptiTime.Storage.Serialization;

/// <summary>The changes of a log entry, written once: as one array, in which each change can be found again.</summary>
internal sealed class EncodedChanges
{
    private readonly ReadOnlyMemory<byte>[] _each;

    /// <summary>Writes changes.</summary>
    internal EncodedChanges(ImmutableArray<Change> changes)
    {
        var buffer = new ArrayBufferWriter<byte>(1024 * changes.Length);
        var spans = new (int From, int To)[changes.Length];
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = PlanJson.Options.Encoder, SkipValidation = true }))
        {
            writer.WriteStartArray();
            for (int index = 0; index < changes.Length; index++)
            {
                // Behind the first change a comma is written in front of the value.
                int from = (int)(writer.BytesCommitted + writer.BytesPending) + (index == 0 ? 0 : 1);
                ChangeJson.Write(writer, changes[index]);
                spans[index] = (from, (int)(writer.BytesCommitted + writer.BytesPending));
            }
            writer.WriteEndArray();
        }
        All = buffer.WrittenMemory.ToArray();
        _each = [.. spans.Select(span => new ReadOnlyMemory<byte>(All, span.From, span.To - span.From))];
    }

    /// <summary>The whole array in UTF-8.</summary>
    internal byte[] All { get; }

    /// <summary>One change in UTF-8.</summary>
    internal byte[] this[int index] => _each[index].ToArray();
}
