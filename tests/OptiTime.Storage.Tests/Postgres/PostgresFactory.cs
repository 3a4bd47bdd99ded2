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

    public Store Open(TimeProvider clock)
    {
        Assert.SkipWhen(PrivatePostgres.WhyNot is not null, PrivatePostgres.WhyNot ?? "");
        PostgresStore store = OpenAsync((ManualTimeProvider)clock).GetAwaiter().GetResult();
        return new Store(store, store, store);
    }

    /// <summary>A store whose database has a clock that is set by hand.</summary>
    public async Task<PostgresStore> OpenAsync(ManualTimeProvider clock)
    {
        PrivatePostgres server = await PrivatePostgres.SharedAsync();
        string database = await server.NewDatabaseAsync();
        PostgresStore store = await PostgresStore.OpenAsync(database, new PostgresStoreOptions { PoolSize = 40 }, CancellationToken.None);
        _stores.Add(store);
        await using NpgsqlCommand replace = store.Pool.CreateCommand("""
            CREATE TABLE manual_clock (now timestamptz NOT NULL);
            INSERT INTO manual_clock VALUES (now());
            CREATE OR REPLACE FUNCTION optitime_clock() RETURNS timestamptz LANGUAGE sql VOLATILE AS 'SELECT now FROM manual_clock'
            """);
        await replace.ExecuteNonQueryAsync();
        SetTo(clock.GetUtcNow());
        clock.Set += SetTo;
        return store;

        void SetTo(DateTimeOffset now)
        {
            using NpgsqlCommand set = store.Pool.CreateCommand("UPDATE manual_clock SET now = $1");
            set.Parameters.AddWithValue(now);
            set.ExecuteNonQuery();
        }
    }

    public void Dispose()
    {
        foreach (PostgresStore store in _stores) store.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
