namespace OptiTime.Silo.Tests.Fixtures;

/// <summary>A clock that stands still until a test moves it; elapsed time goes on, and is moved with it.</summary>
internal class MovableClock(DateTimeOffset now) : TimeProvider
{
    private readonly long _begun = now.UtcTicks;
    private long _ticks = now.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public override long GetTimestamp() => base.GetTimestamp() + ((Interlocked.Read(ref _ticks) - _begun) * (TimestampFrequency / TimeSpan.TicksPerSecond));

    public virtual void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
