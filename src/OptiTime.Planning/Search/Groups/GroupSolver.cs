using System.Runtime.InteropServices;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Search.Groups;

/// <summary>Somebody chosen for a seat.</summary>
/// <param name="Step">The step.</param>
/// <param name="Role">The role.</param>
/// <param name="IsRequired">Whether they are there because the one before them requires them.</param>
/// <param name="Resource">The number of the resource.</param>
/// <param name="Unit">The unit of the resource.</param>
/// <param name="Day">The local day of the tour.</param>
/// <param name="Tour">The tour among those of the day.</param>
internal readonly record struct Pick(int Step, Role Role, bool IsRequired, int Resource, int Unit, int Day, int Tour);

/// <summary>
/// The cheapest group that can serve at given starts: branch and bound over the seats (Land and Doig 1960), the cheapest first, held to what the
/// seats left cost at the least. Whoever is chosen brings seats for what they require. Where no resource could take two seats, the first group
/// found is the cheapest, and nothing else is looked at.
/// </summary>
internal sealed class GroupSolver
{
    /// <summary>To try how a tour serves several steps takes as long as looking at so many positions, for each of those who are in the group already.</summary>
    private const int PositionsToShare = 400;

    private readonly List<int> _covering = [], _units = [];
    private readonly List<Pick> _picks = [];
    private readonly TourSharing _sharing = new();
    private int[] _mark = [];
    private int[][] _spanOf = [];
    private Need[] _needs = new Need[16];
    private int[] _starts = [];
    private Board _board = null!;
    private GroupShape _shape = null!;
    private int _question, _stamp, _count, _named, _roles;
    private bool _mayShare;
    private CancellationToken _stop;

    /// <summary>A seat to be filled.</summary>
    /// <param name="Column">Those who could.</param>
    /// <param name="Parent">The seat whose holder requires it; -1 for a role's.</param>
    /// <param name="GoesOn">Whether the seat before it is of the same role: then it is filled by somebody behind, so that no pair is tried twice.</param>
    /// <param name="Chosen">Who was chosen, by place in the column.</param>
    private record struct Need(GroupColumn Column, int Parent, bool GoesOn, int Chosen);

    /// <summary>What the best group costs, in cost units.</summary>
    internal long Best { get; private set; }

    /// <summary>Who is in it: whoever requires others has them behind it.</summary>
    internal ReadOnlySpan<Pick> Picks => CollectionsMarshal.AsSpan(_picks);

    /// <summary>How much was looked at since it was begun.</summary>
    internal long Looked { get; set; }

    /// <summary>How much may be looked at; when that is over, what was found may not be the cheapest.</summary>
    internal long Limit { get; set; }

    /// <summary>Whether the limit was reached, or nobody wants the answer any more.</summary>
    internal bool IsOver => Looked > Limit || _stop.IsCancellationRequested;

    /// <summary>The number of the first unit of each resource.</summary>
    internal int[] FirstUnits { get; private set; } = [];

    /// <summary>Begins with a board and what is asked of it.</summary>
    internal void Begin(Board board, GroupShape shape, long limit, CancellationToken stop)
    {
        (_board, _shape, Looked, Limit, _stop) = (board, shape, 0, limit, stop);
        int resources = board.Table.Slots.Length, units = 0;
        if (FirstUnits.Length < resources + 1) FirstUnits = new int[resources + 1];
        for (int number = 0; number < resources; number++)
        {
            FirstUnits[number] = units;
            units += board.Table.Slots[number]?.Resource.Capacity ?? 0;
        }
        FirstUnits[resources] = units;
        if (_mark.Length < units) (_mark, _stamp) = (new int[units], 0);
        int steps = shape.Steps.Length;
        if (_starts.Length < steps) _starts = new int[steps];
        if (_spanOf.Length < steps) Array.Resize(ref _spanOf, steps);
        for (int step = 0; step < steps; step++)
        {
            if (_spanOf[step] is null || _spanOf[step].Length < units) _spanOf[step] = new int[units];
        }
    }

    /// <summary>Looks for a group that can begin its steps at some starts and costs less than an amount.</summary>
    /// <returns>Whether there is one; then <see cref="Best"/> and <see cref="Picks"/> tell it.</returns>
    internal bool TrySolve(ReadOnlySpan<int> starts, long below)
    {
        starts.CopyTo(_starts);
        _question++;
        _mayShare = _shape.MayShareTours;
        (Best, _count, _named) = (below, 0, 0);
        long rest = 0;
        foreach (GroupColumn part in _shape.Parts)
        {
            long least = LeastOf(part);
            if (least == long.MaxValue) return false;
            rest += least * part.Count;
            for (int seat = 0; seat < part.Count; seat++) Push(new Need(part, -1, seat > 0, -1));
        }
        _roles = _count;
        Branch(0, 0, rest);
        return Best < below;
    }

    /// <summary>What the seats of a step cost at the least when it begins at a moment; <see cref="long.MaxValue"/> when they cannot all be filled.</summary>
    internal long FloorOf(int step, int start)
    {
        _starts[step] = start;
        _question++;
        _mayShare = _shape.MayShareTours;
        long floor = 0;
        foreach (GroupColumn part in _shape.Parts)
        {
            foreach (GroupPool pool in part.Pools)
            {
                if (pool.Step != step) continue;
                long least = LeastOf(pool.Alone);
                if (least == long.MaxValue || pool.Alone.Seats.Length < part.Count) return long.MaxValue;
                floor += least * part.Count;
            }
        }
        return floor;
    }

    /// <summary>Whether as many of a pool as a role of it needs are free at a start, with all they require.</summary>
    internal bool IsFree(GroupPool pool, int start)
    {
        _starts[pool.Step] = start;
        _question++;
        int count = 1;
        foreach (GroupColumn part in _shape.Parts)
        {
            if (part.Pools.Contains(pool)) count = part.Count;
        }
        return LeastOf(pool.Alone) < long.MaxValue && pool.Alone.Seats.Length >= count;
    }

    private void Branch(int next, long cost, long rest)
    {
        Looked++;
        if (cost + rest >= Best || IsOver || _named + Math.Max(0, _roles - next) < _shape.Named) return;
        if (next == _count)
        {
            if (_named >= _shape.Named && FollowDays()) Keep(cost);
            return;
        }
        ref Need need = ref _needs[next];
        GroupColumn column = need.Column;
        long restAfter = rest - column.Least;
        for (int at = need.GoesOn ? _needs[next - 1].Chosen + 1 : 0; at < column.Seats.Length; at++)
        {
            Seat seat = column.Seats[at];
            if (cost + (_mayShare ? seat.Floor : seat.Cost) + restAfter >= Best)
            {
                if (_mayShare) continue;
                return;
            }
            if (IsTaken(next, column, in seat) || RequiredBy(column, in seat) is not (< long.MaxValue and var required)) continue;
            long difference = 0;
            if (_mayShare && HasSharedTour(next, column, in seat) && !TryShare(next, column, in seat, out difference)) continue;
            _needs[next].Chosen = at;
            int before = _count;
            bool isNamed = column.Pools[0].Classes[seat.Class].IsNamed;
            PushRequired(next, column, in seat);
            if (isNamed) _named++;
            Branch(next + 1, cost + seat.Cost + difference, restAfter + required);
            if (isNamed) _named--;
            _count = before;
        }
    }

    private void Push(Need need)
    {
        if (_count == _needs.Length) Array.Resize(ref _needs, _count * 2);
        _needs[_count++] = need;
    }

    private void PushRequired(int parent, GroupColumn column, in Seat seat)
    {
        foreach (GroupPool pool in column.Pools)
        {
            foreach (GroupPool required in ClassIn(column, pool, in seat).Requirements) Push(new Need(required.Alone, parent, false, -1));
        }
    }

    /// <summary>What all that a unit requires costs at the least.</summary>
    private long RequiredBy(GroupColumn column, in Seat seat)
    {
        long sum = 0;
        foreach (GroupPool pool in column.Pools)
        {
            foreach (GroupPool required in ClassIn(column, pool, in seat).Requirements)
            {
                long least = LeastOf(required.Alone);
                if (least == long.MaxValue) return long.MaxValue;
                sum += least;
            }
        }
        return sum;
    }

    private static SeatClass ClassIn(GroupColumn column, GroupPool pool, in Seat seat) =>
        pool.Classes[pool == column.Pools[0] ? seat.Class : pool.ClassOf[column.ResourceOf(in seat)]];

    /// <summary>Whether a unit has another seat already in a step of the column.</summary>
    private bool IsTaken(int next, GroupColumn column, in Seat seat)
    {
        for (int other = 0; other < next; other++)
        {
            GroupColumn taken = _needs[other].Column;
            if (taken.Seats[_needs[other].Chosen].Unit == seat.Unit
                && taken.FirstStep < column.FirstStep + column.Pools.Count && column.FirstStep < taken.FirstStep + taken.Pools.Count) return true;
        }
        return false;
    }

    /// <summary>Whether one tour would serve several steps.</summary>
    private bool HasSharedTour(int next, GroupColumn column, in Seat seat)
    {
        for (int other = 0; other < next; other++)
        {
            if (_needs[other].Column.Seats[_needs[other].Chosen].Unit == seat.Unit) return true;
        }
        for (int place = 1; place < column.Pools.Count; place++)
        {
            (GroupPool here, GroupPool before) = (column.Pools[place], column.Pools[place - 1]);
            (int span, int earlier) = (column.Spans[seat.Spans + place], column.Spans[seat.Spans + place - 1]);
            if (here.Day[span] == before.Day[earlier] && here.Tour[span] == before.Tour[earlier]) return true;
        }
        return false;
    }

    /// <summary>What it makes of the cost that a tour serves several steps; false when it cannot.</summary>
    private bool TryShare(int next, GroupColumn column, in Seat seat, out long difference)
    {
        Looked += PositionsToShare * (next + column.Pools.Count);
        _sharing.Begin(_board, _shape);
        for (int other = 0; other < next; other++) _sharing.Add(_needs[other].Column, _needs[other].Column.Seats[_needs[other].Chosen], _starts);
        return _sharing.TryAdd(column, in seat, _starts, out difference);
    }

    private long LeastOf(GroupColumn column)
    {
        if (column.Question == _question) return column.Least;
        column.Question = _question;
        Gather(column);
        column.Least = long.MaxValue;
        if (column.Seats.Length < column.Count) return long.MaxValue;
        long least = long.MaxValue;
        foreach (ref readonly Seat seat in column.Seats)
        {
            long required = RequiredBy(column, in seat);
            if (required < long.MaxValue) least = Math.Min(least, (_mayShare ? seat.Floor : seat.Cost) + required);
        }
        return column.Least = least;
    }

    /// <summary>Fills a column with the units that are free at the starts of all its steps.</summary>
    private void Gather(GroupColumn column)
    {
        column.Clear();
        if (column is { Keep: 1, Pools: [{ Classes.Count: 1 } only] })
        {
            GatherCheapest(column, only);
            return;
        }
        int steps = column.Pools.Count, first = _stamp + 1;
        _stamp += steps;
        for (int place = 0; place < steps; place++) MarkFree(column.Pools[place], place, first);
        foreach (int unit in _units)
        {
            if (_mark[unit] != _stamp) continue;
            (long cost, long floor, long slack) = (0, 0, 0);
            int spans = column.Spans.Count;
            for (int place = 0; place < steps; place++)
            {
                int span = _spanOf[place][unit];
                GroupPool pool = column.Pools[place];
                (cost, floor, slack) = (cost + pool.Cost[span], floor + pool.Floor[span], slack + pool.To[span] - pool.From[span]);
                column.Spans.Add(span);
            }
            int resource = column.Pools[0].Resource[_spanOf[0][unit]];
            column.Offer(new Seat(cost, Math.Min(cost, floor), slack, unit, column.Pools[0].ClassOf[resource], spans));
        }
    }

    /// <summary>Fills a column of which nobody but the cheapest can be needed.</summary>
    private void GatherCheapest(GroupColumn column, GroupPool pool)
    {
        long looked = 0;
        int span = pool.Cheapest(_starts[pool.Step], ref looked);
        Looked += looked;
        if (span < 0) return;
        column.Spans.Add(span);
        column.Offer(new Seat(pool.Cost[span], Math.Min(pool.Cost[span], pool.Floor[span]), 0, pool.Unit[span], 0, 0));
    }

    /// <summary>Notes the cheapest stretch of every unit that is free in a step, and was free in those before.</summary>
    private void MarkFree(GroupPool pool, int place, int firstStamp)
    {
        _covering.Clear();
        pool.Covering(_starts[pool.Step], _covering);
        Looked += _covering.Count;
        if (place == 0) _units.Clear();
        ReadOnlySpan<int> units = pool.Unit;
        ReadOnlySpan<long> costs = pool.Cost;
        int[] best = _spanOf[place];
        foreach (int span in _covering)
        {
            int unit = units[span];
            if (_mark[unit] == firstStamp + place)
            {
                if (costs[span] < costs[best[unit]]) best[unit] = span;
                continue;
            }
            if (place > 0 && _mark[unit] != firstStamp + place - 1) continue;
            if (place == 0) _units.Add(unit);
            (_mark[unit], best[unit]) = (firstStamp + place, span);
        }
    }

    /// <summary>Whether every step that is to take place on the next working day does: no day between is one on which those who go on all work.</summary>
    private bool FollowDays()
    {
        for (int step = 1; step < _shape.Steps.Length; step++)
        {
            if (_shape.Steps[step].Follows is not { NextWorkingDay: true } follows) continue;
            int day = _board.Days.DayOf(new Moment(_starts[step]));
            for (int between = _board.Days.DayOf(new Moment(_starts[step - 1])) + 1; between <= day; between++)
            {
                if (AllWork(step, follows, between) != (between == day)) return false;
            }
        }
        return true;
    }

    private bool AllWork(int step, StepFollows follows, int day)
    {
        if (follows.SameRoles.IsEmpty) return _shape.Targets[step].Site is not { } site || site.Open.Any(period => period.Day == day);
        for (int need = 0; need < _roles; need++)
        {
            GroupColumn column = _needs[need].Column;
            if (column.FirstStep >= step || column.FirstStep + column.Pools.Count <= step) continue;
            (int first, int end) = _board.LaneOf(day).Layout.ToursOf(column.ResourceOf(column.Seats[_needs[need].Chosen]));
            if (first == end) return false;
        }
        return true;
    }

    private void Keep(long cost)
    {
        Best = cost;
        _picks.Clear();
        // In the order in which the roles are sold, which is not that of the columns where a role goes on from the step before.
        foreach ((int step, GroupColumn column) in _shape.InOrder)
        {
            for (int need = 0; need < _roles; need++)
            {
                if (_needs[need].Column == column) Keep(need, step);
            }
        }
    }

    /// <summary>Tells who holds a seat in a step, and behind them who holds those they require.</summary>
    private void Keep(int need, int step)
    {
        GroupColumn column = _needs[need].Column;
        int place = step - column.FirstStep;
        GroupPool pool = column.Pools[place];
        Seat seat = column.Seats[_needs[need].Chosen];
        int span = column.Spans[seat.Spans + place], resource = pool.Resource[span];
        _picks.Add(new Pick(step, pool.Role, pool.IsRequired, resource, seat.Unit - FirstUnits[resource], pool.Day[span], pool.Tour[span]));
        for (int required = need + 1; required < _count; required++)
        {
            if (_needs[required].Parent == need && _needs[required].Column.FirstStep == step) Keep(required, step);
        }
    }
}
