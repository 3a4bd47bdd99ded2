using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Explain;

/// <summary>Tries a stop of one length at every position of a resource's tours, driven through one by one: slower than a search and without its sieves.</summary>
/// <param name="board">The board.</param>
/// <param name="resource">The resource.</param>
/// <param name="duration">How long the stop takes.</param>
/// <param name="now">The present: what started by then stays, and nobody sets out before.</param>
internal sealed class Attempts(Board board, ResourceEntry resource, Seconds duration, Moment now)
{
    private Tour? _last;
    private Moment[] _latest = [];

    /// <summary>How many positions were tried.</summary>
    internal long Tried { get; private set; }

    /// <summary>The tours in which something could start between two moments, in order.</summary>
    internal IEnumerable<Tour> ToursIn(Interval between)
    {
        int first = Math.Max(board.FirstDay, board.Clock.DayOf(between.From) - 1), last = Math.Min(board.AfterDay - 1, board.Clock.DayOf(between.To));
        for (int day = first; day <= last; day++)
        {
            foreach (Tour tour in board.ToursOf(day))
            {
                if (tour.Resource == resource.Number && tour.Period.Span.Overlaps(between)) yield return tour;
            }
        }
    }

    /// <summary>Every attempt at a start from one moment to another (included), in a tour at a point.</summary>
    internal IEnumerable<Attempt> In(Tour tour, Location? point, Moment earliest, Moment latest)
    {
        for (int index = 0; index <= tour.Stops.Length; index++)
        {
            bool hasBegun = index < tour.Stops.Length && tour.Stops[index].Start <= now;
            if (!hasBegun) yield return Try(tour, index, point, earliest, latest);
        }
    }

    private Attempt Try(Tour tour, int index, Location? point, Moment earliest, Moment latest)
    {
        Tried++;
        WorkingPeriod period = tour.Period;
        (Leg to, Leg from) = Ways(tour, index, point);
        Moment free = tour.DepartureTo(index);
        if (free < now) free = period.Arrival(now, Seconds.Zero);
        Moment arrives = period.Arrival(free, to.Time);
        Moment start = period.EarliestService(Moment.Max(arrives, earliest), duration), end = start + duration;
        Moment next = period.Arrival(end, from.Time), bound = BoundOf(tour, index);
        int missing = Math.Max(Math.Max((start - latest).Value, (next - bound).Value), (end - period.Span.To).Value);
        return new Attempt(tour, index, to, from, free, arrives, start, next, bound, new Seconds(Math.Max(0, missing)));
    }

    private (Leg To, Leg From) Ways(Tour tour, int index, Location? point)
    {
        if (!resource.IsMobile) return (default, default);
        Pace pace = resource.PaceFor(board.Roads, tour.PlaceBefore(index), tour.DepartureTo(index), tour.LegTo(index));
        return (
            pace.Over(board.Places.Metres(tour.PlaceBefore(index), point, resource.Detour)),
            pace.Over(board.Places.Metres(tour.PlaceAt(index), point, resource.Detour)));
    }

    private Moment BoundOf(Tour tour, int index)
    {
        if (!ReferenceEquals(_last, tour))
        {
            (_last, _latest) = (tour, new Moment[tour.Stops.Length + 1]);
            tour.FillLatestStarts(_latest);
        }
        return _latest[index];
    }
}
