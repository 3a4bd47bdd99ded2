using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Search.Groups;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Repair;

/// <summary>What is left of work that lost its place, and how it must go on from what it has behind it: with the same people, after the lags that were sold.</summary>
internal sealed class BegunWork
{
    private readonly LostWork _lost;
    private readonly Interval? _before;

    private BegunWork(LostWork lost, Interval? before)
    {
        (_lost, _before) = (lost, before);
        ImmutableArray<CommittedStep> rest = [.. lost.Work.Steps.Skip(lost.First)];
        Rest = lost.First == 0 ? lost.Work : lost.Work with { Steps = rest.SetItem(0, rest[0] with { MinimumLag = null, MaximumLag = null, Follows = null }) };
    }

    /// <summary>The work as if it began with the first step that lost its place.</summary>
    internal Commitment Rest { get; }

    /// <summary>Who must go on because they took part in the step before.</summary>
    internal ImmutableArray<string> Again => [.. Goes.SelectMany(role => PlayersOf(Before!.Assignments, role)).Select(who => who.Resource).Distinct()];

    private CommittedStep? Before => _lost.First == 0 ? null : _lost.Work.Steps[_lost.First - 1];

    private CommittedStep Next => _lost.Work.Steps[_lost.First];

    private ImmutableArray<string> Goes => Before is null ? [] : Next.Follows?.SameRoles ?? [];

    /// <summary>Takes apart what is left of work; null where nobody knows when the step before was, so that nobody knows how it goes on.</summary>
    internal static BegunWork? RestOf(Board board, LostWork lost)
    {
        if (lost.First == 0) return new BegunWork(lost, null);
        return board.TimeOf(lost.Work, lost.First - 1) is { } before ? new BegunWork(lost, before) : null;
    }

    /// <summary>What was promised for the first step that is left, after the lags that were sold.</summary>
    internal OfferedStep Following(OfferedStep told)
    {
        if (_before is not { } before) return told;
        Moment earliest = Moment.Max(told.EarliestStart, before.To + (Next.MinimumLag ?? Seconds.Zero));
        Moment latest = Next.MaximumLag is { } most ? Moment.Min(told.LatestStart, before.To + most) : told.LatestStart;
        return told with { EarliestStart = earliest, LatestStart = latest };
    }

    /// <summary>Whether a group goes on from the step before as it was sold.</summary>
    internal bool IsFollowedBy(Board board, GroupPlacement placement)
    {
        if (_before is not { } before) return true;
        Moment start = placement.Times[0].From;
        if (Next.Follows is { NextWorkingDay: true } && board.Clock.AfterDays(before.From, board.Clock.DayOf(start) - board.Clock.DayOf(before.From)) != start) return false;
        return Goes.All(role => Units(Before!.Assignments, role).SequenceEqual(Units(placement.Assignments[0], role)));
    }

    private static IEnumerable<Assignment> PlayersOf(ImmutableArray<Assignment> all, string role) => all.Where(who => who.Role.Name == role);

    private static IEnumerable<(string, int)> Units(ImmutableArray<Assignment> all, string role) => PlayersOf(all, role).Select(who => (who.Resource, who.Unit)).Order();
}
