using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Proposals;

/// <summary>What has become of what a proposal would move, so that it cannot be done as it was made.</summary>
public enum MoveChange
{
    /// <summary>It has ended: it was called off, or is done.</summary>
    Ended,

    /// <summary>It was given another place, lost its own, or is promised something else.</summary>
    Moved,

    /// <summary>It has begun.</summary>
    Begun,

    /// <summary>The place that was kept for it is kept no more.</summary>
    NotKept,
}

/// <summary>One of those a proposal would move, and what has become of it since.</summary>
/// <param name="Commitment">The commitment's id.</param>
/// <param name="IsJob">Whether it is a backlog job.</param>
/// <param name="Change">What has become of it.</param>
public sealed record ChangedMove(string Commitment, bool IsJob, MoveChange Change)
{
    /// <summary>What has changed since a proposal was opened; empty while all of it stands.</summary>
    /// <param name="board">The board of its territory.</param>
    /// <param name="proposal">The proposal, open or ended.</param>
    /// <param name="alternative">Which of its alternatives, from 0.</param>
    /// <param name="now">The present.</param>
    public static ImmutableArray<ChangedMove> Of(Board board, Proposal proposal, int alternative, Moment now) =>
    [
        .. from move in proposal.Alternatives[alternative].Moves
           let change = Of(board, move, now)
           where change is not null
           select new ChangedMove(move.Commitment, move.IsJob, change.Value),
    ];

    private static MoveChange? Of(Board board, ProposedMove move, Moment now)
    {
        if (!board.Commitments.TryGetValue(move.Commitment, out CommitmentEntry entry) || entry.Commitment.State == CommitmentState.Done) return MoveChange.Ended;
        if (!Settlement.AreSame(entry.Commitment.Steps, move.From)) return MoveChange.Moved;
        if (board.PlannedTimes(entry.Commitment) is [var first, ..] && first.From <= now) return MoveChange.Begun;
        return move.Reservation is { } kept && !board.Commitments.ContainsKey(kept) ? MoveChange.NotKept : null;
    }
}
