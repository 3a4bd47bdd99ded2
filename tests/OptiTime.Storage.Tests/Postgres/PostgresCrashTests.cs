using OptiTime.Engine.Log;
using OptiTime.Planning.Changes;
using OptiTime.Storage.Postgres;
using OptiTime.Testbed.Postgres;
using static OptiTime.Storage.Tests.Support.Samples;

namespace OptiTime.Storage.Tests.Postgres;

/// <summary>The server dies under its writers.</summary>
public sealed class PostgresCrashTests
{
    private const int Writers = 4, Crashes = 2, AppendsBetween = 60;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_acknowledged_is_there_after_the_server_was_killed_and_the_store_goes_on_by_itself()
    {
        Assert.SkipWhen(PrivatePostgres.WhyNot is not null, PrivatePostgres.WhyNot ?? "");
        await using PrivatePostgres server = await PrivatePostgres.CreateAsync(stop: Stop);
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync(server);
        PostgresStore store = await database.OpenStoreAsync();
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        using var acknowledged = new SemaphoreSlim(0);

        Task<List<Guid>>[] writers = [.. Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(store, $"log-{writer}", acknowledged, done.Token)))];
        for (int crash = 0; crash < Crashes; crash++)
        {
            for (int count = 0; count < AppendsBetween; count++) await acknowledged.WaitAsync(Stop);
            await server.KillAsync(Stop);
            await server.StartAsync(Stop);
        }
        for (int count = 0; count < AppendsBetween; count++) await acknowledged.WaitAsync(Stop);
        await done.CancelAsync();

        foreach ((int writer, List<Guid> written) in (await Task.WhenAll(writers)).Index())
            (await store.EntriesAsync($"log-{writer}")).Select(entry => entry.AppendId).ShouldBe(written);
        await TheBellHasBeenHungAgainAsync(store);
    }

    private static async Task TheBellHasBeenHungAgainAsync(PostgresStore store)
    {
        // Rings of before the last crash are over when nobody rings for a while; what is heard after that was rung on the new server.
        while (await store.WaitForNewsAsync(TimeSpan.FromSeconds(1), Stop)) { }
        Task<bool> heard = store.WaitForNewsAsync(TimeSpan.FromMinutes(5), Stop);
        for (long version = 0; !heard.IsCompleted; version++)
        {
            await store.SendAsync(Part("bell", version, new SiteRemoved("s")));
            await Task.WhenAny(heard, Task.Delay(TimeSpan.FromMilliseconds(50), Stop));
        }
        (await heard).ShouldBeTrue();
    }

    [Fact]
    public async Task A_commit_that_waits_for_its_standby_is_not_acknowledged_nor_seen_before_the_standby_has_it()
    {
        Assert.SkipWhen(PrivatePostgres.WhyNot is not null, PrivatePostgres.WhyNot ?? "");
        var settings = new Dictionary<string, string> { ["synchronous_commit"] = "local" };
        await using PrivatePostgres server = await PrivatePostgres.CreateAsync(new() { Settings = settings }, Stop);
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync(server);
        await (await database.OpenStoreAsync(null, "Options=-c synchronous_commit=on")).SendAsync(Part("rhone", 0, new SiteRemoved("s")));
        await database.ExecuteAsync("ALTER SYSTEM SET synchronous_standby_names = 'standby'");
        await server.StopAsync(Stop);
        await server.StartAsync(Stop);
        // Of all that write it alone waits for the standby, which is not there. The server never gives up, so that only the reply can be lost.
        PostgresStore store = await database.OpenStoreAsync(
            new PostgresStoreOptions { StatementTimeout = TimeSpan.FromSeconds(1) }, "Options=-c synchronous_commit=on -c statement_timeout=0");
        Append append = Append(Part("rhone", 1, new SiteRemoved("s")));

        await Should.ThrowAsync<OutcomeUnknownException>(() => store.SendAsync(append));
        (await store.EntriesAsync("rhone")).Count.ShouldBe(1);

        await database.ExecuteAsync("ALTER SYSTEM RESET synchronous_standby_names");
        await database.ExecuteAsync("SELECT pg_reload_conf()");
        // As long as the first one waits, who sends it again waits for that: nothing is known yet.
        (await SendUntilKnownAsync(store, append)).ShouldBeOfType<Appended>();
        (await store.EntriesAsync("rhone")).Count.ShouldBe(2);
    }

    /// <summary>Appends one version after the other, and sends again what it does not know the end of.</summary>
    /// <returns>The appends that were acknowledged, in order.</returns>
    private static async Task<List<Guid>> WriteAsync(PostgresStore store, string log, SemaphoreSlim acknowledged, CancellationToken done)
    {
        var written = new List<Guid>();
        while (!done.IsCancellationRequested)
        {
            Append append = Append(Part(log, written.Count, new SiteRemoved("s")));
            (await SendUntilKnownAsync(store, append)).ShouldBeOfType<Appended>();
            written.Add(append.Id);
            acknowledged.Release();
        }
        return written;
    }

    private static async Task<AppendOutcome> SendUntilKnownAsync(PostgresStore store, Append append)
    {
        while (true)
        {
            try
            {
                return await store.AppendAsync(append, Stop);
            }
            catch (Exception failure) when (failure is StoreUnavailableException or OutcomeUnknownException)
            {
                // A server that is down refuses at once; asking without a pause would keep it from coming up.
                await Task.Delay(TimeSpan.FromMilliseconds(10), Stop);
            }
        }
    }
}
