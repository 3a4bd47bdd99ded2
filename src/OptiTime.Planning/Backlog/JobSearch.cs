using NodaTime;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Search.Groups;
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

    /// <summary>The same for a service: where it has several steps they begin on the multiples on which customers' would.</summary>
    internal static PromiseRule AnyTimeFor(Service service) => service.Steps.Length == 1 ? AnyTime : AnyTime with { Granularity = service.Promise.Granularity };

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
        if (catalogue.Find(entry.Commitment.Service.Id) is not { } service || QueryFor(board, service, entry.Commitment, now, budget) is not { } query) return null;
        return search.FindOffers(board, query, now, CancellationToken.None).Offers is [{ Steps: var steps }, ..] ? new PlanJob(id, steps) : null;
    }

    /// <summary>The site at which a job, or some step of it, is done; null when it is done at none.</summary>
    internal static string? SiteOf(Commitment job) => job.Steps.Select(step => step.Site).FirstOrDefault(site => site is not null);

    /// <summary>The customer's place at which a job, or some step of it, is done; null when it is done at none.</summary>
    internal static Place? PlaceOf(Board board, Commitment job) =>
        job.Steps.Where(step => step.Site is null).Select(step => step.Place).FirstOrDefault(place => place is not null) is { } id ? board.Places.PlaceOf(id) : null;

    /// <summary>Who is to serve in an offered step that one resource serves.</summary>
    internal static string ResourceOf(OfferedStep step) => step.Resources[0].Resource;

    private static SearchQuery? QueryFor(Board board, Service service, Commitment job, Moment now, long budget)
    {
        RolePlace[] places = [.. service.Steps.Select(GroupSearch.PlaceOf)];
        // Where a customer was erased nobody knows the way any more; and a service may be given elsewhere than when the job was taken on.
        Location? point = places.Contains(RolePlace.Customer) ? PlaceOf(board, job)?.Location : null;
        string? site = places.Contains(RolePlace.Site) ? SiteOf(job) : null;
        if ((places.Contains(RolePlace.Customer) && point is null) || (places.Contains(RolePlace.Site) && site is null)) return null;
        Interval range = job.Steps[0].Promise;
        Moment thaw = now + board.Settings.FreezeHorizon;
        Moment from = range.To - JobFaults.LeastTime(service) <= thaw ? range.From : Moment.Max(range.From, thaw);
        return new SearchQuery(
            service with { Promise = AnyTimeFor(service) }, point, new Interval(from, range.To), [], [], [], [], site is null ? [] : [site], null, ImpactAllowed.None, 1, budget);
    }
}
