using OptiTime.Silo.Api.Freshness;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Explain;

/// <summary>Why not Tuesday, with R-12?</summary>
internal static class ExplainEndpoints
{
    /// <summary>Maps <c>/v1/explain</c>.</summary>
    public static void MapExplain(this IEndpointRouteBuilder api) =>
        api.MapPost("/explain", ExplainAsync).WithTags("Availability").Answers<ExplainResponse>().HeedsPlanVersion();

    /// <summary>Why, or why not; changes nothing.</summary>
    /// <remarks>
    /// With a resource and a start: the chain of checks a search makes, each passed or failed with the numbers. Without a start: the best start of
    /// that resource, and why not earlier. Without a resource: how many fall at which check, and the one that comes closest. Where it is
    /// possible, the answer has the offer.
    /// </remarks>
    internal static async Task<IResult> ExplainAsync(HttpContext context, Body<ExplainRequest> body, ExplainDesk desk)
    {
        ExplainResponse answer = await desk.ExplainAsync(body.Value, PlanVersions.Asked(context.Request), context.RequestAborted);
        return Reply.Ok(answer, WireFormat.Json.ExplainResponse);
    }
}
