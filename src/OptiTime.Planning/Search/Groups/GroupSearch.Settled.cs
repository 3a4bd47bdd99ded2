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
        return GroupPlacement.Of(board, query.Service.Steps, targets, CollectionsMarshal.AsSpan(_bestPicks), ChoicesOf(told), commitment, now);
    }
}
