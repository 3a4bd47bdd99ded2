using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search.Groups;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Holds;

/// <summary>Finds room for a group of which some work overtime, and lets their working periods end as late as they need in the same append.</summary>
internal static class GroupOvertime
{
    /// <summary>The group in its tours, with what its overtime costs; null where there is none, or where that much is not allowed.</summary>
    internal static GroupPlacement? Find(Draft draft, Service service, OfferTerms terms, string id) =>
        // A way that is reckoned before the stops around it are known may come out some seconds longer than it is, and then seems to end too late: as it was found.
        Find(draft, service, terms, id, asFound: false) ?? Find(draft, service, terms, id, asFound: true);

    private static GroupPlacement? Find(Draft draft, Service service, OfferTerms terms, string id, bool asFound)
    {
        Board board = draft.Board;
        Change[] changes = [.. terms.Steps.SelectMany(step => step.Resources).Select(who => who.Resource).Distinct(StringComparer.Ordinal)
            .Select(resource => Longer(board, resource, terms.Steps, asFound)).OfType<Change>()];
        if (changes.Length == 0) return null;
        Board longer = board.Assuming(changes, [], draft.Version, draft.Now);
        if (new GroupSearch().Fit(longer, service, terms.Steps, terms.Place, id, draft.Now, out GroupPlacement? placement) != Fit.Fits) return null;
        Outlasted[] outlasted = [.. OvertimePeriods.OutlastedBy(board, longer, placement!.Tours, id)];
        if (asFound && !outlasted.All(one => one.Steps.Any(step => one.End <= terms.Steps[step].WorksUntil))) return null;
        // Of somebody who works longer on two days the second is changed after the first.
        foreach (Outlasted one in outlasted) draft.Add([OvertimePeriods.Ending(draft.Board.FindResource(one.Resource.Resource.Id)!, one.Index, one.End)]);
        return placement with { Cost = placement.Cost.Add(new CostLine("overtime", new Money(outlasted.Sum(one => one.Cost.Cents)))) };
    }

    /// <summary>Somebody who works as long as the offer says and may be asked, or as long as they may be asked at all; null where that is no longer than they do.</summary>
    private static ResourceDefined? Longer(Board board, string resource, ImmutableArray<OfferedStep> steps, bool asFound)
    {
        if (board.FindResource(resource) is not { Resource.Overtime: not null, Territory: null } entry) return null;
        ImmutableArray<WorkingPeriod> periods = entry.Periods;
        foreach (OfferedStep step in steps.Where(step => step.WorksUntil is not null && step.Resources.Any(who => who.Resource == resource)))
        {
            for (int index = 0; index < periods.Length; index++)
            {
                Interval span = periods[index].Span;
                if (span.From > step.LatestStart || span.To <= step.EarliestStart - Overtime.Limit || span.To >= step.WorksUntil) continue;
                Moment latest = OvertimePeriods.LatestEnd(board, entry, index), end = asFound ? latest : Moment.Min(step.WorksUntil!.Value, latest);
                periods = periods.SetItem(index, periods[index] with { Span = span with { To = end } });
            }
        }
        return periods == entry.Periods ? null : new ResourceDefined(entry.Resource, periods);
    }
}
