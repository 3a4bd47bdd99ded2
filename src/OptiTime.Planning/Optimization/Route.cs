namespace OptiTime.Planning.Optimization;

/// <summary>What one vehicle serves in a plan in the making.</summary>
internal sealed class Route
{
    private RouteNode[] _nodes = new RouteNode[16];

    /// <summary>How many stops it has.</summary>
    internal int Count { get; private set; }

    /// <summary>The demand of its stops.</summary>
    internal double Load { get; set; }

    /// <summary>A number that no other state of any route has: what was found out about this state holds while it has it.</summary>
    internal long Version { get; set; }

    /// <summary>The beginning, the stops and the end.</summary>
    internal Span<RouteNode> Nodes => _nodes.AsSpan(0, Count + 2);

    /// <summary>Makes this route the same as another.</summary>
    internal void CopyFrom(Route other)
    {
        if (_nodes.Length < other._nodes.Length) _nodes = new RouteNode[other._nodes.Length];
        (Count, Load, Version) = (other.Count, other.Load, other.Version);
        other.Nodes.CopyTo(_nodes);
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
