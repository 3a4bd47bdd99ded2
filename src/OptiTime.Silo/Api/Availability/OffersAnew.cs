using OptiTime.Planning.Boards;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Time;
using OptiTime.Silo.Api.Offers;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Availability;

/// <summary>Asks again for what somebody was sold or offered, as far as a commitment says: inside its promise while that lasts, and otherwise soon after.</summary>
internal sealed class OffersAnew(OfferDesk offers)
{
    /// <summary>How many offers are asked for.</summary>
    public const int Each = 3;

    private static readonly TimeSpan OneDay = TimeSpan.FromDays(1);

    /// <summary>Offers for a booking that has lost its place: to be taken with <c>POST /v1/bookings/{id}/reschedule</c>. Where its customer may want whom they had alone, others are a relaxation.</summary>
    public ValueTask<(IReadOnlyList<Offer> Offers, NoOffers? Refusal)> ForBrokenAsync(Board board, Commitment booking, CancellationToken stop)
    {
        var words = new TerritoryWords(board);
        // Whoever has left the territory is waited for by nobody.
        string[] wanted = [.. (booking.Wanted ?? []).Where(who => board.FindResource(who) is not null)];
        AvailabilityRequest about = About(words, booking, ImpactChoice.WithinPromises) with { Booking = CommitmentName.Booking(words.Territory, booking.Id) };
        return AskAsync(words, wanted.Length == 0 ? about : about with { Require = wanted }, stop);
    }

    /// <summary>Offers for a booking whose customer was asked about others already: to be taken with <c>POST /v1/bookings/{id}/reschedule</c>.</summary>
    public ValueTask<(IReadOnlyList<Offer> Offers, NoOffers? Refusal)> ForBookingAsync(Board board, Commitment booking, ImpactChoice impact, CancellationToken stop)
    {
        var words = new TerritoryWords(board);
        return AskAsync(words, About(words, booking, impact) with { Booking = CommitmentName.Booking(words.Territory, booking.Id) }, stop);
    }

    /// <summary>Offers for somebody whose booking never was: what stood on a board only as a proposal.</summary>
    public ValueTask<(IReadOnlyList<Offer> Offers, NoOffers? Refusal)> ForNewcomerAsync(Board board, Commitment newcomer, CancellationToken stop)
    {
        var words = new TerritoryWords(board);
        CommittedStep step = newcomer.Steps[0];
        WhereChoice? where = step.Site is { } site ? new WhereChoice { Site = site }
            : step.Place is { } place && board.Places.PlaceOf(place).Location is { } point ? new WhereChoice { Lat = point.Latitude, Lon = point.Longitude } : null;
        return AskAsync(words, About(words, newcomer, ImpactChoice.Negotiable) with
        {
            Territory = words.Territory,
            Customer = newcomer is { Customer: null, Tier: null } ? null : new CustomerChoice { Id = newcomer.Customer, Tier = newcomer.Customer is null ? newcomer.Tier : null },
            Location = where,
            ExternalReference = newcomer.ExternalReference,
        }, stop);
    }

    private AvailabilityRequest About(TerritoryWords words, Commitment work, ImpactChoice impact)
    {
        Interval promise = work.Steps[0].Promise;
        TimeWindow[]? wish = promise.To > offers.Now ? [words.Window(promise)] : null;
        return new AvailabilityRequest
        {
            Service = work.Service.Id,
            Windows = wish,
            Latest = wish is null ? null : wish[0].To > words.Time(offers.Now) + QuestionReader.DefaultSpan ? wish[0].To + OneDay : null,
            Impact = impact,
            MaxOffers = Each,
        };
    }

    private async ValueTask<(IReadOnlyList<Offer> Offers, NoOffers? Refusal)> AskAsync(TerritoryWords words, AvailabilityRequest request, CancellationToken stop)
    {
        try
        {
            AvailabilityResponse answer = await offers.AskAsync(request, null, isCounted: false, stop);
            return (answer.Offers, answer.Refusal);
        }
        catch (ProblemException hopeless) when (hopeless.Problem.Status < StatusCodes.Status500InternalServerError)
        {
            // What was sold is sold no more, or its place has been erased: then there is only the reason.
            var reason = new Reason { Code = "request", Territory = words.Territory, Message = hopeless.Problem.Detail, Resources = 0 };
            return ([], new NoOffers { Reasons = [reason], Relaxations = [] });
        }
    }
}
