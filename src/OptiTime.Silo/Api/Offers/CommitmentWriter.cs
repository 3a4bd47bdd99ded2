using OptiTime.Engine.Directory;
using OptiTime.Engine.History;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Time;
using OptiTime.Silo.Api.Proposals;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Offers;

/// <summary>Turns commitments of a territory into holds and bookings as callers see them.</summary>
internal sealed class CommitmentWriter(Board board, Moment now)
{
    private readonly TerritoryWords _words = new(board);

    /// <summary>A booking from the answer to a command.</summary>
    public Booking WriteBooking(Answer answer) =>
        WriteBooking(new CommitmentRow(_words.Territory, answer.Commitment!, answer.Planned, answer.Ending, null, answer.Version));

    /// <summary>A booking, living or cancelled.</summary>
    public Booking WriteBooking(CommitmentRow row)
    {
        PlannedStep[] steps = _words.Steps(row.Commitment, row.Planned);
        return new Booking
        {
            Name = CommitmentName.Booking(_words.Territory, row.Commitment.Id),
            Status = row.Ending is not null ? BookingStatus.Cancelled : row.Commitment.State == CommitmentState.Broken ? BookingStatus.Broken : BookingStatus.Confirmed,
            Reason = row.Reason,
            Territory = _words.Territory,
            Service = row.Commitment.Service.Id,
            Customer = row.Commitment.Customer,
            Tier = row.Commitment.Tier,
            ExternalReference = row.Commitment.ExternalReference,
            Promise = steps[0].Promise,
            Start = steps[0].Start,
            End = steps[^1].End,
            Site = steps[0].Site,
            Resources = steps[0].Resources,
            Steps = steps,
            Price = _words.Amount(row.Commitment.Service.Price),
            Cost = _words.Cost(row.Commitment.Cost),
            Pinned = row.Commitment.Pinned == true,
            PlanVersion = row.Version,
        };
    }

    /// <summary>A new hold from the answer that placed it.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="token">The offer as the caller sent it.</param>
    /// <param name="validUntil">Until when the offer stood.</param>
    public Hold WriteHold(Answer answer, string token, Moment validUntil)
    {
        if (answer.Proposal is { } proposal) return new ProposalWriter(board, now).WriteHold(ToldProposal.Open(proposal, answer.Version), token, validUntil, answer.OnTime);
        var row = new CommitmentRow(_words.Territory, answer.Commitment!, answer.Planned, answer.Ending, null, answer.Version);
        return WriteHold(row, WriteOffer(row, token, validUntil, answer.OnTime));
    }

    /// <summary>A hold as it stands, or as it ended.</summary>
    public Hold WriteHold(CommitmentRow row)
    {
        double? onTime = row.Ending is null ? Punctuality.Of(board, row.Commitment) : null;
        return WriteHold(row, WriteOffer(row, null, row.Commitment.HeldUntil ?? now, onTime));
    }

    private Hold WriteHold(CommitmentRow row, Offer offer)
    {
        HoldState state = StateOf(row);
        Moment? until = state == HoldState.Held ? row.Commitment.HeldUntil : null;
        return new Hold
        {
            Id = CommitmentName.Hold(_words.Territory, row.Commitment.Id),
            Proposal = null,
            State = state,
            Expires = until is { } end ? _words.Time(end) : null,
            SecondsLeft = until is { } last ? (last - now).Value : 0,
            Booking = state == HoldState.Confirmed ? CommitmentName.Booking(_words.Territory, row.Commitment.Id) : null,
            Offer = offer,
            PlanVersion = row.Version,
        };
    }

    private HoldState StateOf(CommitmentRow row) => row switch
    {
        { Ending: Ending.Released } => HoldState.Released,
        { Ending: Ending.Expired } => HoldState.Expired,
        { Commitment.IsBooking: true } or { Ending: Ending.Cancelled } => HoldState.Confirmed,
        // Its time is over and nobody can confirm it any more, though its ending is not in the log yet.
        _ => row.Commitment.HeldUntil > now ? HoldState.Held : HoldState.Expired,
    };

    /// <summary>What is held, or would be.</summary>
    public Offer WriteOffer(CommitmentRow row, string? token, Moment validUntil, double? onTime)
    {
        PlannedStep[] steps = _words.Steps(row.Commitment, row.Planned);
        return new Offer
        {
            Token = token,
            Territory = _words.Territory,
            Promise = steps[0].Promise,
            Start = steps[0].Start!.Value,
            End = steps[^1].End!.Value,
            Site = steps[0].Site,
            ValidUntil = _words.Time(validUntil),
            Resources = steps[0].Resources,
            Steps = steps,
            TravelSeconds = row.Commitment.Travel.Time.Value,
            Cost = _words.Cost(row.Commitment.Cost),
            Price = _words.Amount(row.Commitment.Service.Price),
            OnTime = onTime,
            Impact = Impact.None,
            PlanVersion = row.Version,
        };
    }
}
