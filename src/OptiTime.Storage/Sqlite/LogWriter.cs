using OptiTime.Engine.Log;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using OptiTime.Storage.Projections;
using OptiTime.Storage.Rows;
using OptiTime.Storage.Serialization;

namespace OptiTime.Storage.Sqlite;

/// <summary>Writes what is no projection: entries and heads of logs, answers, places. Called inside a transaction of the writer.</summary>
internal sealed class LogWriter(Writer writer)
{
    private readonly Statement _head = writer.Prepare("SELECT version, at FROM log_head WHERE territory = ?1");

    private readonly Statement _moveHead = writer.Prepare(
        "INSERT INTO log_head (territory, version, at) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET version = excluded.version, at = excluded.at");

    private readonly Statement _taken = writer.Prepare("SELECT append_id, at FROM plan_log WHERE territory = ?1 AND version = ?2");

    private readonly Statement _entry = writer.Prepare(
        "INSERT INTO plan_log (territory, version, at, append_id, changes) VALUES (?1, ?2, ?3, ?4, CAST(?5 AS TEXT))");

    private readonly Statement _findAnswer = writer.Prepare(
        "SELECT request_hash, command, CAST(answer AS BLOB) FROM answer WHERE caller = ?1 AND key = ?2");

    private readonly Statement _answer = writer.Prepare(
        "INSERT INTO answer (caller, key, request_hash, command, answer, at) VALUES (?1, ?2, ?3, ?4, CAST(?5 AS TEXT), ?6)");

    private readonly Statement _purge = writer.Prepare(
        "DELETE FROM answer WHERE rowid IN (SELECT rowid FROM answer WHERE at < ?1 ORDER BY at LIMIT ?2)");

    private readonly Statement _place = writer.Prepare(
        """
        INSERT INTO place (id, latitude, longitude, customer) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (id) DO UPDATE SET customer = excluded.customer WHERE place.customer IS NULL AND excluded.customer IS NOT NULL
        """);

    private readonly Statement _snapshot = writer.Prepare("""
        INSERT INTO snapshot (territory, applier, version, at, changes) VALUES (?1, ?2, ?3, ?4, CAST(?5 AS TEXT))
        ON CONFLICT DO UPDATE SET applier = excluded.applier, at = excluded.at, changes = excluded.changes
        """);

    private readonly Statement _thinSnapshots = writer.Prepare("""
        DELETE FROM snapshot WHERE territory = ?1 AND (applier <> ?2 OR (
            version < (SELECT max(version) FROM snapshot AS newest WHERE newest.territory = ?1 AND newest.applier = ?2)
            AND EXISTS (SELECT 1 FROM snapshot AS first
                WHERE first.territory = ?1 AND first.applier = ?2 AND first.version / ?3 = snapshot.version / ?3 AND first.version < snapshot.version)))
        """);

    /// <summary>Where a log stands; version 0 at the epoch before its first entry.</summary>
    internal (long Version, Moment At) Head(string log)
    {
        using var rows = _head.Rows(log);
        return rows.Read() ? (rows.GetInt64(0), new Moment(rows.GetInt32(1))) : default;
    }

    /// <summary>When an append took a version; null when it did not.</summary>
    internal Moment? TakenAt(string log, long version, Guid append)
    {
        using var rows = _taken.Rows(log, version);
        return rows.Read() && new Guid(rows.GetFieldValue<byte[]>(0), bigEndian: true) == append ? new Moment(rows.GetInt32(1)) : null;
    }

    /// <summary>The first of some answers whose key is used already; null when none is.</summary>
    internal AlreadyAnswered? FindUsed(IEnumerable<StoredAnswer> answers)
    {
        foreach (StoredAnswer asked in answers)
        {
            using var rows = _findAnswer.Rows(asked.Key.Caller, asked.Key.Key);
            if (rows.Read()) return new AlreadyAnswered(asked.Command, AnswerRow.Read(rows, asked.Key));
        }
        return null;
    }

    /// <summary>Writes an entry and moves the head.</summary>
    internal void Write(PartEffects part, Moment at, Guid append)
    {
        _entry.Run(part.Log, part.Version, at.Value, append.ToByteArray(bigEndian: true), part.Changes);
        _moveHead.Run(part.Log, part.Version, at.Value);
    }

    /// <summary>Keeps answers, and throws old ones away.</summary>
    internal void Keep(IReadOnlyCollection<StoredAnswer> answers, Moment now)
    {
        if (answers.Count == 0) return;
        _purge.Run((now - StoreLimits.AnswersKept).Value, StoreLimits.PurgedAnswers);
        foreach (StoredAnswer answer in answers)
        {
            _answer.Run(
                answer.Key.Caller, answer.Key.Key, answer.RequestHash.ToArray(), answer.Command, AnswerJson.Write(answer.Answer), now.Value);
        }
    }

    /// <summary>Writes places; one that is there already keeps its coordinates and learns its customer.</summary>
    internal void Keep(IEnumerable<Place> places)
    {
        foreach (Place place in places) _place.Run(place.Id, place.Location?.Latitude, place.Location?.Longitude, place.Customer);
    }

    /// <summary>Keeps a snapshot, and of the others the first of each so many versions.</summary>
    internal void Keep(Snapshot snapshot, int applier, byte[] changes)
    {
        _snapshot.Run(snapshot.Log, applier, snapshot.Version, snapshot.At.Value, changes);
        _thinSnapshots.Run(snapshot.Log, applier, IPlanLog.SnapshotsApart);
    }
}
