using System.Collections.Immutable;
using System.Data.Common;
using OptiTime.Engine.Log;
using OptiTime.Storage.Serialization;

namespace OptiTime.Storage.Rows;

/// <summary>Reads a row of the answer table.</summary>
internal static class AnswerRow
{
    /// <summary>The answer of a row with the columns request_hash, command and answer, of which the first is the given one.</summary>
    internal static StoredAnswer Read(DbDataReader row, IdempotencyKey key, int first = 0) => new(
        key, ImmutableArray.Create(row.GetFieldValue<byte[]>(first)), row.GetInt32(first + 1), AnswerJson.Read(row.GetFieldValue<byte[]>(first + 2)));
}
