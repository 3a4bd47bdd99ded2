using OptiTime.Engine.Directory;
using OptiTime.Engine.History;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Proposals;
using OptiTime.Planning.Time;
using OptiTime.Silo.Api.Offers;
using OptiTime.Silo.Api.Wire;
using Alternative = OptiTime.Planning.Proposals.Alternative;
using Proposal = OptiTime.Planning.Proposals.Proposal;

namespace OptiTime.Silo.Api.Proposals;

/// <summary>Turns proposals of a territory into what callers see.</summary>
internal sealed class ProposalWriter(Board board, Moment now)
{
    private readonly TerritoryWords _words = new(board);

    /// <summary>A proposal, open or ended.</summary>
    /// <param name="told">The proposal.</param>
    /// <param name="isPreview">Whether its ending is only what would be.</param>
    public Wire.Proposal Write(ToldProposal told, bool isPreview = false)
    {
        (Proposal proposal, ProposalEnded? ended, long version, long opened) = told;
        ProposalState state = StateOf(told);
        return new Wire.Proposal
        {
            Id = CommitmentName.Proposal(_words.Territory, proposal.Id),
            Preview = isPreview,
            State = state,
            Reason = ended?.Reason,
            Territory = _words.Territory,
            Expires = state == ProposalState.Open ? _words.Time(proposal.OpenUntil) : null,
            SecondsLeft = state == ProposalState.Open ? (proposal.OpenUntil - now).Value : 0,
            Repair = proposal.Repair is { } repair ? new RepairName(_words.Territory, opened, repair).ToString() : null,
            Hold = proposal.Asking() is null ? null : CommitmentName.Hold(_words.Territory, proposal.Id),
            Reschedules = proposal.Rescheduled is { } moved ? CommitmentName.Booking(_words.Territory, moved.Id) : null,
            Booking = BookingOf(proposal, state),
            Offer = proposal.Asking() is null ? null : OfferOf(told, null, proposal.OpenUntil),
            Alternatives = [.. proposal.Alternatives.Select((alternative, index) => Write(alternative, index, index == ended?.Alternative))],
            PlanVersion = version,
        };
    }

    /// <summary>The hold of an offer that opened a proposal.</summary>
    /// <param name="told">The proposal.</param>
    /// <param name="token">The offer as the caller sent it; null where it was not sent just now.</param>
    /// <param name="validUntil">Until when the offer stood.</param>
    /// <param name="onTime">The probability that the newcomer starts within the promise; null where it was not reckoned.</param>
    public Hold WriteHold(ToldProposal told, string? token, Moment validUntil, double? onTime)
    {
        ProposalState state = StateOf(told);
        return new Hold
        {
            Id = CommitmentName.Hold(_words.Territory, told.Proposal.Id),
            Proposal = CommitmentName.Proposal(_words.Territory, told.Proposal.Id),
            State = state switch
            {
                ProposalState.Open => HoldState.Held,
                ProposalState.Accepted => HoldState.Confirmed,
                ProposalState.Expired => HoldState.Expired,
                _ => HoldState.Released,
            },
            Expires = state == ProposalState.Open ? _words.Time(told.Proposal.OpenUntil) : null,
            SecondsLeft = state == ProposalState.Open ? (told.Proposal.OpenUntil - now).Value : 0,
            Booking = BookingOf(told.Proposal, state),
            Offer = OfferOf(told, token, validUntil) with { OnTime = onTime },
            PlanVersion = told.Version,
        };
    }

    /// <summary>How a proposal stands. One whose time is over is expired, though its ending may not be in the log yet.</summary>
    public ProposalState StateOf(ToldProposal told) => told.Ended?.Ending switch
    {
        ProposalEnding.Accepted => ProposalState.Accepted,
        ProposalEnding.Refused => ProposalState.Refused,
        ProposalEnding.Expired => ProposalState.Expired,
        ProposalEnding.Void => ProposalState.Void,
        _ => told.Proposal.OpenUntil > now ? ProposalState.Open : ProposalState.Expired,
    };

    private string? BookingOf(Proposal proposal, ProposalState state) =>
        state == ProposalState.Accepted && proposal.Asking() is { } asking ? CommitmentName.Booking(_words.Territory, asking.Id) : null;

    private Offer OfferOf(ToldProposal told, string? token, Moment validUntil)
    {
        Proposal proposal = told.Proposal;
        var row = new CommitmentRow(_words.Territory, proposal.Asking()!, proposal.Planned, null, null, told.Version);
        return new CommitmentWriter(board, now).WriteOffer(row, token, validUntil, null) with
        {
            Impact = OfferWriter.ImpactOf([.. proposal.Kept().Select(Write)]),
            Proposal = true,
        };
    }

    private ProposalAlternative Write(Alternative alternative, int index, bool isAccepted)
    {
        MovedBooking[] moved = [.. alternative.Moves.Select(Write)];
        return new ProposalAlternative
        {
            Alternative = index + 1,
            Kept = index == 0,
            Accepted = isAccepted,
            Bookings = moved,
            Cost = alternative.Cost is { } cost ? _words.Amount(cost) : null,
            Calls = [.. moved.Where(one => one.Call).Select(one => one.Id)],
        };
    }

    private MovedBooking Write(ProposedMove move)
    {
        // What is kept may slide inside what would be told until it is taken.
        Interval? from = move.PlannedFrom.IsEmpty ? null : move.PlannedFrom[0], to = Kept(move) ?? (move.PlannedTo.IsEmpty ? null : move.PlannedTo[0]);
        bool isToldOtherwise = !move.To.IsEmpty && move.To[0].Promise != move.From[0].Promise;
        return new MovedBooking
        {
            Id = move.IsJob ? CommitmentName.Job(_words.Territory, move.Commitment) : CommitmentName.Booking(_words.Territory, move.Commitment),
            Told = !move.IsJob,
            Call = move.Call,
            NewPromise = isToldOtherwise ? _words.Window(move.To[0].Promise) : null,
            From = from is { } before ? _words.Window(before) : null,
            To = to is { } after ? _words.Window(after) : null,
            FromResource = move.From[0].Assignments.IsEmpty ? null : move.From[0].Assignments[0].Resource,
            ToResource = move.To.IsEmpty ? null : move.To[0].Assignments[0].Resource,
            Minutes = from is { } start && to is { } planned ? Math.Abs((planned.From - start.From).Value) / 60 : 0,
        };
    }

    private Interval? Kept(ProposedMove move) =>
        move.Reservation is { } id && board.Commitments.TryGetValue(id, out CommitmentEntry kept) && board.PlannedTimes(kept.Commitment) is [var time, ..] ? time : null;
}
