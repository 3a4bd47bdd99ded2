using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search.Ejection;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Search;

public sealed partial class SlotSearch
{
    /// <summary>How many stops in a row are taken out of a tour at the most.</summary>
    internal const int MostEjected = 3;

    private const int ShortTour = 64, MostFound = 16_384;

    /// <summary>Looks for runs of movable stops whose place would do for what is asked, the cheapest first.</summary>
    /// <param name="board">The board.</param>
    /// <param name="query">What is asked.</param>
    /// <param name="now">The present.</param>
    /// <param name="movable">What may be moved.</param>
    /// <param name="budget">At most about so many positions are looked at; what was is taken off.</param>
    internal List<Ejected> FindEjections(Board board, SearchQuery query, Moment now, MovableWork movable, ref long budget)
    {
        var found = new List<Ejected>();
        Interval between = BetweenOf(board, query, now);
        if (between.IsEmpty || NeedsGroup(board, query.Service)) return found;
        ServiceStep step = query.Service.Steps[0];
        ImmutableArray<string> sites = Eligibility.SitesFor(board, query);
        if (_marks.Length != board.Table.Slots.Length) _marks = new bool[board.Table.Slots.Length];
        Eligibility.Mark(board, query, step.Roles[0], sites, _marks);
        foreach (Target target in (Target[])[.. TargetsOf(board, query, step.Roles[0], sites)])
        {
            _windows.Fill(query.Service.Promise, step.Duration, between, query.Wishes, target.Site is { } site ? [.. site.Stretches()] : null, board.Days);
            if (_windows.Count == 0) continue;
            FindEligible(board, target);
            int first = Math.Max(board.FirstDay, board.Days.DayOf(between.From) - 1), last = Math.Min(board.Days.DayOf(between.To), board.AfterDay - 1);
            for (int day = first; day <= last && budget > 0 && found.Count < MostFound; day++)
            {
                ImmutableArray<Tour> tours = board.ToursOf(day);
                for (int tour = 0; tour < tours.Length; tour++)
                {
                    if (!_eligible[tours[tour].Resource] || tours[tour].Period.Span.To <= now || tours[tour].Stops.IsEmpty) continue;
                    budget -= tours[tour].Stops.Length;
                    EjectFrom(board, step, now, movable, new Ejected(0, day, tour, 0, 0, default, default, default, target), found);
                }
            }
        }
        found.Sort((left, right) => (left.Rank, left.Promise.From, left.Day, left.Tour, left.First, left.Count)
            .CompareTo((right.Rank, right.Promise.From, right.Day, right.Tour, right.First, right.Count)));
        return found;
    }

    /// <summary>Tests every run of movable stops of one tour, in constant time each: forward from the stop before, backward from the stop behind.</summary>
    private void EjectFrom(Board board, ServiceStep step, Moment now, MovableWork movable, Ejected where, List<Ejected> found)
    {
        Tour tour = board.ToursOf(where.Day)[where.Tour];
        ResourceEntry resource = board.ResourceOf(tour.Resource);
        int stops = tour.Stops.Length;
        Span<Moment> latest = stops < ShortTour ? stackalloc Moment[stops + 1] : new Moment[stops + 1];
        tour.FillLatestStarts(latest);
        (int from, int to) = _windows.Of(where.Day - 1, where.Day + 2);
        for (int first = 0; first < stops; first++)
        {
            Moment leave = Moment.Max(tour.DepartureTo(first), now);
            Pace pace = resource.PaceFor(board.Roads, tour.PlaceBefore(first), tour.DepartureTo(first), tour.LegTo(first));
            Leg ways = tour.LegTo(first);
            long trouble = 0;
            for (int count = 1; count <= MostEjected && first + count <= stops; count++)
            {
                if (movable.CostOf(tour.Stops[first + count - 1]) is not { } cost) break;
                (trouble, ways) = (trouble + cost, ways + tour.LegTo(first + count));
                (Leg there, Leg back) = where.Target.Point is null ? default : (Way(tour.PlaceBefore(first)), Way(tour.PlaceAt(first + count)));
                Moment arrival = tour.Period.Arrival(leave, there.Time), leaveBy = tour.Period.Departure(latest[first + count], back.Time);
                Leg added = there + back - ways;
                long rank = trouble + CostUnits.Of(added.Time.Value + step.Duration.Value, added.Distance.Value, resource.Resource.Rates);
                for (int window = from; window < to; window++)
                {
                    Moment start = tour.Period.EarliestService(Moment.Max(arrival, new Moment(_windows.Earliest[window])), step.Duration);
                    if (start.Value > _windows.Latest[window] || start + step.Duration > leaveBy || start + step.Duration > tour.Period.Span.To) continue;
                    found.Add(where with
                    {
                        Rank = rank,
                        First = first,
                        Count = count,
                        Promise = _windows.Promise[window],
                        Earliest = new Moment(_windows.Earliest[window]),
                        Latest = new Moment(_windows.Latest[window]),
                    });
                }
            }

            Leg Way(int place) => pace.Over(RowOf(resource)[place]);
        }
    }

    private int[] RowOf(ResourceEntry resource) => _roads.Rows[_resources[resource.Number].Row];
}
