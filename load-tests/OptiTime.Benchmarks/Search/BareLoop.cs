using OptiTime.Planning.Boards;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;

namespace OptiTime.Benchmarks.Search;

/// <summary>
/// What a search is compared with: the least that could find the cheapest insertion for every day and window. Contiguous arrays of the same
/// positions, one scalar loop, two comparisons of time each; the ways to and from the asked point are two reads from one row of metres
/// to all places, filled once a query by the same vector code as the search's and counted in. No eligibility, sites, breaks, spread,
/// offers, costs by line or probabilities.
/// </summary>
internal sealed class BareLoop
{
    private readonly int[] _from, _to, _departure, _arriveBy, _leg, _legMetres, _pace, _firstOfDay;
    private readonly int[] _earliest, _latest, _row;
    private readonly PlaceTable _places;
    private readonly long[] _best;
    private readonly int _duration = BusyTerritory.Asked.Steps[0].Duration.Value, _perDay = BusyTerritory.Windows.Length;
    private readonly long _perSecond, _perMetre;

    /// <summary>Lays the positions of a board out in arrays.</summary>
    internal BareLoop(Board board)
    {
        CostRates rates = board.Resources.First().Resource.Rates;
        (_perSecond, _perMetre) = (CostUnits.Of(1, 0, rates), CostUnits.Of(0, 1, rates));
        (_places, _row) = (board.Places, new int[board.Places.Count]);
        (_from, _to, _departure, _arriveBy) = (new int[board.Positions], new int[board.Positions], new int[board.Positions], new int[board.Positions]);
        (_leg, _legMetres, _pace, _firstOfDay) = (new int[board.Positions], new int[board.Positions], new int[board.Positions], new int[BusyTerritory.Days + 1]);
        int position = 0;
        for (int day = 0; day < BusyTerritory.Days; day++)
        {
            foreach (Tour tour in board.ToursOf(BusyTerritory.FirstDay + day)) position = Lay(board, tour, position);
            _firstOfDay[day + 1] = position;
        }
        Interval[] windows = [.. Enumerable.Range(BusyTerritory.FirstDay, BusyTerritory.Days)
            .SelectMany(day => BusyTerritory.Windows.Select(window => board.Clock.Resolve(day, window)))];
        _earliest = [.. windows.Select(window => window.From.Value)];
        _latest = [.. windows.Select(window => window.To.Value - 1)];
        _best = new long[windows.Length];
    }

    /// <summary>
    /// The least cost of an insertion that starts in each window of each day, in <see cref="CostUnits"/>; <see cref="long.MaxValue"/> where
    /// there is none.
    /// </summary>
    internal ReadOnlySpan<long> Best(Location point)
    {
        _places.FillMetres(point, TravelProfile.Car.DetourFactor, _row);
        Array.Fill(_best, long.MaxValue);
        for (int day = 0; day < BusyTerritory.Days; day++)
        {
            int firstWindow = day * _perDay, endWindow = firstWindow + _perDay;
            for (int at = _firstOfDay[day]; at < _firstOfDay[day + 1]; at++)
            {
                int metresTo = _row[_from[at]], metresFrom = _row[_to[at]];
                int to = Pace.SecondsFor(metresTo, _pace[at]), back = Pace.SecondsFor(metresFrom, _pace[at]);
                int first = _departure[at] + to, last = _arriveBy[at] - back - _duration;
                if (first > last) continue;
                long cost = ((to + back - _leg[at]) * _perSecond) + ((metresTo + metresFrom - _legMetres[at]) * _perMetre);
                for (int window = firstWindow; window < endWindow; window++)
                {
                    int start = Math.Max(first, _earliest[window]);
                    if (start <= last && start <= _latest[window] && cost < _best[window]) _best[window] = cost;
                }
            }
        }
        return _best;
    }

    private int Lay(Board board, Tour tour, int position)
    {
        Span<Moment> latest = stackalloc Moment[BusyTerritory.Stops + 1];
        tour.FillLatestStarts(latest);
        ResourceEntry resource = board.ResourceOf(tour.Resource);
        for (int index = 0; index <= tour.Stops.Length; index++, position++)
        {
            (_from[position], _to[position]) = (tour.PlaceBefore(index), tour.PlaceAt(index));
            (_departure[position], _arriveBy[position]) = (tour.DepartureTo(index).Value, latest[index].Value);
            (_leg[position], _legMetres[position]) = (tour.LegTo(index).Time.Value, tour.LegTo(index).Distance.Value);
            _pace[position] = resource.PaceAt(board.Clock.HourOf(tour.DepartureTo(index))).Value;
        }
        return position;
    }
}
