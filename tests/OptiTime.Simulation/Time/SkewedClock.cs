namespace OptiTime.Simulation.Time;

/// <summary>The clock of a machine: off by some time, drifting, and set to another time now and then. Its timers ring in its process.</summary>
/// <param name="timeline">The true time.</param>
/// <param name="skew">How far ahead it is at the start.</param>
/// <param name="drift">How much faster it goes: 0.0001 is a tenth of a millisecond each second.</param>
internal sealed class SkewedClock(Timeline timeline, TimeSpan skew, double drift) : TimeProvider
{
    private TimeSpan _skew = skew;

    /// <summary>The process its timers ring in.</summary>
    internal Host? Host { get; set; }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => timeline.TrueTime + _skew + (timeline.Now * drift);

    /// <inheritdoc/>
    public override long GetTimestamp() => (timeline.Now * (1 + drift)).Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Alarm(timeline, Host!, callback, state, dueTime, period);

    /// <summary>Sets it ahead, or back.</summary>
    internal void Jump(TimeSpan by) => _skew += by;

    private sealed class Alarm : ITimer
    {
        private readonly Timeline _timeline;
        private readonly Host _host;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private int _setting;

        internal Alarm(Timeline timeline, Host host, TimerCallback callback, object? state, TimeSpan due, TimeSpan period)
        {
            (_timeline, _host, _callback, _state) = (timeline, host, callback, state);
            Change(due, period);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            int setting = ++_setting;
            if (dueTime >= TimeSpan.Zero) _timeline.After(dueTime, () => Ring(setting, period));
            return true;
        }

        public void Dispose() => _setting++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Ring(int setting, TimeSpan period)
        {
            if (setting != _setting) return;
            if (period > TimeSpan.Zero) _timeline.After(period, () => Ring(setting, period));
            _host.Post(_ => _callback(_state), null);
        }
    }
}
