using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;

namespace OptiTime.Planning.Holds;

/// <summary>Confirming, booking, moving and calling off.</summary>
internal static class BookingDecisions
{
    internal static Decision Confirm(Draft draft, ConfirmHold command)
    {
        if (HoldDecisions.Find(draft.Board, command.Id, out Commitment hold) is { } refusal) return refusal;
        if (hold.HeldUntil is not { } until || until <= draft.Now) return HoldDecisions.Overdue(draft.Board, hold);
        if (Mismatch(hold.Customer, hold.Tier, command.By) is { } mismatch) return Decision.Refuse(mismatch);
        Commitment booking = hold with
        {
            State = CommitmentState.Confirmed,
            Customer = hold.Customer ?? command.By?.Id,
            ExternalReference = command.ExternalReference ?? hold.ExternalReference,
            HeldUntil = null,
        };
        // The place is told its customer, so that it is erased with them.
        var places = booking.Steps.Where(step => step.Site is null && step.Place is not null)
            .Select(step => draft.Board.Places.PlaceOf(step.Place!) with { Customer = booking.Customer });
        draft.Add([new CommitmentRecorded(booking)], [.. places]);
        draft.Require(new OnlyBefore(until));
        return draft.Decide(AnswerWhereItStands(draft, booking));
    }

    internal static Decision Book(Draft draft, Catalogue catalogue, Book command)
    {
        OfferTerms terms = command.Terms;
        if (OfferTaking.IdInUse(draft.Board, command.Id) is { } inUse) return inUse;
        if (Mismatch(terms.Customer, terms.Tier, command.By) is { } mismatch) return Decision.Refuse(mismatch);
        string? customer = terms.Customer ?? command.By?.Id;
        if (terms.Place is { } place) terms = terms with { Place = place with { Customer = customer } };
        OfferTaking.Taken taken = OfferTaking.Take(draft, catalogue, terms, command.Id, agreed => new Commitment(
            command.Id, CommitmentState.Confirmed, terms.Id, agreed.Service, customer, terms.Tier,
            command.ExternalReference ?? terms.ExternalReference, agreed.Steps, agreed.Travel, agreed.Cost, null));
        return taken.Refusal is { } refusal ? Decision.Refuse(refusal) : draft.Decide(taken.Answer(draft, created: true));
    }

    internal static Decision Reschedule(Draft draft, Catalogue catalogue, RescheduleBooking command)
    {
        OfferTerms terms = command.Terms;
        if (FindFor(draft, command.Id, terms, out Commitment booking) is { } refusal) return refusal;
        ImmutableArray<TourPlanned> left = Vacancy.Tours(draft.Board, booking, draft.Now);
        draft.Add([.. left]);
        if (terms.Place is { } place) terms = terms with { Place = place with { Customer = booking.Customer } };
        OfferTaking.Taken taken = OfferTaking.Take(draft, catalogue, terms, command.Id, agreed =>
            booking with
            {
                State = CommitmentState.Confirmed,
                Offer = terms.Id,
                Service = agreed.Service,
                Steps = agreed.Steps,
                Travel = agreed.Travel,
                Cost = agreed.Cost,
                Wanted = null,
            }, command.Reason);
        if (taken.Refusal is { } no) return Decision.Refuse(no);
        draft.Add([.. OvertimePeriods.GivenBack(draft.Board, left, draft.Now)]);
        return draft.Decide(taken.Answer(draft, created: false));
    }

    internal static Decision Cancel(Draft draft, CancelBooking command)
    {
        if (Find(draft, command.Id, out Commitment booking) is { } refusal) return refusal;
        Answer answer = draft.AnswerFor(booking, 1, created: false) with { Ending = Ending.Cancelled };
        draft.End(booking, Ending.Cancelled, command.Reason);
        return draft.Decide(answer);
    }

    /// <summary>Who confirms must be who the offer was made to; where only a tier was told, the tier must be the same.</summary>
    internal static Refusal? Mismatch(string? customer, string? tier, Confirmer? by)
    {
        if (by is null) return null;
        if (customer is not null)
            return by.Id == customer ? null : new Refusal(
                RefusalCode.CustomerMismatch, $"The offer was made to customer '{customer}', not to {(by.Id is null ? "a customer without id" : $"'{by.Id}'")}.", "customer.id", [])
            {
                Remedy = "Ask for availability for this customer.",
            };
        return by.Tier == tier ? null : Refusal.At(
            RefusalCode.CustomerMismatch, "customer", $"The offer was made to a customer of tier '{tier ?? "none"}', not '{by.Tier ?? "none"}'.", "Ask for availability for this customer.");
    }

    /// <summary>The booking that an offer would give another place, or the refusal where it cannot.</summary>
    internal static Decision? FindFor(Draft draft, string id, OfferTerms terms, out Commitment booking)
    {
        if (Find(draft, id, out booking) is { } refusal) return refusal;
        if (terms.Service != booking.Service.Id)
            return Decision.Refuse(Refusal.At(
                RefusalCode.ServiceMismatch, "offer", $"The booking is for '{booking.Service.Id}' and the offer for '{terms.Service}'.", "Ask for availability of the booking's service."));
        return terms.Customer is null || booking.Customer is null || terms.Customer == booking.Customer ? null
            : Decision.Refuse(Refusal.At(
                RefusalCode.CustomerMismatch, "offer", $"The booking is of customer '{booking.Customer}', and the offer was made to '{terms.Customer}'.", "Ask for availability with \"booking\": it is then asked for its customer."));
    }

    private static Decision? Find(Draft draft, string id, out Commitment booking)
    {
        bool found = draft.Board.Commitments.TryGetValue(id, out CommitmentEntry entry);
        booking = entry.Commitment;
        if (!found || booking.IsJob) return Decision.Refuse(RefusalCode.UnknownCommitment, "There is no such booking: it was never made, or it has ended.");
        if (HoldDecisions.IsReservation(booking) is { } reserved) return reserved;
        if (!booking.IsBooking)
            return Decision.Refuse(RefusalCode.NotConfirmed, "It is a hold and not yet a booking: confirm it, or release the hold.");
        if (booking.State != CommitmentState.Broken && draft.Board.PlannedTimes(booking) is [.., var last] && last.To <= draft.Now)
            return Decision.Refuse(RefusalCode.AlreadyOver, $"The booking was served until {draft.Board.Clock.Tell(last.To)}; what is over is neither moved nor called off.");
        return null;
    }

    private static Answer AnswerWhereItStands(Draft draft, Commitment commitment) =>
        draft.AnswerFor(commitment, Punctuality.Of(draft.Board, commitment) ?? 1, created: true);
}
