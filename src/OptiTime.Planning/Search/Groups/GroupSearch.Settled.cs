using System.Collections.Immutable;
using System.Runtime.InteropServices;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
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
        _shape.LayOut(board, query.Service.Steps, targets, new AskedCrew(query));
        if (!_shape.IsPossible || !FindTold(board, query.Service, told, targets, query.Between, query.PositionBudget, now)) return null;
        StepChoice[] choices = [.. told.Select((step, index) => ChoiceOf(step, targets[index].Site, query.Service.Steps[index].Duration, new Moment(_bestStarts[index])))];
        return GroupPlacement.Of(board, query.Service.Steps, targets, CollectionsMarshal.AsSpan(_bestPicks), choices, commitment, now);
    }

    /// <summary>When a step takes place. Who is alone after all may slide from there, but not out of the hours of the site.</summary>
    private static StepChoice ChoiceOf(OfferedStep told, SiteEntry? site, Seconds duration, Moment start)
    {
        var choice = new StepChoice(told.Promise, told.EarliestStart, told.LatestStart, start);
        if (site is null) return choice;
        (Moment earliest, Moment latest) = site.WhileOpen(new Interval(start, start + duration), told.EarliestStart, told.LatestStart);
        return choice with { Earliest = earliest, Latest = latest };
    }
}
