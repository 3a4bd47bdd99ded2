using Microsoft.AspNetCore.Mvc;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Time;
using OptiTime.Silo.Api.Freshness;
using OptiTime.Silo.Api.Offers;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Proposals;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;
using OptiTime.Silo.Api.Writes;

namespace OptiTime.Silo.Api.Holds;

/// <summary>Tentative reservations: placed, looked at, given back, confirmed.</summary>
internal static class HoldEndpoints
{
    private const int DefaultSeconds = 300;
    private const int MaximumSeconds = 3_600;

    /// <summary>Maps <c>/v1/holds</c>.</summary>
    public static void MapHolds(this IEndpointRouteBuilder api)
    {
        RouteGroupBuilder holds = api.MapGroup("/holds").WithTags("Holds");
        holds.MapPost("", PlaceAsync).Answers<Hold>(StatusCodes.Status201Created).Refuses(409, 410).HeedsPlanVersion();
        holds.MapGet("/{id}", GetAsync).Answers<Hold>().Refuses(404).HeedsPlanVersion();
        holds.MapDelete("/{id}", ReleaseAsync).Produces(StatusCodes.Status204NoContent).Refuses(404, 409, 410).HeedsPlanVersion();
        holds.MapPost("/{id}/confirm", ConfirmAsync).Answers<Booking>(StatusCodes.Status201Created).Refuses(404, 409, 410).HeedsPlanVersion();
    }

    /// <summary>Reserves an offer on every resource it needs, for a while.</summary>
    /// <remarks>
    /// Each offer can be held once. A lost race answers 409 with fresh offers; the planned start may differ from the offer's within its promise. An offer for
    /// which others must be called first opens a proposal: those it would move are pinned, their new places kept, and confirming does all of it at once. Where it was
    /// asked for with a booking, that booking is moved by it.
    /// </remarks>
    internal static async Task<IResult> PlaceAsync(HttpContext context, Body<HoldRequest> body, CommitmentDesk desk)
    {
        HoldRequest asked = body.Value;
        var faults = new Faults();
        Fields.CheckRange(faults, "ttlSeconds", asked.TtlSeconds, 1, MaximumSeconds);
        faults.ThrowIfAny(ProblemKind.InvalidValue);
        Moment validUntil = default;
        (Answer answer, CommitmentWriter writer) = await desk.TakeAsync(context, asked.Offer, body.Bytes, offer =>
        {
            validUntil = offer.Terms.ValidUntil;
            return new PlaceHold(OpaqueId.New(), offer.Terms, new Seconds(asked.TtlSeconds ?? DefaultSeconds)) { Reschedules = RescheduledBy(offer) };
        });
        Hold hold = writer.WriteHold(answer, asked.Offer, validUntil);
        return Reply.Created(context, $"/v1/holds/{hold.Id}", hold, WireFormat.Json.Hold);
    }

    /// <summary>The state of a hold and what is left of it; also after it has ended.</summary>
    /// <param name="id">The hold.</param>
    internal static async Task<IResult> GetAsync(HttpContext context, string id, CommitmentDesk desk, ProposalDesk proposals, TimeProvider clock)
    {
        if (await desk.FindAsync(context, NameOf(id), isHold: true) is not { } found)
            return Reply.Ok(await proposals.FindHoldAsync(context, NameOf(id)) ?? throw Unknown(id), WireFormat.Json.Hold);
        return Reply.Ok(new CommitmentWriter(found.Board, Moment.From(clock.GetUtcNow())).WriteHold(found.Row), WireFormat.Json.Hold);
    }

    /// <summary>Gives a hold back.</summary>
    /// <param name="id">The hold.</param>
    /// <param name="reason">Why; at most 200 characters.</param>
    internal static async Task<IResult> ReleaseAsync(HttpContext context, string id, [FromQuery] string? reason, CommitmentDesk desk)
    {
        CommitmentName name = NameOf(id);
        await desk.SendAsync(context, name, isHold: true, new ReleaseHold(name.Id, Parameters.Text("reason", reason, 200)), default);
        return TypedResults.NoContent();
    }

    /// <summary>Turns a hold into a booking.</summary>
    /// <remarks>Released or expired holds answer 410, a hold that is confirmed already 409 with its booking.</remarks>
    /// <param name="id">The hold.</param>
    internal static async Task<IResult> ConfirmAsync(HttpContext context, string id, Body<ConfirmRequest> body, CommitmentDesk desk)
    {
        CommitmentName name = NameOf(id);
        Parameters.CheckConfirmer(body.Value.Customer, body.Value.ExternalReference);
        var command = new ConfirmHold(name.Id, Parameters.Confirmer(body.Value.Customer), body.Value.ExternalReference);
        (Answer answer, CommitmentWriter writer) = await desk.SendAsync(context, name, isHold: true, command, body.Bytes);
        Booking booking = writer.WriteBooking(answer);
        return Reply.Created(context, $"/v1/bookings/{booking.Id}", booking, WireFormat.Json.Booking);
    }

    /// <summary>The booking an offer would give the place of others; null where nobody is asked to leave, or somebody new asks.</summary>
    private static string? RescheduledBy(SignedOffer offer) =>
        !offer.Terms.Displaces.IsEmpty && offer.Unpack().Booking is { } booking && CommitmentName.TryBooking(booking, out CommitmentName? name) ? name.Id : null;

    private static CommitmentName NameOf(string id) => CommitmentName.TryHold(id, out CommitmentName? name) ? name : throw Unknown(id);

    private static ProblemException Unknown(string id) => new(ProblemKind.NotFound.With($"There is no hold '{id}'."));
}
