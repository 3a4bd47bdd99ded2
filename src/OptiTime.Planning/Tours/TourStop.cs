using OptiTime.Planning.Packing;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Tours;

/// <summary>A stop of a tour with all that moving it needs. 56 bytes, and no object besides.</summary>
public readonly record struct TourStop
{
    // The parts of a PackedId; side by side they leave no holes.
    private readonly string? _other;
    private readonly ulong _high;
    private readonly ushort _low;
    private readonly byte _length;

    /// <summary>A stop.</summary>
    /// <param name="commitment">The id of the commitment served.</param>
    /// <param name="step">Which of its steps, from 0.</param>
    /// <param name="place">The number of the place on the board; -1 for a resource that does not travel.</param>
    /// <param name="start">When the service is planned to start.</param>
    /// <param name="duration">How long it takes.</param>
    /// <param name="spread">The standard deviation of that.</param>
    /// <param name="earliest">The first moment it may start within its promise.</param>
    /// <param name="latest">The last moment it may start within its promise (included).</param>
    /// <param name="leg">The way to it from the stop before, or from home.</param>
    public TourStop(
        string commitment, int step, int place, Moment start, Seconds duration, Seconds spread, Moment earliest, Moment latest, Leg leg)
    {
        (_high, _low, _length, _other) = PackedId.Of(commitment);
        (Step, Place, Start, Duration, Spread, Earliest, Latest, Leg) = (step, place, start, duration, spread, earliest, latest, leg);
    }

    /// <summary>The id of the commitment served; written out anew each time.</summary>
    public string Commitment => Key.ToString();

    /// <summary>Which of its steps, from 0.</summary>
    public int Step { get; init; }

    /// <summary>The number of the place on the board; -1 for a resource that does not travel.</summary>
    public int Place { get; init; }

    /// <summary>When the service is planned to start.</summary>
    public Moment Start { get; init; }

    /// <summary>How long it takes.</summary>
    public Seconds Duration { get; init; }

    /// <summary>The standard deviation of that.</summary>
    public Seconds Spread { get; init; }

    /// <summary>The first moment it may start within its promise.</summary>
    public Moment Earliest { get; init; }

    /// <summary>The last moment it may start within its promise (included).</summary>
    public Moment Latest { get; init; }

    /// <summary>The way to it from the stop before, or from home.</summary>
    public Leg Leg { get; init; }

    /// <summary>When the service is planned to end.</summary>
    public Moment End => Start + Duration;

    /// <summary>The commitment served, to be compared.</summary>
    internal PackedId Key => new(_high, _low, _length, _other);
}
