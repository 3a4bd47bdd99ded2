using OptiTime.Silo.Api.Freshness;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.ByHand;

/// <summary>What a dispatcher does with bookings and jobs by hand.</summary>
internal static class HandEndpoints
{
    /// <summary>Maps what is done by hand below <c>/v1/bookings/{id}</c> and <c>/v1/jobs/{id}</c>.</summary>
    public static void MapByHand(this IEndpointRouteBuilder api)
    {
        RouteGroupBuilder bookings = api.MapGroup("/bookings/{id}").WithTags("By hand"), jobs = api.MapGroup("/jobs/{id}").WithTags("By hand");
        foreach (RouteHandlerBuilder endpoint in (RouteHandlerBuilder[])
        [
            bookings.MapPost("/assign", AssignBookingAsync), bookings.MapPost("/unassign", UnassignBookingAsync),
            bookings.MapPost("/pin", PinBookingAsync), bookings.MapPost("/unpin", UnpinBookingAsync),
            jobs.MapPost("/assign", AssignJobAsync), jobs.MapPost("/unassign", UnassignJobAsync),
            jobs.MapPost("/pin", PinJobAsync), jobs.MapPost("/unpin", UnpinJobAsync),
        ]) endpoint.Answers<ByHandAnswer>().Refuses(404, 409, 410).HeedsPlanVersion();
    }

    /// <summary>Gives a booking another place by hand: other resources, another start, or both.</summary>
    /// <remarks>
    /// Rules such as the promise told, the freeze horizon, whom the customer wants and the end of work may be overridden with a reason; double booking, the road, skills
    /// and working time may not: then the answer is a problem with the whole chain of checks. Where the promise changes the customer is to be called.
    /// </remarks>
    /// <param name="id">The booking.</param>
    internal static async Task<IResult> AssignBookingAsync(HttpContext context, string id, Body<AssignRequest> body, HandDesk desk) =>
        Reply.Ok(await desk.AssignAsync(context, Work.Booking(id), body), WireFormat.Json.ByHandAnswer);

    /// <summary>Takes the place of a booking away: it is broken, and its customer is to be called, until it gets another place or is called off.</summary>
    /// <param name="id">The booking.</param>
    internal static async Task<IResult> UnassignBookingAsync(HttpContext context, string id, Body<ByHandRequest> body, HandDesk desk) =>
        Reply.Ok(await desk.UnassignAsync(context, Work.Booking(id), body), WireFormat.Json.ByHandAnswer);

    /// <summary>Pins a booking: nothing but a person or an impossibility moves it from then on. It slides inside its promise, as everything does.</summary>
    /// <param name="id">The booking.</param>
    internal static async Task<IResult> PinBookingAsync(HttpContext context, string id, Body<ByHandRequest> body, HandDesk desk) =>
        Reply.Ok(await desk.PinAsync(context, Work.Booking(id), body), WireFormat.Json.ByHandAnswer);

    /// <summary>Lets a booking be moved again.</summary>
    /// <param name="id">The booking.</param>
    internal static async Task<IResult> UnpinBookingAsync(HttpContext context, string id, Body<UnpinRequest> body, HandDesk desk) =>
        Reply.Ok(await desk.UnpinAsync(context, Work.Booking(id), body), WireFormat.Json.ByHandAnswer);

    /// <summary>Gives a job a place by hand, whether it waits or is planned.</summary>
    /// <remarks>As for a booking; instead of a promise the range in which it is to be done may be overridden, and is then made wider.</remarks>
    /// <param name="id">The job.</param>
    internal static async Task<IResult> AssignJobAsync(HttpContext context, string id, Body<AssignRequest> body, HandDesk desk) =>
        Reply.Ok(await desk.AssignAsync(context, Work.Job(id), body), WireFormat.Json.ByHandAnswer);

    /// <summary>Takes the place of a job away: it waits, and is planned again where there is a gap.</summary>
    /// <param name="id">The job.</param>
    internal static async Task<IResult> UnassignJobAsync(HttpContext context, string id, Body<ByHandRequest> body, HandDesk desk) =>
        Reply.Ok(await desk.UnassignAsync(context, Work.Job(id), body), WireFormat.Json.ByHandAnswer);

    /// <summary>Pins a planned job: it gives way to nobody any more.</summary>
    /// <param name="id">The job.</param>
    internal static async Task<IResult> PinJobAsync(HttpContext context, string id, Body<ByHandRequest> body, HandDesk desk) =>
        Reply.Ok(await desk.PinAsync(context, Work.Job(id), body), WireFormat.Json.ByHandAnswer);

    /// <summary>Lets a job give way again.</summary>
    /// <param name="id">The job.</param>
    internal static async Task<IResult> UnpinJobAsync(HttpContext context, string id, Body<UnpinRequest> body, HandDesk desk) =>
        Reply.Ok(await desk.UnpinAsync(context, Work.Job(id), body), WireFormat.Json.ByHandAnswer);
}
