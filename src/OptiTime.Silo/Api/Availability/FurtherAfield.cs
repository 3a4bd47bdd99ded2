using System.Collections.Immutable;
using OptiTime.Engine.Log;
using OptiTime.Engine.Planners;
using OptiTime.Engine.Value;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Telling;
using OptiTime.Planning.Travel;

namespace OptiTime.Silo.Api.Availability;

/// <summary>
/// Asks territories that a question was not put to, when all it was put to refuse: to be served from another one is a relaxation like any other.
/// They may look at as much as the question's own, all together.
/// </summary>
internal sealed class FurtherAfield(ITerritoryPlanners planners, TerritoryAtlas atlas, BidPriceBook prices)
{
    /// <summary>What they offer.</summary>
    /// <param name="question">The question.</param>
    /// <param name="refused">What its own territories answered; none has an offer.</param>
    /// <param name="stop">Gives up.</param>
    public async ValueTask<Afield> AskAsync(Question question, IReadOnlyList<BoardResult> refused, CancellationToken stop)
    {
        // A booking stays in the territory whose log it is in.
        if (question.Query.Ignoring is not null) return Afield.Nothing;
        Board home = refused[0].Board;
        ImmutableArray<TerritorySettings> others = Catchment.Beyond(
            await atlas.ReadAsync(stop), [.. question.Boards.Select(board => board.Settings.Id), .. question.Silent], home.Settings, question.Query.At);
        Money? comparable = ComparableCost.Of(home, question.Query);
        var found = ImmutableArray.CreateBuilder<BoardRelaxation>();
        var leftOut = ImmutableArray.CreateBuilder<string>();
        long microseconds = 0;
        foreach (TerritorySettings territory in others)
        {
            if (await TryFindAsync(territory.Id, stop) is not { } board)
            {
                leftOut.Add($"Territory '{territory.Id}' could not be asked now.");
                continue;
            }
            SearchQuery query = QueryFor(board, question.Query, others.Length) with { Opportunity = prices.CostOf(board.Settings, question.Query.Service, question.Tier) };
            SearchReply reply = await planners.SearchAsync(territory.Id, query, stop);
            microseconds += reply.Microseconds;
            if (reply.Result is not { } result) leftOut.Add($"Territory '{territory.Id}' could not be asked now.");
            else
            {
                if (result.LeftOut is { } told) leftOut.Add(told);
                found.AddRange(RelaxationsOf(home, reply.Board, question.Query, query, result, comparable));
            }
        }
        bool isEnough = found.Any(one => IsSingle(one.Relaxation)) || refused.Any(one => one.Result.Relaxations.Any(IsSingle));
        return new Afield([.. found.Where(one => IsSingle(one.Relaxation) || !isEnough)], leftOut.DrainToImmutable(), microseconds);
    }

    private async ValueTask<Board?> TryFindAsync(string territory, CancellationToken stop)
    {
        try
        {
            return await planners.BoardAsync(territory, stop);
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    /// <summary>Another territory has other sites; where it has none of the required resources, they are given up too.</summary>
    private static SearchQuery QueryFor(Board board, SearchQuery query, int shared) => query with
    {
        Sites = [],
        Require = query.Require.Any(resource => board.FindResource(resource) is not null) ? query.Require : [],
        MaximumOffers = 1,
        PositionBudget = Math.Max(1, query.PositionBudget / shared),
    };

    private static IEnumerable<BoardRelaxation> RelaxationsOf(Board home, Board board, SearchQuery asked, SearchQuery query, SearchResult result, Money? comparable)
    {
        bool withoutRequired = query.Require.Length < asked.Require.Length;
        string name = withoutRequired ? Given.Both(Given.Technician, Given.Territory) : Given.Territory;
        if (result.Offers is [var offer, ..])
        {
            Metres? away = AwayOf(home, board, asked, offer);
            yield return new BoardRelaxation(board, new Relaxation(name, query, offer, ComparableCost.Extra(offer, comparable), Sentence(board, offer, away), away));
        }
        // Of what one territory would offer for a second thing given up nothing is told that gives up three.
        foreach (Relaxation relaxation in withoutRequired ? [] : result.Relaxations.Where(IsSingle))
        {
            yield return new BoardRelaxation(board, relaxation with
            {
                GivesUp = Given.Both(relaxation.GivesUp, Given.Territory),
                Extra = ComparableCost.Extra(relaxation.Offer, comparable),
                Words = $"From {board.Settings.Name}: {relaxation.Words}",
                Distance = AwayOf(home, board, asked, relaxation.Offer),
            });
        }
    }

    private static bool IsSingle(Relaxation relaxation) => !relaxation.GivesUp.Contains('+', StringComparison.Ordinal);

    private static string Sentence(Board board, FoundOffer offer, Metres? away)
    {
        var words = new PlainWords(board.Clock);
        var step = offer.Steps[0];
        string when = step.EarliestStart == step.LatestStart ? words.At(step.Start) : words.Span(step.Promise);
        return away is { } metres && step.Site is { } site
            ? $"{board.Sites[site].Site.Name} in {board.Settings.Name} is {PlainWords.Distance(metres)} away and free on {when}."
            : $"From {board.Settings.Name}: {when}.";
    }

    private static Metres? AwayOf(Board home, Board board, SearchQuery asked, FoundOffer offer)
    {
        if (offer.Steps[0].Site is not { } site) return null;
        Location at = board.Sites[site].Site.Location;
        double[] distances = [.. asked.Sites.Where(home.Sites.ContainsKey).Select(one => home.Sites[one].Site.Location.MetresTo(at))];
        return distances.Length == 0 ? null : new Metres((int)Math.Round(distances.Min()));
    }
}
