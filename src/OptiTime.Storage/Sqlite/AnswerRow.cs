using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using OptiTime.Engine.Log;
using OptiTime.Storage.Serialization;

namespace OptiTime.Storage.Sqlite;

/// <summary>Reads a row of the answer table.</summary>
internal static class AnswerRow
{
    /// <summary>The answer of a row with the columns request_hash, command and answer.</summary>
    internal static StoredAnswer Read(SqliteDataReader row, IdempotencyKey key) => new(
        key, ImmutableArray.Create(row.GetFieldValue<byte[]>(0)), row.GetInt32(1), AnswerJson.Read(row.GetFieldValue<byte[]>(2)));
}
