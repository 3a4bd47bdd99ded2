using OptiTime.Engine.Log;

namespace OptiTime.Silo.Stores;

/// <summary>Whether the store can be reached, as whoever follows the log last found. Calls that can do without it need not find out by waiting.</summary>
/// <param name="clock">The clock outages are measured with.</param>
internal sealed class StoreWatch(TimeProvider clock)
{
    /// <summary>How long a call that can do without the store waits for it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private Outage? _outage;

    /// <summary>For how long the store has been out of reach; null while it can be reached.</summary>
    public TimeSpan? Away => Volatile.Read(ref _outage) is { } outage ? clock.GetElapsedTime(outage.Since) : null;

    /// <summary>Why it is out of reach; null while it can be reached.</summary>
    public string? Why => Volatile.Read(ref _outage)?.Why;

    /// <summary>Says that it answered.</summary>
    /// <returns>For how long it had not; null when it had.</returns>
    public TimeSpan? Reached() => Interlocked.Exchange(ref _outage, null) is { } outage ? clock.GetElapsedTime(outage.Since) : null;

    /// <summary>Says that it did not answer.</summary>
    /// <returns>Whether an outage begins with this.</returns>
    public bool Missed(string why) => Interlocked.CompareExchange(ref _outage, new Outage(clock.GetTimestamp(), why), null) is null;

    /// <summary>Asks the store something the caller can do without: not at all while it is known to be away, and for no longer than <see cref="Patience"/>.</summary>
    /// <param name="state">What to ask with.</param>
    /// <param name="ask">Asks.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="StoreUnavailableException">There is no answer now.</exception>
    public ValueTask<T> AskAsync<TState, T>(TState state, Func<TState, CancellationToken, ValueTask<T>> ask, CancellationToken stop)
    {
        if (Volatile.Read(ref _outage) is { } outage) throw new StoreUnavailableException(outage.Why);
        ValueTask<T> answer = ask(state, stop);
        return answer.IsCompleted ? answer : PatientlyAsync(answer, stop);
    }

    private async ValueTask<T> PatientlyAsync<T>(ValueTask<T> answer, CancellationToken stop)
    {
        try
        {
            return await answer.AsTask().WaitAsync(Patience, clock, stop);
        }
        catch (TimeoutException)
        {
            throw new StoreUnavailableException($"The store did not answer within {Patience.TotalSeconds} s.");
        }
    }

    private sealed record Outage(long Since, string Why);
}
