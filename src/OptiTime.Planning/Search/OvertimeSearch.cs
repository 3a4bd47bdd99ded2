using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Search.Groups;
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
        bool[] marks = WhoMayBeAsked(board, query);
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

    private static bool[] WhoMayBeAsked(Board board, SearchQuery query)
    {
        var marks = new bool[board.Table.Slots.Length];
        if (!SlotSearch.NeedsGroup(board, query.Service))
        {
            Eligibility.Mark(board, query, query.Service.Steps[0].Roles[0], Eligibility.SitesFor(board, query), marks);
            return marks;
        }
        // Who is lent works as long as their own territory lets them.
        for (int number = 0; number < marks.Length; number++) marks[number] = board.Table.Slots[number] is { Territory: null };
        return marks;
    }

    /// <summary>An offer of several with the overtime of all of them: each step says until when those who take part in it work at the latest.</summary>
    private static FoundOffer? ChargedTogether(Board board, Board longer, SearchQuery query, FoundOffer offer, Moment now)
    {
        Place? here = query.At is { } at ? new Place(GroupSearch.Here, at) : null;
        if (new GroupSearch().Fit(longer, query.Service, offer.Steps, here, "", now, out GroupPlacement? placement) != Fit.Fits) return null;
        Outlasted[] outlasted = [.. OvertimePeriods.OutlastedBy(board, longer, placement!.Tours, "")];
        if (outlasted.Length == 0) return offer;
        return offer with
        {
            Steps = [.. offer.Steps.Select((step, index) => step with
            {
                Start = placement.Times[index].From,
                WorksUntil = outlasted.Where(one => one.Steps.Contains(index)).Max(one => (Moment?)one.End),
            })],
            Cost = offer.Cost.Add(new CostLine("overtime", new Money(outlasted.Sum(one => one.Cost.Cents)))),
        };
    }

    /// <summary>An offer with its overtime.</summary>
    private static FoundOffer? Charged(Board board, Board longer, SearchQuery query, FoundOffer offer, Moment now)
    {
        if (SlotSearch.NeedsGroup(longer, query.Service)) return ChargedTogether(board, longer, query, offer, now);
        (OfferedStep step, OfferedResource who) = (offer.Steps[0], offer.Steps[0].Resources[0]);
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
