using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Search;

/// <summary>What a board looks like when a commitment leaves it.</summary>
public static class Vacancy
{
    /// <summary>The board as if a commitment were not there; the same board when it is not.</summary>
    public static Board Without(Board board, string commitment, Moment now)
    {
        if (!board.Commitments.TryGetValue(commitment, out CommitmentEntry entry)) return board;
        var changes = Tours(board, entry.Commitment, now).Append<Change>(new CommitmentEnded(commitment, Ending.Cancelled, null));
        return board.Assuming(changes, [], board.Version, board.At);
    }

    /// <summary>The tours a commitment stands in, as they are planned without it.</summary>
    /// <param name="board">The board.</param>
    /// <param name="commitment">The commitment.</param>
    /// <param name="now">The present.</param>
    /// <param name="keepsStarts">Whether what stands behind it stays when it is, instead of moving up.</param>
    /// <param name="leaves">Whether an assignment of a step leaves, both from 0; null where all do.</param>
    public static ImmutableArray<TourPlanned> Tours(
        Board board, Commitment commitment, Moment now, bool keepsStarts = false, Func<int, int, bool>? leaves = null)
    {
        // Of two steps in one tour the second leaves what the first has left.
        var left = new Dictionary<TourKey, Tour>();
        for (int step = 0; step < commitment.Steps.Length; step++)
        {
            for (int assignment = 0; assignment < commitment.Steps[step].Assignments.Length; assignment++)
            {
                if (leaves?.Invoke(step, assignment) == false || board.Find(commitment, step, assignment) is not { } standing) continue;
                ResourceEntry resource = board.ResourceOf(standing.Tour.Resource);
                var key = new TourKey(resource.Resource.Id, standing.Tour.Unit, standing.Tour.Period.Span.From);
                Tour tour = left.GetValueOrDefault(key, standing.Tour);
                int index = tour.IndexOf(commitment.Id, step);
                left[key] = TourEditing.Remove(tour, index, Across(board, resource, tour, index), now, keepsStarts);
            }
        }
        return [.. left.Select(tour => tour.Value.ToChange(tour.Key.Resource))];
    }

    /// <summary>The way that joins what is before and after a stop.</summary>
    internal static Leg Across(Board board, ResourceEntry resource, Tour tour, int index)
    {
        if (!resource.IsMobile) return default;
        Pace pace = resource.PaceFrom(board.Roads, tour.PlaceBefore(index), tour.DepartureTo(index));
        return pace.Over(board.Places.Metres(tour.PlaceBefore(index), tour.PlaceAt(index + 1), resource.Detour));
    }
}
