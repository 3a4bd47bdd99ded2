using System.Runtime.InteropServices;

namespace OptiTime.Planning.Search.Groups;

/// <summary>A unit that is free for what it would do, in every step of its column.</summary>
/// <param name="Cost">What it costs, in cost units.</param>
/// <param name="Floor">What it costs at the least, if the road there is shared with another step.</param>
/// <param name="Slack">How much the stretches leave it to move; among equals the tightest is taken, so that long stretches stay free.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Class">Its class in the pools.</param>
/// <param name="Spans">Where its stretches begin in <see cref="GroupColumn.Spans"/>: one for each step.</param>
internal readonly record struct Seat(long Cost, long Floor, long Slack, int Unit, int Class, int Spans);

/// <summary>
/// A role to be filled at given starts: of one step, or of several that the same resources play. It keeps of each class as many of the cheapest as
/// could be needed: whoever is dearer than all those is never part of a cheapest group, since of those one would be left.
/// </summary>
internal sealed class GroupColumn
{
    private readonly List<Seat> _seats = [];
    private int[] _held = [];

    /// <summary>How many units play it; 0 for what is there because others require it.</summary>
    internal int Count { get; private set; }

    /// <summary>Those who could play it, by step.</summary>
    internal List<GroupPool> Pools { get; } = [];

    /// <summary>The first step.</summary>
    internal int FirstStep => Pools[0].Step;

    /// <summary>How many of a class are kept.</summary>
    internal int Keep { get; set; }

    /// <summary>The units that are free, cheapest first.</summary>
    internal ReadOnlySpan<Seat> Seats => CollectionsMarshal.AsSpan(_seats);

    /// <summary>The stretches of the units.</summary>
    internal List<int> Spans { get; } = [];

    /// <summary>What filling one seat costs at the least, with all that is required for it; <see cref="long.MaxValue"/> when nobody can.</summary>
    internal long Least { get; set; }

    /// <summary>For which question it was filled last.</summary>
    internal int Question { get; set; }

    /// <summary>Begins anew.</summary>
    internal void Begin(int count)
    {
        (Count, Keep, Question) = (count, 0, 0);
        Pools.Clear();
    }

    /// <summary>The number of the resource whose unit a seat is.</summary>
    internal int ResourceOf(in Seat seat) => Pools[0].Resource[Spans[seat.Spans]];

    /// <summary>Empties the seats.</summary>
    internal void Clear()
    {
        _seats.Clear();
        Spans.Clear();
        if (_held.Length < Pools[0].Classes.Count) _held = new int[Pools[0].Classes.Count];
        Array.Clear(_held);
    }

    /// <summary>Keeps a unit if it is among the cheapest of its class.</summary>
    internal void Offer(in Seat seat)
    {
        if (_held[seat.Class] == Keep)
        {
            int dearest = _seats.Count - 1;
            while (_seats[dearest].Class != seat.Class) dearest--;
            if (!IsBefore(in seat, _seats[dearest])) return;
            _seats.RemoveAt(dearest);
        }
        else _held[seat.Class]++;
        int at = _seats.Count;
        while (at > 0 && IsBefore(in seat, _seats[at - 1])) at--;
        _seats.Insert(at, seat);
    }

    private static bool IsBefore(in Seat left, in Seat right) => left.Cost < right.Cost || (left.Cost == right.Cost && left.Slack < right.Slack);
}
