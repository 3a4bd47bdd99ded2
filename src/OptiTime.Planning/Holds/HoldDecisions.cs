using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Proposals;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Holds;

/// <summary>Placing, releasing and expiring holds.</summary>
internal static class HoldDecisions
{
    private const int ExpiredAtOnce = 256;

    internal static Decision Place(Draft draft, Catalogue catalogue, PlaceHold command)
    {
        Moment until = draft.Now + command.TimeToLive;
        OfferTerms terms = command.Terms;
        if (OfferTaking.IdInUse(draft.Board, command.Id) is { } inUse) return inUse;
        if (!terms.Displaces.IsEmpty) return ProposalDecisions.Open(draft, catalogue, command);
        OfferTaking.Taken taken = OfferTaking.Take(draft, catalogue, terms, command.Id, agreed => new Commitment(
            command.Id, CommitmentState.Held, terms.Id, agreed.Service, terms.Customer, terms.Tier, terms.ExternalReference, agreed.Steps, agreed.Travel, agreed.Cost, until));
        return taken.Refusal is { } refusal ? Decision.Refuse(refusal) : draft.Decide(taken.Answer(draft, created: true));
    }

    internal static Decision Release(Draft draft, ReleaseHold command)
    {
        if (Find(draft.Board, command.Id, out Commitment hold) is { } refusal) return refusal;
        if (hold.HeldUntil <= draft.Now) return Overdue(draft.Board, hold);
        Answer answer = draft.AnswerFor(hold, 1, created: false) with { Ending = Ending.Released };
        draft.End(hold, Ending.Released, command.Reason);
        return draft.Decide(answer);
    }

    internal static Decision Expire(Draft draft)
    {
        draft.ExpireOverdue(ExpiredAtOnce);
        return draft.Decide(Decider.Done(draft.Version, draft.Now, created: false));
    }

    /// <summary>The hold of an id, or the refusal when there is none.</summary>
    internal static Decision? Find(Board board, string id, out Commitment hold)
    {
        bool found = board.Commitments.TryGetValue(id, out CommitmentEntry entry);
        hold = entry.Commitment;
        if (!found || hold.IsJob) return Decision.Refuse(RefusalCode.UnknownCommitment, "There is no such hold: it was never placed, or it has ended.");
        if (hold.IsBooking)
            return Decision.Refuse(new Refusal(RefusalCode.AlreadyConfirmed, "The hold has been confirmed and is a booking now.", null, [id]));
        return IsReservation(hold);
    }

    /// <summary>The refusal of what keeps a place for a proposal, and is not its caller's to decide on; null for what does not.</summary>
    internal static Decision? IsReservation(Commitment commitment) => commitment.Proposal is null ? null : Decision.Refuse(new Refusal(
        RefusalCode.Proposed, "It keeps a place for a proposal. Accept or refuse the proposal: what it keeps ends with it.", null, [commitment.Id])
    {
        Proposals = ImmutableDictionary<string, string>.Empty.Add(commitment.Id, commitment.Proposal),
    });

    internal static Decision Overdue(Board board, Commitment hold) =>
        Decision.Refuse(RefusalCode.HoldExpired, $"The hold expired at {board.Clock.Tell(hold.HeldUntil!.Value)}. Ask for availability again.");
}
