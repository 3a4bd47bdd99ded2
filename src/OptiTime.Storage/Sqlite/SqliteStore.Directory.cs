using System.Text.Json;
using Dapper;
using OptiTime.Engine.Directory;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Time;
using OptiTime.Storage.Serialization;

namespace OptiTime.Storage.Sqlite;

/// <content>What the projections answer.</content>
public sealed partial class SqliteStore
{
    /// <summary>The most rows a list gives at once.</summary>
    private const int MaximumPage = 1_000;

    private const string CommitmentColumns =
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
        new(Commitments($"{CommitmentColumns} WHERE territory = @territory AND id = @commitment", new { territory, commitment }).FirstOrDefault());

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<CommitmentRow>> ListBookingsAsync(CommitmentQuery query, CancellationToken stop)
    {
        List<string> conditions = query.WithHolds ? ["TRUE"] : ["state = 'confirmed'"];
        if (query.Territory is not null) conditions.Add("territory = @Territory");
        if (query.Customer is not null) conditions.Add("customer = @Customer");
        if (query.ExternalReference is not null) conditions.Add("external_reference = @ExternalReference");
        if (query.From is not null) conditions.Add("ends > @From");
        if (query.To is not null) conditions.Add("starts < @To");
        if (query.After is not null) conditions.Add("(territory, id) > (@AfterTerritory, @AfterId)");
        return new(Commitments(
            $"{CommitmentColumns} WHERE {string.Join(" AND ", conditions)} ORDER BY territory, id LIMIT @Limit",
            new
            {
                query.Territory,
                query.Customer,
                query.ExternalReference,
                From = query.From?.Value,
                To = query.To?.Value,
                AfterTerritory = query.After?.Territory,
                AfterId = query.After?.Id,
                Limit = Math.Clamp(query.Limit, 1, MaximumPage),
            }));
    }

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
        new(Commitments($"{CommitmentColumns} WHERE territory = @territory AND ending IS NULL ORDER BY id", new { territory }));

    private ValueTask<string?> TerritoryOf(string kind, string id) =>
        new(_readers.Read(connection => connection.QueryFirstOrDefault<string>($"SELECT territory FROM {kind} WHERE id = @id", new { id })));

    private List<CommitmentRow> Commitments(string sql, object parameters) => _readers.Read(connection => connection
        .Query<(string Territory, byte[] Facts, byte[] Planned, string? Ending, string? Reason, long Version)>(sql, parameters).AsList()
        .ConvertAll(row => new CommitmentRow(
            row.Territory, ((CommitmentRecorded)ChangeJson.Current.Read(row.Facts, row.Territory, row.Version)).Commitment,
            [.. JsonSerializer.Deserialize<Interval?[]>(row.Planned, PlanJson.Options)!.OfType<Interval>()],
            row.Ending is null ? null : Enum.Parse<Ending>(row.Ending, ignoreCase: true), row.Reason, row.Version)));
}
