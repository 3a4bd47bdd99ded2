using Npgsql;
using OptiTime.Engine.Log;
using OptiTime.Planning.Changes;
using OptiTime.Storage.Postgres;
using OptiTime.Testbed.Postgres;

namespace OptiTime.Storage.Tests.Postgres;

/// <summary>A database with stores on it, and a way past them to look at the database and to stand in their way.</summary>
public sealed class PostgresDatabase : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _opened = [];

    private PostgresDatabase(string connectionString) => ConnectionString = connectionString;

    public string ConnectionString { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A new one, on the server that all tests share unless another is given.</summary>
    public static async Task<PostgresDatabase> CreateAsync(PrivatePostgres? server = null)
    {
        Assert.SkipWhen(PrivatePostgres.WhyNot is not null, PrivatePostgres.WhyNot ?? "");
        return new PostgresDatabase(await (server ?? await PrivatePostgres.SharedAsync()).NewDatabaseAsync(Stop));
    }

    public async Task<PostgresStore> OpenStoreAsync(PostgresStoreOptions? options = null, string more = "")
    {
        PostgresStore store = await PostgresStore.OpenAsync($"{ConnectionString};{more}", options, Stop);
        _opened.Add(store);
        return store;
    }

    /// <summary>A connection of another program.</summary>
    public async Task<NpgsqlConnection> ConnectAsync(string more = "")
    {
        var connection = new NpgsqlConnection($"{ConnectionString};Pooling=false;{more}");
        await connection.OpenAsync(Stop);
        _opened.Add(connection);
        return connection;
    }

    public async Task ExecuteAsync(string sql) => await ExecuteAsync(await ConnectAsync(), sql);

    public static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Stop);
    }

    public static async Task<T> AskAsync<T>(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(Stop))!;
    }

    /// <summary>A connection that has a log to itself, as an append of another silo has until it is committed.</summary>
    public async Task<NpgsqlConnection> StandInTheWayAsync(string log)
    {
        NpgsqlConnection connection = await ConnectAsync();
        await ExecuteAsync(connection, $"BEGIN; SELECT FROM log_head WHERE territory = '{log}' FOR UPDATE");
        return connection;
    }

    /// <summary>Waits until an append of a store waits for somebody else.</summary>
    /// <returns>The process of the server that works for it.</returns>
    public async Task<int> AppendThatWaitsAsync()
    {
        NpgsqlConnection connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%optitime_append%'", connection);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        while (true)
        {
            if (await command.ExecuteScalarAsync(patience.Token) is int process) return process;
            // The server tells nobody who waits; looking without a pause would take the processor from the append.
            await Task.Delay(TimeSpan.FromMilliseconds(10), patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable opened in _opened) await opened.DisposeAsync();
    }
}

/// <summary>Short ways to ask a store.</summary>
public static class StoreQuestions
{
    public static async Task<List<LogEntry>> EntriesAsync(this IPlanLog store, string log) =>
        await store.ReadAsync(log, 0, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

    public static async Task<AppendOutcome> SendAsync(this IPlanLog store, Append append) =>
        await store.AppendAsync(append, TestContext.Current.CancellationToken);

    public static Task<AppendOutcome> SendAsync(this IPlanLog store, params LogPart[] parts) => store.SendAsync(Support.Samples.Append(parts));
}
