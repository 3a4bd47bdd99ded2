using System.Collections.Immutable;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Proposals;

/// <summary>What a proposal would do with one commitment.</summary>
/// <param name="Commitment">The commitment's id.</param>
/// <param name="IsJob">Whether it is a backlog job, of which nobody was told.</param>
/// <param name="From">Its steps as they are agreed.</param>
/// <param name="PlannedFrom">When they were planned as the proposal was opened, or until they lost their place; empty where nobody knows.</param>
/// <param name="To">Its steps as they would be agreed, with what its customer would be told; empty for a job that would wait again.</param>
/// <param name="PlannedTo">When they would be planned.</param>
/// <param name="Call">Whether its customer must be called: they were told something else.</param>
/// <param name="Reservation">The id of the hold that keeps its new place; null where none is kept.</param>
public sealed record ProposedMove(
    string Commitment, bool IsJob, ImmutableArray<CommittedStep> From, ImmutableArray<Interval> PlannedFrom, ImmutableArray<CommittedStep> To,
    ImmutableArray<Interval> PlannedTo, bool Call, string? Reservation);
