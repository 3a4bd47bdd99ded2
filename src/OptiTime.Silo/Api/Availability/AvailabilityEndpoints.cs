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
        api.MapPost("/availability", AskAsync).WithTags("Availability").Answers<AvailabilityResponse>();

    /// <summary>Offers for a request; changes nothing.</summary>
    /// <remarks>
    /// When nothing fits, the answer says why, and what would turn the no into a yes. Near a border the neighbouring territories are asked as
    /// well, and their offers stand in one list: each names its territory.
    /// </remarks>
    internal static async Task<IResult> AskAsync(Body<AvailabilityRequest> body, OfferDesk desk, CancellationToken stop) =>
        Reply.Ok(await desk.AskAsync(body.Value, stop), WireFormat.Json.AvailabilityResponse);
}
