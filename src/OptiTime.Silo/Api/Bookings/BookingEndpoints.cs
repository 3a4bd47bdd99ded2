using Microsoft.AspNetCore.Mvc;
using OptiTime.Engine.Directory;
using OptiTime.Engine.Planners;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Time;
using OptiTime.Silo.Api.Freshness;
using OptiTime.Silo.Api.Offers;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;
using OptiTime.Silo.Api.Writes;

namespace OptiTime.Silo.Api.Bookings;

/// <summary>Confirmed holds: made, found, moved, called off.</summary>
internal static class BookingEndpoints
{
    /// <summary>Maps <c>/v1/bookings</c>.</summary>
    public static void MapBookings(this IEndpointRouteBuilder api)
    {
        RouteGroupBuilder bookings = api.MapGroup("/bookings").WithTags("Bookings");
        bookings.MapPost("", BookAsync).Answers<Booking>(StatusCodes.Status201Created).Refuses(409, 410).HeedsPlanVersion();
        bookings.MapGet("", ListAsync).Answers<ItemList<Booking>>();
        bookings.MapGet("/{id}", GetAsync).Answers<Booking>().Refuses(404).HeedsPlanVersion();
        bookings.MapPost("/{id}/reschedule", RescheduleAsync).Answers<Booking>().Refuses(404, 409, 410).HeedsPlanVersion();
        bookings.MapDelete("/{id}", CancelAsync).Answers<Booking>().Refuses(404, 409, 410).HeedsPlanVersion();
    }

    /// <summary>Holds and confirms an offer in one.</summary>
    internal static async Task<IResult> BookAsync(HttpContext context, Body<BookingRequest> body, CommitmentDesk desk)
    {
        BookingRequest asked = body.Value;
        Parameters.CheckConfirmer(asked.Customer, asked.ExternalReference);
        (Answer answer, CommitmentWriter writer) = await desk.TakeAsync(context, asked.Offer, body.Bytes, offer =>
            new Book(OpaqueId.New(), offer.Terms, Parameters.Confirmer(asked.Customer), asked.ExternalReference));
        Booking booking = writer.WriteBooking(answer);
        return Reply.Created(context, $"/v1/bookings/{booking.Id}", booking, WireFormat.Json.Booking);
    }

    /// <summary>Bookings, cancelled ones too, that meet every condition given; by territory and id.</summary>
    /// <param name="customer">Of this customer.</param>
    /// <param name="externalReference">With this reference.</param>
    /// <param name="from">Ending after this time.</param>
    /// <param name="to">Starting before this time.</param>
    /// <param name="territory">Of this territory.</param>
    /// <param name="limit">At most so many. 1 to 1,000. Default 100.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    internal static async Task<IResult> ListAsync(
        [FromQuery] string? customer, [FromQuery] string? externalReference, [FromQuery] string? from, [FromQuery] string? to,
        [FromQuery] string? territory, [FromQuery] string? limit, [FromQuery] string? cursor,
        ITerritoryPlanners planners, IPlanDirectory directory, TimeProvider clock, CancellationToken stop)
    {
        int count = Parameters.Limit(limit);
        Moment? begin = Parameters.Time("from", from), end = Parameters.Time("to", to);
        Parameters.CheckOrder(begin, end, to);
        var query = new CommitmentQuery(
            Parameters.Text("territory", territory, 64), Parameters.Text("customer", customer, 64),
            Parameters.Text("externalReference", externalReference, 200), begin, end, Parameters.AfterLocal(cursor), count);
        IReadOnlyList<CommitmentRow> rows = await directory.ListBookingsAsync(query, stop);
        var writers = new Dictionary<string, CommitmentWriter>(StringComparer.Ordinal);
        var items = new List<Booking>(rows.Count);
        // What is lent is listed where it was sold.
        foreach (CommitmentRow row in rows.Where(row => row.Commitment.Loan is null))
        {
            if (!writers.TryGetValue(row.Territory, out CommitmentWriter? writer))
            {
                Board board = (await planners.BoardAsync(row.Territory, stop))!;
                writers[row.Territory] = writer = new CommitmentWriter(board, Moment.From(clock.GetUtcNow()));
            }
            items.Add(writer.WriteBooking(row));
        }
        string? next = rows.Count == count ? CursorAfter(rows[^1]) : null;
        return Reply.Ok(new ItemList<Booking> { Items = items, Next = next }, WireFormat.Json.ItemListBooking);
    }

    /// <summary>A booking; also after it was cancelled.</summary>
    /// <param name="id">The booking.</param>
    internal static async Task<IResult> GetAsync(HttpContext context, string id, CommitmentDesk desk, TimeProvider clock)
    {
        FoundCommitment? found = await desk.FindAsync(context, NameOf(id), isHold: false);
        bool isBooking = found?.Row is { Ending: Ending.Cancelled } or { Ending: null, Commitment.IsBooking: true };
        return isBooking
            ? Reply.Ok(new CommitmentWriter(found!.Board, Moment.From(clock.GetUtcNow())).WriteBooking(found.Row), WireFormat.Json.Booking)
            : throw Unknown(id);
    }

    /// <summary>Moves a booking to another offer: the old place is left and the new one taken at once, or nothing changes.</summary>
    /// <param name="id">The booking.</param>
    internal static async Task<IResult> RescheduleAsync(HttpContext context, string id, Body<RescheduleRequest> body, CommitmentDesk desk)
    {
        CommitmentName name = NameOf(id);
        Parameters.CheckReason(body.Value.Reason);
        (Answer answer, CommitmentWriter writer) = await desk.TakeAsync(context, body.Value.Offer, body.Bytes, offer =>
            offer.Territory == name.Territory
                ? new RescheduleBooking(name.Id, offer.Terms, body.Value.Reason)
                : throw new ProblemException(ProblemKind.InvalidValue.At(
                    "offer", offer.Territory, $"The offer is of territory '{offer.Territory}' and the booking of '{name.Territory}'.", "Ask for availability with 'booking'.")));
        return Reply.Ok(writer.WriteBooking(answer), WireFormat.Json.Booking);
    }

    /// <summary>Calls a booking off.</summary>
    /// <param name="id">The booking.</param>
    /// <param name="reason">Why; at most 200 characters.</param>
    internal static async Task<IResult> CancelAsync(HttpContext context, string id, [FromQuery] string? reason, CommitmentDesk desk)
    {
        CommitmentName name = NameOf(id);
        string? why = Parameters.Text("reason", reason, 200);
        (Answer answer, CommitmentWriter writer) = await desk.SendAsync(context, name, isHold: false, new CancelBooking(name.Id, why), default);
        return Reply.Ok(writer.WriteBooking(answer) with { Reason = why }, WireFormat.Json.Booking);
    }

    /// <summary>The cursor of the page after a commitment, where they are listed by territory and id.</summary>
    internal static string CursorAfter(CommitmentRow last) => Parameters.Cursor(last.Territory, last.Commitment.Id);

    private static CommitmentName NameOf(string id) => CommitmentName.TryBooking(id, out CommitmentName? name) ? name : throw Unknown(id);

    /// <summary>The problem when there is no such booking.</summary>
    internal static ProblemException Unknown(string id) => new(ProblemKind.NotFound.With($"There is no booking '{id}'."));
}
