using OptiTime.Planning.Time;

namespace OptiTime.Planning.Travel;

/// <summary>The way from one place of a tour to the next, as it was reckoned when it was planned. A fact: replay never reckons it again. Default: no way at all.</summary>
/// <param name="Time">Time on the road; non-negative, breaks not counted.</param>
/// <param name="Distance">Length of the road; non-negative.</param>
public readonly record struct Leg(Seconds Time, Metres Distance)
{
    /// <summary>Two legs one after the other.</summary>
    public static Leg operator +(Leg left, Leg right) => new(left.Time + right.Time, left.Distance + right.Distance);

    /// <summary>What the left leg takes more than the right one.</summary>
    public static Leg operator -(Leg left, Leg right) => new(left.Time - right.Time, left.Distance - right.Distance);
}
