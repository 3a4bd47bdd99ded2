using OptiTime.Planning.Boards;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;

namespace OptiTime.Planning.Value;

/// <summary>What is left of working time.</summary>
internal static class FreeTime
{
    // What goes on the road for an hour at customers' where nothing is planned that could tell, and the most that is believed.
    private const double RoadsUnknown = 0.3, MostRoads = 1;

    /// <summary>The seconds on the road that go with a second of work at customers', as the tours of a board are planned.</summary>
    internal static double RoadsOf(Board board)
    {
        long work = 0, roads = 0;
        for (int day = board.FirstDay; day < board.AfterDay; day++)
        {
            foreach (Tour tour in board.ToursOf(day))
            {
                if (tour.Home < 0 || tour.Stops.IsEmpty) continue;
                roads += tour.Return.Time.Value;
                foreach (TourStop stop in tour.Stops) (work, roads) = (work + stop.Duration.Value, roads + stop.Leg.Time.Value);
            }
        }
        return work == 0 ? RoadsUnknown : Math.Min(MostRoads, (double)roads / work);
    }

    /// <summary>The seconds of a tour that are neither over, nor a break, nor planned with work or roads.</summary>
    internal static long Of(Tour tour, Moment now)
    {
        Moment from = Moment.Max(tour.Period.Span.From, now);
        long free = Math.Max(0, (tour.Period.Span.To - from).Value);
        foreach (Interval pause in tour.Period.Breaks) free -= After(pause, from);
        foreach (TourStop stop in tour.Stops) free -= After(new Interval(stop.Start - stop.Leg.Time, stop.End), from);
        return Math.Max(0, free - (tour.Stops.IsEmpty ? 0 : tour.Return.Time.Value));
    }

    private static long After(Interval busy, Moment from) => Math.Max(0, (busy.To - Moment.Max(busy.From, from)).Value);
}
