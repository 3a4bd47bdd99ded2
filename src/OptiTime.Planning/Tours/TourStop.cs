using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Tours;

/// <summary>A stop of a tour with all that moving it needs.</summary>
/// <param name="Commitment">The commitment served.</param>
/// <param name="Step">Which of its steps, from 0.</param>
/// <param name="Place">The number of the place on the board; -1 for a resource that does not travel.</param>
/// <param name="Start">When the service is planned to start.</param>
/// <param name="Duration">How long it takes.</param>
/// <param name="Spread">The standard deviation of that.</param>
/// <param name="Earliest">The first moment it may start within its promise.</param>
/// <param name="Latest">The last moment it may start within its promise (included).</param>
/// <param name="Leg">The way to it from the stop before, or from home.</param>
public readonly record struct TourStop(
    string Commitment, int Step, int Place, Moment Start, Seconds Duration, Seconds Spread, Moment Earliest, Moment Latest, Leg Leg)
{
    /// <summary>When the service is planned to end.</summary>
    public Moment End => Start + Duration;
}
