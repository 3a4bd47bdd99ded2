using Microsoft.AspNetCore.Mvc;
using OptiTime.Engine.Directory;
using OptiTime.Planning.Time;
using OptiTime.Silo.Api.Availability;
using OptiTime.Silo.Api.Bookings;
using OptiTime.Silo.Api.Offers;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.History;

/// <summary>What was promised, and why it was moved.</summary>
internal static class HistoryEndpoints
{
    /// <summary>Maps <c>/v1/customers/{customer}/promises</c> and <c>/v1/bookings/{id}/history</c>.</summary>
    public static void MapHistory(this IEndpointRouteBuilder api)
    {
        api.MapGet("/customers/{customer}/promises", PromisesAsync).WithTags("History").Answers<CustomerPromises>().Refuses(404);
        api.MapGet("/bookings/{id}/history", BookingAsync).WithTags("History").Answers<PromiseHistory>().Refuses(404);
    }

    /// <summary>What a customer was promised at a time, what became of it, and why it was moved.</summary>
    /// <remarks>
    /// "What was this customer promised on the 3rd, and why was it moved?" is one call: <c>?at=2026-12-03T18:00:00+01:00</c>. Every hold and booking of
    /// the customer in any territory, also those that have ended and those of customers who have been erased, is told with how it stood then, how it
    /// stands now, and all that happened to it. The log holds facts and no causes: a reason is told where somebody gave one, and of a planned time
    /// that moved inside its promise, what else the same version did to its tour. A customer to whom nothing was promised has no items; one whom nobody knows, and to whom
    /// nothing ever was, answers 404.
    /// </remarks>
    /// <param name="customer">The customer's id.</param>
    /// <param name="at">The time asked about. Default: now.</param>
    /// <param name="limit">At most so many. 1 to 100. Default 20.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    internal static async Task<IResult> PromisesAsync(
        string customer, [FromQuery] string? at, [FromQuery] string? limit, [FromQuery] string? cursor,
        PromiseDesk desk, IPlanDirectory directory, CustomerMemory customers, CancellationToken stop)
    {
        int count = Parameters.Limit(limit, Limits.DefaultHistoryItems, Limits.HistoryItems, nameof(Limits.HistoryItems));
        Moment then = Parameters.Past("at", at, desk.Now) ?? desk.Now;
        var query = new CommitmentQuery(null, Parameters.Text("customer", customer, 64), null, null, null, Parameters.AfterLocal(cursor), count) { WithHolds = true };
        IReadOnlyList<CommitmentRow> rows = await directory.ListBookingsAsync(query, stop);
        // Who was erased is known by what they were promised.
        if (rows.Count == 0 && cursor is null && await customers.FindAsync(customer, stop) is null)
            throw new ProblemException(ProblemKind.NotFound.With($"There is no customer '{customer}', and nothing was ever promised to one of that id. GET /v1/customers lists them."));
        var answer = new CustomerPromises
        {
            Customer = customer,
            At = then.ToUtc(),
            Items = await desk.WriteAsync([.. rows.Where(row => row.Commitment.Loan is null)], then, stop),
            Next = rows.Count == count ? BookingEndpoints.CursorAfter(rows[^1]) : null,
        };
        return Reply.Ok(answer, WireFormat.Json.CustomerPromises);
    }

    /// <summary>All that happened to a booking, from its hold on, with how it stood at a time.</summary>
    /// <param name="id">The booking; or the hold, whatever became of it.</param>
    /// <param name="at">The time asked about. Default: now.</param>
    internal static async Task<IResult> BookingAsync(string id, [FromQuery] string? at, PromiseDesk desk, IPlanDirectory directory, CancellationToken stop)
    {
        Moment then = Parameters.Past("at", at, desk.Now) ?? desk.Now;
        bool isHold = CommitmentName.TryHold(id, out CommitmentName? name);
        CommitmentRow? row = isHold || CommitmentName.TryBooking(id, out name) ? await directory.FindAsync(name!.Territory, name.Id, stop) : null;
        // By the name of a hold also what never became a booking is found.
        if (row is null || row.Commitment.IsJob || !(isHold || row.Commitment.IsBooking)) throw BookingEndpoints.Unknown(id);
        IReadOnlyList<PromiseHistory> written = await desk.WriteAsync([row], then, stop);
        return Reply.Ok(written[0], WireFormat.Json.PromiseHistory);
    }
}
