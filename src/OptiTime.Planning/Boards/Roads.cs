using OptiTime.Planning.Calendars;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Boards;

/// <summary>What must be known of a board to tell how a way is travelled.</summary>
/// <param name="Clock">The clock by which hours are counted.</param>
/// <param name="Places">The places.</param>
public readonly record struct Roads(DayClock Clock, PlaceTable Places);
