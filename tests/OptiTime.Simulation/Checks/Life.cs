using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Time;

namespace OptiTime.Simulation.Checks;

/// <summary>The life of a commitment as its log tells it.</summary>
internal sealed class Life
{
    /// <summary>The version that began it.</summary>
    internal long Began { get; init; }

    /// <summary>The commitment as last recorded.</summary>
    internal required Commitment Commitment { get; set; }

    /// <summary>The version that confirmed it, or began it as a booking; null while it is a hold.</summary>
    internal long? Confirmed { get; set; }

    /// <summary>The version that ended it, or with which its day left the board; null while it lives.</summary>
    internal long? Ended { get; set; }

    /// <summary>The tour it stands in.</summary>
    internal TourKey? Standing { get; set; }

    /// <summary>When its hold was to expire.</summary>
    internal Moment? HeldUntil { get; set; }

    internal bool Lives => Ended is null;
}
