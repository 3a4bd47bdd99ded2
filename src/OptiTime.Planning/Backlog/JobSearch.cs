using NodaTime;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using Interval = OptiTime.Planning.Time.Interval;

namespace OptiTime.Planning.Backlog;

/// <summary>
/// Looks for a gap for a backlog job: the cheapest place within its range, at any time of any day. What is frozen is left to customers, unless
/// the job is due by then.
/// </summary>
public static class JobSearch
{
    /// <summary>Whole local days: a job is nobody's promise, so it may begin at any time.</summary>
    internal static PromiseRule AnyTime { get; } =
        new([new LocalSpan(LocalTime.Midnight, LocalTime.Midnight)], Seconds.FromMinutes(15), MinimumLength: new Seconds(1));

    /// <summary>Looks for a place for a job that waits.</summary>
    /// <param name="search">The workspace to search with.</param>
    /// <param name="board">The board.</param>
    /// <param name="catalogue">What is sold.</param>
    /// <param name="id">The job.</param>
    /// <param name="now">The present.</param>
    /// <param name="budget">At most about so many positions are looked at.</param>
    /// <returns>The command that would plan it; null when there is no room, or the job does not wait.</returns>
    public static PlanJob? Find(SlotSearch search, Board board, Catalogue catalogue, string id, Moment now, long budget)
    {
        if (!board.Commitments.TryGetValue(id, out CommitmentEntry entry) || entry.Commitment.State != CommitmentState.Waiting) return null;
        if (catalogue.Find(entry.Commitment.Service.Id) is not { } service || QueryFor(board, service, entry.Commitment.Steps[0], now, budget) is not { } query) return null;
        return search.FindOffers(board, query, now, CancellationToken.None).Offers is [{ Steps: [var step, ..] }, ..]
            ? new PlanJob(id, ResourceOf(step), step.EarliestStart, step.LatestStart) : null;
    }

    private static SearchQuery? QueryFor(Board board, Service service, CommittedStep wanted, Moment now, long budget)
    {
        if (SlotSearch.NeedsGroup(board, service)) return null;
        Location? point = null;
        if (service.Steps[0].Roles[0].Where == RolePlace.Customer)
        {
            // Where a customer was erased nobody knows the way any more.
            point = wanted.Place is { } place ? board.Places.PlaceOf(place).Location : null;
            if (point is null) return null;
        }
        Moment thaw = now + board.Settings.FreezeHorizon;
        Moment from = wanted.Promise.To - service.Steps[0].Duration <= thaw ? wanted.Promise.From : Moment.Max(wanted.Promise.From, thaw);
        return new SearchQuery(
            service with { Promise = AnyTime }, point, new Interval(from, wanted.Promise.To), [], [], [], [],
            wanted.Site is { } site ? [site] : [], null, ImpactAllowed.None, 1, budget);
    }

    /// <summary>Who is to serve in an offered step that one resource serves.</summary>
    internal static string ResourceOf(OfferedStep step) => step.Resources[0].Resource;
}
