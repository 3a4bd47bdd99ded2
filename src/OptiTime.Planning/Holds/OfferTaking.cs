using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Search.Ejection;
using OptiTime.Planning.Telling;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Holds;

/// <summary>Puts an offer on the board: what holding, booking and rescheduling share.</summary>
internal static class OfferTaking
{
    /// <summary>How many holds whose time is over one append ends for the sake of another.</summary>
    internal const int OverdueAtOnce = 64;

    /// <summary>What was agreed: all that a commitment has of its offer.</summary>
    internal readonly record struct Agreed(SoldService Service, ImmutableArray<CommittedStep> Steps, Leg Travel, ImmutableArray<CostLine> Cost);

    /// <summary>A commitment put on the board, or why not.</summary>
    internal readonly record struct Taken(Commitment? Commitment, double OnTime, Refusal? Refusal)
    {
        /// <summary>The answer to the caller.</summary>
        internal Answer Answer(Draft draft, bool created) => draft.AnswerFor(Commitment!, OnTime, created);
    }

    /// <summary>Puts an offer on the board of a draft: same promise, same resource, same price; the start may differ.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="terms">The offer.</param>
    /// <param name="id">The id of the commitment.</param>
    /// <param name="make">Makes the commitment from its service and steps.</param>
    /// <param name="reason">Why it is moved here, where somebody said so.</param>
    internal static Taken Take(
        Draft draft, Catalogue catalogue, OfferTerms terms, string id,
        Func<Agreed, Commitment> make, string? reason = null)
    {
        if (Fault(draft, catalogue, terms, out Service service) is { } fault) return new Taken(null, 0, fault);
        if (!terms.Displaces.IsEmpty)
            return new Taken(null, 0, new Refusal(
                RefusalCode.NeedsProposal, "The offer displaces others, who must be called first.", "offer", [])
            {
                Remedy = "Hold it: that opens a proposal, which is accepted once they have agreed.",
            });
        if (SlotSearch.NeedsGroup(draft.Board, service)) return GroupTaking.Take(draft, catalogue, service, terms, id, make, reason);
        OfferedStep offered = terms.Steps[0];
        if (SeatOf(draft.Board, service, terms, out ResourceEntry resource, out Location? point) is { } gone) return new Taken(null, 0, gone);
        Placement? placement = PlaceInHours(draft, resource, service.Steps[0], offered, id, point)
            ?? OvertimePlacement.Find(draft, resource, offered, service.Steps[0], id, point);
        CostLine? trouble = null;
        if (placement is null && !terms.Moves.IsEmpty) (placement, trouble) = PlaceByMoving(draft, resource, service, offered, id, point, terms);
        if (placement is null)
            return No(RefusalCode.OfferTaken, $"Resource '{resource.Resource.Id}' has no room left for it: {new PlainWords(draft.Board.Clock).Span(offered.Promise)}.");
        Commitment commitment = Record(draft, catalogue, service, terms, placement, trouble, make, reason);
        return new Taken(commitment, OnTime.Of(placement.Tour, placement.Index), null);
    }

    /// <summary>What is wrong with an offer whatever the board's tours are; null for nothing.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="terms">The offer.</param>
    /// <param name="service">The service, as it is sold to the customer's tier.</param>
    internal static Refusal? Fault(Draft draft, Catalogue catalogue, OfferTerms terms, out Service service)
    {
        service = catalogue.Find(terms.Service)?.For(terms.Tier)!;
        if (terms.ValidUntil <= draft.Now)
            return new Refusal(RefusalCode.OfferExpired, $"The offer was valid until {draft.Board.Clock.Tell(terms.ValidUntil)}. Ask for availability again.");
        if (draft.Board.IsOfferUsed(terms.Id))
            return new Refusal(RefusalCode.OfferUsed, "The offer has been held before; each can be held once. Ask for availability again.");
        if (service is null)
            return new Refusal(RefusalCode.ServiceChanged, $"Service '{terms.Service}' is no longer sold.");
        if (terms.Steps.Length != service.Steps.Length)
            return NoLongerSoldSo(terms).Refusal;
        for (int step = 0; service.Promise.IsExact && step < terms.Steps.Length; step++)
        {
            if (terms.Steps[step].Promise.Length != service.Steps[step].Duration)
                return new Refusal(RefusalCode.ServiceChanged, $"Service '{terms.Service}' now takes {service.Steps[step].Duration}, and {terms.Steps[step].Promise.Length} were offered. Ask for availability again.");
        }
        return null;
    }

    /// <summary>Who is to serve in an offer of one step and one resource, and where; or why they can not.</summary>
    internal static Refusal? SeatOf(Board board, Service service, OfferTerms terms, out ResourceEntry resource, out Location? point)
    {
        OfferedStep offered = terms.Steps[0];
        (resource, point) = (null!, null);
        if (offered.Resources.Length != 1) return NoLongerSoldSo(terms).Refusal;
        resource = board.FindResource(offered.Resources[0].Resource)!;
        if (resource is null || !StillFits(board, resource, service.Steps[0], offered))
            return new Refusal(RefusalCode.OfferTaken, $"Resource '{offered.Resources[0].Resource}' can no longer serve '{terms.Service}'.");
        point = PointOf(board, resource, terms, offered);
        return null;
    }

    /// <summary>The refusal when an id that is to be new has a commitment already; null when it has none.</summary>
    internal static Decision? IdInUse(Board board, string id) =>
        board.Commitments.ContainsKey(id) || board.Proposals.ContainsKey(id) ? Decision.Refuse(RefusalCode.AlreadyExists, $"There is a hold or booking '{id}' already. Choose another id.") : null;

    /// <summary>The refusal of an offer that is of another shape than the service has now.</summary>
    internal static Taken NoLongerSoldSo(OfferTerms terms) =>
        No(RefusalCode.ServiceChanged, $"Service '{terms.Service}' is no longer sold as it was offered. Ask for availability again.");

    /// <summary>A refusal.</summary>
    internal static Taken No(RefusalCode code, string message) => new(null, 0, new Refusal(code, message));

    /// <summary>Whether a resource can serve a step of one role where and when it was offered, whatever else it does.</summary>
    internal static bool StillFits(Board board, ResourceEntry resource, ServiceStep step, OfferedStep offered) =>
        Eligibility.Fits(resource.Resource, step.Roles[0], offered.Site is { } site ? [site] : [])
        && (offered.Site is null || !resource.IsMobile || IsOpen(board, offered.Site, offered, step.Duration));

    /// <summary>Whether a site is open whenever the step may take place. (What stands at a site works only in its hours; who travels there has others.)</summary>
    private static bool IsOpen(Board board, string site, OfferedStep offered, Seconds duration) =>
        board.Sites.TryGetValue(site, out SiteEntry? entry) && entry.IsOpen(new Interval(offered.EarliestStart, offered.LatestStart + duration));

    private static Location? PointOf(Board board, ResourceEntry resource, OfferTerms terms, OfferedStep offered)
    {
        if (!resource.IsMobile) return null;
        return offered.Site is { } site ? board.Sites.GetValueOrDefault(site)?.Site.Location : terms.Place?.Location;
    }

    /// <summary>Finds room; when there is none because of holds of the resource that are overdue, ends those in the same append.</summary>
    internal static Placement? PlaceInHours(Draft draft, ResourceEntry resource, ServiceStep step, OfferedStep offered, string id, Location? point)
    {
        Placement? found = Placement.Find(draft.Board, resource, offered, step, id, point, draft.Now);
        while (found is null && draft.ExpireOverdue(OverdueAtOnce, resource.Resource.Id))
            found = Placement.Find(draft.Board, resource, offered, step, id, point, draft.Now);
        return found;
    }

    /// <summary>Makes room by moving what the offer named, in the same append.</summary>
    private static (Placement? Placement, CostLine? Trouble) PlaceByMoving(
        Draft draft, ResourceEntry resource, Service service, OfferedStep offered, string id, Location? point, OfferTerms terms)
    {
        if (ChainSearch.MakeRoom(draft.Board, service, id, offered, resource, terms.Place?.Location, terms.Moves, draft.Now) is not { } room) return default;
        Board before = draft.Board;
        draft.Add(room.Changes);
        return (
            Placement.Find(draft.Board, resource, offered, service.Steps[0], id, point, draft.Now), ChainSearch.CostOf(before, draft.Board, room.Moves));
    }

    private static Commitment Record(
        Draft draft, Catalogue catalogue, Service service, OfferTerms terms, Placement placement, CostLine? trouble, Func<Agreed, Commitment> make,
        string? reason)
    {
        ServiceStep step = service.Steps[0];
        CommittedStep committed = StepOf(step, terms, placement);
        ImmutableArray<CostLine> cost = SlotSearch.CostOf(placement.Resource, placement.Added, step.Duration);
        if (placement.Overtime is { } overtime) cost = cost.Add(new CostLine("overtime", overtime));
        Commitment commitment = make(new Agreed(
            SoldAs(service, catalogue, terms), [committed], placement.Added, trouble is { } line ? cost.Add(line) : cost)) with
        {
            AnyResource = terms.AnyResource ? true : null,
        };
        Record(draft, catalogue, terms, commitment, [placement.Tour], reason);
        return commitment;
    }

    /// <summary>The step of an offer of one step and one resource, as it is agreed.</summary>
    internal static CommittedStep StepOf(ServiceStep step, OfferTerms terms, Placement placement)
    {
        OfferedStep offered = terms.Steps[0];
        string? place = offered.Site is { } site ? SiteEntry.PlaceId(site) : terms.Place?.Id;
        return new CommittedStep(
            step.Name, offered.Promise, offered.EarliestStart, offered.LatestStart, step.Duration, step.Spread, offered.Site, place,
            [new Assignment(step.Roles[0], placement.Resource.Resource.Id, placement.Tour.Unit)]);
    }

    /// <summary>A service as it is sold by an offer.</summary>
    internal static SoldService SoldAs(Service service, Catalogue catalogue, OfferTerms terms) =>
        new(service.Id, service.Name, service.Class, terms.Price, catalogue.Version);

    /// <summary>Adds a commitment and the tours it stands in, while the offer is valid and the catalogue the same.</summary>
    internal static void Record(
        Draft draft, Catalogue catalogue, OfferTerms terms, Commitment commitment, ImmutableArray<Tour> tours, string? reason)
    {
        IEnumerable<Change> planned = tours.Select(tour => tour.ToChange(draft.Board.ResourceOf(tour.Resource).Resource.Id));
        bool isAtCustomer = commitment.Steps.Any(step => step.Place is not null && step.Site is null);
        draft.Add([new CommitmentRecorded(commitment, reason), .. planned], terms.Place is { } where && isAtCustomer ? [where] : []);
        draft.Require(new OnlyBefore(terms.ValidUntil));
        draft.Require(new OnlyAt(Catalogue.LogName, catalogue.Version));
    }
}
