using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Search.Groups;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;

namespace OptiTime.Planning.Optimization.Improving;

/// <summary>Finds another place for what has made room for a group: the cheapest of the tours near it, or as a group itself.</summary>
/// <param name="catalogue">The catalogue.</param>
/// <param name="now">The present.</param>
/// <param name="state">What may be moved.</param>
/// <param name="search">The workspace to search with.</param>
internal sealed class ReplacedWork(Catalogue catalogue, Moment now, Rearrangement state, GroupSearch search)
{
    /// <summary>How many tours are looked at for one piece of work, the nearest first.</summary>
    private const int MostTours = 24;

    /// <summary>Puts work into the tours of a board.</summary>
    /// <returns>The move; null where it finds no place, and the board is as it was.</returns>
    internal WorkMove? Put(ref Board board, string id) =>
        state.WorkOf(id) is { } alone && PutAlone(ref board, alone) is { } move ? move : state.GroupOf(id) is { } group ? PutTogether(ref board, group) : null;

    /// <summary>A board with work in its tours.</summary>
    internal static Board With(Board board, Commitment work, IEnumerable<Tour> tours) => board.Assuming(
        [new CommitmentRecorded(work), .. tours.Select(tour => tour.ToChange(board.ResourceOf(tour.Resource).Resource.Id))], [], board.Version, board.At);

    private TourMove? PutAlone(ref Board board, MovedWork work)
    {
        (Tour Tour, CheapestInsertion At, long Cost)? best = null;
        foreach (Tour tour in Near(board, work))
        {
            ResourceEntry resource = board.ResourceOf(tour.Resource);
            if (CheapestInsertion.Into(board, resource, tour, work.AsStop(work.Earliest, work.Latest), work.Point, now) is not { } at) continue;
            long cost = at.Rank + CostUnits.Of(work.Step.Duration.Value, 0, resource.Resource.Rates);
            if (cost < (best?.Cost ?? long.MaxValue)) best = (tour, at, cost);
        }
        if (best is not var (into, found, _)) return null;
        TourMove move = work.MoveTo(board, into);
        Commitment served = work.ServedBy(board.ResourceOf(into.Resource), found, move.EarliestStart, move.LatestStart);
        board = With(board, served, [found.Tour]);
        return move;
    }

    private GroupMove? PutTogether(ref Board board, MovedGroup group)
    {
        if (search.FindCheapest(board, group.Query(), group.Told, group.Targets, now, null) is not { Chance: var chance }) return null;
        GroupMove move = group.MoveTo(board, chance);
        if (GroupPlacement.Of(board, group.Service.Steps, chance.Targets, chance.Picks.AsSpan(), chance.Choices.AsSpan(), group.Commitment.Id, now) is not { } placed)
            return null;
        board = With(board, group.ServedBy(catalogue, move.Steps, placed), placed.Tours);
        return move;
    }

    /// <summary>The tours of those who could serve some work, where they come nearest to it first.</summary>
    private static IEnumerable<Tour> Near(Board board, MovedWork work)
    {
        var tours = new List<(int Metres, Tour Tour)>();
        int last = board.Clock.DayOf(work.Latest);
        for (int day = board.Clock.DayOf(work.Earliest) - 1; day <= last; day++)
        {
            foreach (Tour tour in board.ToursOf(day))
            {
                if (tour.Period.Span.From <= work.Latest && work.Earliest < tour.Period.Span.To && IsServedBy(board, work, tour)) tours.Add((Nearest(board, work.Place, tour), tour));
            }
        }
        return tours.OrderBy(one => one.Metres).Take(MostTours).Select(one => one.Tour);
    }

    private static bool IsServedBy(Board board, MovedWork work, Tour tour) =>
        work.MayBeServedBy(board.ResourceOf(tour.Resource)) && board.Places.LocationOf(tour.Home) is not null
        && tour.Stops.All(stop => board.Places.LocationOf(stop.Place) is not null);

    private static int Nearest(Board board, int place, Tour tour)
    {
        int metres = board.Places.Metres(place, tour.Home, 1);
        foreach (TourStop stop in tour.Stops) metres = Math.Min(metres, board.Places.Metres(place, stop.Place, 1));
        return metres;
    }
}
