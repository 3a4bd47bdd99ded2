using Dapper;
using OptiTime.Engine.Directory;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Time;
using OptiTime.Storage.Rows;
using OptiTime.Storage.Serialization;

namespace OptiTime.Storage.Sqlite;

/// <content>What the projections answer.</content>
public sealed partial class SqliteStore
{
    private const string SelectCommitments =
        "SELECT territory, CAST(facts AS BLOB) AS Facts, CAST(planned AS BLOB) AS Planned, ending, reason, version FROM commitment";

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TerritorySettings>> TerritoriesAsync(CancellationToken stop) => new(_readers.Read(connection => connection
        .Query<(string Id, long Version, byte[] Facts)>("SELECT id, version, CAST(facts AS BLOB) FROM territory ORDER BY id").AsList()
        .ConvertAll(row => ((TerritoryDefined)ChangeJson.Current.Read(row.Facts, row.Id, row.Version)).Settings)));

    /// <inheritdoc/>
    public ValueTask<string?> TerritoryOfResourceAsync(string resource, CancellationToken stop) => TerritoryOf("resource", resource);

    /// <inheritdoc/>
    public ValueTask<string?> TerritoryOfSiteAsync(string site, CancellationToken stop) => TerritoryOf("site", site);

    /// <inheritdoc/>
    public ValueTask<CommitmentRow?> FindAsync(string territory, string commitment, CancellationToken stop) =>
        new(Commitments($"{SelectCommitments} WHERE territory = @territory AND id = @commitment", new { territory, commitment }).FirstOrDefault());

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<CommitmentRow>> ListBookingsAsync(CommitmentQuery query, CancellationToken stop) =>
        new(Commitments($"{SelectCommitments} {CommitmentColumns.WhereOf(query)}", CommitmentColumns.ParametersOf(query)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<CommitmentRow>> ListJobsAsync(JobQuery query, CancellationToken stop) =>
        new(Commitments($"{SelectCommitments} {CommitmentColumns.WhereOf(query)}", CommitmentColumns.ParametersOf(query)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<long>> VersionsOfAsync(string territory, string commitment, CancellationToken stop) =>
        new(_readers.Read(connection => connection.Query<long>(
            "SELECT version FROM commitment_version WHERE territory = @territory AND commitment = @commitment ORDER BY version",
            new { territory, commitment }).AsList()));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<(string Commitment, long Version)>> TouchedAsync(string territory, CancellationToken stop) =>
        new(_readers.Read(connection => connection.Query<(string, long)>(
            "SELECT commitment, version FROM commitment_version WHERE territory = @territory ORDER BY commitment, version",
            new { territory }).AsList()));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AssignmentRow>> AssignmentsAsync(string territory, Moment after, CancellationToken stop) =>
        new(_readers.Read(connection => connection.Query<(string Resource, int Unit, int Starts, int Ends, string Commitment, int Step)>("""
            SELECT resource, unit, starts, ends, commitment, step FROM assignment
            WHERE territory = @territory AND ends > @after ORDER BY resource, unit, starts
            """, new { territory, after = after.Value }).AsList()
            .ConvertAll(row => new AssignmentRow(
                row.Resource, row.Unit, new Interval(new Moment(row.Starts), new Moment(row.Ends)), row.Commitment, row.Step))));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<CommitmentRow>> LivingAsync(string territory, CancellationToken stop) =>
        new(Commitments($"{SelectCommitments} WHERE territory = @territory AND ending IS NULL ORDER BY id", new { territory }));

    private ValueTask<string?> TerritoryOf(string kind, string id) =>
        new(_readers.Read(connection => connection.QueryFirstOrDefault<string>($"SELECT territory FROM {kind} WHERE id = @id", new { id })));

    private List<CommitmentRow> Commitments(string sql, object parameters) => _readers.Read(connection => connection
        .Query<CommitmentColumns>(sql, parameters).AsList().ConvertAll(row => row.ToRow()));
}
