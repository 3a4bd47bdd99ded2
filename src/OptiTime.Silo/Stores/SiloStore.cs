using OptiTime.Engine.Log;
using OptiTime.Silo.Api.Offers;

namespace OptiTime.Silo.Stores;

/// <summary>A store that is open, with the keys that sign its offers.</summary>
/// <param name="Plans">The store.</param>
/// <param name="Keys">The keys.</param>
internal sealed record OpenedStore(PlanStore Plans, SigningKeys Keys);

/// <summary>
/// The store of a silo: there from the start, or as soon as its database can be reached. Whatever is built on it is built when first asked
/// for, so until then every call that needs it ends with <see cref="StoreUnavailableException"/>, and the process lives.
/// </summary>
/// <param name="address">Where it is.</param>
internal sealed class SiloStore(StoreAddress address) : IAsyncDisposable
{
    private readonly TaskCompletionSource<OpenedStore> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Where it is.</summary>
    public StoreAddress Address => address;

    /// <summary>Ends when the store is open, or with why it never will be.</summary>
    public Task<OpenedStore> Opened => _opened.Task;

    /// <summary>Whether it is open.</summary>
    public bool IsOpen => _opened.Task.IsCompletedSuccessfully;

    /// <summary>The store.</summary>
    /// <exception cref="StoreUnavailableException">It is not open yet.</exception>
    public OpenedStore Current => IsOpen
        ? _opened.Task.Result
        : throw new StoreUnavailableException("The silo has been started, and its database has not been reached yet.");

    /// <summary>The store, as soon as it is open; null when it will not be, or somebody stops waiting.</summary>
    public async Task<OpenedStore?> WaitAsync(CancellationToken stop)
    {
        // Whoever started the silo is told why not.
        await ((Task)_opened.Task).WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return IsOpen && !stop.IsCancellationRequested ? Current : null;
    }

    /// <summary>Says that it is open.</summary>
    public void Open(OpenedStore store) => _opened.SetResult(store);

    /// <summary>Says that it will never be.</summary>
    public void GiveUp(Exception fault) => _opened.SetException(fault);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (IsOpen) await _opened.Task.Result.Plans.DisposeAsync();
    }
}
