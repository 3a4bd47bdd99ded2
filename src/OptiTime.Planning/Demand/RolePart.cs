using OptiTime.Planning.Time;

namespace OptiTime.Planning.Demand;

/// <summary>The part of a step for which a role is needed.</summary>
/// <param name="From">How long after the start of the step it begins. Not negative.</param>
/// <param name="Length">How long it lasts; more than nothing, and no longer than the step does from there.</param>
public readonly record struct RolePart(Seconds From, Seconds Length);
