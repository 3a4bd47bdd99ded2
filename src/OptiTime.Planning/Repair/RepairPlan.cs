using System.Collections.Immutable;
using OptiTime.Planning.Changes;

namespace OptiTime.Planning.Repair;

/// <summary>The smallest change that was found: what to append, what it moves, and what it comes to.</summary>
/// <param name="Changes">The work as it is agreed now, in the order of ids, and the tours that are not as they were; empty where nothing could be put back.</param>
/// <param name="Moves">What has another place, or waits again, in the order of ids; what only slides inside its tour is not among them.</param>
/// <param name="Unplaced">The ids of those that found no place inside their promise, in order: bookings to be called back, holds to be released, jobs that wait.</param>
/// <param name="Figures">What it comes to.</param>
/// <param name="Truncated">Whether the work budget ended the search before it was through.</param>
public sealed record RepairPlan(
    ImmutableArray<Change> Changes, ImmutableArray<RepairMove> Moves, ImmutableArray<string> Unplaced, RepairFigures Figures, bool Truncated);
