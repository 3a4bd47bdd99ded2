namespace OptiTime.Planning.Optimization;

/// <summary>What one vehicle serves in a plan in the making.</summary>
internal sealed class Route
{
    private RouteNode[] _nodes = new RouteNode[16];
    private RouteSpan[] _before = [], _after = [];
    private int[] _used = [];

    /// <summary>How many stops it has.</summary>
    internal int Count { get; private set; }

    /// <summary>The demand of its stops.</summary>
    internal double Load { get; set; }

    /// <summary>A number that no other state of any route has: what was found out about this state holds while it has it.</summary>
    internal long Version { get; set; }

    /// <summary>The beginning, the stops and the end.</summary>
    internal Span<RouteNode> Nodes => _nodes.AsSpan(0, Count + 2);

    /// <summary>How long it takes up to each node; only where durations count.</summary>
    internal ReadOnlySpan<RouteSpan> Before => _before.AsSpan(0, Count + 2);

    /// <summary>How long it takes from each node on; only where durations count.</summary>
    internal ReadOnlySpan<RouteSpan> After => _after.AsSpan(0, Count + 2);

    /// <summary>How long it takes; only where durations count.</summary>
    internal double Duration => _after[0].Duration;

    /// <summary>Where it visits what it lacks; 0 where it does not.</summary>
    internal int Refill { get; private set; }

    /// <summary>The parts used before that, of each kind.</summary>
    internal ReadOnlySpan<int> Used => _used;

    /// <summary>Makes this route the same as another.</summary>
    internal void CopyFrom(Route other)
    {
        if (_nodes.Length < other._nodes.Length) _nodes = new RouteNode[other._nodes.Length];
        (Count, Load, Version) = (other.Count, other.Load, other.Version);
        other.Nodes.CopyTo(_nodes);
        if (other._before.Length == 0) return;
        MakeRoomForSpans(other._used.Length);
        other.Before.CopyTo(_before);
        other.After.CopyTo(_after);
        other._used.CopyTo(_used.AsSpan());
        Refill = other.Refill;
    }

    /// <summary>Makes room for one more node.</summary>
    /// <param name="index">Where, behind the beginning.</param>
    internal void Open(int index)
    {
        if (Count + 3 > _nodes.Length) Array.Resize(ref _nodes, _nodes.Length * 2);
        _nodes.AsSpan(index, Count + 2 - index).CopyTo(_nodes.AsSpan(index + 1));
        Count++;
    }

    /// <summary>Takes some nodes out.</summary>
    /// <param name="index">The first.</param>
    /// <param name="count">How many.</param>
    internal void Close(int index, int count)
    {
        _nodes.AsSpan(index + count, Count + 2 - index - count).CopyTo(_nodes.AsSpan(index));
        Count -= count;
    }

    /// <summary>Reckons durations and used parts anew.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="vehicle">Whose route this is.</param>
    internal void Measure(RoutingProblem problem, int vehicle)
    {
        MakeRoomForSpans(problem.Supplies?.Stock[vehicle].Parts.Length ?? 0);
        RoutingVehicle who = problem.Vehicles[vehicle];
        RouteSpan begin = new(0, who.From, who.IsUnderWay ? who.From : who.Until), end = new(0, who.From, who.Until);
        ReadOnlySpan<RouteNode> nodes = Nodes;
        (_before[0], _after[Count + 1]) = (begin, end);
        for (int index = 1; index <= Count; index++) _before[index] = RouteSpan.Join(_before[index - 1], SpanOf(problem.Stops[nodes[index].Place]), nodes[index].Leg);
        _before[Count + 1] = RouteSpan.Join(_before[Count], end, nodes[Count + 1].Leg);
        for (int index = Count; index > 0; index--) _after[index] = RouteSpan.Join(SpanOf(problem.Stops[nodes[index].Place]), _after[index + 1], nodes[index + 1].Leg);
        _after[0] = RouteSpan.Join(begin, _after[1], nodes[1].Leg);
        if (problem.Supplies is { } supplies) CountUsed(supplies);
    }

    /// <summary>A stop by itself.</summary>
    internal static RouteSpan SpanOf(in RoutingStop stop) => new(stop.Service, stop.Earliest, stop.Latest);

    private void CountUsed(RoutingSupplies supplies)
    {
        Refill = 0;
        Array.Clear(_used);
        for (int index = 1; index <= Count && Refill == 0; index++)
        {
            int stop = _nodes[index].Place;
            if (stop >= supplies.FirstRefill) Refill = index;
            else
            {
                for (int part = 0; part < _used.Length; part++) _used[part] += supplies.Needs[stop].Parts[part];
            }
        }
    }

    private void MakeRoomForSpans(int parts)
    {
        if (_before.Length < _nodes.Length) (_before, _after) = (new RouteSpan[_nodes.Length], new RouteSpan[_nodes.Length]);
        if (_used.Length != parts) _used = new int[parts];
    }

    /// <summary>Where a stop stands, counted from the beginning, which is 0; -1 where it does not.</summary>
    internal int IndexOf(int stop)
    {
        ReadOnlySpan<RouteNode> nodes = Nodes;
        for (int index = 1; index < nodes.Length - 1; index++)
        {
            if (nodes[index].Place == stop) return index;
        }
        return -1;
    }
}
