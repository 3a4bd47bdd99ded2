using OptiTime.Engine.Directory;
using OptiTime.Engine.Planners;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Silo.Api.Availability;
using OptiTime.Silo.Api.Demand;
using OptiTime.Silo.Api.Freshness;
using OptiTime.Silo.Api.Offers;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Proposals;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Writes;

/// <summary>A commitment with the board of its territory, living or ended.</summary>
/// <param name="Board">The board of its territory.</param>
/// <param name="Row">The commitment.</param>
/// <param name="IsLiving">Whether it stands on the board.</param>
internal sealed record FoundCommitment(Board Board, CommitmentRow Row, bool IsLiving);

/// <summary>What holds and bookings share: sending commands, finding what has ended, and fresh offers for a lost one.</summary>
internal sealed class CommitmentDesk(ITerritoryPlanners planners, IPlanDirectory directory, OfferTokens tokens, OfferDesk offers, ProposalDesk proposals, DemandDesk demand)
{
    /// <summary>Takes an offer up: the same for a hold, a booking and a new place for a booking.</summary>
    /// <param name="context">The call.</param>
    /// <param name="token">The offer as the caller sent it.</param>
    /// <param name="body">The body of the call.</param>
    /// <param name="command">Makes the command from the offer.</param>
    /// <returns>The answer, and the writer for its territory.</returns>
    /// <exception cref="ProblemException">The offer cannot be had; fresh ones are with the problem.</exception>
    public async ValueTask<(Answer Answer, CommitmentWriter Writer)> TakeAsync(
        HttpContext context, string token, ReadOnlyMemory<byte> body, Func<SignedOffer, Command> command)
    {
        SignedOffer offer = await tokens.OpenAsync(token, context.RequestAborted);
        Command asked = command(offer);
        CommandReply reply = await SendAsync(context, offer.Territory, asked, body);
        if (reply is Refused { Refusal.Code: RefusalCode.OfferTaken or RefusalCode.OfferUsed or RefusalCode.OfferExpired or RefusalCode.ServiceChanged } lost)
            throw new ProblemException(await offers.ReplaceAsync(offer, Refusals.ProblemOf(lost.Refusal, offer.Territory), context.RequestAborted));
        if (reply is Contended)
            throw new ProblemException(await offers.ReplaceAsync(offer, Refusals.ProblemOf(reply, offer.Territory), context.RequestAborted));
        string? moved = asked switch { RescheduleBooking reschedule => reschedule.Id, PlaceHold hold => hold.Reschedules, _ => null };
        if (reply is Refused { Refusal.Code: RefusalCode.UnknownCommitment } && moved is { } booking)
            throw new ProblemException(await EndedAsync(new CommitmentName(offer.Territory, booking), isHold: false, context.RequestAborted));
        Answer answer = reply.Accept(offer.Territory).Mark(context);
        return (answer, await WriterAsync(offer.Territory, context.RequestAborted));
    }

    /// <summary>Sends a command about a commitment that is there.</summary>
    /// <exception cref="ProblemException">It is refused; for what has ended, with how.</exception>
    public async ValueTask<(Answer Answer, CommitmentWriter Writer)> SendAsync(
        HttpContext context, CommitmentName name, bool isHold, Command command, ReadOnlyMemory<byte> body)
    {
        CommandReply reply = await SendAsync(context, name.Territory, command, body);
        if (reply is Refused { Refusal.Code: RefusalCode.UnknownCommitment or RefusalCode.AlreadyConfirmed or RefusalCode.UnknownTerritory })
            throw new ProblemException(await EndedAsync(name, isHold, context.RequestAborted));
        if (reply is Refused { Refusal: { Code: RefusalCode.ProposalOutdated } outdated })
            throw new ProblemException(await proposals.ProblemOfAsync(name, outdated, 0, context.RequestAborted));
        Answer answer = reply.Accept(name.Territory).Mark(context);
        return (answer, await WriterAsync(name.Territory, context.RequestAborted));
    }

    /// <summary>The problem of a command about a booking that is refused; of what has ended, with how.</summary>
    public async ValueTask<ProblemException> ProblemOfAsync(CommitmentName name, Refusal refusal, CancellationToken stop) => new(
        refusal.Code == RefusalCode.UnknownCommitment ? await EndedAsync(name, isHold: false, stop) : Refusals.ProblemOf(refusal, name.Territory));

    /// <summary>A commitment, living or ended, for a caller who wants to see it; null when there was none.</summary>
    public async ValueTask<FoundCommitment?> FindAsync(HttpContext context, CommitmentName name, bool isHold)
    {
        long? asked = PlanVersions.Asked(context.Request);
        FoundCommitment? found = await FindAsync(name, isHold, asked ?? 0, context.RequestAborted);
        if (found?.Row.Commitment is { Loan: not null } lent)
        {
            throw new ProblemException(ProblemKind.NotFound.With(
                $"There is nothing of that name of its own: territory '{name.Territory}' lends there for '{CommitmentName.Of(name.Territory, lent)}'. Ask for that."));
        }
        if (found?.Row.Commitment is { Proposal: { } proposal })
            throw new ProblemException(ProblemKind.NotFound.With($"It keeps a place for proposal '{CommitmentName.Proposal(name.Territory, proposal)}'. Ask for that."));
        if (found is not null) PlanVersions.Tell(context.Response, found.Board.Version, Staleness.Of(found.Board, planners.FreshnessOf(name.Territory), asked));
        return found;
    }

    private async ValueTask<FoundCommitment?> FindAsync(CommitmentName name, bool isHold, long atLeast, CancellationToken stop)
    {
        if (await planners.BoardAsync(name.Territory, atLeast, stop) is not { } board) return null;
        // What is a hold here may have become a booking through another silo this very moment: the store knows.
        if (board.Commitments.TryGetValue(name.Id, out CommitmentEntry entry) && entry.Commitment.State is var state && (state == CommitmentState.Confirmed || (isHold && state == CommitmentState.Held)))
            return new FoundCommitment(board, new CommitmentRow(name.Territory, entry.Commitment, board.PlannedTimes(entry.Commitment), null, null, entry.Version), true);
        return await directory.FindAsync(name.Territory, name.Id, stop) is { Commitment.IsJob: false } row ? new FoundCommitment(board, row, false) : null;
    }

    /// <summary>Sends a command once this silo knows the version the caller has seen, or as good as it can: the append checks it anyway.</summary>
    private async ValueTask<CommandReply> SendAsync(HttpContext context, string territory, Command command, ReadOnlyMemory<byte> body)
    {
        Idempotency? key = WriteKey.Of(context, body);
        if (PlanVersions.Asked(context.Request) is { } asked) await planners.BoardAsync(territory, asked, context.RequestAborted);
        CommandReply reply = await planners.SendAsync(territory, command, key, context.RequestAborted);
        if (reply is not Accepted accepted) return reply;
        PlanVersions.Tell(context.Response, accepted.Answer.Version);
        if (command is Book or ConfirmHold && accepted is { Replayed: false, Answer: { Created: true, Commitment: { } made } } && await planners.BoardAsync(territory, context.RequestAborted) is { } board)
            demand.Booked(board, made);
        return reply;
    }

    private async ValueTask<CommitmentWriter> WriterAsync(string territory, CancellationToken stop) =>
        new((await planners.BoardAsync(territory, stop))!, offers.Now);

    /// <summary>The problem of a commitment that cannot be changed any more: never there, ended, or confirmed already.</summary>
    private async ValueTask<Problem> EndedAsync(CommitmentName name, bool isHold, CancellationToken stop)
    {
        string what = isHold ? $"hold '{CommitmentName.Hold(name.Territory, name.Id)}'" : $"booking '{CommitmentName.Booking(name.Territory, name.Id)}'";
        if (await FindAsync(name, isHold, 0, stop) is not { } found || (!isHold && found.Row.Ending is Ending.Released or Ending.Expired))
            return (isHold ? await proposals.EndedAsync(name, stop) : null) ?? ProblemKind.NotFound.With($"There is no {what}.");
        string why = found.Row.Reason is { } reason ? $" ({reason})" : "";
        return found.Row switch
        {
            { Ending: Ending.Released } => ProblemKind.Gone.With($"The {what} was released{why}. Ask for availability again."),
            { Ending: Ending.Expired } => ProblemKind.HoldExpired.With($"The {what} expired. Ask for availability again."),
            { Ending: Ending.Cancelled } when !isHold => ProblemKind.Gone.With($"The {what} was cancelled{why}."),
            _ => ProblemKind.AlreadyConfirmed.With($"The {what} has been confirmed.") with
            {
                Booking = new CommitmentWriter(found.Board, offers.Now).WriteBooking(found.Row),
            },
        };
    }
}
