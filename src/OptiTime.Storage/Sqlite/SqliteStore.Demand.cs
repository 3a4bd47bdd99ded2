using Dapper;
using OptiTime.Planning.Value;
using OptiTime.Storage.Rows;

namespace OptiTime.Storage.Sqlite;

/// <content>Counts of demand.</content>
public sealed partial class SqliteStore
{
    private const string AddCount = $"""
        INSERT INTO demand_count (territory, day, ahead, skills, class, tier, outcome, requests, seconds, cents)
        VALUES (@Territory, @Day, @Ahead, @Skills, @Class, @Tier, @Outcome, @Requests, @Seconds, @Cents)
        {DemandRow.AddUp}
        """;

    /// <inheritdoc/>
    public async ValueTask AddAsync(IReadOnlyCollection<DemandCount> counts, CancellationToken stop) => await _writer.WriteAsync(
        () =>
        {
            foreach (DemandRow row in DemandRow.Of(counts)) _writer.Connection.Execute(AddCount, row);
            return true;
        }, _ => true, stop);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<DemandCount>> CountedAsync(string territory, int firstDay, int afterDay, CancellationToken stop) =>
        new(_readers.Read(connection => connection.Query<DemandRow>(DemandRow.Select, new { territory, firstDay, afterDay }).AsList().ConvertAll(row => row.ToCount())));

    /// <inheritdoc/>
    public async ValueTask ForgetAsync(int beforeDay, CancellationToken stop) =>
        await _writer.WriteAsync(() => _writer.Connection.Execute(DemandRow.Forget, new { beforeDay }), _ => true, stop);
}
