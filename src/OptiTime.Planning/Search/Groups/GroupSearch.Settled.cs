using System.Collections.Immutable;
using System.Runtime.InteropServices;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search.Ejection;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Search.Groups;

/// <content>A group that has lost its place: whoever the query leaves, at the starts it had or else at others within its promises.</content>
internal sealed partial class GroupSearch
{
    /// <summary>Looks for another place for a group that was promised already.</summary>
    /// <param name="board">The board.</param>
    /// <param name="query">What is asked: the service as it was sold, and who may serve.</param>
    /// <param name="told">What was promised step by step, and when each was planned.</param>
    /// <param name="targets">Where each step takes place.</param>
    /// <param name="commitment">The commitment's id.</param>
    /// <param name="now">The present.</param>
    /// <returns>The group in its tours; null where it has no place.</returns>
    internal GroupPlacement? Settle(
        Board board, SearchQuery query, ImmutableArray<OfferedStep> told, ImmutableArray<Target> targets, string commitment, Moment now)
    {
        if (!Prepare(board, query, told, targets, now)) return null;
        if (!TryAt([.. told.Select(step => step.Start.Value)]) && !TryOthers(board, query.Service)) return null;
        StepChoice[] choices = [.. told.Select((step, index) => new StepChoice(step.Promise, step.EarliestStart, step.LatestStart, new Moment(_bestStarts[index])))];
        return GroupPlacement.Of(board, query.Service.Steps, targets, CollectionsMarshal.AsSpan(_bestPicks), choices, commitment, now);
    }

    /// <summary>Looks for the place where a group is cheapest that has one, or was not planned yet.</summary>
    /// <param name="board">The board, on which the group does not stand.</param>
    /// <param name="query">What is asked: the service as it was sold, and who may serve.</param>
    /// <param name="told">What was promised step by step, and when each was planned.</param>
    /// <param name="targets">Where each step takes place.</param>
    /// <param name="now">The present.</param>
    /// <param name="movable">What may be moved to make room: it counts as free time that is dearer. Null for nothing.</param>
    /// <returns>The cheapest group, and what it is reckoned to cost, in cost units; null where it has no place.</returns>
    internal (GroupChance Chance, long Rank)? FindCheapest(
        Board board, SearchQuery query, ImmutableArray<OfferedStep> told, ImmutableArray<Target> targets, Moment now, MovableWork? movable)
    {
        _movable = movable;
        bool isPossible = Prepare(board, query, told, targets, now);
        _movable = null;
        if (!isPossible || !(told.Length == 1 ? TryAllWindows() : TryAllStarts(board, query.Service, [.. told.Select(step => step.Start.Value)]))) return null;
        ImmutableArray<Pick> picks = [.. _bestPicks];
        return (new GroupChance(targets, picks, [.. told.Select((step, index) => ChoiceOf(step, index, picks))]), _best);
    }

    /// <summary>When a step takes place. Who comes alone slides inside the hours of the site, but not where they are taken for another time than the step's.</summary>
    private StepChoice ChoiceOf(OfferedStep told, int step, ImmutableArray<Pick> picks)
    {
        var start = new Moment(_bestStarts[step]);
        if (picks is not [var alone]) return new StepChoice(told.Promise, told.EarliestStart, told.LatestStart, start);
        if (!alone.Role.IsForTheStep) return new StepChoice(told.Promise, start, start, start);
        WindowSet windows = WindowsOf(step);
        int window = 0;
        while (windows.Earliest[window] > start.Value || windows.Latest[window] < start.Value) window++;
        return new StepChoice(told.Promise, new Moment(windows.Earliest[window]), new Moment(windows.Latest[window]), start);
    }

    /// <summary>Finds from when to when everybody could start within what was promised.</summary>
    private bool Prepare(Board board, SearchQuery query, ImmutableArray<OfferedStep> told, ImmutableArray<Target> targets, Moment now)
    {
        _shape.LayOut(board, query.Service.Steps, targets, new AskedCrew(query));
        if (!_shape.IsPossible) return false;
        for (int step = 0; step < told.Length; step++)
        {
            (Seconds duration, SiteEntry? site) = (query.Service.Steps[step].Duration, targets[step].Site);
            NoteHours(step, site, new Interval(told[step].EarliestStart, told[step].LatestStart + duration));
            WindowsOf(step).FillOne(told[step].Promise, told[step].EarliestStart, told[step].LatestStart, duration, site?.Stretches());
            if (WindowsOf(step).Count == 0) return false;
        }
        var work = new Work(query.PositionBudget, CancellationToken.None);
        _solver.Begin(board, _shape, work.Left, work.Stop);
        FillSpans(board, [], null, query.Between, now, ref work);
        return true;
    }

    private bool TryAllWindows()
    {
        WindowSet windows = WindowsOf(0);
        (long best, int start, Pick[] picks) = (long.MaxValue, 0, []);
        for (int window = 0; window < windows.Count; window++)
        {
            FindBest(windows.Earliest[window], windows.Latest[window]);
            if (_best < best) (best, start, picks) = (_best, _bestStart, [.. _bestPicks]);
        }
        (_best, _bestStarts) = (best, [start]);
        _bestPicks.Clear();
        _bestPicks.AddRange(picks);
        return best < long.MaxValue;
    }

    /// <summary>Tries the starts as they were, and then all that lie on the grid.</summary>
    private bool TryAllStarts(Board board, Service service, int[] starts)
    {
        _best = TryAt(starts) ? _solver.Best : long.MaxValue;
        _share = long.MaxValue;
        (_start, _window, _bestStarts, _bestWindows) = (new int[starts.Length], new int[starts.Length], starts, new int[starts.Length]);
        if (TryLayGrids(board, service))
        {
            for (int at = 0; at < _grids[0].Starts.Count; at++) Begin(board, 0, at, 0);
        }
        return _best < long.MaxValue;
    }

    private bool TryAt(int[] starts)
    {
        for (int step = 0; step < starts.Length; step++)
        {
            if (!IsInWindow(step, starts[step]) || (step > 0 && !LagHolds(step, starts))) return false;
        }
        if (!_solver.TrySolve(starts, long.MaxValue)) return false;
        _bestStarts = starts;
        _bestPicks.Clear();
        _bestPicks.AddRange(_solver.Picks);
        return true;
    }
}
