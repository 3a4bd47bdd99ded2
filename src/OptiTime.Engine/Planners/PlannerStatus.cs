namespace OptiTime.Engine.Planners;

/// <summary>How a planner stands.</summary>
/// <param name="Territory">Its territory.</param>
/// <param name="Version">The version of its board.</param>
/// <param name="Freshness">How far that can be trusted to be the newest.</param>
/// <param name="Waiting">How many commands wait for it.</param>
/// <param name="Holds">How many holds live on its board.</param>
public readonly record struct PlannerStatus(string Territory, long Version, Freshness Freshness, int Waiting, int Holds);
