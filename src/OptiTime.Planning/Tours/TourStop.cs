using OptiTime.Planning.Packing;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Tours;

/// <summary>A stop of a tour with all that moving it needs. 56 bytes, and no object besides.</summary>
public readonly record struct TourStop
{
    private const int LengthBits = 20, LeadBias = 1 << LengthBits;
    private const ulong LengthMask = (1 << LengthBits) - 1;

    // The parts of a PackedId; side by side they leave no holes.
    private readonly string? _other;
    private readonly ulong _high;
    private readonly ushort _low;
    private readonly byte _length;
    private readonly byte _step;

    // Three lengths, none longer than three days: how long the resource is taken, how long the step takes, and how long after the one the other begins.
    private readonly ulong _lengths;

    /// <summary>A stop.</summary>
    /// <param name="commitment">The id of the commitment served.</param>
    /// <param name="step">Which of its steps, from 0.</param>
    /// <param name="place">The number of the place on the board; -1 for a resource that does not travel.</param>
    /// <param name="start">From when the resource is taken.</param>
    /// <param name="duration">For how long.</param>
    /// <param name="spread">The standard deviation of that.</param>
    /// <param name="earliest">The first moment from which it may be taken, that the promise be kept.</param>
    /// <param name="latest">The last such moment (included).</param>
    /// <param name="leg">The way to it from the stop before, or from home.</param>
    /// <param name="service">When the step itself is planned; null where it is the time for which the resource is taken.</param>
    public TourStop(
        string commitment, int step, int place, Moment start, Seconds duration, Seconds spread, Moment earliest, Moment latest, Leg leg,
        Interval? service = null)
    {
        (_high, _low, _length, _other) = PackedId.Of(commitment);
        (_step, Place, Start, Spread, Earliest, Latest, Leg) = (checked((byte)step), place, start, spread, earliest, latest, leg);
        (Seconds lead, Seconds stepDuration) = service is { } during ? (during.From - start, during.Length) : (Seconds.Zero, duration);
        _lengths = (uint)duration.Value | ((ulong)(uint)stepDuration.Value << LengthBits) | ((ulong)(uint)(lead.Value + LeadBias) << (2 * LengthBits));
    }

    /// <summary>The id of the commitment served; written out anew each time.</summary>
    public string Commitment => Key.ToString();

    /// <summary>Which of its steps, from 0.</summary>
    public int Step => _step;

    /// <summary>The number of the place on the board; -1 for a resource that does not travel.</summary>
    public int Place { get; init; }

    /// <summary>From when the resource is taken: the start of the service, or of the setup before it.</summary>
    public Moment Start { get; init; }

    /// <summary>For how long the resource is taken.</summary>
    public Seconds Duration => new((int)(_lengths & LengthMask));

    /// <summary>How long after <see cref="Start"/> the step itself begins; negative where the resource is needed for a later part of it.</summary>
    public Seconds Lead => new((int)(_lengths >> (2 * LengthBits)) - LeadBias);

    /// <summary>How long the step itself takes.</summary>
    public Seconds StepDuration => new((int)((_lengths >> LengthBits) & LengthMask));

    /// <summary>The standard deviation of that.</summary>
    public Seconds Spread { get; init; }

    /// <summary>The first <see cref="Start"/> that keeps the promise.</summary>
    public Moment Earliest { get; init; }

    /// <summary>The last <see cref="Start"/> that keeps the promise (included).</summary>
    public Moment Latest { get; init; }

    /// <summary>The way to it from the stop before, or from home.</summary>
    public Leg Leg { get; init; }

    /// <summary>Until when the resource is taken.</summary>
    public Moment End => Start + Duration;

    /// <summary>When the step itself is planned.</summary>
    public Interval StepTime => new(Start + Lead, Start + Lead + StepDuration);

    /// <summary>The commitment served, to be compared.</summary>
    internal PackedId Key => new(_high, _low, _length, _other);
}
