using System.Globalization;
using OptiTime.Engine.Log;

namespace OptiTime.Silo.Stores;

/// <summary>
/// Whether the store can be reached, as whoever follows the log last found, or callers who waited in vain one after the other. Calls that can
/// do without it then need not find out by waiting. An outage is told once, and its end.
/// </summary>
/// <param name="clock">The clock outages are measured with.</param>
/// <param name="log">Where they are told.</param>
internal sealed partial class StoreWatch(TimeProvider clock, ILogger<StoreWatch> log)
{
    /// <summary>How long a call that can do without the store waits for it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>After how many calls that waited in vain, none answered between them, the store counts as out of reach.</summary>
    private const int WaitedInVain = 3;

    private Outage? _outage;
    private int _inVain;

    /// <summary>For how long the store has been out of reach; null while it can be reached.</summary>
    public TimeSpan? Away => Volatile.Read(ref _outage) is { } outage ? clock.GetElapsedTime(outage.Since) : null;

    /// <summary>Why it is out of reach; null while it can be reached.</summary>
    public string? Why => Volatile.Read(ref _outage)?.Why;

    /// <summary>Says that it answered.</summary>
    public void Reached()
    {
        Volatile.Write(ref _inVain, 0);
        if (Interlocked.Exchange(ref _outage, null) is { } outage)
            LogBack(clock.GetElapsedTime(outage.Since).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture));
    }

    /// <summary>Says that it did not answer.</summary>
    /// <param name="why">Why, in a sentence.</param>
    public void Missed(string why)
    {
        if (Interlocked.CompareExchange(ref _outage, new Outage(clock.GetTimestamp(), why), null) is null) LogAway(clock.GetUtcNow(), why);
    }

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
            T told = await answer.AsTask().WaitAsync(Patience, clock, stop);
            Volatile.Write(ref _inVain, 0);
            return told;
        }
        catch (TimeoutException)
        {
            string why = string.Create(CultureInfo.InvariantCulture, $"The store did not answer within {Patience.TotalSeconds} s.");
            if (Interlocked.Increment(ref _inVain) >= WaitedInVain) Missed(why);
            throw new StoreUnavailableException(why);
        }
    }

    [LoggerMessage(20, LogLevel.Warning, "The store cannot be reached since {Since:u}: {Reason} Searches are answered from memory and say so; writes are refused.")]
    private partial void LogAway(DateTimeOffset since, string reason);

    [LoggerMessage(21, LogLevel.Information, "The store answers again, after {Seconds} s.")]
    private partial void LogBack(string seconds);

    private sealed record Outage(long Since, string Why);
}
