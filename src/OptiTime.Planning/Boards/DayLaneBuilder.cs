using System.Collections.Immutable;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;

namespace OptiTime.Planning.Boards;

/// <summary>Lays the positions of a day out again after some of its tours have changed; those that have not are copied.</summary>
internal static class DayLaneBuilder
{
    /// <summary>The lane of some tours.</summary>
    /// <param name="tours">The tours, in the order of resource, unit and beginning.</param>
    /// <param name="before">The lane as it was: positions of a tour that is the same object are copied from it.</param>
    /// <param name="resources">The resources by number.</param>
    /// <param name="clock">The territory's clock, for the hour in which a gap begins.</param>
    internal static DayLane Build(ImmutableArray<Tour> tours, DayLane before, ImmutableArray<ResourceEntry?> resources, DayClock clock)
    {
        var ranges = new TourGaps[tours.Length];
        var gaps = new List<Gap>(before.Gaps.Length + 8);
        int old = 0;
        for (int index = 0; index < tours.Length; index++)
        {
            Tour tour = tours[index];
            int first = gaps.Count;
            while (old < before.Tours.Length && IsBefore(before.Tours[old], tour)) old++;
            if (old < before.Tours.Length && ReferenceEquals(before.Tours[old], tour))
            {
                TourGaps range = before.Ranges[old];
                gaps.AddRange(before.Gaps.AsSpan(range.First, range.End - range.First));
            }
            else AddGaps(tour, resources[tour.Resource]!, clock, gaps);
            ranges[index] = new TourGaps(tour.Resource, first, gaps.Count);
        }
        return new DayLane(tours, ranges, [.. gaps]);
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
