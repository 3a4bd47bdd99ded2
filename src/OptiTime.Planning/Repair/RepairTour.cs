using OptiTime.Planning.Boards;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;

namespace OptiTime.Planning.Repair;

/// <summary>A tour as it would be, with what testing a position in constant time needs: forward and backward slack, and how new ways would be travelled.</summary>
internal sealed class RepairTour
{
    /// <summary>Lays a tour out.</summary>
    /// <param name="tour">The tour.</param>
    /// <param name="resource">Whose it is.</param>
    /// <param name="roads">How ways are travelled.</param>
    /// <param name="now">The present: what started by then does not slide, and nobody leaves earlier.</param>
    /// <param name="latestOf">No stop may start later; null where only promises say.</param>
    internal RepairTour(Tour tour, ResourceEntry resource, Roads roads, Moment now, Func<TourStop, Moment>? latestOf)
    {
        (Tour, Resource) = (tour, resource);
        int stops = tour.Stops.Length;
        (Leave, Latest, Paces) = (new Moment[stops + 1], new Moment[stops + 1], resource.IsMobile ? new int[stops + 1] : []);
        Latest[stops] = tour.Period.Span.To;
        for (int index = stops - 1; index >= 0; index--)
        {
            TourStop stop = tour.Stops[index];
            Moment leaveBy = tour.Period.Departure(Latest[index + 1], tour.LegTo(index + 1).Time);
            Moment latest = stop.Start <= now ? stop.Start : latestOf is null ? stop.Latest : Moment.Min(stop.Latest, latestOf(stop));
            Latest[index] = tour.Period.LatestService(Moment.Min(latest, leaveBy - stop.Duration), stop.Duration);
        }
        for (int index = 0; index <= stops; index++)
        {
            Moment departure = tour.DepartureTo(index);
            Leave[index] = Moment.Max(departure, now);
            if (resource.IsMobile) Paces[index] = resource.PaceFor(roads, tour.PlaceBefore(index), departure, tour.LegTo(index)).Value;
        }
    }

    /// <summary>The tour.</summary>
    internal Tour Tour { get; }

    /// <summary>Whose it is.</summary>
    internal ResourceEntry Resource { get; }

    /// <summary>For each position when somebody can leave for it.</summary>
    internal Moment[] Leave { get; }

    /// <summary>For each stop the latest start that keeps everything behind it; then the end of the period.</summary>
    internal Moment[] Latest { get; }

    /// <summary>For each position how the ways to and from something new are travelled; none where nobody travels.</summary>
    internal int[] Paces { get; }
}
