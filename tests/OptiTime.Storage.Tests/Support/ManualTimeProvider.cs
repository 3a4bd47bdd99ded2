using OptiTime.Planning.Time;

namespace OptiTime.Storage.Tests.Support;

/// <summary>A clock that stands still until it is told, and may be set back.</summary>
public sealed class ManualTimeProvider(Moment now) : TimeProvider
{
    /// <summary>Is told the new time: for stores that have a clock of their own.</summary>
    public event Action<DateTimeOffset>? Set;

    public Moment Now
    {
        get;
        set
        {
            field = value;
            Set?.Invoke(value.ToUtc());
        }
    } = now;

    public override DateTimeOffset GetUtcNow() => Now.ToUtc();
}
