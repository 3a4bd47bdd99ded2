using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search.Ejection;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Search.Groups;

/// <content>A group that has a place, or may have any: whoever the query leaves, where all of it is cheapest within its promises.</content>
internal sealed partial class GroupSearch
{
    /// <summary>Looks for the place where a group is cheapest.</summary>
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
        _shape.LayOut(board, query.Service.Steps, targets, new AskedCrew(query));
        if (!_shape.IsPossible) return null;
        _movable = movable;
        bool isPossible = FindWhenFree(board, query.Service, told, targets, query.Between, query.PositionBudget, now);
        _movable = null;
        if (!isPossible || !(told.Length == 1 ? TryAllWindows() : TryAllStarts(board, query.Service, told))) return null;
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

    /// <summary>Tries the starts as they were, and then all that lie on the grids.</summary>
    private bool TryAllStarts(Board board, Service service, ImmutableArray<OfferedStep> told)
    {
        _best = TryTold(told) ? _solver.Best : long.MaxValue;
        return TryGrids(board, service, [.. told.Select(step => step.Start.Value)]);
    }
}
