using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Availability;

/// <summary>Can you come? When? Who? Where? What does it cost? What does it move?</summary>
internal static class AvailabilityEndpoints
{
    /// <summary>Maps <c>/v1/availability</c>.</summary>
    public static void MapAvailability(this IEndpointRouteBuilder api) =>
        api.MapPost("/availability", AskAsync).WithTags("Availability").Answers<AvailabilityResponse>();

    /// <summary>Offers for a request; changes nothing.</summary>
    /// <remarks>When nothing fits, the answer says why, and what would turn the no into a yes.</remarks>
    internal static async Task<IResult> AskAsync(Body<AvailabilityRequest> body, OfferDesk desk, CancellationToken stop) =>
        Reply.Ok(await desk.AskAsync(body.Value, stop), WireJson.Default.AvailabilityResponse);
}
