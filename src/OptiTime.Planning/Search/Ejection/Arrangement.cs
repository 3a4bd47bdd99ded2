using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Search.Ejection;

/// <summary>A board in the making on which some work has been moved. Trying a move gives another one, so that a way that leads nowhere is left by forgetting it.</summary>
/// <param name="Board">The board as it would be.</param>
/// <param name="Origins">What was moved, by id: how it was agreed, who was to do it and when.</param>
/// <param name="Touched">The tours that are not as they were.</param>
internal sealed record Arrangement(Board Board, ImmutableSortedDictionary<string, Arrangement.Origin> Origins, ImmutableHashSet<TourKey> Touched)
{
    /// <summary>Where moved work stood.</summary>
    internal readonly record struct Origin(Commitment Work, string Resource, Interval During);

    /// <summary>A board on which nothing has been moved.</summary>
    internal static Arrangement Of(Board board) => new(board, ImmutableSortedDictionary.Create<string, Origin>(StringComparer.Ordinal), []);

    /// <summary>The arrangement with changes, and where a place they name lies.</summary>
    internal Arrangement With(IReadOnlyCollection<Change> changes, Place? place = null) => this with
    {
        Board = Board.Assuming(changes, place is null ? [] : [place], Board.Version, Board.At),
        Touched = Touched.Union(changes.OfType<TourPlanned>().Select(tour => tour.Key)),
    };

    /// <summary>The arrangement with work taken out of its tours, to be settled elsewhere.</summary>
    internal Arrangement Without(Commitment work, Moment now)
    {
        ImmutableArray<Interval> planned = Board.PlannedTimes(work);
        var origin = new Origin(work, work.Steps[0].Assignments[0].Resource, new Interval(planned[0].From, planned[^1].To));
        return With([.. Vacancy.Tours(Board, work, now)]) with { Origins = Origins.SetItem(work.Id, origin) };
    }

    /// <summary>What came of the work that was moved.</summary>
    internal ImmutableArray<PlannedMove> Moves() => [.. Origins.Values.Select(MoveOf)];

    /// <summary>What the moves come to, beside what they were made for: each piece of work as it is agreed now, and each tour once.</summary>
    internal IReadOnlyList<Change> Changes() =>
    [
        .. Origins.Keys.Select(id => new CommitmentRecorded(Board.Commitments[id].Commitment)),
        .. Touched.OrderBy(key => key.Resource, StringComparer.Ordinal).ThenBy(key => key.Unit).ThenBy(key => key.PeriodStart).Select(ToChange),
    ];

    private PlannedMove MoveOf(Origin origin)
    {
        Commitment after = Board.Commitments[origin.Work.Id].Commitment;
        Interval? to = Board.Find(after, 0) is { Stop: var stop } ? new Interval(stop.Start, stop.End) : null;
        return new PlannedMove(
            after.Id, after.IsJob, origin.Resource, origin.During, to is null ? null : after.Steps[0].Assignments[0].Resource, to);
    }

    private TourPlanned ToChange(TourKey key)
    {
        ResourceEntry resource = Board.FindResource(key.Resource)!;
        WorkingPeriod period = resource.Periods.First(period => period.Span.From == key.PeriodStart);
        return Board.ToursOf(period.Day).First(tour => tour.Resource == resource.Number && tour.Unit == key.Unit && tour.Period == period).ToChange(key.Resource);
    }
}
