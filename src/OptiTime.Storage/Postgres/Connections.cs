using Npgsql;
using OptiTime.Engine.Log;

namespace OptiTime.Storage.Postgres;

/// <summary>How the connections of a store are made and set.</summary>
internal static class Connections
{
    /// <summary>Under which name the server lists them.</summary>
    internal const string ApplicationName = "optitime";

    /// <summary>How many connections the doorbell has to itself: one rings, one listens.</summary>
    internal const int Doorbell = 2;

    /// <summary>A pool of so many connections. What the caller says in the connection string stands, where it does not decide about promises.</summary>
    /// <exception cref="ArgumentException">The connection string is not one.</exception>
    internal static NpgsqlDataSource Pool(string connectionString, PostgresStoreOptions options, int connections)
    {
        NpgsqlConnectionStringBuilder settings = Settings(connectionString, options);
        settings.MaxPoolSize = connections;
        var source = new NpgsqlDataSourceBuilder(settings.ToString());
        AppendRows.MapIn(source);
        return source.Build();
    }

    /// <summary>For a single connection that is closed for good when it is given back.</summary>
    /// <exception cref="ArgumentException">The connection string is not one.</exception>
    internal static NpgsqlDataSource Single(string connectionString, PostgresStoreOptions options)
    {
        NpgsqlConnectionStringBuilder settings = Settings(connectionString, options);
        settings.Pooling = false;
        return NpgsqlDataSource.Create(settings);
    }

    private static NpgsqlConnectionStringBuilder Settings(string connectionString, PostgresStoreOptions options)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        settings.ApplicationName ??= ApplicationName;
        settings.Timeout = Seconds(options.ConnectTimeout);
        settings.CommandTimeout = Seconds(options.ReplyTimeout);
        settings.Options = $"-c statement_timeout={Seconds(options.StatementTimeout)}s "
            + $"-c idle_in_transaction_session_timeout={Seconds(options.StatementTimeout)}s {settings.Options}";
        // A cut network is noticed in seconds, also by a connection that only listens.
        (settings.KeepAlive, settings.TcpKeepAlive, settings.TcpKeepAliveTime, settings.TcpKeepAliveInterval) = (5, true, 2, 1);
        // No command leaves anything behind in its session, so nothing is reset between two.
        settings.NoResetOnClose = true;
        settings.MaxAutoPrepare = 64;
        settings.AutoPrepareMinUsages = 2;
        // Of several hosts it is the one that takes writes: a replica cannot keep a promise.
        if (settings.Host?.Contains(',') is true) settings.TargetSessionAttributes = "primary";
        return settings;
    }

    /// <summary>Opens a connection.</summary>
    /// <param name="pool">The connections.</param>
    /// <param name="lost">Called when the server cannot be reached: the connections of before will not answer either.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="StoreUnavailableException">The server cannot be reached, or takes no connection now; nothing was asked of it.</exception>
    internal static async ValueTask<NpgsqlConnection> OpenAsync(NpgsqlDataSource pool, Action? lost, CancellationToken stop)
    {
        try
        {
            return await pool.OpenConnectionAsync(stop);
        }
        catch (Exception failure) when (StoreFailure.IsWorlds(failure))
        {
            // One for which there was no room says nothing about those that are in use.
            if (StoreFailure.IsLost(failure) && failure.InnerException is not TimeoutException) lost?.Invoke();
            throw StoreFailure.OnConnecting(failure);
        }
    }

    private static int Seconds(TimeSpan time) => Math.Max(1, (int)Math.Ceiling(time.TotalSeconds));
}
