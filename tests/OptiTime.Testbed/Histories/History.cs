using System.Collections.Concurrent;

namespace OptiTime.Testbed.Histories;

/// <summary>Every call of every caller, in one clock. Callers write to it at the same time.</summary>
public sealed class History(TimeProvider clock)
{
    private readonly ConcurrentQueue<Call> _calls = new();

    /// <summary>The clock's reading now, for <see cref="Call.Began"/> and <see cref="Call.Ended"/>.</summary>
    public long Now => clock.GetTimestamp();

    public IReadOnlyCollection<Call> Calls => _calls;

    public void Add(Call call) => _calls.Enqueue(call);

    /// <summary>The longest time in which no write was acknowledged, between the first and the last that was.</summary>
    public TimeSpan LongestSilence()
    {
        long[] heard = [.. _calls.Where(call => call is { IsWrite: true, Outcome: CallOutcome.Acknowledged }).Select(call => call.Ended).Order()];
        return heard.Length < 2 ? TimeSpan.Zero : heard.Zip(heard.Skip(1), clock.GetElapsedTime).Max();
    }
}
