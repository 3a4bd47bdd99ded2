using System.Collections.Immutable;
using OptiTime.Planning.Boards;

namespace OptiTime.Planning.Optimization.Improving;

/// <summary>
/// Takes what a search would move apart into batches: what pays by itself first, the best first; then moves with those that make room for them, a few at a
/// time. What pays in no small batch is left as it is.
/// </summary>
/// <param name="state">The tours as they are, on which batches are tried and made.</param>
/// <param name="mostMoves">How many moves a batch has at the most.</param>
internal sealed class Batching(Rearrangement state, int mostMoves)
{
    /// <summary>What a batch gains at the least, in <see cref="CostUnits"/>: less than a cent is not worth a line in the log.</summary>
    internal const long Least = CostUnits.PerCent;

    /// <summary>The batches, each made on the state as soon as it is found.</summary>
    internal IEnumerable<(ImmutableArray<WorkMove> Moves, long Gain)> Batches(ImmutableArray<TourMove> wanted)
    {
        var left = wanted.ToList();
        for (bool found = true; found && left.Count > 0;)
        {
            found = false;
            while (BestSingle(left) is { } single)
            {
                found = true;
                left.Remove(single.Move);
                state.Keep(single.Trial);
                yield return ([single.Move], single.Trial.Gain);
            }
            foreach (TourMove first in left.ToList())
            {
                if (Together(first, left) is not { } several) continue;
                found = true;
                left.RemoveAll(several.Moves.Contains);
                state.Keep(several.Trial);
                yield return ([.. several.Moves], several.Trial.Gain);
                break;
            }
        }
    }

    private (TourMove Move, Rearrangement.Trial Trial)? BestSingle(List<TourMove> left)
    {
        (TourMove Move, Rearrangement.Trial Trial)? best = null;
        foreach (TourMove move in left)
        {
            if (state.Try([move]) is { } trial && trial.Gain >= Math.Max(Least, best?.Trial.Gain + 1 ?? Least)) best = (move, trial);
        }
        return best;
    }

    /// <summary>A move with others that leave the tours it and they go to, or come to those they leave, until together they pay.</summary>
    private (ImmutableArray<TourMove> Moves, Rearrangement.Trial Trial)? Together(TourMove first, List<TourMove> left)
    {
        ImmutableArray<TourMove> moves = [first];
        while (moves.Length < mostMoves)
        {
            TourMove? next = left.FirstOrDefault(move => !moves.Contains(move) && moves.Any(one => LeavesFor(move, one)))
                ?? left.FirstOrDefault(move => !moves.Contains(move) && moves.Any(one => Meets(move, one)));
            if (next is null) return null;
            moves = moves.Add(next);
            if (state.Try([.. moves]) is { } trial && trial.Gain >= Least) return (moves, trial);
        }
        return null;
    }

    /// <summary>Whether a move takes something out of the tour another one goes to.</summary>
    private bool LeavesFor(TourMove move, TourMove other) =>
        state.TourOf(move.Commitment) is { } from && from == other.Tour;

    /// <summary>Whether two moves go to the same tour, or one goes to where the other leaves.</summary>
    private bool Meets(TourMove move, TourMove other) =>
        move.Tour == other.Tour || LeavesFor(other, move);
}
