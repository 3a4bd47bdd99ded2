using Dapper;
using OptiTime.Engine.Directory;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Time;
using OptiTime.Storage.Rows;
using OptiTime.Storage.Serialization;

namespace OptiTime.Storage.Postgres;

/// <content>What the projections answer.</content>
public sealed partial class PostgresStore
{
    private const string SelectCommitments = """
        SELECT territory, convert_to(facts::text, 'UTF8') AS Facts, convert_to(planned::text, 'UTF8') AS Planned, ending, reason, version
        FROM commitment
        """;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<TerritorySettings>> TerritoriesAsync(CancellationToken stop) =>
        (await ListAsync<(string Id, long Version, byte[] Facts)>(
            "SELECT id, version, convert_to(facts::text, 'UTF8') FROM territory ORDER BY id", null, stop))
        .ConvertAll(row => ((TerritoryDefined)ChangeJson.Current.Read(row.Facts, row.Id, row.Version)).Settings);

    /// <inheritdoc/>
    public ValueTask<string?> TerritoryOfResourceAsync(string resource, CancellationToken stop) => TerritoryOfAsync("resource", resource, stop);

    /// <inheritdoc/>
    public ValueTask<string?> TerritoryOfSiteAsync(string site, CancellationToken stop) => TerritoryOfAsync("site", site, stop);

    /// <inheritdoc/>
    public async ValueTask<CommitmentRow?> FindAsync(string territory, string commitment, CancellationToken stop) =>
        await CommitmentsAsync($"{SelectCommitments} WHERE territory = @territory AND id = @commitment", new { territory, commitment }, stop) is [var row]
            ? row
            : null;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<CommitmentRow>> ListBookingsAsync(CommitmentQuery query, CancellationToken stop) =>
        CommitmentsAsync($"{SelectCommitments} {CommitmentColumns.WhereOf(query)}", CommitmentColumns.ParametersOf(query), stop);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<CommitmentRow>> ListJobsAsync(JobQuery query, CancellationToken stop) =>
        CommitmentsAsync($"{SelectCommitments} {CommitmentColumns.WhereOf(query)}", CommitmentColumns.ParametersOf(query), stop);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<long>> VersionsOfAsync(string territory, string commitment, CancellationToken stop) => await ListAsync<long>(
        "SELECT version FROM commitment_version WHERE territory = @territory AND commitment = @commitment ORDER BY version",
        new { territory, commitment }, stop);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<(string Commitment, long Version)>> TouchedAsync(string territory, CancellationToken stop) =>
        await ListAsync<(string, long)>(
            "SELECT commitment, version FROM commitment_version WHERE territory = @territory ORDER BY commitment, version", new { territory }, stop);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<AssignmentRow>> AssignmentsAsync(string territory, Moment after, CancellationToken stop) =>
        (await ListAsync<(string Resource, int Unit, int Starts, int Ends, string Commitment, int Step)>("""
            SELECT resource, unit, lower(during), upper(during), commitment, step FROM assignment
            WHERE territory = @territory AND active AND upper(during) > @after ORDER BY resource, unit, during
            """, new { territory, after = after.Value }, stop))
        .ConvertAll(row => new AssignmentRow(
            row.Resource, row.Unit, new Interval(new Moment(row.Starts), new Moment(row.Ends)), row.Commitment, row.Step));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<CommitmentRow>> LivingAsync(string territory, CancellationToken stop) =>
        CommitmentsAsync($"{SelectCommitments} WHERE territory = @territory AND ending IS NULL ORDER BY id", new { territory }, stop);

    private ValueTask<string?> TerritoryOfAsync(string kind, string id, CancellationToken stop) => _questions.AskAsync(
        connection => connection.QueryFirstOrDefaultAsync<string?>($"SELECT territory FROM {kind} WHERE id = @id", new { id }), stop);

    private async ValueTask<IReadOnlyList<CommitmentRow>> CommitmentsAsync(string sql, object parameters, CancellationToken stop) =>
        (await ListAsync<CommitmentColumns>(sql, parameters, stop)).ConvertAll(row => row.ToRow());

    private ValueTask<List<T>> ListAsync<T>(string sql, object? parameters, CancellationToken stop) => _questions.AskAsync(
        async connection => (await connection.QueryAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: stop))).AsList(), stop);
}
