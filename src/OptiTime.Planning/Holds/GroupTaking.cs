using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search.Ejection;
using OptiTime.Planning.Search.Groups;
using OptiTime.Planning.Telling;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Holds;

/// <summary>Puts an offer of a group on the board: the same promises, the same resources, the same price; all tours in one append.</summary>
internal static class GroupTaking
{
    /// <inheritdoc cref="OfferTaking.Take"/>
    internal static OfferTaking.Taken Take(
        Draft draft, Catalogue catalogue, Service service, OfferTerms terms, string id, Func<OfferTaking.Agreed, Commitment> make, string? reason)
    {
        var search = new GroupSearch();
        Fit fit = search.Fit(draft.Board, service, terms.Steps, terms.Place, id, draft.Now, out GroupPlacement? placement);
        while (fit == Search.Groups.Fit.NoRoom && ExpireOverdue(draft, terms)) fit = search.Fit(draft.Board, service, terms.Steps, terms.Place, id, draft.Now, out placement);
        if (fit == Search.Groups.Fit.NoRoom && GroupOvertime.Find(draft, service, terms, id) is { } longer) (fit, placement) = (Search.Groups.Fit.Fits, longer);
        CostLine? trouble = null;
        if (fit == Search.Groups.Fit.NoRoom && MakeRoom(draft, service, terms, id) is { } moved)
        {
            trouble = moved;
            fit = search.Fit(draft.Board, service, terms.Steps, terms.Place, id, draft.Now, out placement);
        }
        if (fit == Search.Groups.Fit.NotSoldSo) return OfferTaking.NoLongerSoldSo(terms);
        if (placement is null)
        {
            string all = string.Join(", ", Resources(terms).Select(resource => $"'{resource}'"));
            return OfferTaking.No(RefusalCode.OfferTaken, $"The resources {all} have no room left for it together: {new PlainWords(draft.Board.Clock).Span(terms.Steps[0].Promise)}.");
        }
        ImmutableArray<CommittedStep> steps = StepsOf(service, terms.Steps, terms.Place?.Id, placement);
        ImmutableArray<CostLine> cost = trouble is { } line ? placement.Cost.Add(line) : placement.Cost;
        Commitment commitment = make(new OfferTaking.Agreed(OfferTaking.SoldAs(service, catalogue, terms), steps, placement.Added, cost)) with
        {
            AnyResource = terms.AnyResource ? true : null,
        };
        OfferTaking.Record(draft, catalogue, terms, commitment, placement.Tours, reason);
        return new OfferTaking.Taken(commitment, placement.OnTime, null);
    }

    /// <summary>Makes room by moving what the offer named, in the same append.</summary>
    /// <returns>What that is reckoned to cost; null when there is no such room.</returns>
    private static CostLine? MakeRoom(Draft draft, Service service, OfferTerms terms, string id)
    {
        Board before = draft.Board;
        if (terms.Moves.IsEmpty || GroupRoom.MakeAgain(before, service, id, terms.Steps, terms.Place, terms.Moves, draft.Now) is not { } room) return null;
        draft.Add(room.Changes);
        return ChainSearch.CostOf(before, draft.Board, room.Moves);
    }

    /// <summary>Ends holds of any of the resources that are overdue.</summary>
    private static bool ExpireOverdue(Draft draft, OfferTerms terms) =>
        Resources(terms).Any(resource => draft.ExpireOverdue(OfferTaking.OverdueAtOnce, resource));

    private static IEnumerable<string> Resources(OfferTerms terms) =>
        terms.Steps.SelectMany(step => step.Resources).Select(who => who.Resource).Distinct(StringComparer.Ordinal);

    /// <summary>The steps as they are committed: where several must come together, at the very start that was chosen.</summary>
    /// <param name="service">The service.</param>
    /// <param name="offered">What was offered.</param>
    /// <param name="place">The customer's place, for steps that take place there.</param>
    /// <param name="placement">Who comes when.</param>
    internal static ImmutableArray<CommittedStep> StepsOf(Service service, ImmutableArray<OfferedStep> offered, string? place, GroupPlacement placement)
    {
        bool isFixed = placement.Assignments.Sum(assignments => assignments.Length) > 1;
        return [.. service.Steps.Select((step, index) => StepOf(step, offered[index], place, placement.Times[index].From, placement.Assignments[index], isFixed))];
    }

    private static CommittedStep StepOf(
        ServiceStep step, OfferedStep offered, string? customer, Moment start, ImmutableArray<Assignment> assignments, bool isFixed)
    {
        string? place = offered.Site is { } site ? SiteEntry.PlaceId(site) : GroupSearch.PlaceOf(step) == RolePlace.Customer ? customer : null;
        return new CommittedStep(
            step.Name, offered.Promise, isFixed ? start : offered.EarliestStart, isFixed ? start : offered.LatestStart, step.Duration, step.Spread,
            offered.Site, place, assignments, step.MinimumLag == Seconds.Zero ? null : step.MinimumLag, step.MaximumLag, step.Follows);
    }
}
