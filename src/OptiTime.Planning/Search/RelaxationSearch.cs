using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Search;

/// <summary>Never a bare no: looks for the cheapest offer when one constraint of the query is given up.</summary>
internal static class RelaxationSearch
{
    internal static ImmutableArray<Relaxation> Find(SlotSearch search, Board board, SearchQuery query, Moment now, CancellationToken stop)
    {
        var found = new List<Relaxation>();
        foreach ((string givesUp, SearchQuery relaxed) in Relaxed(board, query))
        {
            SearchResult result = search.FindOffers(board, relaxed with { MaximumOffers = 1 }, now, stop);
            if (!result.Offers.IsEmpty) found.Add(new Relaxation(givesUp, relaxed, result.Offers[0]));
        }
        return [.. found.OrderBy(relaxation => relaxation.Offer.TotalCost).ThenBy(relaxation => relaxation.Offer.End)];
    }

    private static IEnumerable<(string GivesUp, SearchQuery Query)> Relaxed(Board board, SearchQuery query)
    {
        if (!query.Wishes.IsEmpty) yield return ("wish", query with { Wishes = [] });
        if (!query.Require.IsEmpty) yield return ("resource", query with { Require = [] });
        if (!query.Sites.IsEmpty) yield return ("site", query with { Sites = [] });
        if (query.Between.To < board.HorizonEnd)
            yield return ("day", query with { Between = query.Between with { To = board.HorizonEnd }, Wishes = [] });
    }
}
