using OptiTime.Planning.Changes;

namespace OptiTime.NextBuild;

/// <summary>The change that comes with this build: somebody remarked something about a territory.</summary>
/// <param name="Text">What.</param>
public sealed record TerritoryRemarked(string Text) : Remark;
