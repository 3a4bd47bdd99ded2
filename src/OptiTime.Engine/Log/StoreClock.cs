namespace OptiTime.Engine.Log;

/// <summary>
/// The clock of the store as this silo can know it: its own clock and the difference that was last measured. Decisions are made by it, and
/// only proposed by it: the store's own clock has the last word in each append. A silo whose clock is off, or was stopped, is right again
/// with the next measurement.
/// </summary>
/// <param name="local">The clock of this machine.</param>
public sealed class StoreClock(TimeProvider local) : TimeProvider
{
    /// <summary>The longest a measurement may take to be believed when it says nothing new: the store's reading lies somewhere within it.</summary>
    private static readonly TimeSpan LongestBelieved = TimeSpan.FromMilliseconds(250);

    private long _offsetTicks;
    private bool _isMeasured;

    /// <summary>How far the store's clock is ahead of this machine's; zero until it was measured.</summary>
    public TimeSpan Offset => new(Interlocked.Read(ref _offsetTicks));

    /// <inheritdoc/>
    public override long TimestampFrequency => local.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => local.GetUtcNow() + Offset;

    /// <inheritdoc/>
    public override long GetTimestamp() => local.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        local.CreateTimer(callback, state, dueTime, period);

    /// <summary>Learns from a reading of the store's clock.</summary>
    /// <param name="store">What the store's clock showed.</param>
    /// <param name="asked">The <see cref="GetTimestamp"/> of when it was asked.</param>
    public void Measure(DateTimeOffset store, long asked)
    {
        TimeSpan took = local.GetElapsedTime(asked);
        TimeSpan offset = store + (took / 2) - local.GetUtcNow();
        // However slow, one that cannot be true of the offset known tells that a clock was set.
        if (Volatile.Read(ref _isMeasured) && took > LongestBelieved && (offset - Offset).Duration() <= took) return;
        Interlocked.Exchange(ref _offsetTicks, offset.Ticks);
        Volatile.Write(ref _isMeasured, true);
    }
}
