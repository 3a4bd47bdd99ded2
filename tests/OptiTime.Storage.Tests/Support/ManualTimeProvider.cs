using OptiTime.Planning.Time;

namespace OptiTime.Storage.Tests.Support;

/// <summary>A clock that stands still until it is told, and may be set back.</summary>
public sealed class ManualTimeProvider(Moment now) : TimeProvider
{
    public Moment Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now.ToUtc();
}
