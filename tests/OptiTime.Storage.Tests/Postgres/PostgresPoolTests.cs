using Npgsql;
using OptiTime.Engine.Log;
using OptiTime.Planning.Changes;
using OptiTime.Storage.Postgres;
using static OptiTime.Storage.Tests.Support.Samples;

namespace OptiTime.Storage.Tests.Postgres;

public sealed class PostgresPoolTests
{
    [Fact]
    public async Task Appends_that_hang_leave_questions_their_connections()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        var options = new PostgresStoreOptions { PoolSize = 4, StatementTimeout = TimeSpan.FromMinutes(1) };
        PostgresStore store = await database.OpenStoreAsync(options);
        await store.SendAsync(Part("rhone", 0, Territory("rhone"), Technician("r1")));
        NpgsqlConnection other = await database.StandInTheWayAsync("rhone");

        Task[] hanging = [.. Enumerable.Range(0, 2 * options.PoolSize).Select(number => HangAsync($"s{number}"))];
        await database.AppendThatWaitsAsync();

        (await store.ReadNewsAsync([new LogPosition("rhone", 0)], TestContext.Current.CancellationToken)).Entries.Count.ShouldBe(1);
        (await store.EntriesAsync("rhone")).Count.ShouldBe(1);
        hanging.ShouldContain(append => !append.IsCompleted);

        await PostgresDatabase.ExecuteAsync(other, "COMMIT");
        await Task.WhenAll(hanging);

        async Task HangAsync(string site)
        {
            try
            {
                await store.SendAsync(Part("rhone", 1, new SiteRemoved(site)));
            }
            catch (Exception refused) when (refused is StoreUnavailableException or OutcomeUnknownException)
            {
                // Those that found no connection left, or no reply in time.
            }
        }
    }
}
