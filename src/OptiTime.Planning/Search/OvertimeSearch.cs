using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Search;

/// <summary>Searches as if everybody who may worked overtime, and charges each offer what it takes.</summary>
internal static class OvertimeSearch
{
    /// <summary>A search ranks without overtime: of so many offers the cheapest with it is taken.</summary>
    private const int Compared = 5;

    /// <summary>The offers that need overtime, cheapest first.</summary>
    internal static SearchResult Find(SlotSearch search, Board board, SearchQuery query, Moment now, CancellationToken stop)
    {
        Board longer = Longer(board, query, now);
        SearchResult result = search.FindOffers(longer, query with { WithOvertime = false, MaximumOffers = Math.Max(Compared, query.MaximumOffers) }, now, stop);
        return result with
        {
            Offers = [.. result.Offers.Select(offer => Charged(board, longer, query, offer, now)).OfType<FoundOffer>().OrderBy(offer => offer.TotalCost).Take(query.MaximumOffers)],
        };
    }

    private static Board Longer(Board board, SearchQuery query, Moment now)
    {
        Interval between = SlotSearch.BetweenOf(board, query, now);
        var marks = new bool[board.Table.Slots.Length];
        Eligibility.Mark(board, query, query.Service.Steps[0].Roles[0], Eligibility.SitesFor(board, query), marks);
        var changes = new List<Change>();
        for (int number = 0; number < marks.Length; number++)
        {
            if (!marks[number] || board.ResourceOf(number) is not { Resource.Overtime: not null } entry) continue;
            ImmutableArray<WorkingPeriod> periods = entry.Periods;
            for (int index = 0; index < periods.Length; index++)
            {
                WorkingPeriod period = periods[index];
                if (period.Span.To <= now || period.Span.From >= between.To || period.Span.To + entry.Resource.Overtime.Most <= between.From) continue;
                periods = periods.SetItem(index, period with { Span = period.Span with { To = OvertimePeriods.LatestEnd(board, entry, index) } });
            }
            if (periods != entry.Periods) changes.Add(new ResourceDefined(entry.Resource, periods));
        }
        return changes.Count == 0 ? board : board.Assuming(changes, [], board.Version, board.At);
    }

    /// <summary>An offer with its overtime; null where it is not one resource's alone.</summary>
    private static FoundOffer? Charged(Board board, Board longer, SearchQuery query, FoundOffer offer, Moment now)
    {
        if (offer.Steps is not [{ Resources: [var who] } step]) return null;
        ResourceEntry entry = longer.FindResource(who.Resource)!;
        Location? point = !entry.IsMobile ? null : step.Site is { } site ? longer.Sites[site].Site.Location : query.At;
        if (Placement.Find(longer, entry, step, query.Service.Steps[0], "", point, now) is not { } placement) return null;
        Moment end = OvertimePeriods.EndOf(placement.Tour);
        Moment usual = board.FindResource(who.Resource)!.Periods.First(period => period.Span.From == placement.Tour.Period.Span.From).Span.To;
        if (end <= usual) return offer;
        return offer with
        {
            Steps = [step with { WorksUntil = end }],
            Cost = offer.Cost.Add(new CostLine("overtime", entry.Resource.Overtime!.CostOf(end - usual))),
        };
    }
}
