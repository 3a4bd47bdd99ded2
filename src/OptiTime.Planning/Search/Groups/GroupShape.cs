using System.Collections.Immutable;
using System.Runtime.InteropServices;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Search.Groups;

/// <summary>
/// Who could do what in a service, before any calendar is looked at: a pool for every role of every step and for every requirement of those in it,
/// and the columns in which they play. A workspace: it is laid out anew for every question.
/// </summary>
internal sealed class GroupShape
{
    /// <summary>Who begins a step later than this after another is in another working period.</summary>
    private static readonly Seconds LongestPeriod = Seconds.FromHours(24);

    private readonly List<GroupPool> _spare = [];
    private readonly List<GroupPool> _pools = [];
    private readonly List<GroupColumn> _spareColumns = [];
    private readonly List<GroupColumn> _parts = [];
    private readonly List<(string Role, int Step, int Place, GroupColumn Column)> _byRole = [];
    private readonly List<(int Step, GroupColumn Column)> _inOrder = [];
    private readonly bool[][] _marks = new bool[Requirement.MaximumDepth + 1][];
    private Board _board = null!;
    private GroupCrew _crew = null!;
    private bool _isOffered;

    /// <summary>The steps.</summary>
    internal ImmutableArray<ServiceStep> Steps { get; private set; }

    /// <summary>Where each step takes place.</summary>
    internal ImmutableArray<Target> Targets { get; private set; }

    /// <summary>All pools: of roles, and of what is required.</summary>
    internal ReadOnlySpan<GroupPool> Pools => CollectionsMarshal.AsSpan(_pools);

    /// <summary>The roles to be filled.</summary>
    internal ReadOnlySpan<GroupColumn> Parts => CollectionsMarshal.AsSpan(_parts);

    /// <summary>The roles in the order in which they are sold, step by step.</summary>
    internal ReadOnlySpan<(int Step, GroupColumn Column)> InOrder => CollectionsMarshal.AsSpan(_inOrder);

    /// <summary>Whether one tour could serve several steps: some step may begin within a day of the one before it. No working period is longer.</summary>
    internal bool MayShareTours { get; private set; }

    /// <summary>How many of those whom the query requires must take part: as many as there are roles for at once.</summary>
    internal int Named { get; private set; }

    /// <summary>Whether there is anybody at all for every role.</summary>
    internal bool IsPossible { get; private set; }

    /// <summary>Lays out who could do what.</summary>
    /// <param name="board">The board.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="targets">Where each takes place.</param>
    /// <param name="crew">Who may take part.</param>
    internal void LayOut(Board board, ImmutableArray<ServiceStep> steps, ImmutableArray<Target> targets, GroupCrew crew)
    {
        (_board, Steps, Targets, _crew, _isOffered) = (board, steps, targets, crew, true);
        _pools.Clear();
        _parts.Clear();
        _byRole.Clear();
        _inOrder.Clear();
        crew.Begin(steps.Length);
        for (int depth = 0; depth < _marks.Length; depth++)
        {
            if (_marks[depth]?.Length != board.Table.Slots.Length) _marks[depth] = new bool[board.Table.Slots.Length];
        }
        for (int step = 0; step < steps.Length; step++)
        {
            foreach (Role role in steps[step].Roles)
            {
                for (int place = 0; place < crew.ColumnsFor(role); place++) AddPart(step, role, place);
            }
        }
        MayShareTours = steps.Skip(1).Any(step => step.Follows is not { NextWorkingDay: true } && step.MinimumLag < LongestPeriod);
        CountSeats();
        IsPossible = _isOffered && _parts.TrueForAll(part => part.Pools.TrueForAll(pool => pool.Numbers.Length > 0));
        Named = IsPossible ? NamedResources.MostAtOnce(board, Parts, crew.Required) : 0;
        IsPossible &= crew.Required.IsEmpty || Named > 0 || crew.RequiresTheRequired;
    }

    private void AddPart(int step, Role role, int place)
    {
        bool goesOn = step > 0 && Steps[step].Follows is { } follows && follows.SameRoles.Contains(role.Name);
        GroupColumn? before = goesOn ? _byRole.Find(known => known.Role == role.Name && known.Step == step - 1 && known.Place == place).Column : null;
        GroupColumn column = before ?? NewColumn(role.Count / _crew.ColumnsFor(role));
        GroupPool pool = NewPool(step, role, isRequired: false);
        column.Pools.Add(pool);
        _byRole.Add((role.Name, step, place, column));
        _inOrder.Add((step, column));
        Span<bool> marks = _marks[0];
        _isOffered &= _crew.MarkRole(_board, step, role, Targets[step], isFirst: step == 0 && role == Steps[0].Roles[0], marks);
        Fill(pool, 0);
    }

    private void Fill(GroupPool pool, int depth)
    {
        bool[] marks = _marks[depth];
        for (int number = 0; number < marks.Length; number++)
        {
            if (marks[number] && ClassFor(pool, _board.ResourceOf(number), depth) is >= 0 and var known) pool.Take(number, known);
        }
    }

    /// <summary>The class of a resource in a pool; -1 when what it requires goes too deep.</summary>
    private int ClassFor(GroupPool pool, ResourceEntry resource, int depth)
    {
        ImmutableArray<Requirement> asked = resource.Requirements;
        bool isNamed = !pool.IsRequired && _crew.Required.Contains(resource.Resource.Id);
        for (int known = 0; known < pool.Classes.Count; known++)
        {
            if (pool.Classes[known].IsNamed == isNamed && pool.Classes[known].Asked.AsSpan().SequenceEqual(asked.AsSpan())) return known;
        }
        if (!asked.IsEmpty && depth == Requirement.MaximumDepth) return -1;
        var pools = new GroupPool[asked.Length];
        for (int index = 0; index < pools.Length; index++) pools[index] = PoolFor(pool, asked[index], depth + 1);
        pool.Classes.Add(new SeatClass(asked, pools, isNamed));
        return pool.Classes.Count - 1;
    }

    private GroupPool PoolFor(GroupPool parent, Requirement requirement, int depth)
    {
        Role role = requirement.RoleFor(parent.Role, parent.Role.Where);
        if (!_crew.IsChosen && _pools.Find(known => known.IsRequired && known.Step == parent.Step && known.Role == role) is { } shared) return shared;
        GroupPool pool = NewPool(parent.Step, role, isRequired: true);
        _isOffered &= _crew.MarkRequired(_board, parent.Step, requirement, role, Targets[parent.Step], _marks[depth]);
        Fill(pool, depth);
        return pool;
    }

    /// <summary>How many of each pool a group may need, and so how many of the cheapest must be kept where pools share resources.</summary>
    private void CountSeats()
    {
        foreach (GroupColumn part in _parts)
        {
            foreach (GroupPool pool in part.Pools) AddSeats(pool, part.Count);
        }
        foreach (GroupPool pool in _pools)
        {
            foreach (GroupPool other in _pools)
            {
                bool mayCompete = pool.Step == other.Step || MayShareTours;
                if (pool == other || (mayCompete && pool.Overlaps(other))) pool.Alone.Keep += other.Seats;
            }
        }
        foreach (GroupColumn part in _parts) part.Keep = part.Pools.Max(pool => pool.Alone.Keep);
    }

    private static void AddSeats(GroupPool pool, int seats)
    {
        pool.Seats += seats;
        foreach (SeatClass known in pool.Classes)
        {
            foreach (GroupPool required in known.Requirements) AddSeats(required, seats);
        }
    }

    private GroupPool NewPool(int step, Role role, bool isRequired)
    {
        if (_pools.Count == _spare.Count) _spare.Add(new GroupPool());
        GroupPool pool = _spare[_pools.Count];
        Interval taken = role.Occupies(new Interval(default, default(Moment) + Steps[step].Duration));
        pool.Begin(step, role, (taken.From.Value, taken.Length.Value), isRequired, _board.Table.Slots.Length);
        _pools.Add(pool);
        return pool;
    }

    private GroupColumn NewColumn(int count)
    {
        if (_parts.Count == _spareColumns.Count) _spareColumns.Add(new GroupColumn());
        GroupColumn column = _spareColumns[_parts.Count];
        column.Begin(count);
        _parts.Add(column);
        return column;
    }
}
