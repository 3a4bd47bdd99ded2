namespace OptiTime.Silo.Api.WhatIf;

/// <summary>Lets one pass at a time, some wait, and sends the rest away.</summary>
/// <param name="waiting">How many may wait.</param>
internal sealed class Turnstile(int waiting) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private int _inside;

    /// <summary>Waits for its turn.</summary>
    /// <returns>What gives the turn to the next when it is disposed of; null where too many wait.</returns>
    public async ValueTask<IDisposable?> EnterAsync(CancellationToken stop)
    {
        if (Interlocked.Increment(ref _inside) > 1 + waiting)
        {
            Interlocked.Decrement(ref _inside);
            return null;
        }
        try
        {
            await _turn.WaitAsync(stop);
            return new Turn(this);
        }
        catch
        {
            Interlocked.Decrement(ref _inside);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private sealed class Turn(Turnstile turnstile) : IDisposable
    {
        public void Dispose()
        {
            turnstile._turn.Release();
            Interlocked.Decrement(ref turnstile._inside);
        }
    }
}
