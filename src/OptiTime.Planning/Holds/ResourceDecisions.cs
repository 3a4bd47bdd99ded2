using System.Collections.Immutable;
using OptiTime.Planning.Backlog;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Telling;
using OptiTime.Planning.Tours;

namespace OptiTime.Planning.Holds;

/// <summary>Creating, changing and removing resources. What is booked must stay possible; otherwise the change is a disruption, not master data.</summary>
internal static class ResourceDecisions
{
    internal static Decision Put(Draft draft, PutResource command)
    {
        Board board = draft.Board;
        Resource resource = command.Resource;
        ResourceEntry? before = board.FindResource(resource.Id);
        if (Decider.VersionMismatch(command.IfVersion, before?.Version, $"Resource '{resource.Id}'") is { } mismatch) return mismatch;
        if (Fault(board, command) is { } fault) return Decision.Refuse(fault);
        if (before is not null && before.Resource.Mobility != resource.Mobility && CommitmentsOf(board, before) is { Length: > 0 } booked)
            return WouldBreak(board, $"If resource '{resource.Id}' came to its work in another way, nobody would serve", booked);
        ImmutableArray<string> broken = GivingWay.Make(ref draft, anew =>
        {
            if (command.Home is { } home) anew.Add([], home);
            return Redefine(anew, resource);
        });
        TellWhomItLendsTo(draft);
        return broken.IsEmpty
            ? draft.Decide(Decider.Done(draft.Version, draft.Now, before is null))
            : WouldBreak(board, $"With this change resource '{resource.Id}' could no longer serve", broken);
    }

    internal static Decision Remove(Draft draft, RemoveResource command)
    {
        if (draft.Board.FindResource(command.Id) is not { } entry)
            return Decision.Refuse(RefusalCode.UnknownResource, $"There is no resource '{command.Id}' in territory '{draft.Board.Settings.Id}'.");
        if (Decider.VersionMismatch(command.IfVersion, entry.Version, $"Resource '{command.Id}'") is { } mismatch) return mismatch;
        if (GivingWay.Make(ref draft, anew => CommitmentsOf(anew.Board, entry)) is { Length: > 0 } booked) return WouldBreak(draft.Board, $"Without resource '{command.Id}' nobody would serve", booked);
        draft.Add([new ResourceRemoved(command.Id)]);
        TellWhomItLendsTo(draft);
        return draft.Decide(Decider.Done(draft.Version, draft.Now, created: false));
    }

    /// <summary>Defines a resource with the hours it then has, and plans its tours anew where they must be.</summary>
    /// <returns>The ids of commitments that would no longer be possible; then the draft is not to be used.</returns>
    internal static ImmutableArray<string> Redefine(Draft draft, Resource resource)
    {
        Board board = draft.Board;
        ResourceEntry? before = board.FindResource(resource.Id);
        ImmutableArray<WorkingPeriod> open = resource.Site is { } site ? board.Sites[site].Open : [];
        ImmutableArray<WorkingPeriod> periods = PeriodResolution.PeriodsOf(resource, open, board.Clock, board.FirstDay, board.AfterDay);
        if (before is not null) periods = OvertimePeriods.Keeping(board, before, resource, PeriodResolution.KeepingPast(before.Periods, periods, draft.Now), draft.Now);
        return Refit(draft, resource, periods, before is null ? [] : [.. ToursOf(board, before.Number).Where(tour => !tour.Stops.IsEmpty)]);
    }

    /// <summary>Defines a resource with hours that are known, and plans its tours anew where they must be.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="periods">Its working periods.</param>
    /// <param name="planned">Its tours with stops.</param>
    /// <inheritdoc cref="Redefine"/>
    internal static ImmutableArray<string> Refit(Draft draft, Resource resource, ImmutableArray<WorkingPeriod> periods, IReadOnlyList<Tour> planned)
    {
        draft.Add([new ResourceDefined(resource, periods)]);
        ResourceEntry after = draft.Board.FindResource(resource.Id)!;
        return [.. TourRefit.Fit(draft, after, planned).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Lets the territory say to whom its resources may be lent: whoever borrows then knows whom to ask, without reading every board there is.</summary>
    private static void TellWhomItLendsTo(Draft draft)
    {
        Board board = draft.Board;
        string[] lendsTo = [.. board.Resources.SelectMany(entry => entry.Resource.LentTo ?? []).Distinct().Order(StringComparer.Ordinal)];
        if (lendsTo.SequenceEqual(board.Settings.LendsTo ?? [])) return;
        draft.Add([new TerritoryDefined(board.Settings with { LendsTo = lendsTo.Length == 0 ? null : [.. lendsTo] }, board.FirstDay, board.AfterDay)]);
    }

    internal static Decision WouldBreak(Board board, string why, IReadOnlyCollection<string> commitments) => Decision.Refuse(new Refusal(
        RefusalCode.WouldBreakCommitments, $"{why} {PlainWords.Count(commitments.Count, "commitment")}. Reschedule or cancel {(commitments.Count == 1 ? "it" : "them")} first (what is over leaves the board by itself), or send what has happened with POST /v1/disruptions, which repairs the plan.", null, [.. commitments])
    {
        Holds = [.. commitments.Where(id => board.Commitments[id].Commitment.State == CommitmentState.Held)],
        Jobs = [.. commitments.Where(id => board.Commitments[id].Commitment.IsJob)],
        Proposals = commitments.Where(id => board.Commitments[id].Commitment.Proposal is not null).ToImmutableDictionary(id => id, id => board.Commitments[id].Commitment.Proposal!),
        Loans = commitments.Where(id => board.Commitments[id].Commitment.Loan is not null).ToImmutableDictionary(id => id, id => board.Commitments[id].Commitment.Loan!),
    });

    private static string[] CommitmentsOf(Board board, ResourceEntry entry) =>
        [.. ToursOf(board, entry.Number).SelectMany(tour => tour.Stops).Select(stop => stop.Commitment).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The tours of a resource, in the order of their days.</summary>
    internal static IEnumerable<Tour> ToursOf(Board board, int number) =>
        Enumerable.Range(board.FirstDay, board.AfterDay - board.FirstDay).SelectMany(day => board.ToursOf(day)).Where(tour => tour.Resource == number);

    private static Refusal? Fault(Board board, PutResource command)
    {
        Resource resource = command.Resource;
        if (resource.Working?.Zone is { } zone && DayClock.For(zone) is null)
            return Refusal.Invalid("working.zone", $"'{zone}' is not an IANA time zone.", "Use a name such as Europe/Paris.");
        if (resource.Profile is { } profile && board.Settings.Profiles.All(known => known.Name != profile))
            return Refusal.Invalid("profile", $"Territory '{board.Settings.Id}' has no travel profile '{profile}'.", $"It has {string.Join(", ", board.Settings.Profiles.Select(known => known.Name))}.");
        if (resource is { Mobility: Mobility.Fixed, Site: null })
            return Refusal.Invalid("site", "A fixed resource stands at a site.", "Say at which.");
        if (resource.Mobility == Mobility.Fixed && !board.Sites.ContainsKey(resource.Site!))
            return Refusal.At(RefusalCode.UnknownSite, "site", $"A fixed resource stands at a site, and territory '{board.Settings.Id}' has no site '{resource.Site}'.", "Define the site first.");
        if (resource.Mobility != Mobility.Fixed && resource.Site is not null)
            return Refusal.Invalid("site", "Only a fixed resource stands at a site.", "Leave the site out, or say \"mobility\": \"fixed\".");
        if (resource.Mobility == Mobility.Mobile && command.Home is null)
            return Refusal.Invalid("home", "A mobile resource needs a home, where its tours begin and end.", "Say where it is.");
        if (command.Home is { } home && board.Places.PlaceOf(home.Id).Location is { } known && home.Location != known)
            return Refusal.Invalid("home", $"Place '{home.Id}' is known to lie at {known}, and a place does not move.", "Give the new home another place.");
        if (resource.Mobility != Mobility.Mobile && resource.Home is not null)
            return Refusal.Invalid("home", "Only a mobile resource has a home.", "Leave it out.");
        if (resource.Mobility == Mobility.Mobile && resource.Capacity != 1)
            return Refusal.Invalid("capacity", $"A mobile resource has capacity 1, not {resource.Capacity}.", "Make a resource of each vehicle or person.");
        if (resource.LentTo is not null && resource.Mobility == Mobility.Fixed)
            return Refusal.Invalid("lentTo", "What stands at a site cannot be lent.", "Leave it out: whoever wants it comes to the site.");
        if (resource.LentTo?.Contains(board.Settings.Id) == true)
            return Refusal.Invalid("lentTo", $"Resource '{resource.Id}' is at home in territory '{board.Settings.Id}', and cannot be lent to it.", "Name other territories.");
        if (resource.Mobility == Mobility.Fixed && resource.Overtime is not null)
            return Refusal.Invalid("overtime", "A resource that stands at a site works in the hours of its site, and no overtime.", "Leave it out.");
        if (RequirementChains.FaultWith(board, resource) is { } chain)
            return Refusal.Invalid("requires", chain, "Leave a requirement out, or give it a kind or skills that only others have.");
        return null;
    }
}
