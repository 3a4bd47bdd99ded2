using System.Collections.Immutable;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Boards;

/// <summary>Lays the positions of a day out again after some of its tours have changed; those that have not are copied.</summary>
internal sealed class DayLaneBuilder
{
    private readonly LaneSource _source;
    private readonly ImmutableArray<Tour> _tours, _before;
    private readonly LaneLayout _laid;
    private readonly TourSpan[] _spans;
    private readonly int[] _nodes;
    private readonly List<Gap> _gaps;
    private int _block;

    private DayLaneBuilder(DayLane lane, LaneSource source)
    {
        (_source, _tours, _before, _laid) = (source, lane.Tours, source.Before.Tours, source.Before.Layout);
        _spans = new TourSpan[_tours.Length];
        int length = 0;
        foreach (Tour tour in _tours) length += BlockLengthOf(tour);
        _nodes = new int[length];
        _gaps = new List<Gap>(_laid.Gaps.Length + 8);
    }

    /// <summary>The positions of a lane.</summary>
    internal static LaneLayout Build(DayLane lane, LaneSource source) => new DayLaneBuilder(lane, source).Build();

    private LaneLayout Build()
    {
        (int old, int opens, int closes, Reach reach) = (0, int.MaxValue, int.MinValue, default);
        for (int index = 0; index < _tours.Length; index++)
        {
            Tour tour = _tours[index];
            while (old < _before.Length && IsBefore(_before[old], tour)) old++;
            _spans[index] = old < _before.Length && ReferenceEquals(_before[old], tour) ? Copy(_laid.Spans[old], tour) : Lay(tour);
            _block += BlockLengthOf(tour);
            opens = Math.Min(opens, tour.Period.Span.From.Value);
            closes = Math.Max(closes, tour.Period.Span.To.Value);
            reach = Reach.Max(reach, _spans[index].Reach);
        }
        return new LaneLayout
        {
            Spans = _spans,
            FirstTour = FirstTours(),
            Nodes = _nodes,
            Gaps = [.. _gaps],
            Opens = opens,
            Closes = closes,
            Reach = reach,
        };
    }

    private static int BlockLengthOf(Tour tour) => tour.Home < 0 ? 0 : (tour.Stops.Length + 2) * (int)NodeColumn.Count;

    private static bool IsBefore(Tour left, Tour right) =>
        left.Resource != right.Resource ? left.Resource < right.Resource
        : left.Unit != right.Unit ? left.Unit < right.Unit : left.Period.Span.From < right.Period.Span.From;

    private int[] FirstTours()
    {
        var first = new int[_tours.IsEmpty ? 1 : _tours[^1].Resource + 2];
        foreach (Tour tour in _tours) first[tour.Resource + 1]++;
        for (int resource = 1; resource < first.Length; resource++) first[resource] += first[resource - 1];
        return first;
    }

    private TourSpan Copy(TourSpan span, Tour tour)
    {
        Array.Copy(_laid.Nodes, span.Block, _nodes, _block, BlockLengthOf(tour));
        int first = _gaps.Count;
        _gaps.AddRange(_laid.Gaps.AsSpan(span.FirstGap, span.EndGap - span.FirstGap));
        return span with { Block = _block, FirstGap = first, EndGap = _gaps.Count };
    }

    private TourSpan Lay(Tour tour)
    {
        int first = _gaps.Count, nodes = tour.Stops.Length + 2;
        Span<Moment> latest = nodes < 64 ? stackalloc Moment[nodes - 1] : new Moment[nodes - 1];
        tour.FillLatestStarts(latest);
        Span<int> slacks = nodes < 64 ? stackalloc int[nodes] : new int[nodes];
        for (int index = 0; index < nodes - 1; index++) slacks[index] = AddStretches(tour.Period, tour.DepartureTo(index), latest[index], index);
        slacks[^1] = LaneLayout.NoSlack;
        Reach reach = tour.Home < 0 ? default : LayNodes(tour, slacks);
        return new TourSpan(tour.Resource, _block, nodes - 1, first, _gaps.Count, reach);
    }

    private Reach LayNodes(Tour tour, ReadOnlySpan<int> slacks)
    {
        ResourceEntry resource = _source.Resources[tour.Resource]!;
        Span<int> places = Column(NodeColumn.Place), paces = Column(NodeColumn.Pace);
        Span<int> seconds = Column(NodeColumn.LegSeconds), metres = Column(NodeColumn.LegMetres);
        slacks.CopyTo(Column(NodeColumn.Slack));
        Reach reach = default;
        for (int index = 0; index <= tour.Stops.Length; index++)
        {
            Leg leg = tour.LegTo(index);
            places[index] = tour.PlaceBefore(index);
            paces[index] = resource.PaceFor(new Roads(_source.Clock, _source.Places), places[index], tour.DepartureTo(index), leg).Value;
            (seconds[index], metres[index]) = (leg.Time.Value, leg.Distance.Value);
            reach = Reach.Max(reach, new Reach(_source.Places.Metres(tour.Home, places[index], resource.Detour), leg.Time.Value, leg.Distance.Value));
        }
        places[^1] = tour.Home;
        return reach;

        Span<int> Column(NodeColumn column) => _nodes.AsSpan(_block + ((int)column * (tour.Stops.Length + 2)), tour.Stops.Length + 2);
    }

    /// <summary>Adds the stretches of working time between breaks in which a stop of a position could be served.</summary>
    /// <returns>The most time that one of them leaves for ways and service.</returns>
    private int AddStretches(WorkingPeriod period, Moment departure, Moment arriveBy, int index)
    {
        int slack = LaneLayout.NoSlack;
        for (int stretch = 0; stretch <= period.Breaks.Length; stretch++)
        {
            if (!TryStretch(period, stretch, departure, arriveBy, index, out Gap gap)) continue;
            _gaps.Add(gap);
            slack = Math.Max(slack, gap.ArriveBy - gap.Departure);
        }
        return slack;
    }

    /// <summary>A stretch of working time between breaks as a gap; false where it leaves no time.</summary>
    /// <param name="period">The working period.</param>
    /// <param name="stretch">Which stretch, from 0: there is one more than breaks.</param>
    /// <param name="departure">When the resource leaves the place before.</param>
    /// <param name="arriveBy">When it must be at the place after.</param>
    /// <param name="index">The position.</param>
    /// <param name="gap">The gap.</param>
    internal static bool TryStretch(WorkingPeriod period, int stretch, Moment departure, Moment arriveBy, int index, out Gap gap)
    {
        Moment opens = stretch == 0 ? period.Span.From : period.Breaks[stretch - 1].To;
        Moment closes = stretch < period.Breaks.Length ? period.Breaks[stretch].From : period.Span.To;
        gap = new Gap
        {
            Departure = (departure + BreaksBetween(period, departure, opens)).Value,
            ArriveBy = (arriveBy - BreaksBetween(period, closes, arriveBy)).Value,
            Opens = opens.Value,
            Closes = closes.Value,
            Index = index,
        };
        return Math.Max(gap.Opens, gap.Departure) < Math.Min(gap.Closes, gap.ArriveBy);
    }

    /// <summary>How much break lies wholly between two moments.</summary>
    internal static Seconds BreaksBetween(WorkingPeriod period, Moment from, Moment to)
    {
        Seconds sum = Seconds.Zero;
        foreach (Interval pause in period.Breaks)
        {
            if (pause.From >= from && pause.To <= to) sum += pause.Length;
        }
        return sum;
    }
}
