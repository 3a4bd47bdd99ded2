namespace OptiTime.Planning.Time;

/// <summary>A half-open stretch of time: <c>From</c> belongs to it, <c>To</c> does not. Empty when both are equal. Default: empty at the epoch.</summary>
/// <param name="From">The first instant.</param>
/// <param name="To">The first instant after; not before <paramref name="From"/>.</param>
public readonly record struct Interval(Moment From, Moment To)
{
    /// <summary>How long it is.</summary>
    public Seconds Length => To - From;

    /// <summary>Whether it holds no instant.</summary>
    public bool IsEmpty => To <= From;

    /// <summary>Whether the instant lies in it.</summary>
    public bool Contains(Moment moment) => From <= moment && moment < To;

    /// <summary>Whether the whole other interval lies in it.</summary>
    public bool Contains(Interval other) => From <= other.From && other.To <= To;

    /// <summary>Whether the two share an instant.</summary>
    public bool Overlaps(Interval other) => From < other.To && other.From < To;

    /// <summary>What the two share; empty (with <c>To</c> not after <c>From</c>) when they share nothing.</summary>
    public Interval Intersect(Interval other) => new(Moment.Max(From, other.From), Moment.Min(To, other.To));

    /// <summary>Both ends, as RFC 3339.</summary>
    public override string ToString() => $"[{From}, {To})";
}
