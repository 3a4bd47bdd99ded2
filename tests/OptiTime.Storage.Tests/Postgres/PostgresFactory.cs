using Npgsql;
using OptiTime.Storage.Postgres;
using OptiTime.Storage.Tests.Contract;
using OptiTime.Storage.Tests.Support;
using OptiTime.Testbed.Postgres;

namespace OptiTime.Storage.Tests.Postgres;

/// <summary>Makes PostgreSQL stores, each in a database of its own on the server that all tests share.</summary>
public sealed class PostgresFactory : IStoreFactory
{
    private readonly List<PostgresStore> _stores = [];

    public async Task<Store> OpenAsync(ManualTimeProvider clock)
    {
        Assert.SkipWhen(PrivatePostgres.WhyNot is not null, PrivatePostgres.WhyNot ?? "");
        PrivatePostgres server = await PrivatePostgres.SharedAsync();
        PostgresStore store = await PostgresStore.OpenAsync(await server.NewDatabaseAsync(), null, CancellationToken.None);
        _stores.Add(store);
        await SetByHandAsync(store, clock);
        return new Store(store, store, store, store);
    }

    public async Task ExecuteAsync(Store store, string sql)
    {
        await using NpgsqlCommand command = ((PostgresStore)store.Log).Pool.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (PostgresStore store in _stores) await store.DisposeAsync();
    }

    /// <summary>Puts a clock that is set by hand in the place of the database's own.</summary>
    private static async Task SetByHandAsync(PostgresStore store, ManualTimeProvider clock)
    {
        await using NpgsqlCommand replace = store.Pool.CreateCommand("""
            CREATE TABLE manual_clock (now timestamptz NOT NULL);
            INSERT INTO manual_clock VALUES (now());
            CREATE OR REPLACE FUNCTION optitime_clock() RETURNS timestamptz LANGUAGE sql VOLATILE AS 'SELECT now FROM manual_clock'
            """);
        await replace.ExecuteNonQueryAsync();
        SetTo(clock.GetUtcNow());
        clock.Set += SetTo;

        void SetTo(DateTimeOffset now)
        {
            using NpgsqlCommand set = store.Pool.CreateCommand("UPDATE manual_clock SET now = $1");
            set.Parameters.AddWithValue(now);
            set.ExecuteNonQuery();
        }
    }
}
