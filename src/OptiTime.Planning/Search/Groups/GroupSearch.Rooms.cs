using System.Collections.Immutable;
using System.Runtime.InteropServices;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search.Ejection;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Search.Groups;

/// <summary>A group that could come if some work made room for it.</summary>
/// <param name="Targets">Where each step would take place.</param>
/// <param name="Picks">Who would take part.</param>
/// <param name="Choices">When each step would take place.</param>
internal sealed record GroupChance(ImmutableArray<Target> Targets, ImmutableArray<Pick> Picks, ImmutableArray<StepChoice> Choices)
{
    /// <summary>What the customer would be told of the first step.</summary>
    internal Interval Promise => Choices[0].Promise;

    /// <summary>The same as it would be offered: who would take part, by role, and those they require behind them.</summary>
    internal ImmutableArray<OfferedStep> AsOffered(Board board) =>
    [
        .. Choices.Select((choice, step) => new OfferedStep(
            choice.Promise, choice.Earliest, choice.Latest, choice.Start, Targets[step].Site?.Site.Id,
            [.. Picks.Where(pick => pick.Step == step).Select(pick => OfferedBy(pick, board.ResourceOf(pick.Resource)))])),
    ];

    private static OfferedResource OfferedBy(Pick pick, ResourceEntry who) => new(pick.Role.Name, who.Resource.Id, who.Territory);
}

/// <content>Groups on a board on which movable work counts as free time that is dearer: by the trouble of moving it.</content>
internal sealed partial class GroupSearch
{
    private MovableWork? _movable;

    /// <summary>The cheapest group for every promise at every place, if movable work made room; the cheapest of all first.</summary>
    /// <param name="board">The board; where the customer is must be known to it as <see cref="Here"/>.</param>
    /// <param name="query">What is asked.</param>
    /// <param name="between">It may start and must have ended between these.</param>
    /// <param name="now">The present.</param>
    /// <param name="movable">What may be moved.</param>
    /// <param name="work">How much may be looked at.</param>
    internal List<GroupChance> FindChances(Board board, SearchQuery query, Interval between, Moment now, MovableWork movable, ref Work work)
    {
        _movable = movable;
        FindOptions(board, query, new AskedCrew(query), between, now, ref work);
        _movable = null;
        return [.. _options.OrderBy(option => option.Rank).ThenBy(option => option.From).Select(ChanceOf)];
    }

    /// <summary>The same for a group that was offered; null when it could not come even so.</summary>
    internal GroupChance? FindChance(Board board, Service service, ImmutableArray<OfferedStep> offered, Place? place, Moment now, MovableWork movable)
    {
        _movable = movable;
        Fit fit = FindOffered(ref board, service, offered, place, now, out ImmutableArray<Target> targets);
        _movable = null;
        return fit == Groups.Fit.Fits ? new GroupChance(targets, [.. _bestPicks], [.. ChoicesOf(offered)]) : null;
    }

    private GroupChance ChanceOf(GroupOption option) => new(
        _places[option.Place], [.. CollectionsMarshal.AsSpan(_picks).Slice(option.FirstPick, option.Picks)],
        [.. CollectionsMarshal.AsSpan(_choices).Slice(option.FirstChoice, _places[option.Place].Length)]);
}
