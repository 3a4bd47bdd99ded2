using OptiTime.Silo.Api.Demand;
using OptiTime.Silo.Api.Freshness;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Availability;

/// <summary>Can you come? When? Who? Where? What does it cost? What does it move?</summary>
internal static class AvailabilityEndpoints
{
    /// <summary>Where it is asked.</summary>
    public const string Path = "/v1/availability";

    /// <summary>Maps <see cref="Path"/>.</summary>
    public static void MapAvailability(this IEndpointRouteBuilder api) =>
        api.MapPost("/availability", AskAsync).WithTags("Availability").Answers<AvailabilityResponse>().HeedsPlanVersion();

    /// <summary>Offers for a request; changes nothing.</summary>
    /// <remarks>
    /// When nothing fits, the answer says why, and what would turn the no into a yes. Near a border the neighbouring territories are asked as
    /// well, and their offers stand in one list: each names its territory. While the store is out of reach the answer comes from memory, is
    /// marked <c>stale</c>, and says how old it is.
    /// </remarks>
    internal static async Task<IResult> AskAsync(HttpContext context, Body<AvailabilityRequest> body, OfferDesk desk)
    {
        AvailabilityResponse answer = await desk.AskAsync(body.Value, PlanVersions.Asked(context.Request), !Rehearsal.Is(context), context.RequestAborted);
        return Reply.Ok(answer, WireFormat.Json.AvailabilityResponse);
    }
}
