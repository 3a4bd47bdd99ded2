namespace OptiTime.Planning.Explain;

/// <summary>An attempt, and what it was an attempt at.</summary>
/// <param name="Attempt">How it goes.</param>
/// <param name="Timing">The promise it would keep.</param>
/// <param name="Spot">Where.</param>
/// <param name="Rank">What it adds to the cost, in cost units.</param>
internal sealed record Trial(Attempt Attempt, Timing Timing, Spot Spot, long Rank);
