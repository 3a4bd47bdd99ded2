using System.Collections.Immutable;
using OptiTime.Planning.Optimization.Improving;

namespace OptiTime.Planning.Commands;

/// <summary>
/// Give some work another place inside its promise or range, all of it or none, because the plan is then cheaper. Sent by the planner's host, which has looked for
/// it; it is held to the board of the moment: what may no longer be moved, is no longer possible or no longer pays is refused.
/// </summary>
/// <param name="Moves">The moves, in the order in which they are made.</param>
/// <param name="Options">What counts: as in the search that found them.</param>
public sealed record RearrangeWork(ImmutableArray<WorkMove> Moves, ImprovementOptions Options) : Command;
