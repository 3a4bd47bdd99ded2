using Dapper;
using OptiTime.Planning.Value;
using OptiTime.Storage.Rows;

namespace OptiTime.Storage.Postgres;

/// <content>Counts of demand.</content>
public sealed partial class PostgresStore
{
    private const string AddCounts = $"""
        INSERT INTO demand_count (territory, day, ahead, skills, class, tier, outcome, requests, seconds, cents)
        SELECT * FROM unnest(@territories, @days, @aheads, @skills, @classes, @tiers, @outcomes, @requests, @seconds, @cents)
        {DemandRow.AddUp}
        """;

    /// <inheritdoc/>
    public async ValueTask AddAsync(IReadOnlyCollection<DemandCount> counts, CancellationToken stop)
    {
        if (counts.Count == 0) return;
        DemandRow[] rows = DemandRow.Of(counts);
        await _questions.WriteAsync(
            connection => connection.ExecuteAsync(AddCounts, new
            {
                territories = Column(row => row.Territory),
                days = Column(row => row.Day),
                aheads = Column(row => row.Ahead),
                skills = Column(row => row.Skills),
                classes = Column(row => row.Class),
                tiers = Column(row => row.Tier),
                outcomes = Column(row => row.Outcome),
                requests = Column(row => row.Requests),
                seconds = Column(row => row.Seconds),
                cents = Column(row => row.Cents),
            }), _ => true, stop);

        T[] Column<T>(Func<DemandRow, T> value) => [.. rows.Select(value)];
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<DemandCount>> CountedAsync(string territory, int firstDay, int afterDay, CancellationToken stop) =>
        (await ListAsync<DemandRow>(DemandRow.Select, new { territory, firstDay, afterDay }, stop)).ConvertAll(row => row.ToCount());

    /// <inheritdoc/>
    public async ValueTask ForgetAsync(int beforeDay, CancellationToken stop) =>
        await _questions.WriteAsync(connection => connection.ExecuteAsync(DemandRow.Forget, new { beforeDay }), _ => true, stop);
}
