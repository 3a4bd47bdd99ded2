using OptiTime.Planning.Boards;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Search;

/// <summary>A stop put into a tour.</summary>
/// <param name="Tour">The tour with the stop in it.</param>
/// <param name="Index">Where in the tour.</param>
/// <param name="Added">What it adds to the road.</param>
/// <param name="Rank">What that costs, to the same fraction of a cent by which a search chooses: both take the same place.</param>
internal readonly record struct CheapestInsertion(Tour Tour, int Index, Leg Added, long Rank)
{
    /// <summary>The stop.</summary>
    internal TourStop Stop => Tour.Stops[Index];

    /// <summary>Puts a stop into a tour where that costs least; null when it fits nowhere.</summary>
    /// <param name="board">The board.</param>
    /// <param name="resource">Whose tour it is.</param>
    /// <param name="tour">The tour.</param>
    /// <param name="stop">The stop; its start and leg are found here.</param>
    /// <param name="point">Where it is; null for a resource that does not travel.</param>
    /// <param name="now">The present.</param>
    internal static CheapestInsertion? Into(Board board, ResourceEntry resource, Tour tour, TourStop stop, Location? point, Moment now)
    {
        CheapestInsertion? best = null;
        for (int index = 0; index <= tour.Stops.Length; index++)
        {
            (Leg to, Leg from) = SlotSearch.LegsAround(board, resource, tour, index, point);
            Leg replaced = tour.LegTo(index), difference = to + from - replaced;
            long rank = CostUnits.Of(difference.Time.Value, difference.Distance.Value, resource.Resource.Rates);
            if (best is { } known && rank >= known.Rank) continue;
            if (TourEditing.Insert(tour, index, stop, to, from, now) is { } planned)
                best = new CheapestInsertion(planned, index, SlotSearch.Added(to, from, replaced), rank);
        }
        return best;
    }
}
