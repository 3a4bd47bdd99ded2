using System.Collections.Immutable;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;

namespace OptiTime.Planning.Boards;

/// <summary>Lays the positions of a day out again after some of its tours have changed; those that have not are copied.</summary>
internal static class DayLaneBuilder
{
    /// <summary>The positions of a lane.</summary>
    internal static LaneLayout Build(DayLane lane, LaneSource source)
    {
        ImmutableArray<Tour> tours = lane.Tours, before = source.Before.Tours;
        LaneLayout laid = source.Before.Layout;
        var ranges = new TourGaps[tours.Length];
        var gaps = new List<Gap>(laid.Gaps.Length + 8);
        (int old, int opens, int closes) = (0, int.MaxValue, int.MinValue);
        for (int index = 0; index < tours.Length; index++)
        {
            Tour tour = tours[index];
            int first = gaps.Count;
            while (old < before.Length && IsBefore(before[old], tour)) old++;
            if (old < before.Length && ReferenceEquals(before[old], tour))
            {
                TourGaps range = laid.Ranges[old];
                gaps.AddRange(laid.Gaps.AsSpan(range.First, range.End - range.First));
            }
            else AddGaps(tour, source.Resources[tour.Resource]!, source.Clock, gaps);
            ranges[index] = new TourGaps(tour.Resource, first, gaps.Count);
            opens = Math.Min(opens, tour.Period.Span.From.Value);
            closes = Math.Max(closes, tour.Period.Span.To.Value);
        }
        return new LaneLayout(ranges, [.. gaps], opens, closes);
    }

    private static bool IsBefore(Tour left, Tour right) =>
        left.Resource != right.Resource ? left.Resource < right.Resource
        : left.Unit != right.Unit ? left.Unit < right.Unit : left.Period.Span.From < right.Period.Span.From;

    private static void AddGaps(Tour tour, ResourceEntry resource, DayClock clock, List<Gap> into)
    {
        Span<Moment> latest = tour.Stops.Length < 64 ? stackalloc Moment[tour.Stops.Length + 1] : new Moment[tour.Stops.Length + 1];
        tour.FillLatestStarts(latest);
        for (int index = 0; index <= tour.Stops.Length; index++)
        {
            Moment departure = tour.DepartureTo(index), arriveBy = latest[index];
            var leg = tour.LegTo(index);
            var gap = new Gap
            {
                From = tour.PlaceBefore(index),
                To = tour.PlaceAt(index),
                LegSeconds = leg.Time.Value,
                LegMetres = leg.Distance.Value,
                Pace = resource.IsMobile ? resource.PaceFor(clock.HourOf(departure), leg).Value : 0,
                Index = index,
            };
            AddStretches(tour.Period, departure, arriveBy, gap, into);
        }
    }

    /// <summary>The stretches of working time between breaks in which a stop of this gap could be served.</summary>
    private static void AddStretches(WorkingPeriod period, Moment departure, Moment arriveBy, Gap gap, List<Gap> into)
    {
        Moment opens = period.Span.From;
        for (int stretch = 0; stretch <= period.Breaks.Length; stretch++)
        {
            Moment closes = stretch < period.Breaks.Length ? period.Breaks[stretch].From : period.Span.To;
            gap.Opens = opens.Value;
            gap.Closes = closes.Value;
            gap.Departure = (departure + BreaksBetween(period, departure, opens)).Value;
            gap.ArriveBy = (arriveBy - BreaksBetween(period, closes, arriveBy)).Value;
            if (Math.Max(gap.Opens, gap.Departure) < Math.Min(gap.Closes, gap.ArriveBy)) into.Add(gap);
            if (stretch < period.Breaks.Length) opens = period.Breaks[stretch].To;
        }
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
