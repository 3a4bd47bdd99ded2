namespace OptiTime.Planning.Optimization;

/// <summary>
/// Ruin: strings of stops that lie near each other are taken out of several routes, so that there is slack in space and in capacity at once (adjacent string
/// removal: Christiaens and Vanden Berghe 2020, "Slack induction by string removals for vehicle routing problems", section 5.1).
/// </summary>
/// <typeparam name="TRoads">How vehicles get along.</typeparam>
internal sealed class StringRemoval<TRoads>
    where TRoads : struct, IRoads
{
    /// <summary>How many of the nearest a ruin spreads over at the most.</summary>
    private const int MostNeighbours = 500;

    // How often what can only be served after a visit to what is lacking goes with that visit, so that it may be made elsewhere.
    private const double DropRate = 0.3;

    private readonly PlanDraft<TRoads> _plan;
    private readonly SearchSettings _settings;
    private readonly SeededRandom _random;
    private readonly int[] _neighbours, _ruined;
    private readonly int _nearest;

    internal StringRemoval(PlanDraft<TRoads> plan, SearchSettings settings, SeededRandom random)
    {
        (_plan, _settings, _random) = (plan, settings, random);
        int stops = plan.Problem.Stops.Length;
        _nearest = Math.Min(stops, MostNeighbours);
        _neighbours = new int[stops * _nearest];
        _ruined = new int[plan.Problem.Vehicles.Length];
        double[] distances = new double[stops];
        int[] order = new int[stops];
        for (int stop = 0; stop < stops; stop++)
        {
            plan.Problem.Roads.From(stop)[..stops].CopyTo(distances);
            distances[stop] = -1;
            for (int other = 0; other < stops; other++) order[other] = other;
            Array.Sort(distances, order);
            order.AsSpan(0, _nearest).CopyTo(_neighbours.AsSpan(stop * _nearest));
        }
    }

    /// <summary>Takes strings around a random stop out of the plan.</summary>
    internal void Ruin()
    {
        int stops = _plan.Problem.Stops.Length;
        int served = stops - _plan.PoolCount, routes = RoutesInUse();
        if (routes == 0) return;
        double longest = Math.Min(_settings.LongestString, (double)served / routes);
        double most = (4.0 * _settings.AverageRemoved / (1 + longest)) - 1;
        int strings = (int)(1 + (_random.Share() * Math.Max(1, most))), ruined = 0;
        int seed = _random.Below(stops);
        foreach (int stop in _neighbours.AsSpan(seed * _nearest, _nearest))
        {
            if (ruined == strings) break;
            int vehicle = _plan.VehicleOf(stop);
            if (vehicle < 0 || _plan.Problem.Stops[stop].IsFixed || _ruined.AsSpan(0, ruined).Contains(vehicle)) continue;
            _ruined[ruined++] = vehicle;
            Remove(vehicle, stop, longest);
        }
    }

    private int RoutesInUse()
    {
        int routes = 0;
        for (int vehicle = 0; vehicle < _ruined.Length; vehicle++)
        {
            if (_plan.RouteOf(vehicle).Count > 0) routes++;
        }
        return routes;
    }

    private void Remove(int vehicle, int stop, double longest)
    {
        Route route = _plan.RouteOf(vehicle);
        int length = (int)(1 + (_random.Share() * Math.Min(route.Count, longest)));
        length = Math.Min(length, route.Count);
        int index = route.IndexOf(stop), kept = 0;
        if (length > 1 && length < route.Count && _random.Share() < _settings.SplitRate)
        {
            kept = 1;
            while (length + kept < route.Count && _random.Share() < _settings.SplitDepth) kept++;
        }
        int whole = length + kept;
        int first = Math.Max(1, index - whole + 1), last = Math.Min(index, route.Count - whole + 1);
        first += _random.Below(last - first + 1);
        // The part that stays lies anywhere inside.
        int keep = kept == 0 ? 0 : first + 1 + _random.Below(length - 1);
        _plan.RemoveString(vehicle, first, whole, keep, kept);
        if (TRoads.CountsDuration) _plan.DropRefill(vehicle, _random.Share() < DropRate);
    }
}
