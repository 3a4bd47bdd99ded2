using Dapper;
using OptiTime.Engine.Log;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Time;
using OptiTime.Storage.Projections;
using OptiTime.Storage.Rows;
using OptiTime.Storage.Serialization;

namespace OptiTime.Storage.Sqlite;

/// <content>The plan log.</content>
public sealed partial class SqliteStore
{
    /// <inheritdoc/>
    /// <remarks>It is not: <see cref="DirectoryLock"/> keeps a second process away.</remarks>
    public bool IsShared => false;

    private Moment Now => Moment.From(_clock.GetUtcNow());

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Two parts have the same log, a part has no changes, or two answers have the same key.</exception>
    public ValueTask<AppendOutcome> AppendAsync(Append append, CancellationToken stop)
    {
        // JSON is written before the turn comes: other writers need not wait for it.
        PartEffects[] parts = PartEffects.InOrder(append);
        return _writer.WriteAsync(() => Append(append, parts), outcome => outcome is Appended, stop);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<LogEntry> ReadAsync(string log, long afterVersion, CancellationToken stop) =>
        Read(log, afterVersion, long.MaxValue, stop).ToAsyncEnumerable();

    /// <inheritdoc/>
    public IAsyncEnumerable<LogEntry> ReadAsync(string log, long afterVersion, long upToVersion, CancellationToken stop) =>
        Read(log, afterVersion, upToVersion, stop).ToAsyncEnumerable();

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<LogEntry>> ReadAsync(string log, IReadOnlyCollection<long> versions, CancellationToken stop) =>
        new(versions.Count == 0 ? [] : _readers.Read(connection => LogReader.Entries(connection, log, versions)));

    /// <inheritdoc/>
    public ValueTask<LogNews> ReadNewsAsync(IReadOnlyCollection<LogPosition> known, CancellationToken stop)
    {
        var entries = new List<LogEntry>();
        var unknown = new List<UnknownChangeException>();
        foreach (LogPosition position in known)
        {
            try
            {
                foreach (LogEntry entry in Read(position.Log, position.Version, position.Version + StoreLimits.EntryPage, stop)) entries.Add(entry);
            }
            catch (UnknownChangeException met)
            {
                unknown.Add(met);
            }
        }
        return new(new LogNews(_clock.GetUtcNow(), entries, unknown, Interlocked.Read(ref _erasures)));
    }

    /// <inheritdoc/>
    public async Task<bool> WaitForNewsAsync(TimeSpan atMost, CancellationToken stop)
    {
        await Task.Delay(atMost, _clock, stop);
        return false;
    }

    /// <inheritdoc/>
    public ValueTask<long> VersionAtAsync(string log, Moment time, CancellationToken stop) =>
        new(_readers.Read(connection => LogReader.VersionAt(connection, log, time)));

    /// <inheritdoc/>
    ValueTask<IReadOnlyList<string>> IPlanLog.ListAsync(CancellationToken stop) =>
        new(_readers.Read(connection => connection.Query<string>("SELECT territory FROM log_head ORDER BY territory").AsList()));

    /// <inheritdoc/>
    public ValueTask<Snapshot?> ReadSnapshotAsync(string log, int applier, CancellationToken stop) =>
        ReadSnapshotAsync(log, applier, long.MaxValue, stop);

    /// <inheritdoc/>
    public ValueTask<Snapshot?> ReadSnapshotAsync(string log, int applier, long notAfter, CancellationToken stop) =>
        new(_readers.Read(connection => LogReader.Snapshot(connection, log, applier, notAfter)));

    /// <inheritdoc/>
    public async ValueTask SaveSnapshotAsync(Snapshot snapshot, int applier, CancellationToken stop)
    {
        byte[] changes = SnapshotJson.Write(snapshot.Changes);
        await _writer.WriteAsync(() =>
        {
            _log.Keep(snapshot, applier, changes);
            return true;
        }, _ => true, stop);
    }

    /// <inheritdoc/>
    public ValueTask<StoredAnswer?> FindAnswerAsync(IdempotencyKey key, CancellationToken stop) =>
        new(_readers.Read(connection => LogReader.Answer(connection, key)));

    /// <inheritdoc/>
    public ValueTask<Moment> NowAsync(CancellationToken stop) => new(Now);

    private AppendOutcome Append(Append append, PartEffects[] parts)
    {
        Moment last = default;
        foreach (PartEffects part in parts)
        {
            (long version, Moment at) = _log.Head(part.Log);
            if (version != part.Version - 1)
                return _log.TakenAt(part.Log, part.Version, append.Id) is { } before ? new Appended(before) : new VersionLost(part.Log, version);
            last = Moment.Max(last, at);
        }
        // The time a log has reached is not taken back, whatever becomes of the clock: guards are asked of the time the versions will carry.
        Moment now = Moment.Max(Now, last);
        foreach ((int command, Guard guard) in append.Guards)
        {
            if (!Holds(guard, now)) return new GuardFailed(command, guard, now);
        }
        if (_log.FindUsed(append.Answers) is { } answered) return answered;
        foreach (PartEffects part in parts) _log.Write(part, now, append.Id);
        if (_projections.Write(parts) is { } refusal) return refusal;
        _log.Keep(append.Answers, now);
        _log.Keep(append.Places);
        return new Appended(now);
    }

    private bool Holds(Guard guard, Moment now) => guard switch
    {
        OnlyBefore before => now < before.Time,
        OnlyAfter after => now >= after.Time,
        OnlyAt at => _log.Head(at.Log).Version == at.Version,
        _ => throw new InvalidOperationException($"The store cannot evaluate a {guard.GetType().Name}."),
    };

    private IEnumerable<LogEntry> Read(string log, long after, long upTo, CancellationToken stop)
    {
        while (after < upTo)
        {
            stop.ThrowIfCancellationRequested();
            (List<LogEntry> page, UnknownChangeException? unknown) = _readers.Read(connection => LogReader.Entries(connection, log, after, upTo, StoreLimits.EntryPage));
            foreach (LogEntry entry in page) yield return entry;
            if (unknown is not null) throw unknown;
            if (page.Count < StoreLimits.EntryPage) yield break;
            after = page[^1].Version;
        }
    }
}
