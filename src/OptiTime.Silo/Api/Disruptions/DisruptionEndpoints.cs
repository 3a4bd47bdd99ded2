using Microsoft.AspNetCore.Mvc;
using OptiTime.Engine.History;
using OptiTime.Engine.Planners;
using OptiTime.Planning.Time;
using OptiTime.Silo.Api.Freshness;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Disruptions;

/// <summary>What happens in the field, and the ledger of what was made of it.</summary>
internal static class DisruptionEndpoints
{
    private const string Path = "/v1/repairs";

    /// <summary>Maps <c>/v1/disruptions</c>, <c>/v1/repairs</c> and <c>/v1/call-backs</c>.</summary>
    public static void MapDisruptions(this IEndpointRouteBuilder api)
    {
        api.MapPost("/disruptions", HandleAsync).WithTags("Disruptions").Answers<RepairDocument>().Answers<RepairDocument>(StatusCodes.Status201Created).Refuses(409).HeedsPlanVersion();
        api.MapGet("/repairs", ListAsync).WithTags("Disruptions").Answers<ItemList<RepairDocument>>();
        api.MapGet("/repairs/{id}", GetAsync).WithTags("Disruptions").Answers<RepairDocument>().Refuses(404);
        api.MapGet("/call-backs", ListCallBacksAsync).WithTags("Disruptions").Answers<ItemList<CallBack>>();
        api.MapPost("/call-backs/{booking}/called", CalledAsync).WithTags("Disruptions").Answers<Booking>().Refuses(404, 409, 410).HeedsPlanVersion();
    }

    /// <summary>Takes in what happened in the field and repairs the plan: absence, breakdown, late start, overrun, a closed site, traffic, a customer who is not there, an urgent job.</summary>
    /// <remarks>
    /// What has been and what has begun stays as it is. What is no longer possible loses its place, what still fits slides inside its promise, and what can be put back inside its
    /// promise is put back, all of it at once: bookings that find no place are on the call-back list, holds are released, jobs wait again. With <c>"preview": true</c> it is told
    /// what would be done, and nothing is changed. An urgent job becomes a booking that is promised to begin before a time: in a free place, or where told work makes room
    /// inside its promise; where nothing does, nothing is promised, and it is on the call-back list with what could be proposed. A disruption is never refused for what it does to the plan, only where it cannot have happened.
    /// </remarks>
    internal static async Task<IResult> HandleAsync(HttpContext context, Body<DisruptionRequest> body, DisruptionDesk desk)
    {
        RepairDocument repair = await desk.HandleAsync(context, body.Value, body.Bytes);
        return repair.Preview ? Reply.Ok(repair, WireFormat.Json.RepairDocument) : Reply.Created(context, $"{Path}/{repair.Repair}", repair, WireFormat.Json.RepairDocument);
    }

    /// <summary>An entry of the ledger, with what became of the calls.</summary>
    /// <param name="id">The entry.</param>
    internal static async Task<IResult> GetAsync(string id, DisruptionDesk desk, CancellationToken stop) =>
        Reply.Ok(await desk.FindAsync(id, stop), WireFormat.Json.RepairDocument);

    /// <summary>The ledger of a territory, oldest first.</summary>
    /// <param name="territory">The territory.</param>
    /// <param name="from">Taken in at this time or later.</param>
    /// <param name="to">Taken in before this time.</param>
    /// <param name="limit">At most so many versions of the plan with entries. 1 to 100. Default 20.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    internal static async Task<IResult> ListAsync(
        [FromQuery] string? territory, [FromQuery] string? from, [FromQuery] string? to, [FromQuery] string? limit, [FromQuery] string? cursor,
        ITerritoryPlanners planners, Repairs repairs, CancellationToken stop)
    {
        string asked = Parameters.Required("territory", territory, 64);
        int count = Parameters.Limit(limit, Limits.DefaultRepairItems, Limits.RepairItems, nameof(Limits.RepairItems));
        Moment? begin = Parameters.Time("from", from), end = Parameters.Time("to", to);
        Parameters.CheckOrder(begin, end, to);
        long after = Parameters.AfterVersion(cursor);
        var writer = new RepairWriter(await planners.BoardAsync(asked, stop) ?? throw Unknown(asked));
        RepairPage page = await repairs.ListAsync(asked, begin, end, after, count, stop);
        return Reply.Ok(
            new ItemList<RepairDocument>
            {
                Items = [.. page.Entries.Select(one => writer.Write(one.Entry, one.Version, isPreview: false))],
                Next = page.Next is { } next ? Parameters.Cursor(next.ToString(System.Globalization.CultureInfo.InvariantCulture)) : null,
            },
            WireFormat.Json.ItemListRepairDocument);
    }

    /// <summary>The call-back list: bookings that have lost their place, each with its best offers, searched now.</summary>
    /// <param name="territory">The territory.</param>
    /// <param name="limit">At most so many. 1 to 20. Default 5.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    internal static async Task<IResult> ListCallBacksAsync(
        [FromQuery] string? territory, [FromQuery] string? limit, [FromQuery] string? cursor, CallBackDesk desk, CancellationToken stop)
    {
        string asked = Parameters.Required("territory", territory, 64);
        int count = Parameters.Limit(limit, Limits.DefaultCallBackItems, Limits.CallBackItems, nameof(Limits.CallBackItems));
        return Reply.Ok(await desk.ListAsync(asked, Parameters.After(cursor), count, stop), WireFormat.Json.ItemListCallBack);
    }

    /// <summary>Notes that the customer of a broken booking was called.</summary>
    /// <param name="booking">The booking.</param>
    internal static async Task<IResult> CalledAsync(HttpContext context, string booking, Body<CalledRequest> body, CallBackDesk desk) =>
        Reply.Ok(await desk.NoteAsync(context, booking, body.Value, body.Bytes), WireFormat.Json.Booking);

    private static ProblemException Unknown(string territory) => new(ProblemKind.InvalidParameter.At(
        "territory", territory, $"There is no territory '{territory}'.", "GET /v1/territories lists them."));
}
