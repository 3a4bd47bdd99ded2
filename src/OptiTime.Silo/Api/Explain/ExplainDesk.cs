using System.Collections.Immutable;
using OptiTime.Engine.Planners;
using OptiTime.Engine.Value;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Explain;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using OptiTime.Silo.Api.Availability;
using OptiTime.Silo.Api.Freshness;
using OptiTime.Silo.Api.Offers;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Explain;

/// <summary>Answers why, or why not, from the boards that a question of availability would be put to.</summary>
internal sealed class ExplainDesk(QuestionReader reader, ITerritoryPlanners planners, BidPriceBook prices, OfferTokens tokens, TimeProvider clock)
{
    /// <summary>Trying a position with all its numbers takes many times as long as passing over it in a search; so only one in so many may be tried.</summary>
    private const int PositionsPassedOver = 20;

    /// <summary>Explains.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="atLeast">The version of the nearest territory's plan that is wanted at the least; null for any.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="ProblemException">The request is not possible, or too many are searching.</exception>
    public async ValueTask<ExplainResponse> ExplainAsync(ExplainRequest request, long? atLeast, CancellationToken stop)
    {
        CheckStart(request);
        Question question = await reader.ReadAsync(UntilStart(request), null, atLeast, stop);
        var answers = new List<(Board Board, Explanation Explanation)>();
        foreach (Board board in BoardsOf(request, question))
        {
            SearchQuery query = question.QueryFor(board);
            var asked = new ExplainQuestion(
                query with
                {
                    PositionBudget = Math.Max(1, query.PositionBudget / PositionsPassedOver),
                    Opportunity = prices.CostOf(board.Settings, query.Service, question.Tier),
                },
                request.Resource,
                request.Start is { } start ? Moment.From(start) : null,
                new CommitmentNaming(commitment => CommitmentName.Of(board.Settings.Id, commitment)));
            ExplainReply reply = await planners.ExplainAsync(board.Settings.Id, asked, stop);
            answers.Add((reply.Board, reply.Explanation ?? throw new ProblemException(ProblemKind.Busy.With("Too many searches are waiting. Try again in a moment."))));
        }
        using OfferSigner signer = tokens.NewSigner();
        return new ExplanationWriter(new AnswerWriter(signer, question, Moment.From(clock.GetUtcNow()))).Write(
            answers, [.. answers.Select(one => Staleness.Of(one.Board, planners.FreshnessOf(one.Board.Settings.Id), one.Board.Settings.Id == question.Boards[0].Settings.Id ? atLeast : null))],
            question.Silent);
    }

    private static ImmutableArray<Board> BoardsOf(ExplainRequest request, Question question)
    {
        if (request.Resource is not { } resource) return question.Boards;
        Board board = question.Boards.FirstOrDefault(one => one.FindResource(resource) is not null || question.Lenders.Lend(resource, one.Settings.Id)) ?? throw new ProblemException(ProblemKind.UnknownResource.At(
            "resource", resource, $"There is no resource '{resource}' in territory {string.Join(" or ", question.Boards.Select(one => $"'{one.Settings.Id}'"))}.",
            $"GET /v1/territories/{question.Boards[0].Settings.Id}/resources lists them; name the 'territory' of another."));
        return [board];
    }

    private void CheckStart(ExplainRequest request)
    {
        var faults = new Faults();
        if (request.Start is { } start)
        {
            double days = (start - clock.GetUtcNow()).TotalDays;
            string said = Rfc3339.Write(start);
            if (days > Limits.WindowDays) faults.Add("start", said, $"Is more than {Limits.WindowDays} days ahead (limit {nameof(Limits.WindowDays)}).", "Ask nearer the day.");
            if (days < -1) faults.Add("start", said, "Is more than a day ago.", $"{Rfc3339.Present(clock.GetUtcNow(), start)}; GET /v1/territories/{{id}}/plan?at= shows the past.");
        }
        faults.ThrowIfAny(ProblemKind.InvalidValue);
    }

    /// <summary>Who asks about a start does not mean to rule it out by saying no latest time.</summary>
    private ExplainRequest UntilStart(ExplainRequest request)
    {
        if (request.Start is not { } start || request.Latest is not null || request.Windows is { Count: > 0 }) return request;
        DateTimeOffset from = request.Earliest is { } earliest && earliest > clock.GetUtcNow() ? earliest : clock.GetUtcNow();
        return start < from + QuestionReader.DefaultSpan - TimeSpan.FromDays(2) ? request : request with { Latest = start + TimeSpan.FromDays(2) };
    }
}
