using Npgsql;
using OptiTime.Engine.Log;
using OptiTime.Planning.Changes;
using OptiTime.Storage.Postgres;
using static OptiTime.Storage.Tests.Support.Samples;

namespace OptiTime.Storage.Tests.Postgres;

/// <summary>How a store is opened, what it does when the database does not want to, and what silos have in common through it.</summary>
public sealed class PostgresStoreTests : IAsyncLifetime
{
    private PostgresDatabase _database = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _database = await PostgresDatabase.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Stores_that_open_an_empty_database_at_once_all_find_the_tables_made_once()
    {
        PostgresStore[] stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _database.OpenStoreAsync(new PostgresStoreOptions { PoolSize = 2 })));

        foreach ((int version, PostgresStore store) in stores.Index())
            (await store.SendAsync(Part("rhone", version, new SiteRemoved("s")))).ShouldBeOfType<Appended>();
        (await stores[0].EntriesAsync("rhone")).Count.ShouldBe(4);
    }

    [Fact]
    public async Task All_silos_of_a_database_sign_with_its_newest_secret_and_know_the_others()
    {
        PostgresStore one = await _database.OpenStoreAsync(), other = await _database.OpenStoreAsync();
        byte[] first = (await one.ReadOfferKeysAsync(Stop)).ShouldHaveSingleItem();

        await _database.ExecuteAsync("INSERT INTO offer_key (secret) VALUES (decode(repeat('0f', 32), 'hex'))");

        first.Length.ShouldBe(32);
        foreach (PostgresStore store in (PostgresStore[])[one, other, await _database.OpenStoreAsync()])
            (await store.ReadOfferKeysAsync(Stop)).ShouldBe([[.. Enumerable.Repeat((byte)0x0f, 32)], first]);
    }

    [Fact]
    public async Task Who_waits_for_news_hears_an_append_of_another_silo()
    {
        PostgresStore one = await _database.OpenStoreAsync(), other = await _database.OpenStoreAsync();
        long version = 0;
        Task<bool> heard = HeardAsync();

        // The bell may be missed, as while its ear is not connected yet: so it rings until it is heard.
        while (!heard.IsCompleted)
        {
            await one.SendAsync(Part("rhone", version, new SiteRemoved("s")));
            version++;
        }

        (await heard).ShouldBeTrue();

        async Task<bool> HeardAsync()
        {
            // Once it is connected it rings of itself; what comes after is the other's.
            await other.WaitForNewsAsync(TimeSpan.FromMinutes(5), Stop);
            return await other.WaitForNewsAsync(TimeSpan.FromMinutes(5), Stop);
        }
    }

    [Fact]
    public async Task Who_waits_for_news_and_hears_none_goes_on_after_a_while()
    {
        PostgresStore store = await _database.OpenStoreAsync();
        (await store.WaitForNewsAsync(TimeSpan.FromMinutes(5), Stop)).ShouldBeTrue("once it is connected it rings of itself");

        (await store.WaitForNewsAsync(TimeSpan.FromMilliseconds(1), Stop)).ShouldBeFalse();

        (await store.ReadNewsAsync([new LogPosition("rhone", 0)], Stop)).Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_database_that_takes_no_writes_is_refused_in_words_and_one_that_stops_taking_them_refuses_appends_only()
    {
        PostgresStore store = await _database.OpenStoreAsync();
        await store.SendAsync(Part("rhone", 0, new SiteRemoved("s")));
        await SetAsync("default_transaction_read_only = on");
        store.ClearPools();

        (await Should.ThrowAsync<StoreUnavailableException>(() => _database.OpenStoreAsync())).Message.ShouldStartWith("The database takes no writes: it is a replica");
        (await Should.ThrowAsync<StoreUnavailableException>(() => store.SendAsync(Part("rhone", 1, new SiteRemoved("s")))))
            .Message.ShouldStartWith("The database takes no writes");
        (await store.EntriesAsync("rhone")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_database_that_acknowledges_what_is_not_on_disk_is_refused()
    {
        await SetAsync("synchronous_commit = off");

        (await Should.ThrowAsync<StoreUnavailableException>(() => _database.OpenStoreAsync())).Message.ShouldContain("synchronous_commit");
    }

    [Theory]
    [InlineData("UPDATE schema_migration SET hash = '000000000000000000' WHERE name = '0001-log.sql'", "0001-log.sql was altered")]
    [InlineData("INSERT INTO schema_migration (name, hash) VALUES ('9999-future.sql', 'x')", "newer build: 9999-future.sql")]
    public async Task A_schema_other_than_this_build_s_is_refused(string tampering, string words)
    {
        await _database.OpenStoreAsync();
        await _database.ExecuteAsync(tampering);

        (await Should.ThrowAsync<StoreSchemaException>(() => _database.OpenStoreAsync())).Message.ShouldContain(words);
        // Nobody is kept waiting by the one that was refused.
        (await Should.ThrowAsync<StoreSchemaException>(() => _database.OpenStoreAsync())).Message.ShouldContain(words);
    }

    [Fact]
    public async Task A_role_that_may_not_make_the_extension_is_told_what_to_do()
    {
        string role = $"role_{Guid.NewGuid():N}";
        await _database.ExecuteAsync($"CREATE ROLE {role} LOGIN; GRANT CREATE ON SCHEMA public TO {role}");

        var refusal = await Should.ThrowAsync<StoreSchemaException>(() => _database.OpenStoreAsync(more: $"Username={role}"));

        refusal.Message.ShouldContain("CREATE EXTENSION btree_gist");
        await _database.ExecuteAsync("CREATE EXTENSION btree_gist");
        (await (await _database.OpenStoreAsync(more: $"Username={role}")).SendAsync(Part("rhone", 0, new SiteRemoved("s")))).ShouldBeOfType<Appended>();
        await _database.ExecuteAsync($"DROP OWNED BY {role}; DROP ROLE {role}");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_in_words()
    {
        var refusal = await Should.ThrowAsync<StoreUnavailableException>(
            () => PostgresStore.OpenAsync($"Host=127.0.0.1;Port={Testbed.Processes.FreePort.Find()};Username=postgres", null, Stop));

        refusal.Message.ShouldStartWith("The database cannot be reached: nothing was written.");
    }

    private async Task SetAsync(string setting)
    {
        string database = new NpgsqlConnectionStringBuilder(_database.ConnectionString).Database!;
        await _database.ExecuteAsync($"ALTER DATABASE {database} SET {setting}");
    }
}
