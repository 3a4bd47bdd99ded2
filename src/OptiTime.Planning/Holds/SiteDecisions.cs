using System.Collections.Immutable;
using OptiTime.Planning.Backlog;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;

namespace OptiTime.Planning.Holds;

/// <summary>Creating, changing and removing sites.</summary>
internal static class SiteDecisions
{
    internal static Decision Put(Draft draft, PutSite command)
    {
        Board board = draft.Board;
        SiteEntry? before = board.Sites.GetValueOrDefault(command.Site.Id);
        if (Decider.VersionMismatch(command.IfVersion, before?.Version, $"Site '{command.Site.Id}'") is { } mismatch) return mismatch;
        if (command.Site.Opening.Zone is { } zone && DayClock.For(zone) is null)
            return Decision.RefuseValue("opening.zone", $"'{zone}' is not an IANA time zone.", "Use a name such as Europe/Paris.");
        ImmutableArray<WorkingPeriod> open = PeriodResolution.OpeningOf(command.Site, board.Clock, board.FirstDay, board.AfterDay);
        if (before is not null) open = PeriodResolution.KeepingPast(before.Open, open, draft.Now);
        if (before is not null && before.Site.Location != command.Site.Location && CommitmentsAt(board, command.Site.Id, travelling: true) is { Length: > 0 } visits)
            return ResourceDecisions.WouldBreak(board, $"Were site '{command.Site.Id}' elsewhere, the ways would be wrong that were planned to", visits);
        ImmutableArray<string> broken = GivingWay.Make(ref draft, anew =>
        {
            anew.Add([new SiteDefined(command.Site, open)]);
            string[] outside = [.. VisitsOutside(anew, command.Site.Id)];
            ResourceEntry[] rooms = [.. board.Resources.Where(entry => entry.Resource.Site == command.Site.Id)];
            return rooms.Aggregate<ResourceEntry, IEnumerable<string>>(outside, (some, room) => [.. some, .. ResourceDecisions.Redefine(anew, room.Resource)]);
        });
        return broken.Length > 0
            ? ResourceDecisions.WouldBreak(board, $"With these hours site '{command.Site.Id}' would be closed for", [.. broken.Distinct().Order(StringComparer.Ordinal)])
            : draft.Decide(Decider.Done(draft.Version, draft.Now, before is null));
    }

    /// <summary>What is done at a site, by whoever stands there or travels there.</summary>
    internal static IEnumerable<TourStop> VisitsTo(Board board, string site)
    {
        int place = board.Sites[site].Place;
        return Enumerable.Range(board.FirstDay, board.AfterDay - board.FirstDay).SelectMany(day => board.ToursOf(day))
            .SelectMany(tour => board.ResourceOf(tour.Resource).Resource.Site == site ? tour.Stops : tour.Stops.Where(stop => stop.Place == place && place >= 0));
    }

    internal static Decision Remove(Draft draft, RemoveSite command)
    {
        if (!draft.Board.Sites.TryGetValue(command.Id, out SiteEntry? site))
            return Decision.Refuse(RefusalCode.UnknownSite, $"There is no site '{command.Id}' in territory '{draft.Board.Settings.Id}'.");
        if (Decider.VersionMismatch(command.IfVersion, site.Version, $"Site '{command.Id}'") is { } mismatch) return mismatch;
        if (draft.Board.Resources.FirstOrDefault(entry => entry.Resource.Site == command.Id) is { } standing)
            return Decision.Refuse(new Refusal(RefusalCode.WouldBreakCommitments, $"Resource '{standing.Resource.Id}' stands at site '{command.Id}'. Remove or move it first.", null, []));
        if (CommitmentsAt(draft.Board, command.Id, travelling: false) is { Length: > 0 } visits)
            return ResourceDecisions.WouldBreak(draft.Board, $"Without site '{command.Id}' there is no place for", visits);
        draft.Add([new SiteRemoved(command.Id)]);
        return draft.Decide(Decider.Done(draft.Version, draft.Now, created: false));
    }

    /// <summary>What mobile resources do at the site outside its hours from now on.</summary>
    internal static IEnumerable<string> VisitsOutside(Draft draft, string site)
    {
        SiteEntry entry = draft.Board.Sites[site];
        foreach (Commitment commitment in draft.Board.Commitments.Values.Select(entry => entry.Commitment).Where(commitment => IsAt(commitment, site)))
        {
            // A stop that has not begun may still slide inside its promise.
            bool isOutside = Visitors(draft.Board, commitment, site).Select(standing => standing.Stop).Any(stop =>
                stop.End > draft.Now && !entry.IsOpen(stop.Start <= draft.Now ? new(stop.Start, stop.End) : new(stop.Earliest, stop.Latest + stop.Duration)));
            if (isOutside || LentVisits(draft.Board, commitment, site).Any(visit => visit.To > draft.Now && !entry.IsOpen(visit))) yield return commitment.Id;
        }
    }

    /// <summary>Those who travel to the site for a commitment.</summary>
    private static IEnumerable<Standing> Visitors(Board board, Commitment commitment, string site) =>
        from step in Enumerable.Range(0, commitment.Steps.Length)
        where commitment.Steps[step].Site == site
        from assignment in Enumerable.Range(0, commitment.Steps[step].Assignments.Length)
        let standing = board.Find(commitment, step, assignment)
        where standing is { Tour.Home: >= 0 }
        select standing.Value;

    /// <summary>When those are at the site who are lent from elsewhere: their tours are not on this board, but their times are fixed.</summary>
    private static IEnumerable<Interval> LentVisits(Board board, Commitment commitment, string site) =>
        from step in commitment.Steps
        where step.Site == site
        from who in step.Assignments
        where who.Territory is not null && who.Role.Where == RolePlace.Site && board.FindResource(who.Resource) is null
        select who.Role.Occupies(step.At(step.EarliestStart));

    /// <summary>What takes place at the site: all of it, or what somebody travels there for.</summary>
    private static string[] CommitmentsAt(Board board, string site, bool travelling) =>
    [
        .. board.Commitments.Values.Select(entry => entry.Commitment)
            .Where(commitment => IsAt(commitment, site) && (!travelling || commitment.Borrows || Visitors(board, commitment, site).Any()))
            .Select(commitment => commitment.Id).Order(StringComparer.Ordinal),
    ];

    private static bool IsAt(Commitment commitment, string site) => commitment.Steps.Any(step => step.Site == site);
}
