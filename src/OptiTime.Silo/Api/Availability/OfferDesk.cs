using OptiTime.Engine.Planners;
using OptiTime.Engine.Value;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using OptiTime.Silo.Api.Demand;
using OptiTime.Silo.Api.Freshness;
using OptiTime.Silo.Api.Offers;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Wire;
using OptiTime.Silo.Telemetry;

namespace OptiTime.Silo.Api.Availability;

/// <summary>Answers requests with offers, the first time and again when an offer was lost.</summary>
internal sealed class OfferDesk(
    QuestionReader reader, ITerritoryPlanners planners, FurtherAfield others, BidPriceBook prices, DemandDesk demand, OfferTokens tokens, SiloMeter meter,
    TimeProvider clock)
{
    /// <summary>The present.</summary>
    public Moment Now => Moment.From(clock.GetUtcNow());

    /// <summary>The offers of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="atLeast">The version of the nearest territory's plan that is wanted at the least; null for any.</param>
    /// <param name="isCounted">Whether somebody asked: it is demand.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="ProblemException">The request is not possible, or too many are searching.</exception>
    public async ValueTask<AvailabilityResponse> AskAsync(AvailabilityRequest request, long? atLeast, bool isCounted, CancellationToken stop)
    {
        Question question = await reader.ReadAsync(request, null, atLeast, stop);
        AvailabilityResponse answer = await AnswerAsync(question, stop);
        if (isCounted) demand.Asked(question, answer.Offers.Count > 0);
        return answer;
    }

    /// <summary>The problem of an offer that can no longer be had, with fresh offers for the request it answered, or why there are none.</summary>
    public async ValueTask<Problem> ReplaceAsync(SignedOffer lost, Problem problem, CancellationToken stop)
    {
        try
        {
            AvailabilityResponse fresh = await AnswerAsync(await reader.ReadAsync(lost.Unpack(), lost.Territory, null, stop), stop);
            return problem with { Offers = fresh.Offers, Refusal = fresh.Refusal };
        }
        catch (ProblemException hopeless) when (hopeless.Problem.Status < StatusCodes.Status500InternalServerError)
        {
            // What was asked for is no longer there at all.
            var reason = new Reason { Code = "request", Territory = lost.Territory, Message = hopeless.Problem.Detail, Resources = 0 };
            return problem with { Offers = [], Refusal = new NoOffers { Reasons = [reason], Relaxations = [] } };
        }
    }

    private async ValueTask<AvailabilityResponse> AnswerAsync(Question question, CancellationToken stop)
    {
        var results = new List<BoardResult>(question.Boards.Length);
        var stale = new List<Staleness?>(question.Boards.Length);
        List<string> silent = [.. question.Silent];
        long microseconds = 0;
        // One after the other: a search takes a fraction of a millisecond, and the other processors have callers of their own.
        foreach (Board board in question.Boards)
        {
            SearchQuery query = question.QueryFor(board);
            query = query with { Opportunity = prices.CostOf(board.Settings, query.Service, question.Tier) };
            SearchReply reply = await planners.SearchAsync(board.Settings.Id, query, stop);
            if (reply.Result is { } result)
            {
                stale.Add(Staleness.Of(reply.Board, planners.FreshnessOf(board.Settings.Id), board == question.Boards[0] ? question.AtLeast : null));
                results.Add(new BoardResult(reply.Board, result));
            }
            else silent.Add(board.Settings.Id);
            microseconds += reply.Microseconds;
        }
        if (results.Count == 0) throw new ProblemException(ProblemKind.Busy.With("Too many searches are waiting. Try again in a moment."));
        Afield afield = results.All(one => one.Result.Offers.IsEmpty) ? await others.AskAsync(question, results, stop) : Afield.Nothing;
        using OfferSigner signer = tokens.NewSigner();
        AvailabilityResponse answer = new AnswerWriter(signer, question, Now).Write(results, stale, silent, afield, microseconds + afield.Microseconds);
        meter.Answered(answer.Completeness, microseconds);
        return answer;
    }
}
