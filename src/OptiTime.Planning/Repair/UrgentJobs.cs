using System.Collections.Immutable;
using OptiTime.Planning.Backlog;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Repair;

/// <summary>Makes urgent work that came up a newcomer of a repair: a booking that never had a place.</summary>
internal static class UrgentJobs
{
    /// <summary>Takes urgent work in.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="catalogue">What is sold.</param>
    /// <param name="command">What happened.</param>
    /// <param name="newcomer">The newcomer; null where something else happened.</param>
    /// <returns>Why it cannot be taken in; null where it can, or where something else happened.</returns>
    internal static Refusal? Take(Draft draft, Catalogue catalogue, HandleDisruption command, out LostWork? newcomer)
    {
        newcomer = null;
        if (command is not { Disruption: UrgentWork urgent, Urgent: { } terms }) return null;
        if (OfferTaking.IdInUse(draft.Board, urgent.Commitment) is { } inUse) return inUse.Refusal;
        if (catalogue.Find(urgent.Service)?.For(terms.Tier) is not { } service)
            return Refusal.At(RefusalCode.UnknownService, "service", $"There is no service '{urgent.Service}'.", "GET /v1/services lists them.");
        if (service.Steps.Length > 1)
            return Refusal.Invalid("service", $"Service '{service.Id}' takes several steps, for which no room is made at once.", "Ask for availability with \"impact\": \"within-promises\" and book an offer.");
        Func<Moment, string> tell = draft.Board.Clock.Tell;
        if (urgent.Before <= draft.Now) return Refusal.Invalid("before", $"{tell(urgent.Before)} is in the past.", "Send when it must have begun at the latest.");
        if (urgent.Before - draft.Now > UrgentWork.MostAhead)
            return Refusal.Invalid("before", $"{tell(urgent.Before)} is more than {UrgentWork.MostAhead} away.", $"Send {tell(draft.Now + UrgentWork.MostAhead)} or earlier, or ask for availability: what can wait that long is booked.");
        if (JobFaults.OfWhere(draft.Board, service, terms.Place, terms.Site) is { } misplaced) return misplaced;
        newcomer = new LostWork(BookingOf(urgent, terms, service, catalogue.Version, draft.Now), null) { Wishes = terms.Wishes };
        return null;
    }

    /// <summary>The booking it is to be. It is promised to begin before it must have begun, and is urgent whatever the class of its service.</summary>
    private static Commitment BookingOf(UrgentWork urgent, UrgentTerms terms, Service service, long catalogueVersion, Moment now)
    {
        ServiceStep step = service.Steps[0];
        (string? site, string? place) = JobDecisions.WhereOf(step, terms.Site, terms.Place);
        ImmutableArray<Assignment> roles = [.. step.Roles.SelectMany(role => Enumerable.Repeat(new Assignment(role, LostWork.Nobody, 0), role.Count))];
        var told = new CommittedStep(
            step.Name, new Interval(now, urgent.Before), now, urgent.Before - new Seconds(1), step.Duration, step.Spread, site, place, roles);
        return new Commitment(
            urgent.Commitment, CommitmentState.Confirmed, urgent.Commitment, new SoldService(service.Id, service.Name, PriorityClass.Urgent, service.Price, catalogueVersion),
            terms.Customer, terms.Tier, terms.ExternalReference, [told], default, [], null)
        {
            AnyResource = terms.Wishes.Require.IsEmpty && terms.Wishes.Refuse.IsEmpty ? true : null,
        };
    }
}
