using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Search;

/// <summary>What a search of one board found, with the board.</summary>
/// <param name="Board">The board.</param>
/// <param name="Result">What was found on it.</param>
public readonly record struct BoardResult(Board Board, SearchResult Result);

/// <summary>An offer with the board it was found on.</summary>
/// <param name="Board">The board.</param>
/// <param name="Offer">The offer.</param>
public readonly record struct BoardOffer(Board Board, FoundOffer Offer);

/// <summary>Offers of several boards as one list, by the rule of each board's own: the cheapest first, then days and times of day not offered yet.</summary>
public static class OfferMerge
{
    /// <summary>The best offers of all boards, in the order in which they are to be offered.</summary>
    /// <param name="results">What was found, of territories with one currency.</param>
    /// <param name="query">What was asked of each of them.</param>
    public static ImmutableArray<BoardOffer> Merge(IReadOnlyList<BoardResult> results, SearchQuery query)
    {
        // What one board found is in order already.
        if (results is [(Board only, SearchResult result)]) return [.. result.Offers.Select(offer => new BoardOffer(only, offer))];
        List<Choice> choices = [.. results.SelectMany(found => found.Result.Offers.Select(offer => ChoiceOf(found.Board, offer, query)))];
        OfferSpread.Sort(choices, query.MaximumOffers);
        return [.. choices.Select(choice => new BoardOffer(choice.Board, choice.Offer))];
    }

    private static Choice ChoiceOf(Board board, FoundOffer offer, SearchQuery query)
    {
        Moment from = offer.Steps[0].Promise.From;
        int day = board.Days.DayOf(from);
        bool isPreferred = offer.Steps.Any(step => step.Resources.Any(who => query.Prefer.Contains(who.Resource)));
        long rank = CostUnits.Of(offer.TotalCost) - (isPreferred ? CostUnits.Of(board.Settings.PreferenceBonus) : 0);
        return new Choice(rank, from, day, from - board.Days.StartOf(day), board, offer);
    }

    private readonly record struct Choice(long Rank, Moment From, int Day, Seconds TimeOfDay, Board Board, FoundOffer Offer) : IChoice;
}
