namespace OptiTime.Planning.Optimization;

/// <summary>
/// A plan in the making: stops are taken out of routes and put in, and all of it is kept or undone at once. Undoing costs what was touched, not
/// the size of the plan: a route is copied when it is first touched, and the copy put aside or taken back.
/// </summary>
/// <typeparam name="TRoads">How vehicles get along.</typeparam>
internal sealed class PlanDraft<TRoads>
    where TRoads : struct, IRoads
{
    private readonly TRoads _roads;
    private readonly Route[] _routes, _before;
    private readonly bool[] _isTouched;
    private readonly int[] _touched, _vehicleOf, _pool, _cameFrom;
    private int _touchedCount;
    private double _costBefore;
    private long _versions;

    /// <summary>An empty plan, in which nobody serves anything.</summary>
    internal PlanDraft(RoutingProblem problem, TRoads roads)
    {
        (Problem, _roads) = (problem, roads);
        int vehicles = problem.Vehicles.Length, stops = problem.Stops.Length;
        (_routes, _before, _isTouched, _touched) = (new Route[vehicles], new Route[vehicles], new bool[vehicles], new int[vehicles]);
        (_vehicleOf, _pool, _cameFrom) = (new int[stops], new int[stops], new int[stops]);
        for (int vehicle = 0; vehicle < vehicles; vehicle++) (_routes[vehicle], _before[vehicle]) = (Empty(vehicle), new Route());
        for (int stop = 0; stop < stops; stop++) ToPool(stop, -1);
        Array.Fill(_vehicleOf, -1);
        Recount();
        Begin();
    }

    /// <summary>The problem.</summary>
    internal RoutingProblem Problem { get; }

    /// <summary>How vehicles get along.</summary>
    internal TRoads Roads => _roads;

    /// <summary>What the plan costs, with a penalty for each stop that nobody serves.</summary>
    internal double Cost { get; private set; }

    /// <summary>How many stops are in the pool.</summary>
    internal int PoolCount { get; private set; }

    /// <summary>
    /// The stops that nobody serves, and those of them that somebody serves since the last <see cref="Keep"/> or <see cref="Undo"/>. Whoever puts them in
    /// may change their order.
    /// </summary>
    internal Span<int> Pool => _pool.AsSpan(0, PoolCount);

    /// <summary>The route of a vehicle.</summary>
    internal Route RouteOf(int vehicle) => _routes[vehicle];

    /// <summary>Who serves a stop; -1 for nobody.</summary>
    internal int VehicleOf(int stop) => _vehicleOf[stop];

    /// <summary>Puts a stop of the pool into a route; the caller has seen that it fits.</summary>
    /// <param name="stop">The stop.</param>
    /// <param name="choice">By which choice.</param>
    /// <param name="index">Where, from 1.</param>
    internal void Insert(int stop, int choice, int index)
    {
        RoutingChoice chosen = Problem.Choices[choice];
        int vehicle = chosen.Vehicle;
        Route route = Touch(vehicle);
        double duration = TRoads.CountsDuration ? route.Duration : 0;
        ReadOnlySpan<double> way = Problem.Roads.From(stop);
        route.Open(index);
        Span<RouteNode> nodes = route.Nodes;
        ref RouteNode node = ref nodes[index], next = ref nodes[index + 1];
        (node.Place, node.Choice, node.Leg) = (stop, choice, way[nodes[index - 1].Place]);
        double replaced = next.Leg;
        next.Leg = way[next.Place];
        if (!TRoads.CountsDuration) Cost += _roads.Cost(vehicle, node.Leg + next.Leg - replaced);
        Cost += chosen.Cost - Problem.Stops[stop].Penalty;
        if (route.Count == 1) Cost += Problem.Vehicles[vehicle].CostOfUse;
        route.Load += Problem.Stops[stop].Demand;
        _vehicleOf[stop] = vehicle;
        Reckon(vehicle, nodes, index, index);
        if (TRoads.CountsDuration) Cost += Measured(route, vehicle) - duration;
    }

    /// <summary>Takes a string of stops out of a route into the pool, but for those that are fixed and a part that stays.</summary>
    /// <param name="vehicle">Whose route.</param>
    /// <param name="first">The first of the string, from 1.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="keep">The first of the part that stays.</param>
    /// <param name="kept">How long that is; 0 for none.</param>
    /// <param name="withRefill">Whether a visit to what the vehicle lacks goes too.</param>
    internal void RemoveString(int vehicle, int first, int length, int keep, int kept, bool withRefill = false)
    {
        Route route = Touch(vehicle);
        double duration = TRoads.CountsDuration ? route.Duration : 0;
        Span<RouteNode> nodes = route.Nodes;
        double road = 0;
        for (int index = first; index <= first + length; index++) road += nodes[index].Leg;
        int left = first;
        for (int index = first; index < first + length; index++)
        {
            int stop = nodes[index].Place;
            bool stays = TRoads.CountsDuration && !withRefill && index == route.Refill;
            if (stays || (index >= keep && index < keep + kept) || Problem.Stops[stop].IsFixed)
            {
                nodes[left++] = nodes[index];
                continue;
            }
            Cost += Problem.Stops[stop].Penalty - Problem.Choices[nodes[index].Choice].Cost;
            route.Load -= Problem.Stops[stop].Demand;
            ToPool(stop, vehicle);
        }
        if (left < first + length) route.Close(left, first + length - left);
        nodes = route.Nodes;
        for (int index = first; index <= left; index++)
        {
            nodes[index].Leg = Problem.Roads[nodes[index - 1].Place, nodes[index].Place];
            road -= nodes[index].Leg;
        }
        if (!TRoads.CountsDuration) Cost -= _roads.Cost(vehicle, road);
        if (route.Count == 0) Cost -= Problem.Vehicles[vehicle].CostOfUse;
        Reckon(vehicle, nodes, first, left - 1);
        if (TRoads.CountsDuration) Cost += Measured(route, vehicle) - duration;
    }

    /// <summary>Takes out of a route the visit to what its vehicle lacks where it lacks nothing any more; or, where said so, with all that comes behind it.</summary>
    internal void DropRefill(int vehicle, bool withRest)
    {
        Route route = _routes[vehicle];
        if (Problem.Supplies is not { } supplies || route.Refill == 0) return;
        Span<int> used = stackalloc int[route.Used.Length];
        route.Used.CopyTo(used);
        bool isNeeded = false;
        for (int index = route.Refill + 1; index <= route.Count && !isNeeded; index++)
        {
            int stop = route.Nodes[index].Place;
            isNeeded = !supplies.Covers(vehicle, used, stop);
            for (int part = 0; part < used.Length; part++) used[part] += supplies.Needs[stop].Parts[part];
        }
        if (!isNeeded) RemoveString(vehicle, route.Refill, 1, 0, 0, withRefill: true);
        else if (withRest) RemoveString(vehicle, route.Refill, route.Count - route.Refill + 1, 0, 0, withRefill: true);
    }

    /// <summary>Keeps what was done since the last <see cref="Keep"/> or <see cref="Undo"/>.</summary>
    internal void Keep()
    {
        int left = 0;
        foreach (int stop in Pool)
        {
            if (_vehicleOf[stop] >= 0) continue;
            (_pool[left++], _cameFrom[stop]) = (stop, -1);
        }
        PoolCount = left;
        Begin();
    }

    /// <summary>Undoes what was done since the last <see cref="Keep"/> or <see cref="Undo"/>.</summary>
    internal void Undo()
    {
        for (int index = 0; index < _touchedCount; index++)
        {
            int vehicle = _touched[index];
            (_routes[vehicle], _before[vehicle]) = (_before[vehicle], _routes[vehicle]);
        }
        int left = 0;
        foreach (int stop in Pool)
        {
            _vehicleOf[stop] = _cameFrom[stop];
            if (_cameFrom[stop] < 0) _pool[left++] = stop;
        }
        PoolCount = left;
        Cost = _costBefore;
        Begin();
    }

    /// <summary>Reckons the cost anew from all routes: adding and taking away for hours leaves a trace.</summary>
    internal void Recount()
    {
        double cost = TRoads.CountsDuration ? _routes.Sum(route => route.Duration) : RoadCost();
        for (int vehicle = 0; vehicle < _routes.Length; vehicle++)
        {
            ReadOnlySpan<RouteNode> nodes = _routes[vehicle].Nodes;
            for (int index = 1; index < nodes.Length - 1; index++) cost += Problem.Choices[nodes[index].Choice].Cost;
            if (nodes.Length > 2) cost += Problem.Vehicles[vehicle].CostOfUse;
        }
        foreach (int stop in Pool) cost += Problem.Stops[stop].Penalty;
        Cost = cost;
    }

    /// <summary>What the road costs, from beginning to end of everybody.</summary>
    internal double RoadCost()
    {
        double cost = 0;
        for (int vehicle = 0; vehicle < _routes.Length; vehicle++)
        {
            double road = 0;
            foreach (ref readonly RouteNode node in _routes[vehicle].Nodes[1..]) road += node.Leg;
            cost += _roads.Cost(vehicle, road);
        }
        return cost;
    }

    private Route Empty(int vehicle)
    {
        RoutingVehicle who = Problem.Vehicles[vehicle];
        var route = new Route();
        (route.Nodes[0].Place, route.Nodes[0].Departure, route.Nodes[0].ArriveBy) = (who.Start, who.From, who.Until);
        (route.Nodes[1].Place, route.Nodes[1].Departure, route.Nodes[1].ArriveBy) = (who.End, who.Until, who.Until);
        // Who ends elsewhere has that way to go in any case.
        route.Nodes[1].Leg = Problem.Roads[who.Start, who.End];
        route.Version = _versions++;
        if (TRoads.CountsDuration) route.Measure(Problem, vehicle);
        return route;
    }

    private double Measured(Route route, int vehicle)
    {
        route.Measure(Problem, vehicle);
        return route.Duration;
    }

    private void ToPool(int stop, int cameFrom)
    {
        _pool[PoolCount++] = stop;
        (_vehicleOf[stop], _cameFrom[stop]) = (-1, cameFrom);
    }

    private void Begin()
    {
        for (int index = 0; index < _touchedCount; index++) _isTouched[_touched[index]] = false;
        (_touchedCount, _costBefore) = (0, Cost);
    }

    private Route Touch(int vehicle)
    {
        if (!_isTouched[vehicle])
        {
            (_isTouched[vehicle], _touched[_touchedCount++]) = (true, vehicle);
            _before[vehicle].CopyFrom(_routes[vehicle]);
            (_routes[vehicle], _before[vehicle]) = (_before[vehicle], _routes[vehicle]);
        }
        _routes[vehicle].Version = _versions++;
        return _routes[vehicle];
    }

    /// <summary>Reckons times anew around nodes that have changed, as far as that makes a difference.</summary>
    private void Reckon(int vehicle, Span<RouteNode> nodes, int first, int last)
    {
        for (int index = first; index < nodes.Length - 1; index++)
        {
            ref RouteNode node = ref nodes[index];
            ref readonly RoutingStop stop = ref Problem.Stops.ItemRef(node.Place);
            double there = _roads.Arrive(vehicle, nodes[index - 1].Departure, node.Leg);
            double departure = _roads.Begin(vehicle, there > stop.Earliest ? there : stop.Earliest, stop.Service) + stop.Service;
            if (index > last && departure == node.Departure) break;
            node.Departure = departure;
        }
        for (int index = Math.Min(last, nodes.Length - 2); index > 0; index--)
        {
            ref RouteNode node = ref nodes[index];
            ref readonly RoutingStop stop = ref Problem.Stops.ItemRef(node.Place);
            double leave = _roads.LeaveBy(vehicle, nodes[index + 1].ArriveBy, nodes[index + 1].Leg) - stop.Service;
            double arrive = _roads.BeginBy(vehicle, leave < stop.Latest ? leave : stop.Latest, stop.Service);
            if (index < first && arrive == node.ArriveBy) break;
            node.ArriveBy = arrive;
        }
    }
}
