using Microsoft.AspNetCore.Mvc;
using OptiTime.Silo.Api.Freshness;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Proposals;

/// <summary>What needs a person's word.</summary>
internal static class ProposalEndpoints
{
    /// <summary>Maps <c>/v1/proposals</c>.</summary>
    public static void MapProposals(this IEndpointRouteBuilder api)
    {
        RouteGroupBuilder proposals = api.MapGroup("/proposals").WithTags("Proposals");
        proposals.MapGet("", ListAsync).Answers<ItemList<Proposal>>();
        proposals.MapGet("/{id}", GetAsync).Answers<Proposal>().Refuses(404).HeedsPlanVersion();
        proposals.MapPost("/{id}/accept", AcceptAsync).Answers<Proposal>().Refuses(404, 409, 410).HeedsPlanVersion();
        proposals.MapPost("/{id}/refuse", RefuseAsync).Answers<Proposal>().Refuses(404, 409, 410).HeedsPlanVersion();
    }

    /// <summary>The proposals of a territory that are open, by id.</summary>
    /// <param name="territory">The territory.</param>
    /// <param name="limit">At most so many. 1 to 1,000. Default 100.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    internal static async Task<IResult> ListAsync(
        [FromQuery] string? territory, [FromQuery] string? limit, [FromQuery] string? cursor, ProposalDesk desk, CancellationToken stop)
    {
        string asked = Parameters.Text("territory", territory, 64)
            ?? throw new ProblemException(ProblemKind.InvalidParameter.At("territory", null, "Is missing.", "Say whose proposals: ?territory=..."));
        return Reply.Ok(await desk.ListAsync(asked, Parameters.After(cursor), Parameters.Limit(limit), stop), WireFormat.Json.ItemListProposal);
    }

    /// <summary>A proposal: who is to be called, what they would be told, how long it stays open; also after it has ended.</summary>
    /// <param name="id">The proposal.</param>
    internal static async Task<IResult> GetAsync(HttpContext context, string id, ProposalDesk desk) =>
        Reply.Ok(await desk.FindAsync(context, id), WireFormat.Json.Proposal);

    /// <summary>Does all that a proposal says at once, once its customers have agreed, or nothing.</summary>
    /// <remarks>
    /// Everything is checked again on the plan of that moment: what can not be done any more answers 409, says what has changed, carries fresh offers for whom
    /// it was made, and changes nothing. A proposal that has ended answers 410, with fresh offers where nobody said no. A preview tells what accepting would come to.
    /// </remarks>
    /// <param name="id">The proposal.</param>
    internal static async Task<IResult> AcceptAsync(HttpContext context, string id, Body<AcceptRequest> body, ProposalDesk desk)
    {
        AcceptRequest asked = body.Value;
        var faults = new Faults();
        Fields.CheckRange(faults, "alternative", asked.Alternative, 1, Planning.Proposals.Proposal.MaximumAlternatives);
        faults.ThrowIfAny(ProblemKind.InvalidValue);
        Parameters.CheckConfirmer(asked.Customer, asked.ExternalReference);
        return Reply.Ok(await desk.AcceptAsync(context, id, asked, body.Bytes), WireFormat.Json.Proposal);
    }

    /// <summary>Drops a proposal: everything stays as it is, and the places it kept are free again.</summary>
    /// <param name="id">The proposal.</param>
    internal static async Task<IResult> RefuseAsync(HttpContext context, string id, Body<RefuseRequest> body, ProposalDesk desk)
    {
        Parameters.CheckReason(body.Value.Reason);
        return Reply.Ok(await desk.RefuseAsync(context, id, body.Value, body.Bytes), WireFormat.Json.Proposal);
    }
}
