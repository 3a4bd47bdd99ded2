using OptiTime.Planning.Boards;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;

namespace OptiTime.Planning.Search.Groups;

/// <summary>
/// What it costs when one tour serves several steps of a group. Each alone has its place in the tour; together they are put in one after the other,
/// which may share the road there, or may not be possible.
/// </summary>
internal sealed class TourSharing
{
    private readonly List<Visit> _visits = [];
    private Board _board = null!;
    private GroupShape _shape = null!;

    /// <summary>A step in a tour.</summary>
    private readonly record struct Visit(GroupPool Pool, int Unit, int Resource, int Day, int Tour, long Cost, long Work, Moment Start);

    /// <summary>Begins without anybody.</summary>
    internal void Begin(Board board, GroupShape shape)
    {
        (_board, _shape) = (board, shape);
        _visits.Clear();
    }

    /// <summary>Adds somebody who is known to fit.</summary>
    internal void Add(GroupColumn column, in Seat seat, ReadOnlySpan<int> starts)
    {
        for (int place = 0; place < column.Pools.Count; place++) _visits.Add(VisitOf(column, in seat, place, starts));
    }

    /// <summary>Adds somebody where that is possible.</summary>
    /// <param name="column">The column of the seat.</param>
    /// <param name="seat">The seat.</param>
    /// <param name="starts">The starts of the steps.</param>
    /// <param name="difference">What it costs more, or less, than each visit by itself.</param>
    internal bool TryAdd(GroupColumn column, in Seat seat, ReadOnlySpan<int> starts, out long difference)
    {
        difference = 0;
        for (int place = 0; place < column.Pools.Count; place++)
        {
            Visit visit = VisitOf(column, in seat, place, starts);
            Visit[] there = [.. _visits.Where(other => (other.Unit, other.Day, other.Tour) == (visit.Unit, visit.Day, visit.Tour))];
            _visits.Add(visit);
            if (there.Length == 0) continue;
            if (CostOf([.. there, visit]) is not { } together || CostOf(there) is not { } before) return false;
            difference += together - before - visit.Cost;
        }
        return true;
    }

    private static Visit VisitOf(GroupColumn column, in Seat seat, int place, ReadOnlySpan<int> starts)
    {
        GroupPool pool = column.Pools[place];
        int span = column.Spans[seat.Spans + place];
        return new Visit(
            pool, seat.Unit, pool.Resource[span], pool.Day[span], pool.Tour[span], pool.Cost[span], pool.Floor[span], new Moment(starts[pool.Step] + pool.Offset));
    }

    /// <summary>What some visits of one tour cost together; null when they do not fit.</summary>
    private long? CostOf(Visit[] visits)
    {
        if (visits.Length == 1) return visits[0].Cost;
        ResourceEntry resource = _board.ResourceOf(visits[0].Resource);
        Tour tour = _board.ToursOf(visits[0].Day)[visits[0].Tour];
        long cost = 0;
        foreach (Visit visit in visits.OrderBy(visit => visit.Start))
        {
            Target target = _shape.Targets[visit.Pool.Step];
            var stop = new TourStop(
                "", visit.Pool.Step, resource.IsMobile ? target.Place : -1, visit.Start, new Seconds(visit.Pool.Length), Seconds.Zero, visit.Start, visit.Start, default);
            if (CheapestInsertion.Into(_board, resource, tour, stop, resource.IsMobile ? target.Point : null, default) is not { } put) return null;
            tour = put.Tour;
            cost += visit.Work + put.Rank;
        }
        return cost;
    }
}
