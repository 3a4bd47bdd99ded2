using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using OptiTime.Planning.Demand;

namespace OptiTime.Planning.Search.Groups;

/// <summary>
/// Those who could play one role of a step, or be there for one requirement, and from when to when each could: stretches of starts of the step,
/// told by the time of the step however much of it they are taken. The arrays are used again by the next search.
/// </summary>
internal sealed class GroupPool
{
    private readonly List<int> _numbers = [];
    private int[] _from = [], _to = [], _unit = [], _resource = [], _tour = [], _day = [];
    private long[] _cost = [], _floor = [];
    private int[] _ends = [], _opens = [], _closes = [];
    private int _days;

    /// <summary>Which step, from 0.</summary>
    internal int Step { get; private set; }

    /// <summary>The role they would play.</summary>
    internal Role Role { get; private set; } = null!;

    /// <summary>Whether they are there because others require them.</summary>
    internal bool IsRequired { get; private set; }

    /// <summary>How long after the start of the step they are taken; negative where they make ready before.</summary>
    internal int Offset { get; private set; }

    /// <summary>For how many seconds they are taken.</summary>
    internal int Length { get; private set; }

    /// <summary>How many of them a group may need at the most.</summary>
    internal int Seats { get; set; }

    /// <summary>The column of the pool alone.</summary>
    internal GroupColumn Alone { get; } = new();

    /// <summary>The numbers of the resources, in order.</summary>
    internal ReadOnlySpan<int> Numbers => CollectionsMarshal.AsSpan(_numbers);

    /// <summary>The kinds of resource that differ in more than their cost; at least one.</summary>
    internal List<SeatClass> Classes { get; } = [];

    /// <summary>The class of each resource, by number; -1 of those who are not in the pool.</summary>
    internal int[] ClassOf { get; private set; } = [];

    /// <summary>How many stretches there are.</summary>
    internal int Count { get; private set; }

    internal ReadOnlySpan<int> From => _from.AsSpan(0, Count);

    internal ReadOnlySpan<int> To => _to.AsSpan(0, Count);

    /// <summary>What each costs, in cost units, less what is given for a preferred resource.</summary>
    internal ReadOnlySpan<long> Cost => _cost.AsSpan(0, Count);

    /// <summary>What each costs without the road.</summary>
    internal ReadOnlySpan<long> Floor => _floor.AsSpan(0, Count);

    /// <summary>Whose it is: units of all resources are numbered through.</summary>
    internal ReadOnlySpan<int> Unit => _unit.AsSpan(0, Count);

    /// <summary>The number of the resource.</summary>
    internal ReadOnlySpan<int> Resource => _resource.AsSpan(0, Count);

    /// <summary>The tour among those of its day.</summary>
    internal ReadOnlySpan<int> Tour => _tour.AsSpan(0, Count);

    /// <summary>The local day of the tour.</summary>
    internal ReadOnlySpan<int> Day => _day.AsSpan(0, Count);

    /// <summary>Begins anew.</summary>
    /// <param name="step">Which step.</param>
    /// <param name="role">The role.</param>
    /// <param name="occupies">What it takes of a step that begins at the epoch.</param>
    /// <param name="isRequired">Whether it is one that others require.</param>
    /// <param name="resources">How many resources the board numbers.</param>
    internal void Begin(int step, Role role, (int From, int Length) occupies, bool isRequired, int resources)
    {
        (Step, Role, IsRequired, Seats, Count, _days) = (step, role, isRequired, 0, 0, 0);
        (Offset, Length) = occupies;
        Alone.Begin(0);
        Alone.Pools.Add(this);
        _numbers.Clear();
        Classes.Clear();
        if (ClassOf.Length < resources) ClassOf = new int[resources];
        Array.Fill(ClassOf, -1);
    }

    /// <summary>Takes a resource into the pool.</summary>
    internal void Take(int number, int seatClass)
    {
        _numbers.Add(number);
        ClassOf[number] = seatClass;
    }

    /// <summary>Whether two pools have a resource in common.</summary>
    internal bool Overlaps(GroupPool other)
    {
        foreach (int number in _numbers)
        {
            if (other.ClassOf[number] >= 0) return true;
        }
        return false;
    }

    /// <summary>Forgets the stretches; those of so many days at the most follow.</summary>
    internal void BeginDays(int days)
    {
        (_days, Count) = (0, 0);
        if (_ends.Length < days) (_ends, _opens, _closes) = (new int[days], new int[days], new int[days]);
    }

    /// <summary>Ends a day: stretches that follow are of the next.</summary>
    internal void EndDay()
    {
        int first = _days == 0 ? 0 : _ends[_days - 1];
        (int opens, int closes) = (int.MaxValue, int.MinValue);
        for (int span = first; span < Count; span++) (opens, closes) = (Math.Min(opens, _from[span]), Math.Max(closes, _to[span]));
        (_ends[_days], _opens[_days], _closes[_days]) = (Count, opens, closes);
        _days++;
    }

    /// <summary>Adds a stretch.</summary>
    internal void Add(int from, int to, long cost, long floor, int unit, int resource, int tour, int day)
    {
        if (Count == _from.Length) Grow();
        (_from[Count], _to[Count], _cost[Count], _floor[Count]) = (from, to, cost, floor);
        (_unit[Count], _resource[Count], _tour[Count], _day[Count]) = (unit, resource, tour, day);
        Count++;
    }

    /// <summary>Finds the stretches that hold a moment.</summary>
    internal void Covering(int moment, List<int> into)
    {
        for (int day = 0, first = 0; day < _days; first = _ends[day++])
        {
            if (_opens[day] <= moment && _closes[day] >= moment) Covering(moment, first, _ends[day], into);
        }
    }

    /// <summary>The cheapest stretch that holds a moment, of equal ones the tightest; -1 when there is none.</summary>
    /// <param name="moment">The moment.</param>
    /// <param name="looked">How many there are is added to it.</param>
    internal int Cheapest(int moment, ref long looked)
    {
        int best = -1;
        for (int day = 0, first = 0; day < _days; first = _ends[day++])
        {
            if (_opens[day] > moment || _closes[day] < moment) continue;
            int span = first, end = _ends[day];
            Vector256<int> at = Vector256.Create(moment);
            for (; span + Vector256<int>.Count <= end; span += Vector256<int>.Count)
            {
                uint open = Holding(span, at);
                looked += BitOperations.PopCount(open);
                for (; open != 0; open &= open - 1) best = Better(best, span + BitOperations.TrailingZeroCount(open));
            }
            for (; span < end; span++)
            {
                if (_from[span] > moment || _to[span] < moment) continue;
                looked++;
                best = Better(best, span);
            }
        }
        return best;
    }

    /// <summary>Finds the stretches that share a moment with some time (both ends included).</summary>
    internal void Touching(int from, int to, List<int> into)
    {
        for (int day = 0, first = 0; day < _days; first = _ends[day++])
        {
            if (_opens[day] > to || _closes[day] < from) continue;
            for (int span = first; span < _ends[day]; span++)
            {
                if (_from[span] <= to && _to[span] >= from) into.Add(span);
            }
        }
    }

    private void Covering(int moment, int first, int end, List<int> into)
    {
        int span = first;
        Vector256<int> at = Vector256.Create(moment);
        for (; span + Vector256<int>.Count <= end; span += Vector256<int>.Count)
        {
            for (uint open = Holding(span, at); open != 0; open &= open - 1) into.Add(span + BitOperations.TrailingZeroCount(open));
        }
        for (; span < end; span++)
        {
            if (_from[span] <= moment && _to[span] >= moment) into.Add(span);
        }
    }

    /// <summary>Which of eight stretches hold a moment, as bits.</summary>
    private uint Holding(int first, Vector256<int> moment) =>
        (Vector256.LessThanOrEqual(Vector256.Create(_from.AsSpan(first)), moment) & Vector256.GreaterThanOrEqual(Vector256.Create(_to.AsSpan(first)), moment))
            .ExtractMostSignificantBits();

    private int Better(int best, int span) =>
        best < 0 || _cost[span] < _cost[best] || (_cost[span] == _cost[best] && _to[span] - _from[span] < _to[best] - _from[best]) ? span : best;

    private void Grow()
    {
        int length = Math.Max(256, _from.Length * 2);
        Array.Resize(ref _from, length);
        Array.Resize(ref _to, length);
        Array.Resize(ref _cost, length);
        Array.Resize(ref _floor, length);
        Array.Resize(ref _unit, length);
        Array.Resize(ref _resource, length);
        Array.Resize(ref _tour, length);
        Array.Resize(ref _day, length);
    }
}

/// <summary>Resources of a pool that differ in nothing but their cost: they require the same, and are named by the query or are not.</summary>
/// <param name="Asked">What each of them requires.</param>
/// <param name="Requirements">The same as pools of the same step.</param>
/// <param name="IsNamed">Whether the query requires one of them.</param>
internal sealed record SeatClass(ImmutableArray<Requirement> Asked, GroupPool[] Requirements, bool IsNamed);
