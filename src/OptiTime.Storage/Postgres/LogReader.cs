using Dapper;
using Npgsql;
using OptiTime.Engine.Log;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using OptiTime.Storage.Rows;
using OptiTime.Storage.Serialization;

namespace OptiTime.Storage.Postgres;

/// <summary>Reads entries, snapshots and answers, and the coordinates that are still known.</summary>
internal static class LogReader
{
    /// <summary>Entries with the places that are still known, those in the arrays side by side.</summary>
    private const string SelectEntries = """
        SELECT entry.territory, entry.version, entry.at, entry.append_id, entry.changes, known.ids, known.latitudes, known.longitudes
        FROM {0}
        CROSS JOIN LATERAL (
            SELECT array_agg(id) AS ids, array_agg(latitude) AS latitudes, array_agg(longitude) AS longitudes
            FROM place WHERE id = ANY (entry.places) AND latitude IS NOT NULL) AS known
        """;

    private static readonly string Stretch = Entries("""
        (SELECT * FROM plan_log WHERE territory = $1 AND version > $2 AND version <= $3 ORDER BY version LIMIT $4) AS entry
        """);

    private static readonly string Some = Entries("(SELECT * FROM plan_log WHERE territory = $1 AND version = ANY ($2) ORDER BY version) AS entry");

    private static readonly string News = Entries("""
        unnest($1, $2) AS follower(log, version)
        CROSS JOIN LATERAL (
            SELECT * FROM plan_log WHERE territory = follower.log AND plan_log.version > follower.version ORDER BY plan_log.version LIMIT $3) AS entry
        """);

    /// <summary>The clock is read first: what is appended from then on may be missing among the entries, and is news the next time.</summary>
    private const string Clock = "SELECT optitime_clock(), count FROM erasure";

    /// <summary>The entries of a log after a version and up to another, in order; at most a page, and only up to a change this build does not know.</summary>
    internal static async Task<(List<LogEntry> Entries, UnknownChangeException? Unknown)> EntriesAsync(
        NpgsqlConnection connection, string log, long after, long upTo, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(Stretch, connection)
        {
            Parameters = { Value(log), Value(after), Value(upTo), Value(StoreLimits.EntryPage) },
        };
        await using NpgsqlDataReader rows = await command.ExecuteReaderAsync(stop);
        (List<LogEntry> entries, List<UnknownChangeException> unknown) = await EntriesAsync(rows, stop);
        return (entries, unknown.FirstOrDefault());
    }

    /// <summary>The entries of a log at some versions, in order.</summary>
    /// <exception cref="UnknownChangeException">One of them holds a change this build does not know.</exception>
    internal static async Task<IReadOnlyList<LogEntry>> EntriesAsync(
        NpgsqlConnection connection, string log, IReadOnlyCollection<long> versions, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(Some, connection) { Parameters = { Value(log), Value(versions.ToArray()) } };
        await using NpgsqlDataReader rows = await command.ExecuteReaderAsync(stop);
        (List<LogEntry> entries, List<UnknownChangeException> unknown) = await EntriesAsync(rows, stop);
        return unknown.Count == 0 ? entries : throw unknown[0];
    }

    /// <summary>What is new in some logs, the clock, and the number of erasures, in one round trip.</summary>
    internal static async Task<LogNews> NewsAsync(NpgsqlConnection connection, IReadOnlyCollection<LogPosition> known, CancellationToken stop)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand(Clock),
                new NpgsqlBatchCommand(News)
                {
                    Parameters =
                    {
                        Value(known.Select(position => position.Log).ToArray()), Value(known.Select(position => position.Version).ToArray()),
                        Value(StoreLimits.EntryPage),
                    },
                },
            },
        };
        await using NpgsqlDataReader rows = await batch.ExecuteReaderAsync(stop);
        await rows.ReadAsync(stop);
        (DateTimeOffset now, long erasures) = (rows.GetFieldValue<DateTimeOffset>(0), rows.GetInt64(1));
        await rows.NextResultAsync(stop);
        (List<LogEntry> entries, List<UnknownChangeException> unknown) = await EntriesAsync(rows, stop);
        return new LogNews(now, entries, unknown, erasures);
    }

    /// <summary>The newest snapshot of a log not after a version, written by a version of the applier; null when there is none.</summary>
    internal static async Task<Snapshot?> SnapshotAsync(NpgsqlConnection connection, string log, int applier, long notAfter)
    {
        var row = await connection.QueryFirstOrDefaultAsync<(long Version, int At, byte[] Changes)?>(
            """
            SELECT version, at, convert_to(changes::text, 'UTF8') FROM snapshot
            WHERE territory = @log AND version <= @notAfter AND applier = @applier ORDER BY version DESC LIMIT 1
            """, new { log, applier, notAfter });
        if (row is not { } found) return null;
        var changes = SnapshotJson.Read(found.Changes, log);
        SortedSet<string> named = Named(changes.Select(recorded => recorded.Change));
        var known = (await connection.QueryAsync<(string Id, double Latitude, double Longitude)>(
            "SELECT id, latitude, longitude FROM place WHERE id = ANY (@ids) AND latitude IS NOT NULL", new { ids = named.ToArray() }))
            .ToDictionary(place => place.Id, place => new Location(place.Latitude, place.Longitude));
        return new Snapshot(log, found.Version, new Moment(found.At), changes, [.. named.Select(id => PlaceOf(id, known))]);
    }

    /// <summary>The answer to a key; null when there is none.</summary>
    internal static async Task<StoredAnswer?> AnswerAsync(NpgsqlConnection connection, IdempotencyKey key, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand("SELECT request_hash, command, answer FROM answer WHERE caller = $1 AND key = $2", connection)
        {
            Parameters = { Value(key.Caller), Value(key.Key) },
        };
        await using NpgsqlDataReader row = await command.ExecuteReaderAsync(stop);
        return await row.ReadAsync(stop) ? AnswerRow.Read(row, key) : null;
    }

    private static string Entries(string from) => SelectEntries.Replace("{0}", from, StringComparison.Ordinal);

    private static NpgsqlParameter<T> Value<T>(T value) where T : notnull => new NpgsqlParameter<T> { TypedValue = value };

    /// <summary>Reads entries; of a log that holds a change this build does not know, those before it.</summary>
    private static async Task<(List<LogEntry>, List<UnknownChangeException>)> EntriesAsync(NpgsqlDataReader rows, CancellationToken stop)
    {
        var entries = new List<LogEntry>();
        var unknown = new List<UnknownChangeException>();
        while (await rows.ReadAsync(stop))
        {
            string log = rows.GetString(0);
            if (unknown.Count > 0 && unknown[^1].Log == log) continue;
            try
            {
                entries.Add(Entry(log, rows));
            }
            catch (UnknownChangeException met)
            {
                unknown.Add(met);
            }
        }
        return (entries, unknown);
    }

    private static LogEntry Entry(string log, NpgsqlDataReader row)
    {
        long version = row.GetInt64(1);
        var changes = ChangeJson.Current.ReadAll(row.GetFieldValue<byte[]>(4), log, version);
        var known = new Dictionary<string, Location>(StringComparer.Ordinal);
        if (!row.IsDBNull(5))
        {
            double[] latitudes = row.GetFieldValue<double[]>(6), longitudes = row.GetFieldValue<double[]>(7);
            foreach ((int index, string id) in row.GetFieldValue<string[]>(5).Index()) known[id] = new Location(latitudes[index], longitudes[index]);
        }
        return new LogEntry(
            log, version, new Moment(row.GetInt32(2)), row.GetGuid(3), changes, [.. Named(changes).Select(id => PlaceOf(id, known))]);
    }

    private static Place PlaceOf(string id, Dictionary<string, Location> known) =>
        new(id, known.TryGetValue(id, out Location location) ? location : null);

    private static SortedSet<string> Named(IEnumerable<Change> changes)
    {
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        foreach (Change change in changes) PlaceReferences.Collect(change, ids);
        return ids;
    }
}
