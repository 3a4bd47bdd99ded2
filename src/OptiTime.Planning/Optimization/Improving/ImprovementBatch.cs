using System.Collections.Immutable;
using OptiTime.Planning.Demand;

namespace OptiTime.Planning.Optimization.Improving;

/// <summary>Moves that are made together or not at all. Each batch is possible on the board that those before it have left, and pays by itself.</summary>
/// <param name="Moves">The moves, in the order in which they are made; all that move have left their tours before the first is put in.</param>
/// <param name="Gain">What it makes the plan cheaper, with the trouble of those who are moved taken off: more than nothing.</param>
public sealed record ImprovementBatch(ImmutableArray<WorkMove> Moves, Money Gain);

/// <summary>What a search came to that looked for a cheaper plan.</summary>
/// <param name="Batches">What to change, in order.</param>
/// <param name="Before">What the part of the plan that was looked at costs: work, road, and jobs that wait.</param>
/// <param name="After">What it costs with all batches made, with the trouble of those who are moved. Never more than before.</param>
/// <param name="Looked">How many pieces of work were looked at.</param>
/// <param name="AfterDay">The day after the last one looked at: where the next search may begin.</param>
public sealed record PlanImprovement(ImmutableArray<ImprovementBatch> Batches, Money Before, Money After, int Looked, int AfterDay);
