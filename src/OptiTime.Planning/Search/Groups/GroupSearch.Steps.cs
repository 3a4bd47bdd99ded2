using System.Runtime.InteropServices;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Search.Groups;

/// <content>
/// Several steps: the starts of each lie on multiples of the promise's granularity, and the steps are gone through one after the other, held to what
/// those that follow cost at the least.
/// </content>
internal sealed partial class GroupSearch
{
    /// <summary>How many days ahead the next working day is looked for.</summary>
    private const int DaysAhead = 31;

    private const int SecondsADay = 86_400;
    private readonly List<Grid> _grids = [];
    private long _share;
    private int[] _start = [], _window = [], _bestStarts = [], _bestWindows = [];

    /// <summary>The starts of a step.</summary>
    private sealed class Grid
    {
        internal List<int> Starts { get; } = [];

        internal List<int> Windows { get; } = [];

        internal List<long> Floors { get; } = [];

        /// <summary>The least of all floors of this step and those that follow.</summary>
        internal long Least { get; set; }

        /// <summary>The first start not before a moment.</summary>
        internal int FirstNotBefore(int moment)
        {
            int found = Starts.BinarySearch(moment);
            return found >= 0 ? found : ~found;
        }
    }

    private void SearchSteps(Board board, Service service, int place, ref Work work)
    {
        int steps = service.Steps.Length;
        if (_start.Length < steps) (_start, _window, _bestStarts, _bestWindows) = (new int[steps], new int[steps], new int[steps], new int[steps]);
        long before = _solver.Looked, limit = _solver.Limit;
        WindowSet promises = WindowsOf(0);
        if (!TryLayGrids(board, service))
        {
            if (_solver.IsOver) work.LeaveOut(board.Days.DayOf(promises.Promise[0].From));
            work.Looked += _solver.Looked - before;
            return;
        }
        Grid first = _grids[0];
        int left = first.Windows.Distinct().Count();
        for (int from = 0, to; from < first.Starts.Count; from = to)
        {
            int window = first.Windows[from];
            for (to = from + 1; to < first.Starts.Count && first.Windows[to] == window;) to++;
            // Where the starts of many steps can be combined in more ways than may be looked at, each promise gets its share of what is left, and
            // as long as nothing was found for it, some more.
            long rest = Math.Max(0, limit - _solver.Looked);
            _share = _solver.Looked + (rest / left--);
            _solver.Limit = Math.Max(_share, _solver.Looked + (rest / 4));
            _best = long.MaxValue;
            for (int at = from; at < to; at++) Begin(board, 0, at, 0);
            // What was found until then is offered, though there may be something cheaper: a group that comes is better than none.
            if (_solver.IsOver) work.LeaveOut(board.Days.DayOf(new Moment(first.Starts[from])));
            if (_best < long.MaxValue) Note(board, place, _best, _bestStarts.AsSpan(0, steps), _bestWindows.AsSpan(0, steps), CollectionsMarshal.AsSpan(_bestPicks));
        }
        _solver.Limit = limit;
        work.Looked += _solver.Looked - before;
    }

    /// <summary>Begins a step at one of its starts and goes on with the next.</summary>
    private void Begin(Board board, int step, int at, long floor)
    {
        Grid grid = _grids[step];
        _solver.Looked++;
        if (grid.Floors[at] == long.MaxValue || _solver.IsOver) return;
        floor += grid.Floors[at];
        bool isLast = step + 1 == _shape.Steps.Length;
        if (floor + (isLast ? 0 : _grids[step + 1].Least) >= _best) return;
        (_start[step], _window[step]) = (grid.Starts[at], grid.Windows[at]);
        if (isLast)
        {
            TrySteps();
            return;
        }
        Follow(board, step + 1, floor);
    }

    /// <summary>Begins a step at each start at which it may follow the one before it.</summary>
    private void Follow(Board board, int step, long floor)
    {
        ServiceStep next = _shape.Steps[step];
        Grid grid = _grids[step];
        long end = (long)_start[step - 1] + _shape.Steps[step - 1].Duration.Value;
        long earliest = end + next.MinimumLag.Value, latest = next.MaximumLag is { } most ? end + most.Value : int.MaxValue;
        if (earliest > int.MaxValue) return;
        if (next.Follows is { NextWorkingDay: true } follows)
        {
            FollowOnNextDay(board, step, follows, (earliest, latest), floor);
            return;
        }
        for (int at = grid.FirstNotBefore((int)earliest); at < grid.Starts.Count && grid.Starts[at] <= latest && !_solver.IsOver; at++) Begin(board, step, at, floor);
    }

    /// <summary>Begins a step at the same local time on the days that may be the next working day: up to the first on which everybody works who could be asked.</summary>
    private void FollowOnNextDay(Board board, int step, StepFollows follows, (long Earliest, long Latest) between, long floor)
    {
        Grid grid = _grids[step];
        var before = new Moment(_start[step - 1]);
        var time = new Seconds((before.Value + board.Clock.OffsetSeconds(before)) % SecondsADay);
        int day = board.Days.DayOf(before);
        for (int later = day + 1; later <= Math.Min(day + DaysAhead, board.AfterDay - 1); later++)
        {
            int start = board.Days.BeginningOf(later, time).Value, at = grid.FirstNotBefore(start);
            if (at < grid.Starts.Count && grid.Starts[at] == start && start >= between.Earliest && start <= between.Latest) Begin(board, step, at, floor);
            if (EverybodyWorks(board, step, follows, later)) return;
        }
    }

    /// <summary>Whether all who could go on from the step before work on a day; where nobody is to, whether the site is open.</summary>
    private bool EverybodyWorks(Board board, int step, StepFollows follows, int day)
    {
        if (follows.SameRoles.IsEmpty) return _shape.Targets[step].Site is not { } site || site.Open.Any(period => period.Day == day);
        LaneLayout lane = board.LaneOf(day).Layout;
        foreach (GroupPool pool in _shape.Pools)
        {
            if (pool.Step != step || pool.IsRequired || !follows.SameRoles.Contains(pool.Role.Name)) continue;
            foreach (int number in pool.Numbers)
            {
                (int first, int end) = lane.ToursOf(number);
                if (first == end) return false;
            }
        }
        return true;
    }

    private void TrySteps()
    {
        if (!_solver.TrySolve(_start.AsSpan(0, _shape.Steps.Length), _best)) return;
        _solver.Limit = Math.Min(_solver.Limit, Math.Max(_share, _solver.Looked));
        _best = _solver.Best;
        _start.CopyTo(_bestStarts, 0);
        _window.CopyTo(_bestWindows, 0);
        _bestPicks.Clear();
        _bestPicks.AddRange(_solver.Picks);
    }

    /// <summary>Lays out the starts of all steps with what each costs at the least; false when some step has none.</summary>
    private bool TryLayGrids(Board board, Service service)
    {
        while (_grids.Count < service.Steps.Length) _grids.Add(new Grid());
        long least = 0;
        for (int step = service.Steps.Length - 1; step >= 0; step--)
        {
            Grid grid = _grids[step];
            grid.Starts.Clear();
            grid.Windows.Clear();
            grid.Floors.Clear();
            AddStarts(board, service.Promise, WindowsOf(step), grid);
            long cheapest = long.MaxValue;
            foreach (int start in grid.Starts)
            {
                if (_solver.IsOver) return false;
                long floor = _solver.FloorOf(step, start);
                grid.Floors.Add(floor);
                cheapest = Math.Min(cheapest, floor);
            }
            if (cheapest == long.MaxValue) return false;
            grid.Least = least += cheapest;
        }
        return true;
    }

    private static void AddStarts(Board board, PromiseRule rule, WindowSet windows, Grid grid)
    {
        for (int window = 0; window < windows.Count; window++)
        {
            int earliest = windows.Earliest[window], latest = windows.Latest[window];
            if (!rule.IsExact)
            {
                int local = (earliest + board.Clock.OffsetSeconds(new Moment(earliest))) % SecondsADay;
                earliest += (rule.Granularity.Value - (local % rule.Granularity.Value)) % rule.Granularity.Value;
            }
            for (int start = earliest; start <= latest; start += rule.Granularity.Value)
            {
                grid.Starts.Add(start);
                grid.Windows.Add(window);
                if (rule.IsExact) break;
            }
        }
    }
}
