using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using OptiTime.Silo.Api.Availability;
using OptiTime.Silo.Api.Offers;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Disruptions;

/// <summary>Resolves what an urgent job names, by the reader of questions that callers ask: service, customer, place, territory, resources.</summary>
internal sealed class UrgentJobReader(QuestionReader questions, TimeProvider clock)
{
    /// <summary>An urgent job with every name resolved.</summary>
    /// <param name="Board">The board of the territory that is to serve it.</param>
    /// <param name="Work">What is to be done, and before when.</param>
    /// <param name="Terms">For whom and where.</param>
    /// <param name="Question">The question behind it, as demand counts it.</param>
    internal sealed record Call(Board Board, UrgentWork Work, UrgentTerms Terms, Question Question);

    /// <summary>Resolves an urgent job.</summary>
    /// <param name="request">The request, whose members have been checked.</param>
    /// <param name="atLeast">The version of the plan that is wanted at the least; null for any.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="Problems.ProblemException">Something it names is not there or not possible.</exception>
    public async ValueTask<Call> ReadAsync(DisruptionRequest request, long? atLeast, CancellationToken stop)
    {
        var asked = new AvailabilityRequest
        {
            Territory = request.Territory,
            Service = request.Service!,
            Customer = request.Customer,
            Location = request.Location,
            Require = request.Require,
            Refuse = request.Refuse,
            ExternalReference = request.ExternalReference,
        };
        Question question = await questions.ReadAsync(asked, null, atLeast, stop);
        (Board board, Planning.Search.SearchQuery query) = (question.Boards[0], question.Query);
        Place? place = query.At is { } at ? new Place("P-" + OpaqueId.New(), at, question.Customer) : null;
        var work = new UrgentWork(OpaqueId.New(), query.Service.Id, request.Before is { } before ? Moment.From(before) : SoonEnough(board, query.BeginBy), request.Reason);
        return new Call(board, work, new UrgentTerms(
            question.Customer, question.Tier, request.ExternalReference, place, SiteOf(query), new ResourceWishes(query.Require, query.Refuse)), question);
    }

    /// <summary>Before when it begins unless somebody says otherwise: the day's end, or the service level's deadline where that is sooner.</summary>
    private Moment SoonEnough(Board board, Moment? deadline)
    {
        Moment end = board.Clock.StartOf(board.Clock.DayOf(Moment.From(clock.GetUtcNow())) + 1);
        return deadline is { } level ? Moment.Min(level, end) : end;
    }

    /// <summary>The site that was named, or the only one where the service is given; null where it is not done at a site, or nobody said at which.</summary>
    private static string? SiteOf(Planning.Search.SearchQuery query)
    {
        if (query.Service.Steps.All(step => step.Roles.All(role => role.Where != RolePlace.Site))) return null;
        return query.Sites is [var named] ? named : query.Service.Sites is [var only] ? only : null;
    }
}
