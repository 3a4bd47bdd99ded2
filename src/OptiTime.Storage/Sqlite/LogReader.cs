using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using OptiTime.Engine.Log;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using OptiTime.Storage.Rows;
using OptiTime.Storage.Serialization;

namespace OptiTime.Storage.Sqlite;

/// <summary>Reads entries, snapshots and answers, and joins the coordinates that are still known.</summary>
internal static class LogReader
{
    private const string EntryColumns = "SELECT version, at, append_id, CAST(changes AS BLOB) FROM plan_log WHERE territory = $log";

    /// <summary>The entries of a log after a version and up to another, in order; at most so many, and only up to a change this build does not know.</summary>
    internal static (List<LogEntry> Entries, UnknownChangeException? Unknown) Entries(SqliteConnection connection, string log, long after, long upTo, int limit) => Entries(
        connection, log, $"{EntryColumns} AND version > $after AND version <= $upTo ORDER BY version LIMIT $limit",
        ("$after", after), ("$upTo", upTo), ("$limit", limit));

    /// <summary>The entries of a log at some versions, in order.</summary>
    /// <exception cref="UnknownChangeException">One of them holds a change this build does not know.</exception>
    internal static List<LogEntry> Entries(SqliteConnection connection, string log, IReadOnlyCollection<long> versions)
    {
        (List<LogEntry> entries, UnknownChangeException? unknown) = Entries(
            connection, log, $"{EntryColumns} AND version IN (SELECT value FROM json_each($versions)) ORDER BY version",
            ("$versions", JsonSerializer.Serialize(versions)));
        return unknown is null ? entries : throw unknown;
    }

    /// <summary>The last version of a log taken at or before a time, found by halving: time never goes back in a log.</summary>
    internal static long VersionAt(SqliteConnection connection, string log, Moment time)
    {
        long low = 0, high = connection.QueryFirstOrDefault<long>("SELECT version FROM log_head WHERE territory = @log", new { log });
        while (low < high)
        {
            long version = low + ((high - low + 1) / 2);
            int at = connection.QueryFirstOrDefault<int>("SELECT at FROM plan_log WHERE territory = @log AND version = @version", new { log, version });
            if (at <= time.Value) low = version;
            else high = version - 1;
        }
        return low;
    }

    private static (List<LogEntry> Entries, UnknownChangeException? Unknown) Entries(
        SqliteConnection connection, string log, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$log", log);
        foreach ((string name, object value) in parameters) command.Parameters.AddWithValue(name, value);
        var entries = new List<LogEntry>();
        UnknownChangeException? unknown = null;
        using (SqliteDataReader row = command.ExecuteReader())
        {
            while (unknown is null && row.Read())
            {
                try
                {
                    entries.Add(Entry(log, row));
                }
                catch (UnknownChangeException met)
                {
                    unknown = met;
                }
            }
        }
        Dictionary<string, Place> places = Places(connection, entries.SelectMany(entry => entry.Changes));
        return (entries.ConvertAll(entry => entry with { Places = [.. Named(entry.Changes).Select(id => places[id])] }), unknown);
    }

    private static LogEntry Entry(string log, SqliteDataReader row)
    {
        long version = row.GetInt64(0);
        return new LogEntry(
            log, version, new Moment(row.GetInt32(1)), new Guid(row.GetFieldValue<byte[]>(2), bigEndian: true),
            ChangeJson.Current.ReadAll(row.GetFieldValue<byte[]>(3), log, version), []);
    }

    /// <summary>The newest snapshot of a log not after a version, written by a version of the applier; null when there is none.</summary>
    internal static Snapshot? Snapshot(SqliteConnection connection, string log, int applier, long notAfter)
    {
        var row = connection.QueryFirstOrDefault<(long Version, int At, byte[] Changes)?>(
            """
            SELECT version, at, CAST(changes AS BLOB) FROM snapshot
            WHERE territory = @log AND version <= @notAfter AND applier = @applier ORDER BY version DESC LIMIT 1
            """, new { log, applier, notAfter });
        if (row is not { } found) return null;
        var changes = SnapshotJson.Read(found.Changes, log);
        var places = Places(connection, changes.Select(recorded => recorded.Change)).Values.OrderBy(place => place.Id, StringComparer.Ordinal);
        return new Snapshot(log, found.Version, new Moment(found.At), changes, [.. places]);
    }

    /// <summary>The answer to a key; null when there is none.</summary>
    internal static StoredAnswer? Answer(SqliteConnection connection, IdempotencyKey key)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT request_hash, command, CAST(answer AS BLOB) FROM answer WHERE caller = $caller AND key = $key";
        command.Parameters.AddWithValue("$caller", key.Caller);
        command.Parameters.AddWithValue("$key", key.Key);
        using SqliteDataReader row = command.ExecuteReader();
        return row.Read() ? AnswerRow.Read(row, key) : null;
    }

    /// <summary>The places some changes name, by id; without coordinates where those are not known.</summary>
    private static Dictionary<string, Place> Places(SqliteConnection connection, IEnumerable<Change> changes)
    {
        SortedSet<string> ids = Named(changes);
        if (ids.Count == 0) return [];
        var known = connection.Query<(string Id, double Latitude, double Longitude)>("""
            SELECT place.id, latitude, longitude FROM json_each(@ids) AS named JOIN place ON place.id = named.value WHERE latitude IS NOT NULL
            """, new { ids = JsonSerializer.Serialize(ids) }).ToDictionary(row => row.Id, row => new Location(row.Latitude, row.Longitude));
        return ids.ToDictionary(id => id, id => new Place(id, known.TryGetValue(id, out Location location) ? location : null));
    }

    private static SortedSet<string> Named(IEnumerable<Change> changes)
    {
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        foreach (Change change in changes) PlaceReferences.Collect(change, ids);
        return ids;
    }
}
