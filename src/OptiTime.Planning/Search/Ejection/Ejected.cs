using OptiTime.Planning.Boards;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Search.Ejection;

/// <summary>A run of stops which, taken out of a tour, would leave room for what is asked.</summary>
/// <param name="Rank">What that costs to begin with, in <see cref="CostUnits"/>: work, road, and the trouble of those who are moved.</param>
/// <param name="Day">The local day of the tour.</param>
/// <param name="Tour">The tour among those of the day.</param>
/// <param name="First">The first stop.</param>
/// <param name="Count">How many stops.</param>
/// <param name="Promise">The promise that could then be kept.</param>
/// <param name="Earliest">The first moment it may start.</param>
/// <param name="Latest">The last moment it may start.</param>
/// <param name="Target">Where it would be.</param>
internal readonly record struct Ejected(
    long Rank, int Day, int Tour, int First, int Count, Interval Promise, Moment Earliest, Moment Latest, Target Target);
