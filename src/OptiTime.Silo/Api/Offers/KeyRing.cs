using OptiTime.Engine.Log;

namespace OptiTime.Silo.Api.Offers;

/// <summary>
/// The keys of a silo as they were last read. They are read again each minute, and at once when an offer names a key that is not known here:
/// another silo may have read a new one first. So keys are changed while silos run.
/// </summary>
/// <param name="first">The keys as the silo began with them.</param>
/// <param name="read">Reads them again.</param>
/// <param name="clock">Counts the time between two readings.</param>
internal sealed class KeyRing(SigningKeys first, Func<CancellationToken, Task<SigningKeys>> read, TimeProvider clock) : IDisposable
{
    /// <summary>The least time between two readings, so that made-up offers do not keep the store busy.</summary>
    public static readonly TimeSpan Apart = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile SigningKeys _keys = first;
    private long? _readAt;

    /// <summary>The keys.</summary>
    public SigningKeys Keys => _keys;

    /// <summary>Reads them again, unless that was just done.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be read now; those read before stand.</exception>
    /// <exception cref="InvalidDataException">What is there are no keys; those read before stand.</exception>
    /// <exception cref="IOException">The file cannot be read; those read before stand.</exception>
    public async ValueTask RefreshAsync(CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            if (_readAt is { } before && clock.GetElapsedTime(before) < Apart) return;
            // Noted before it is known to go well: while the store is away callers shall not queue up to find that out.
            _readAt = clock.GetTimestamp();
            _keys = await read(stop);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();
}
