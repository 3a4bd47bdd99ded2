using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Search;

/// <summary>What the work asked for costs by itself: what the extra of a relaxation is counted from.</summary>
public static class ComparableCost
{
    /// <summary>
    /// The cost of the work of all roles alone, without road, done by the cheapest resource that may serve as asked; where none may, by the cheapest that
    /// could if none were required. Null where the board has nobody who could.
    /// </summary>
    public static Money? Of(Board board, SearchQuery query) => Least(board, query) ?? Least(board, query with { Require = [], Sites = [] });

    /// <summary>What an offer costs beyond that; beyond its own work where nothing is known to compare it with. Never less than nothing.</summary>
    public static Money Extra(FoundOffer offer, Money? comparable)
    {
        long cents = comparable?.Cents ?? offer.Cost.Where(line => line.Kind is "labour" or "usage").Sum(line => line.Amount.Cents);
        return new Money(Math.Max(0, offer.TotalCost.Cents - cents));
    }

    private static Money? Least(Board board, SearchQuery query)
    {
        ImmutableArray<string> sites = Eligibility.SitesFor(board, query);
        var marks = new bool[board.Table.Slots.Length];
        // Of several who take part the required are some; who plays which role is the search's to find.
        if (SlotSearch.NeedsGroup(board, query.Service)) query = query with { Require = [] };
        long sum = 0;
        foreach (ServiceStep step in query.Service.Steps)
        {
            foreach (Role role in step.Roles)
            {
                Eligibility.Mark(board, query, role, sites, marks);
                long? least = null;
                Seconds taken = role.Occupies(new Interval(board.At, board.At + step.Duration)).Length;
                for (int number = 0; number < marks.Length; number++)
                {
                    if (marks[number]) least = Math.Min(least ?? long.MaxValue, board.ResourceOf(number).CostOf(taken).Cents);
                }
                if (least is null) return null;
                sum += least.Value * role.Count;
            }
        }
        return new Money(sum);
    }
}
