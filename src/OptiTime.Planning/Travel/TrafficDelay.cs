using OptiTime.Planning.Time;

namespace OptiTime.Planning.Travel;

/// <summary>Traffic: ways that begin inside a circle during a stretch of time take so much longer.</summary>
/// <param name="Centre">The middle of the circle.</param>
/// <param name="Radius">How far it reaches. 100 m to 2,000 km.</param>
/// <param name="Span">From when to when; at most <see cref="Longest"/>.</param>
/// <param name="Factor">How many times as long a way takes. 1.0 to <see cref="MaximumFactor"/>.</param>
public sealed record TrafficDelay(Location Centre, Metres Radius, Interval Span, double Factor)
{
    /// <summary>How many times as long a way takes at the most.</summary>
    public const double MaximumFactor = 5;

    /// <summary>How many delays a territory knows at once.</summary>
    public const int MostAtOnce = 50;

    /// <summary>For how long one delay lasts at the most; it can be sent again.</summary>
    public static Seconds Longest => Seconds.FromHours(7 * 24);
}
