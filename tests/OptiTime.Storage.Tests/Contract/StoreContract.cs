using OptiTime.Engine.Directory;
using OptiTime.Engine.Log;
using OptiTime.Engine.Value;
using OptiTime.Planning.Changes;
using OptiTime.Storage.Tests.Support;
using static OptiTime.Storage.Tests.Support.Samples;

namespace OptiTime.Storage.Tests.Contract;

/// <summary>A store with all it can do.</summary>
public sealed record Store(IPlanLog Log, IPlanDirectory Plans, ICustomerDirectory Customers, IDemandCounts Demand);

/// <summary>Makes stores of one kind.</summary>
public interface IStoreFactory : IAsyncDisposable
{
    /// <summary>A new, empty store.</summary>
    Task<Store> OpenAsync(ManualTimeProvider clock);

    /// <summary>Runs SQL on the database of a store, as another program would.</summary>
    Task ExecuteAsync(Store store, string sql);
}

/// <summary>
/// What every store must keep, written once. A kind of store is held to it by a class of its own for each of the contracts, which passes its
/// factory.
/// </summary>
public abstract class StoreContract(IStoreFactory factory) : IAsyncLifetime
{
    protected IStoreFactory Factory => factory;

    protected ManualTimeProvider Clock { get; } = new(Morning);

    protected Store Store { get; private set; } = null!;

    protected Task<Store> OpenAnotherAsync() => factory.OpenAsync(Clock);

    public async ValueTask InitializeAsync() => Store = await OpenAnotherAsync();

    public ValueTask DisposeAsync() => factory.DisposeAsync();

    protected ValueTask<AppendOutcome> TryAppend(params LogPart[] parts) => TryAppend(Append(parts));

    protected ValueTask<AppendOutcome> TryAppend(Append append) => Store.Log.AppendAsync(append, TestContext.Current.CancellationToken);

    /// <summary>Appends what must succeed.</summary>
    protected async Task<Appended> Written(params LogPart[] parts) => (await TryAppend(parts)).ShouldBeOfType<Appended>();

    protected async Task<List<LogEntry>> Entries(string log, long after = 0) =>
        await Store.Log.ReadAsync(log, after, TestContext.Current.CancellationToken).ToListAsync();

    /// <summary>A territory with some technicians, at version 1.</summary>
    protected Task<Appended> Define(string territory, params string[] technicians) =>
        Written(Part(territory, 0, [Territory(territory), .. technicians.Select(id => Technician(id))]));

    protected async Task<string[]> Occupied(string territory) =>
        [.. (await Store.Plans.AssignmentsAsync(territory, default, default)).Select(row => $"{row.Resource}/{row.Unit} {row.Commitment} {row.During}")];
}
