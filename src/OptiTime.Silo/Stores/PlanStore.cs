using OptiTime.Engine.Directory;
using OptiTime.Engine.Log;
using OptiTime.Engine.Optimization;
using OptiTime.Engine.Value;
using OptiTime.Silo.Api.Offers;
using OptiTime.Storage.Postgres;
using OptiTime.Storage.Sqlite;

namespace OptiTime.Silo.Stores;

/// <summary>An open store with its sides.</summary>
/// <param name="Log">The logs.</param>
/// <param name="Directory">The tables that follow from them.</param>
/// <param name="Customers">The customer table.</param>
/// <param name="Demand">Counts of demand.</param>
/// <param name="OfferKeysAsync">The keys that sign offers, made if there are none.</param>
internal sealed record PlanStore(
    IPlanLog Log, IPlanDirectory Directory, ICustomerDirectory Customers, IDemandCounts Demand, Func<CancellationToken, Task<SigningKeys>> OfferKeysAsync) : IAsyncDisposable
{
    /// <summary>The right to optimise a territory.</summary>
    public IOptimizerLock Optimizers { get; init; } = new SoleOptimizer();

    /// <summary>Opens the store of a directory, made if it is not there.</summary>
    /// <inheritdoc cref="SqliteStore.Open"/>
    public static PlanStore Open(string directory, TimeProvider clock)
    {
        var store = SqliteStore.Open(directory, clock);
        return new PlanStore(store, store, store, store, _ => Task.FromResult(SigningKeys.Open(directory)));
    }

    /// <summary>Opens the store at an address, made if it is not there.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be used now.</exception>
    public static async Task<PlanStore> OpenAsync(StoreAddress address, TimeProvider clock, CancellationToken stop) =>
        address.Directory is { } directory ? Open(directory, clock) : Of(await PostgresStore.OpenAsync(address.Connection!, null, stop));

    /// <summary>Opens a store in which there are plans.</summary>
    /// <returns>Null when there are none. In a directory nothing is made then; a database gets its tables, as from a silo that starts.</returns>
    /// <inheritdoc cref="OpenAsync"/>
    public static async Task<PlanStore?> OpenExistingAsync(StoreAddress address, TimeProvider clock, CancellationToken stop)
    {
        if (address.Directory is { } directory && !(System.IO.Directory.Exists(directory) && System.IO.Directory.EnumerateFiles(directory, "*.db").Any())) return null;
        PlanStore store = await OpenAsync(address, clock, stop);
        if (address.Directory is not null || (await store.Log.ListAsync(stop)).Count > 0) return store;
        await store.DisposeAsync();
        return null;
    }

    private static PlanStore Of(PostgresStore store) => new(store, store, store, store, async stop => SigningKeys.Of(await store.ReadOfferKeysAsync(stop)))
    {
        Optimizers = store.Optimizers,
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Log is IAsyncDisposable patient) await patient.DisposeAsync();
        else if (Log is IDisposable store) store.Dispose();
    }
}
