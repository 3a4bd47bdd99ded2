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
        if (terms.ValidUntil <= draft.Now)
            return No(RefusalCode.OfferExpired, $"The offer was valid until {terms.ValidUntil}. Ask for availability again.");
        if (draft.Board.IsOfferUsed(terms.Id))
            return No(RefusalCode.OfferUsed, "The offer has been held before; each can be held once. Ask for availability again.");
        if (catalogue.Find(terms.Service)?.For(terms.Tier) is not { } service)
            return No(RefusalCode.ServiceChanged, $"Service '{terms.Service}' is no longer sold.");
        if (terms.Steps.Length != service.Steps.Length)
            return NoLongerSoldSo(terms);
        for (int step = 0; service.Promise.IsExact && step < terms.Steps.Length; step++)
        {
            if (terms.Steps[step].Promise.Length != service.Steps[step].Duration)
                return No(RefusalCode.ServiceChanged, $"Service '{terms.Service}' now takes {service.Steps[step].Duration}, and {terms.Steps[step].Promise.Length} were offered. Ask for availability again.");
        }
        if (SlotSearch.NeedsGroup(draft.Board, service)) return GroupTaking.Take(draft, catalogue, service, terms, id, make, reason);
        OfferedStep offered = terms.Steps[0];
        if (offered.Resources.Length != 1) return NoLongerSoldSo(terms);
        if (draft.Board.FindResource(offered.Resources[0].Resource) is not { } resource || !StillFits(draft.Board, resource, service, offered))
            return No(RefusalCode.OfferTaken, $"Resource '{offered.Resources[0].Resource}' can no longer serve '{terms.Service}'.");
        Location? point = PointOf(draft.Board, resource, terms, offered);
        Placement? placement = Place(draft, resource, service.Steps[0], offered, id, point);
        CostLine? trouble = null;
        if (placement is null && !terms.Moves.IsEmpty) (placement, trouble) = PlaceByMoving(draft, resource, service, offered, id, point, terms);
        if (placement is null)
            return No(RefusalCode.OfferTaken, $"Resource '{resource.Resource.Id}' has no room left for it: {new PlainWords(draft.Board.Clock).Span(offered.Promise)}.");
        Commitment commitment = Record(draft, catalogue, service, terms, offered, placement, trouble, make, reason);
        return new Taken(commitment, OnTime.Of(placement.Tour, placement.Index), null);
    }

    /// <summary>The refusal when an id that is to be new has a commitment already; null when it has none.</summary>
    internal static Decision? IdInUse(Board board, string id) =>
        board.Commitments.ContainsKey(id) ? Decision.Refuse(RefusalCode.AlreadyExists, $"There is a hold or booking '{id}' already. Choose another id.") : null;

    /// <summary>The refusal of an offer that is of another shape than the service has now.</summary>
    internal static Taken NoLongerSoldSo(OfferTerms terms) =>
        No(RefusalCode.ServiceChanged, $"Service '{terms.Service}' is no longer sold as it was offered. Ask for availability again.");

    /// <summary>A refusal.</summary>
    internal static Taken No(RefusalCode code, string message) => new(null, 0, new Refusal(code, message));

    private static bool StillFits(Board board, ResourceEntry resource, Service service, OfferedStep offered) =>
        Eligibility.Fits(resource.Resource, service.Steps[0].Roles[0], offered.Site is { } site ? [site] : [])
        && (offered.Site is null || !resource.IsMobile || IsOpen(board, offered.Site, offered, service.Steps[0].Duration));

    /// <summary>Whether a site is open whenever the step may take place. (What stands at a site works only in its hours; who travels there has others.)</summary>
    private static bool IsOpen(Board board, string site, OfferedStep offered, Seconds duration) =>
        board.Sites.TryGetValue(site, out SiteEntry? entry) && entry.IsOpen(new Interval(offered.EarliestStart, offered.LatestStart + duration));

    private static Location? PointOf(Board board, ResourceEntry resource, OfferTerms terms, OfferedStep offered)
    {
        if (!resource.IsMobile) return null;
        return offered.Site is { } site ? board.Sites.GetValueOrDefault(site)?.Site.Location : terms.Place?.Location;
    }

    /// <summary>Finds room; when there is none because of holds of the resource that are overdue, ends those in the same append.</summary>
    private static Placement? Place(Draft draft, ResourceEntry resource, ServiceStep step, OfferedStep offered, string id, Location? point)
    {
        Placement? found = Placement.Find(draft.Board, resource, offered, step, id, point, draft.Now);
        while (found is null && draft.ExpireOverdue(OverdueAtOnce, resource.Resource.Id))
            found = Placement.Find(draft.Board, resource, offered, step, id, point, draft.Now);
        return found ?? OvertimePlacement.Find(draft, resource, offered, step, id, point);
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
        Draft draft, Catalogue catalogue, Service service, OfferTerms terms, OfferedStep offered, Placement placement, CostLine? trouble,
        Func<Agreed, Commitment> make, string? reason)
    {
        ServiceStep step = service.Steps[0];
        string? place = offered.Site is { } site ? SiteEntry.PlaceId(site) : terms.Place?.Id;
        var committed = new CommittedStep(
            step.Name, offered.Promise, offered.EarliestStart, offered.LatestStart, step.Duration, step.Spread, offered.Site, place,
            [new Assignment(step.Roles[0], placement.Resource.Resource.Id, placement.Tour.Unit)]);
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
