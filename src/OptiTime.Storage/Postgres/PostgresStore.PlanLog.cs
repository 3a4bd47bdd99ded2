using System.Runtime.CompilerServices;
using Dapper;
using OptiTime.Engine.Log;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Time;
using OptiTime.Storage.Projections;
using OptiTime.Storage.Rows;
using OptiTime.Storage.Serialization;

namespace OptiTime.Storage.Postgres;

/// <content>The plan log.</content>
public sealed partial class PostgresStore
{
    private const string KeepSnapshot = """
        INSERT INTO snapshot (territory, applier, version, at, changes) VALUES (@log, @applier, @version, @at, @changes::json)
        ON CONFLICT (territory, version) DO UPDATE SET applier = excluded.applier, at = excluded.at, changes = excluded.changes
        """;

    /// <summary>Of the older ones the first of each so many versions stays.</summary>
    private const string ThinSnapshots = """
        DELETE FROM snapshot WHERE territory = @log AND (applier <> @applier OR (
            version < (SELECT max(version) FROM snapshot AS newest WHERE newest.territory = @log AND newest.applier = @applier)
            AND EXISTS (SELECT FROM snapshot AS first
                WHERE first.territory = @log AND first.applier = @applier AND first.version / @apart = snapshot.version / @apart
                    AND first.version < snapshot.version)))
        """;

    /// <summary>Halves the log on the server: time never goes back in it.</summary>
    private const string VersionAt = """
        WITH RECURSIVE halving(low, high) AS (
            SELECT 0::bigint, coalesce((SELECT version FROM log_head WHERE territory = @log), 0)
            UNION ALL
            SELECT CASE WHEN taken.at <= @time THEN middle ELSE low END, CASE WHEN taken.at <= @time THEN high ELSE middle - 1 END
            FROM halving
            CROSS JOIN LATERAL (SELECT low + (high - low + 1) / 2 AS middle) AS half
            CROSS JOIN LATERAL (SELECT at FROM plan_log WHERE territory = @log AND version = middle) AS taken
            WHERE low < high)
        SELECT low FROM halving WHERE low = high
        """;

    /// <inheritdoc/>
    public bool IsShared => true;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Two parts have the same log, a part has no changes, or two answers have the same key.</exception>
    public async ValueTask<AppendOutcome> AppendAsync(Append append, CancellationToken stop)
    {
        PartEffects[] parts = PartEffects.InOrder(append);
        string[] advancing = [.. from part in parts where part is { FirstDay: not null, Territory: null } select part.Log];
        // What is read here is what the append finds: should the log move on in between, its version is lost.
        IReadOnlyDictionary<string, TerritoryDefined> territories = advancing is [] ? EmptyDefinitions : await DefinitionsAsync(advancing, stop);
        AppendOutcome outcome = await new AppendCommand(append, parts, territories).SendAsync(_appends, ClearPools, _options, stop);
        if (outcome is Appended) _doorbell.Pull();
        return outcome;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<LogEntry> ReadAsync(string log, long afterVersion, CancellationToken stop) =>
        ReadAsync(log, afterVersion, long.MaxValue, stop);

    /// <inheritdoc/>
    public async IAsyncEnumerable<LogEntry> ReadAsync(
        string log, long afterVersion, long upToVersion, [EnumeratorCancellation] CancellationToken stop)
    {
        for (long after = afterVersion; after < upToVersion;)
        {
            (List<LogEntry> page, UnknownChangeException? unknown) = await _questions.AskAsync(
                connection => LogReader.EntriesAsync(connection, log, after, upToVersion, stop), stop);
            foreach (LogEntry entry in page) yield return entry;
            if (unknown is not null) throw unknown;
            if (page.Count < StoreLimits.EntryPage) yield break;
            after = page[^1].Version;
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<LogEntry>> ReadAsync(string log, IReadOnlyCollection<long> versions, CancellationToken stop) =>
        versions.Count == 0 ? new([]) : _questions.AskAsync(connection => LogReader.EntriesAsync(connection, log, versions, stop), stop);

    /// <inheritdoc/>
    public ValueTask<LogNews> ReadNewsAsync(IReadOnlyCollection<LogPosition> known, CancellationToken stop) =>
        _questions.AskAsync(connection => LogReader.NewsAsync(connection, known, stop), stop);

    /// <inheritdoc/>
    public Task<bool> WaitForNewsAsync(TimeSpan atMost, CancellationToken stop) => _doorbell.WaitAsync(atMost, stop);

    /// <inheritdoc/>
    public ValueTask<long> VersionAtAsync(string log, Moment time, CancellationToken stop) => _questions.AskAsync(
        connection => connection.QueryFirstAsync<long>(VersionAt, new { log, time = time.Value }), stop);

    /// <inheritdoc/>
    ValueTask<IReadOnlyList<string>> IPlanLog.ListAsync(CancellationToken stop) => _questions.AskAsync<IReadOnlyList<string>>(
        async connection => (await connection.QueryAsync<string>("SELECT territory FROM log_head ORDER BY territory")).AsList(), stop);

    /// <inheritdoc/>
    public ValueTask<Snapshot?> ReadSnapshotAsync(string log, int applier, CancellationToken stop) =>
        ReadSnapshotAsync(log, applier, long.MaxValue, stop);

    /// <inheritdoc/>
    public ValueTask<Snapshot?> ReadSnapshotAsync(string log, int applier, long notAfter, CancellationToken stop) =>
        _questions.AskAsync(connection => LogReader.SnapshotAsync(connection, log, applier, notAfter), stop);

    /// <inheritdoc/>
    public async ValueTask SaveSnapshotAsync(Snapshot snapshot, int applier, CancellationToken stop)
    {
        var values = new
        {
            log = snapshot.Log,
            applier,
            version = snapshot.Version,
            at = snapshot.At.Value,
            changes = System.Text.Encoding.UTF8.GetString(SnapshotJson.Write(snapshot.Changes)),
            apart = (long)IPlanLog.SnapshotsApart,
        };
        // Several silos keep snapshots of one log; none is worth waiting for another.
        await _questions.WriteAsync(async connection =>
        {
            await connection.ExecuteAsync(KeepSnapshot, values);
            return await connection.ExecuteAsync(ThinSnapshots, values);
        }, _ => true, stop);
    }

    /// <inheritdoc/>
    public ValueTask<StoredAnswer?> FindAnswerAsync(IdempotencyKey key, CancellationToken stop) =>
        _questions.AskAsync(connection => LogReader.AnswerAsync(connection, key, stop), stop);

    /// <inheritdoc/>
    public ValueTask<Moment> NowAsync(CancellationToken stop) => _questions.AskAsync(
        async connection => Moment.From(new DateTimeOffset(await connection.QueryFirstAsync<DateTime>("SELECT optitime_clock()"))), stop);

    private static IReadOnlyDictionary<string, TerritoryDefined> EmptyDefinitions { get; } = new Dictionary<string, TerritoryDefined>();

    private ValueTask<Dictionary<string, TerritoryDefined>> DefinitionsAsync(string[] territories, CancellationToken stop) => _questions.AskAsync(
        async connection => (await connection.QueryAsync<(string Id, long Version, byte[] Facts)>(
            "SELECT id, version, convert_to(facts::text, 'UTF8') FROM territory WHERE id = ANY (@territories)", new { territories }))
            .ToDictionary(row => row.Id, row => (TerritoryDefined)ChangeJson.Current.Read(row.Facts, row.Id, row.Version)), stop);
}
