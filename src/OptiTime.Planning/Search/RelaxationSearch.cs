using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Search;

/// <summary>Never a bare no: looks for offers when one constraint of the query is given up, and when that is not enough, two.</summary>
internal static class RelaxationSearch
{
    /// <summary>How many days later is looked first: somebody who cannot have Tuesday would rather have Thursday than the cheapest day next month.</summary>
    private static readonly int[] DaysLater = [3, 14];

    /// <summary>A constraint that can be given up, in steps: from a little of it to all of it.</summary>
    private readonly record struct Constraint(string Name, ImmutableArray<Func<SearchQuery, SearchQuery>> Steps);

    internal static ImmutableArray<Relaxation> Find(SlotSearch search, Board board, SearchQuery query, Moment now, CancellationToken stop)
    {
        Constraint[] constraints = [.. ConstraintsOf(board, query)];
        List<Relaxation> found = [.. constraints.Select(one => Try(one.Name, one.Steps.Select(step => step(query)))).OfType<Relaxation>()];
        for (int first = 0; first < constraints.Length && found.Count == 0; first++)
        {
            foreach (Constraint second in constraints.AsSpan(first + 1))
            {
                Func<SearchQuery, SearchQuery> whole = constraints[first].Steps[^1];
                if (Try($"{constraints[first].Name}+{second.Name}", second.Steps.Select(step => step(whole(query)))) is { } pair) found.Add(pair);
            }
        }
        return [.. found.OrderBy(relaxation => relaxation.Offer.TotalCost).ThenBy(relaxation => relaxation.Offer.End)];

        Relaxation? Try(string name, IEnumerable<SearchQuery> relaxed)
        {
            foreach (SearchQuery less in relaxed)
            {
                SearchResult result = search.FindOffers(board, less with { MaximumOffers = 1 }, now, stop);
                if (!result.Offers.IsEmpty) return new Relaxation(name, less with { MaximumOffers = query.MaximumOffers }, result.Offers[0]);
            }
            return null;
        }
    }

    private static IEnumerable<Constraint> ConstraintsOf(Board board, SearchQuery query)
    {
        if (!query.Wishes.IsEmpty) yield return new Constraint("wish", [asked => asked with { Wishes = [] }]);
        if (!query.Require.IsEmpty) yield return new Constraint("resource", [asked => asked with { Require = [] }]);
        if (!query.Sites.IsEmpty) yield return new Constraint("site", [asked => asked with { Sites = [] }]);
        if (query.Between.To >= board.HorizonEnd) yield break;
        IEnumerable<Moment> ends = DaysLater.Select(days => query.Between.To + Seconds.FromHours(24 * days)).Where(end => end < board.HorizonEnd).Append(board.HorizonEnd);
        yield return new Constraint("day", [.. ends.Select(end => (Func<SearchQuery, SearchQuery>)(asked => asked with { Between = asked.Between with { To = end }, Wishes = [] }))]);
    }
}
