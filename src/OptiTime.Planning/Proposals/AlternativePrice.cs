using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Proposals;

/// <summary>What doing a proposal costs: it is done on a draft that nobody keeps, in just the way in which it is accepted.</summary>
internal static class AlternativePrice
{
    /// <summary>An alternative with what it costs; null where it could not be done.</summary>
    /// <param name="board">The board, on which the places of the proposal are kept.</param>
    /// <param name="proposal">The proposal.</param>
    /// <param name="alternative">Which of its alternatives, from 0.</param>
    /// <param name="now">The present.</param>
    internal static Alternative? Of(Board board, Proposal proposal, int alternative, Moment now)
    {
        var trial = new Draft(board, now, board.Version, []);
        return Settlement.Displace(trial, proposal, alternative, out _) is null
            ? proposal.Alternatives[alternative] with { Cost = Between(board, trial.Board, proposal.Alternatives[alternative].Moves) } : null;
    }

    /// <summary>What moves cost: work and road beside what they cost as they stood, and the trouble of each.</summary>
    internal static Money Between(Board before, Board after, ImmutableArray<ProposedMove> moves)
    {
        InstabilityRates rates = before.Settings.InstabilityRates;
        return new Money(moves.Sum(move =>
            (move.IsJob ? rates.Backlog : move.Call ? rates.RenegotiatedRate : rates.Told).Cents + Paid(after, move.Commitment) - Paid(before, move.Commitment)));
    }

    private static long Paid(Board board, string id) => board.Commitments[id].Commitment.Cost.Where(line => line.Kind != "instability").Sum(line => line.Amount.Cents);
}
