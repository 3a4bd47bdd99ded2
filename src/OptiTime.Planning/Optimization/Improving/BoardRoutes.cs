using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;

namespace OptiTime.Planning.Optimization.Improving;

/// <summary>
/// Part of a board as a routing problem. Each tour is a vehicle from where the last frozen stop leaves it; what may be moved is a stop, what may not is a
/// fixed one. Roads are reckoned at the pace of the middle of the period: what comes of the problem is held to the board before it is believed.
/// </summary>
internal sealed class BoardRoutes
{
    private readonly Board _board;
    private readonly Rearrangement _state;
    private readonly Moment _now;
    private readonly List<Tour> _tours = [];
    private readonly List<int> _begin = [];
    private readonly List<Served> _stops = [];

    /// <summary>Something to be served: movable work, or a stop that stays in its tour.</summary>
    private readonly record struct Served(MovedWork? Work, TourStop Stop, int Vehicle)
    {
        internal int Place => Work?.Place ?? Stop.Place;
    }

    /// <summary>Takes tours day by day while they have not too much work, of a day that has too much those around one of them; and jobs that wait.</summary>
    internal BoardRoutes(Board board, Catalogue catalogue, Moment now, ImprovementOptions options, Rearrangement state, SeededRandom random)
    {
        (_board, _now, _state) = (board, now, state);
        FirstDay = AfterDay = Math.Max(board.FirstDay, options.FirstDay ?? board.Days.DayOf(now));
        for (int last = AfterDay + options.Days; AfterDay < Math.Min(last, board.AfterDay); AfterDay++)
        {
            List<Tour> tours = [.. board.ToursOf(AfterDay).Where(IsOpen)];
            int work = tours.Sum(tour => tour.Stops.Length);
            if (_stops.Count > 0 && _stops.Count + work > options.MostWork) break;
            foreach (Tour tour in work > options.MostWork ? Around(tours, options.MostWork, random) : tours) Add(tour);
        }
        int most = _stops.Count + (options.MostWork / 4);
        foreach (string id in board.Waiting.Select(job => job.Id))
        {
            if (_stops.Count >= most) break;
            if (MovedWork.OfWaiting(board, catalogue, board.Commitments[id].Commitment, state.Thaw) is { } waiting && CouldServe(waiting)) _stops.Add(new Served(waiting, default, -1));
        }
        Problem = State();
    }

    /// <summary>The first day taken.</summary>
    internal int FirstDay { get; }

    /// <summary>The day after the last one taken.</summary>
    internal int AfterDay { get; }

    /// <summary>The tours that are looked at.</summary>
    internal IReadOnlyList<Tour> Tours => _tours;

    /// <summary>How many pieces of work may be moved.</summary>
    internal int Movable => _stops.Count(stop => stop.Work is not null);

    /// <summary>The problem.</summary>
    internal RoutingProblem Problem { get; }

    /// <summary>What the tours cost as they stand, and that jobs wait, in <see cref="CostUnits"/>.</summary>
    internal long Cost => _tours.Sum(_state.CostOf) + _stops.Where(stop => stop.Vehicle < 0).Sum(stop => _state.CostOfWaiting(stop.Work!.Commitment));

    /// <summary>The plan as it stands.</summary>
    internal ImmutableArray<ImmutableArray<int>> Start =>
        [.. Enumerable.Range(0, _tours.Count).Select(vehicle => Enumerable.Range(0, _stops.Count).Where(stop => _stops[stop].Vehicle == vehicle).ToImmutableArray())];

    /// <summary>What a plan moves.</summary>
    internal IEnumerable<TourMove> Moves(RoutingPlan plan)
    {
        for (int vehicle = 0; vehicle < _tours.Count; vehicle++)
        {
            HashSet<int> inOrder = LongestInOrder([.. plan.Routes[vehicle].Where(stop => _stops[stop].Vehicle == vehicle)]);
            foreach (int stop in plan.Routes[vehicle].Where(stop => _stops[stop].Work is not null && !inOrder.Contains(stop)))
                yield return _stops[stop].Work!.MoveTo(_board, _tours[vehicle]);
        }
    }

    /// <summary>The most stops of a tour that still stand in the order in which they stood: those behind one another need not be moved.</summary>
    private HashSet<int> LongestInOrder(int[] stops)
    {
        int[] weight = new int[stops.Length], before = new int[stops.Length];
        int best = -1;
        for (int index = 0; index < stops.Length; index++)
        {
            // Fixed stops are in order among themselves, and nothing but the others can move.
            int own = _stops[stops[index]].Work is null ? stops.Length + 1 : 1;
            (weight[index], before[index]) = (own, -1);
            for (int earlier = 0; earlier < index; earlier++)
            {
                if (stops[earlier] < stops[index] && weight[earlier] + own > weight[index]) (weight[index], before[index]) = (weight[earlier] + own, earlier);
            }
            if (best < 0 || weight[index] > weight[best]) best = index;
        }
        var kept = new HashSet<int>();
        for (int index = best; index >= 0; index = before[index]) kept.Add(stops[index]);
        return kept;
    }

    /// <summary>A tour that chance names, and those that go near where it does, until they have enough work.</summary>
    private IEnumerable<Tour> Around(List<Tour> tours, int mostWork, SeededRandom random)
    {
        int middle = MiddleOf(tours[random.Below(tours.Count)]), work = 0;
        List<Tour> taken = [.. tours.OrderBy(tour => _board.Places.Metres(middle, MiddleOf(tour), 1)).TakeWhile(tour => (work += tour.Stops.Length) <= mostWork)];
        return taken.OrderBy(tour => tour.Resource).ThenBy(tour => tour.Period.Span.From);
    }

    private static int MiddleOf(Tour tour) => tour.Stops.IsEmpty ? tour.Home : tour.Stops[tour.Stops.Length / 2].Place;

    private bool CouldServe(MovedWork work) =>
        _tours.Exists(tour => tour.Period.Span.From <= work.Latest && work.Earliest < tour.Period.Span.To && work.MayBeServedBy(_board.ResourceOf(tour.Resource)));

    private bool IsOpen(Tour tour)
    {
        ResourceEntry resource = _board.ResourceOf(tour.Resource);
        // Where somebody was erased nobody knows the way any more.
        return resource is { IsMobile: true, Territory: null, Requirements.IsEmpty: true } && tour.Period.Span.To > _state.Thaw
            && IsKnown(tour.Home) && tour.Stops.All(stop => IsKnown(stop.Place));
    }

    private bool IsKnown(int place) => place >= 0 && _board.Places.LocationOf(place) is not null;

    private void Add(Tour tour)
    {
        int frozen = 0;
        while (frozen < tour.Stops.Length && tour.Stops[frozen].Start < _state.Thaw) frozen++;
        for (int index = frozen; index < tour.Stops.Length; index++) _stops.Add(new Served(_state.WorkOf(tour.Stops[index]), tour.Stops[index], _tours.Count));
        _tours.Add(tour);
        _begin.Add(frozen);
    }

    private RoutingProblem State()
    {
        int[] places = [.. _stops.Select(stop => stop.Place), .. _tours.SelectMany((tour, vehicle) => new[] { tour.PlaceBefore(_begin[vehicle]), tour.Home })];
        var roads = new DistanceMatrix(places.Length, (from, to) => _board.Places.Metres(places[from], places[to], 1));
        return new RoutingProblem([.. _stops.Select(ToStop)], [.. _tours.Select(ToVehicle)], roads, _stops.SelectMany(ChoicesOf));
    }

    private RoutingStop ToStop(Served stop)
    {
        if (stop.Work is not { } work) return new RoutingStop(At(stop.Stop.Earliest), At(stop.Stop.Latest), stop.Stop.Duration.Value, IsFixed: true);
        double penalty = stop.Vehicle < 0 ? Cents(_state.CostOfWaiting(work.Commitment)) : RoutingStop.MustBeServed;
        return new RoutingStop(At(work.Earliest), At(work.Latest), work.Step.Duration.Value, Penalty: penalty);
    }

    private RoutingVehicle ToVehicle(Tour tour, int vehicle)
    {
        ResourceEntry resource = _board.ResourceOf(tour.Resource);
        WorkingPeriod period = tour.Period;
        int start = _stops.Count + (2 * vehicle);
        double pace = PaceOf(resource, period) * resource.Detour;
        CostRates rates = resource.Resource.Rates;
        return new RoutingVehicle(
            start, start + 1, At(Moment.Max(tour.DepartureTo(_begin[vehicle]), _now)), At(period.Span.To), TimePerDistance: pace,
            CostPerDistance: (pace * rates.PerHour.Cents / 3_600) + (resource.Detour * rates.PerKilometre.Cents / 1_000), Kind: vehicle)
        {
            Breaks = [.. period.Breaks.Select(pause => new RoutingBreak(At(pause.From), At(pause.To)))],
        };
    }

    private double PaceOf(ResourceEntry resource, WorkingPeriod period)
    {
        (double sum, int hours) = (0, 0);
        for (Moment at = period.Span.From; at < period.Span.To; at += Seconds.FromHours(1))
        {
            sum += resource.PaceAt(_board.Clock.HourOf(at)).Value;
            hours++;
        }
        return sum / hours / 65_536;
    }

    private IEnumerable<RoutingChoice> ChoicesOf(Served stop, int number)
    {
        if (stop.Work is not { } work)
        {
            yield return new RoutingChoice(number, stop.Vehicle);
            yield break;
        }
        double trouble = stop.Vehicle < 0 ? 0 : Cents(_state.TroubleOf(work.Commitment));
        for (int vehicle = 0; vehicle < _tours.Count; vehicle++)
        {
            Interval span = _tours[vehicle].Period.Span;
            ResourceEntry resource = _board.ResourceOf(_tours[vehicle].Resource);
            if (work.Latest < span.From || work.Earliest >= span.To || (vehicle != stop.Vehicle && !work.MayBeServedBy(resource))) continue;
            double labour = Cents(CostUnits.Of(work.Step.Duration.Value, 0, resource.Resource.Rates));
            yield return new RoutingChoice(number, vehicle, labour + (vehicle == stop.Vehicle ? 0 : trouble));
        }
    }

    private double At(Moment moment) => moment.Value - _now.Value;

    private static double Cents(long units) => (double)units / CostUnits.PerCent;
}
