using Npgsql;
using OptiTime.Storage.Postgres;

namespace OptiTime.Storage.Tests.Postgres;

/// <summary>Of all silos over one database one optimises a territory, until it lets go or dies.</summary>
public sealed class OptimizerLockTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_silo_has_the_right_for_each_territory_until_it_gives_it_back_or_goes()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        PostgresStore one = await database.OpenStoreAsync(), other = await database.OpenStoreAsync();

        (await one.Optimizers.HoldAsync("rhone", Stop)).ShouldBeTrue();
        (await one.Optimizers.HoldAsync("rhone", Stop)).ShouldBeTrue("it has it already");
        (await other.Optimizers.HoldAsync("rhone", Stop)).ShouldBeFalse();
        (await other.Optimizers.HoldAsync("ain", Stop)).ShouldBeTrue();
        (await one.Optimizers.HoldAsync("ain", Stop)).ShouldBeFalse();

        await one.Optimizers.ReleaseAsync("rhone", Stop);
        (await other.Optimizers.HoldAsync("rhone", Stop)).ShouldBeTrue();
        await other.DisposeAsync();
        await UntilAsync(one, "rhone");
    }

    [Fact]
    public async Task Whose_connection_dies_has_the_right_no_more_and_says_so()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        PostgresStore one = await database.OpenStoreAsync(), other = await database.OpenStoreAsync();
        (await one.Optimizers.HoldAsync("rhone", Stop)).ShouldBeTrue();

        await using (NpgsqlCommand kill = other.Pool.CreateCommand($"SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND classid = {OptimizerLock.Family}"))
            await kill.ExecuteNonQueryAsync(Stop);
        await UntilAsync(other, "rhone");

        (await one.Optimizers.HoldAsync("rhone", Stop)).ShouldBeFalse();
        (await one.Optimizers.HoldAsync("rhone", Stop)).ShouldBeFalse("the other has it");
        await other.Optimizers.ReleaseAsync("rhone", Stop);
        (await one.Optimizers.HoldAsync("rhone", Stop)).ShouldBeTrue();
    }

    /// <summary>The server ends a session a moment after it was told to.</summary>
    private static async Task UntilAsync(PostgresStore store, string territory)
    {
        while (!await store.Optimizers.HoldAsync(territory, Stop)) await Task.Yield();
    }
}
