using OptiTime.Planning.Boards;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Repair;

/// <summary>
/// Tests in constant time whether work fits at a position of a tour, or in the place of some of its stops, and what that costs. The figures are those by
/// which a tour is then planned: what is found here fits.
/// </summary>
/// <param name="board">The board.</param>
/// <param name="positions">At most about so many positions are looked at.</param>
internal sealed class RepairScan(Board board, long positions)
{
    /// <summary>What a second by which a booking is planned earlier or later counts, in <see cref="CostUnits"/>: an hour as much as twelve kilometres or so.</summary>
    private static readonly long PerSecondShifted = CostUnits.Of(new Demand.Money(600)) / 3_600;

    private int[] _metres = new int[64];

    /// <summary>Whether minutes shifted count beside the cost.</summary>
    internal bool CountsShifts { get; set; } = true;

    /// <summary>How many more positions may be looked at.</summary>
    internal long Left { get; private set; } = positions;

    /// <summary>Lets at least about so many positions be looked at from now on.</summary>
    internal void Allow(long positions) => Left = Math.Max(Left, positions);

    /// <summary>What minutes shifted count for.</summary>
    internal static long RankOf(long secondsShifted) => secondsShifted * PerSecondShifted;

    /// <summary>The cheapest way to put work into a tour as it stands; none where it does not fit.</summary>
    internal Insertion Cheapest(RepairTour tour, int slot, RepairItem item)
    {
        Insertion best = Insertion.None;
        if (!Reach(tour, item)) return best;
        foreach (StartWindow window in item.Windows)
        {
            for (int index = 0; index < tour.Leave.Length && tour.Leave[index] <= window.Latest; index++)
            {
                if (RankAt(tour, item, window, index, 0) is { } rank && rank < best.Rank) best = new Insertion(slot, index, 0, window, rank);
            }
        }
        return best;
    }

    /// <summary>Whether work could be served in a tour at all; then the ways from its place to all others of the tour are known.</summary>
    internal bool Reach(RepairTour tour, RepairItem item)
    {
        Interval span = tour.Tour.Period.Span;
        if (!item.Eligible[tour.Tour.Resource] || item.Windows.Length == 0) return false;
        if (item.Windows[0].Earliest + item.Duration > span.To || item.Windows[^1].Latest < span.From) return false;
        int nodes = tour.Leave.Length + 1;
        Left -= nodes;
        if (!tour.Resource.IsMobile) return true;
        if (item.Place < 0) return false;
        if (_metres.Length < nodes) _metres = new int[nodes * 2];
        PlaceTable places = board.Places;
        double detour = tour.Resource.Detour;
        for (int node = 0; node < nodes - 1; node++) _metres[node] = places.Metres(tour.Tour.PlaceBefore(node), item.Place, detour);
        _metres[nodes - 1] = places.Metres(tour.Tour.Home, item.Place, detour);
        return true;
    }

    /// <summary>What it costs to put work at a position, in the place of some stops; null where it does not fit. To be asked only of a tour that was reached last.</summary>
    internal long? RankAt(RepairTour tour, RepairItem item, StartWindow window, int index, int count)
    {
        Tour stops = tour.Tour;
        Moment by = tour.Latest[index + count];
        if (by < window.Earliest + item.Duration) return null;
        (Leg to, Leg from) = (default, default);
        if (tour.Resource.IsMobile)
        {
            var pace = new Pace(tour.Paces[index]);
            (to, from) = (pace.Over(_metres[index]), pace.Over(_metres[index + count + 1]));
        }
        Moment there = Moment.Max(stops.Period.Arrival(tour.Leave[index], to.Time), window.Earliest);
        Moment start = stops.Period.EarliestService(there, item.Duration), end = start + item.Duration;
        if (start > window.Latest || end > stops.Period.Span.To) return null;
        Moment next = stops.Period.Arrival(end, from.Time);
        if (next > by) return null;
        Leg added = to + from;
        int worked = item.Duration.Value;
        for (int gone = index; gone <= index + count; gone++)
        {
            added -= stops.LegTo(gone);
            if (gone < index + count) worked -= stops.Stops[gone].Duration.Value;
        }
        long shifted = CountsShifts ? item.ShiftTo(start) + Slid(stops, index + count, next) : 0;
        return CostUnits.Of((long)added.Time.Value + worked, added.Distance.Value, tour.Resource.Resource.Rates) + RankOf(shifted);
    }

    /// <summary>By how much those behind slide, all together, when somebody comes to the first of them at a moment.</summary>
    private static long Slid(Tour tour, int first, Moment arrival)
    {
        long slid = 0;
        for (int index = first; index < tour.Stops.Length; index++)
        {
            TourStop stop = tour.Stops[index];
            Moment start = tour.Period.EarliestService(Moment.Max(arrival, stop.Earliest), stop.Duration);
            if (start <= stop.Start) break;
            slid += (start - stop.Start).Value;
            arrival = tour.Period.Arrival(start + stop.Duration, tour.LegTo(index + 1).Time);
        }
        return slid;
    }
}
