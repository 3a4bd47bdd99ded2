using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.WhatIf;

/// <summary>What would be, were something otherwise?</summary>
internal static class WhatIfEndpoints
{
    /// <summary>Maps <c>/v1/what-if</c>.</summary>
    public static void MapWhatIf(this IEndpointRouteBuilder api) =>
        api.MapPost("/what-if", AskAsync).WithTags("Plans").Answers<WhatIfResponse>().Refuses(404);

    /// <summary>What would be, were a technician away, a room more there, or twice the demand on Mondays; changes nothing.</summary>
    /// <remarks>
    /// The changes are made on a copy of the plan. What they displace is placed anew within its promises; what finds no place is told as broken. Then one
    /// stream of requests is played against the plan as it is and against the copy, each request served with its first offer, and the answer is the
    /// difference. A request wants its day and takes one soon after: the next day where it is urgent, within a week otherwise, within a fortnight for
    /// maintenance. One such question is worked at at a time, a few wait, and more are told to come again.
    /// </remarks>
    internal static async Task<IResult> AskAsync(HttpContext context, Body<WhatIfRequest> body, WhatIfDesk desk) =>
        Reply.Ok(await desk.AskAsync(body.Value, context.RequestAborted), WireFormat.Json.WhatIfResponse);
}
