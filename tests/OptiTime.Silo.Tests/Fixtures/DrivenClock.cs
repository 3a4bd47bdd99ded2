namespace OptiTime.Silo.Tests.Fixtures;

/// <summary>A clock by which everything goes: time passes, and timers ring, only when a test moves it.</summary>
internal sealed class DrivenClock(DateTimeOffset now) : MovableClock(now)
{
    private readonly Lock _lock = new();
    private readonly List<Ringing> _timers = [];

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Ringing(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Whether somebody has a timer that rings so often.</summary>
    public bool Rings(TimeSpan every)
    {
        lock (_lock) return _timers.Exists(timer => timer.Period == every);
    }

    /// <summary>Moves the clock on; each timer rings at its own time on the way.</summary>
    public override void Advance(TimeSpan by)
    {
        long until = GetTimestamp() + by.Ticks;
        while (Next(until) is var (due, timer))
        {
            base.Advance(TimeSpan.FromTicks(Math.Max(0, due - GetTimestamp())));
            timer.Ring();
        }
        base.Advance(TimeSpan.FromTicks(until - GetTimestamp()));
    }

    /// <summary>The next timer that rings until then, set on to its next time.</summary>
    private (long Due, Ringing Timer)? Next(long until)
    {
        lock (_lock)
        {
            if (_timers.MinBy(timer => timer.Due) is not { } next || next.Due > until) return null;
            long due = next.Due;
            if (next.Period > TimeSpan.Zero) next.Due += next.Period.Ticks;
            else _timers.Remove(next);
            return (due, next);
        }
    }

    private sealed class Ringing(DrivenClock clock, Action ring) : ITimer
    {
        internal long Due { get; set; }

        internal TimeSpan Period { get; private set; }

        internal void Ring() => ring();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                clock._timers.Remove(this);
                (Due, Period) = (clock.GetTimestamp() + dueTime.Ticks, period);
                if (dueTime != Timeout.InfiniteTimeSpan) clock._timers.Add(this);
            }
            return true;
        }

        public void Dispose()
        {
            lock (clock._lock) clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
