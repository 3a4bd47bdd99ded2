using Dapper;
using Npgsql;
using OptiTime.Engine.Directory;
using OptiTime.Engine.Log;
using OptiTime.Engine.Optimization;
using OptiTime.Engine.Value;

namespace OptiTime.Storage.Postgres;

/// <summary>
/// The store of a cluster: one PostgreSQL database, any number of silos. The database orders, stores and protects, and its clock decides;
/// nothing rests on the silos knowing of each other. After the server was away the store goes on by itself.
/// </summary>
public sealed partial class PostgresStore : IPlanLog, IPlanDirectory, ICustomerDirectory, IDemandCounts, IAsyncDisposable
{
    private readonly PostgresStoreOptions _options;
    private readonly Doorbell _doorbell;
    private readonly Questions _questions;
    private readonly NpgsqlDataSource _appends;
    private readonly OptimizerLock _optimizers;
    private bool _isDisposed;

    private PostgresStore(NpgsqlDataSource pool, NpgsqlDataSource appends, NpgsqlDataSource single, PostgresStoreOptions options)
    {
        (Pool, _appends, _options, _doorbell, _questions) = (pool, appends, options, new Doorbell(pool, options), new Questions(pool, ClearPools));
        _optimizers = new OptimizerLock(single);
    }

    /// <summary>The right to optimise a territory: of all silos of the database one has it at a time.</summary>
    public IOptimizerLock Optimizers => _optimizers;

    /// <summary>
    /// The connections on which is asked, and those of the bell. Appends have others: one that waits for a standby, or for a server that is silent,
    /// keeps its connection until it is answered, and must not keep the boards from being followed.
    /// </summary>
    internal NpgsqlDataSource Pool { get; }

    /// <summary>
    /// Lets all connections go, of both kinds: one that was lost tells that the others will not answer either, and a write on a new one is known to be
    /// undone when none can be had.
    /// </summary>
    internal void ClearPools()
    {
        Pool.Clear();
        _appends.Clear();
    }

    /// <summary>Opens the store of a database, and brings its tables to this build's schema; of silos that start at once one does so.</summary>
    /// <param name="connectionString">Where the database is, as Npgsql reads it: <c>Host=…;Username=…;Database=…</c>.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="ArgumentException">The connection string is not one.</exception>
    /// <exception cref="StoreSchemaException">The tables were made by a newer build, or by an altered one, or cannot be made.</exception>
    /// <exception cref="StoreUnavailableException">The database cannot be reached, takes no writes, or does not keep what it has acknowledged.</exception>
    public static async Task<PostgresStore> OpenAsync(string connectionString, PostgresStoreOptions? options, CancellationToken stop)
    {
        options ??= new PostgresStoreOptions();
        int writing = Math.Max(1, options.PoolSize / 2), asking = Math.Max(1, options.PoolSize - writing);
        NpgsqlDataSource pool = Connections.Pool(connectionString, options, asking + Connections.Doorbell), appends = Connections.Pool(connectionString, options, writing);
        try
        {
            // The session in which tables are made ends with that: it has settings and a lock of its own.
            await using (NpgsqlDataSource maker = Connections.Single(connectionString, options))
            await using (NpgsqlConnection connection = await Connections.OpenAsync(maker, null, stop))
            {
                await RequireDurabilityAsync(connection);
                await SchemaMigrations.ApplyAsync(connection, stop);
            }
            return new PostgresStore(pool, appends, Connections.Single(connectionString, options), options);
        }
        catch (Exception failure)
        {
            await pool.DisposeAsync();
            await appends.DisposeAsync();
            if (StoreFailure.From(failure) is { } unavailable) throw unavailable;
            throw;
        }
    }

    /// <summary>
    /// The secrets that sign offers, 32 bytes each, newest first: the first signs, all are accepted. They are the same for every silo of the
    /// database, whose schema began with one. To rotate, insert a row into <c>offer_key</c>; once every silo has read it, and the last offers
    /// under the old one have lapsed a quarter of an hour later, delete that.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The database cannot be read now.</exception>
    public ValueTask<IReadOnlyList<byte[]>> ReadOfferKeysAsync(CancellationToken stop) => _questions.AskAsync<IReadOnlyList<byte[]>>(
        async connection => (await connection.QueryAsync<byte[]>("SELECT secret FROM offer_key ORDER BY id DESC")).AsList(), stop);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // A container that gives it out under several names disposes of it under each.
        if (Interlocked.Exchange(ref _isDisposed, true)) return;
        await _doorbell.DisposeAsync();
        await _optimizers.DisposeAsync();
        await Pool.DisposeAsync();
        await _appends.DisposeAsync();
    }

    private static async Task RequireDurabilityAsync(NpgsqlConnection connection)
    {
        if (await connection.ExecuteScalarAsync<string>("SHOW synchronous_commit") is "off" or "local")
            throw new StoreUnavailableException(
                "The database is set to acknowledge what is not safe yet (synchronous_commit = off or local): a killed server would lose bookings. "
                + "Set it on for this database or role: ALTER DATABASE … SET synchronous_commit = on.");
    }
}
