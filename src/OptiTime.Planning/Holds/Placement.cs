using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Holds;

/// <summary>Where an offered step fits on a board: the cheapest place that keeps its promise with its resource.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Tour">The tour with the stop in it.</param>
/// <param name="Index">Where in the tour.</param>
/// <param name="Added">What it adds to the road.</param>
/// <param name="Rank">What that costs, to the same fraction of a cent by which a search chooses: both take the same place.</param>
internal sealed record Placement(ResourceEntry Resource, Tour Tour, int Index, Leg Added, long Rank)
{
    /// <summary>What the overtime costs that it takes; null where it takes none.</summary>
    internal Money? Overtime { get; init; }

    /// <summary>The stop.</summary>
    internal TourStop Stop => Tour.Stops[Index];

    /// <summary>Looks in every tour of the resource that could keep the promise; null when none can.</summary>
    /// <param name="board">The board.</param>
    /// <param name="resource">The resource offered.</param>
    /// <param name="offered">What was promised.</param>
    /// <param name="step">The step as it is sold.</param>
    /// <param name="commitment">The id of the commitment to be.</param>
    /// <param name="point">Where it takes place; null for a resource that does not travel.</param>
    /// <param name="now">The present.</param>
    internal static Placement? Find(
        Board board, ResourceEntry resource, OfferedStep offered, ServiceStep step, string commitment, Location? point, Moment now)
    {
        var stop = new TourStop(commitment, 0, -1, default, step.Duration, step.Spread, offered.EarliestStart, offered.LatestStart, default);
        Placement? best = null;
        int last = board.Days.DayOf(offered.LatestStart);
        for (int day = board.Days.DayOf(offered.EarliestStart) - 1; day <= last; day++)
        {
            foreach (Tour tour in board.ToursOf(day))
            {
                if (tour.Resource != resource.Number || !CouldServe(tour, offered)) continue;
                if (CheapestInsertion.Into(board, resource, tour, stop, point, now) is { } found && (best is null || found.Rank < best.Rank))
                    best = new Placement(resource, found.Tour, found.Index, found.Added, found.Rank);
                if (best is not null && !resource.IsMobile) return best;
            }
        }
        return best;
    }

    private static bool CouldServe(Tour tour, OfferedStep offered) =>
        tour.Period.Span.From <= offered.LatestStart && offered.EarliestStart < tour.Period.Span.To;
}
