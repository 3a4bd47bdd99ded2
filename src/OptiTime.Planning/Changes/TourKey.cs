using OptiTime.Planning.Time;

namespace OptiTime.Planning.Changes;

/// <summary>What names a tour in a territory.</summary>
/// <param name="Resource">The resource's id.</param>
/// <param name="Unit">Which unit, from 0.</param>
/// <param name="PeriodStart">When its working period begins.</param>
public readonly record struct TourKey(string Resource, int Unit, Moment PeriodStart);
