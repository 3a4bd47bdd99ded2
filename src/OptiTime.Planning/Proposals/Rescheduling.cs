using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Proposals;

/// <summary>A booking that would take the place of others: it stays where it is until they have agreed, and its own place counts as free for itself alone.</summary>
internal static class Rescheduling
{
    /// <summary>Why others are not asked to make room for a booking; null where they may be.</summary>
    /// <param name="board">The board.</param>
    /// <param name="booking">The booking.</param>
    /// <param name="now">The present.</param>
    internal static Refusal? Fault(Board board, Commitment booking, Moment now)
    {
        if (board.PinOf(booking.Id) is { } open)
            return new Refusal(RefusalCode.Proposed, "A proposal is open that would move the booking. Accept or refuse that first.", null, [booking.Id])
            {
                Proposals = ImmutableDictionary<string, string>.Empty.Add(booking.Id, open.Id),
            };
        if (booking.Borrows || booking.Loan is not null || booking.Steps is not [{ Assignments.Length: <= 1 }])
            return new Refusal(RefusalCode.Impossible, "Several serve the booking together, and others are not asked to make room for several. Ask for availability without 'negotiable'.");
        return board.PlannedTimes(booking) is [var time] && time.From <= now
            ? new Refusal(RefusalCode.AlreadyOver, $"The booking began at {board.Clock.Tell(time.From)}; what has begun stays where it is.") : null;
    }

    /// <summary>Whether others may be asked to make room for a commitment: a booking that is there, and that <see cref="Fault"/> says nothing against.</summary>
    internal static bool IsPossible(Board board, string id, Moment now) =>
        board.Commitments.TryGetValue(id, out CommitmentEntry entry) && entry.Commitment.IsBooking && Fault(board, entry.Commitment, now) is null;

    /// <summary>Takes a booking out of the tours of a draft; it stays on record.</summary>
    internal static void Leave(Draft draft, string booking) => draft.Add([.. Vacancy.Tours(draft.Board, draft.Board.Commitments[booking].Commitment, draft.Now)]);

    /// <summary>A booking as it would be agreed.</summary>
    /// <param name="booking">The booking as it stands.</param>
    /// <param name="terms">The offer.</param>
    /// <param name="service">What is sold by it.</param>
    /// <param name="step">The step as it would be agreed.</param>
    /// <param name="cost">What it would cost.</param>
    internal static Commitment As(Commitment booking, OfferTerms terms, SoldService service, CommittedStep step, ImmutableArray<CostLine> cost) => booking with
    {
        State = CommitmentState.Confirmed,
        Offer = terms.Id,
        Service = service,
        Steps = [step],
        Cost = cost,
        AnyResource = terms.AnyResource ? true : null,
        Wanted = null,
    };

    /// <summary>The move of a booking: its new place cannot be kept while others stand there.</summary>
    /// <param name="board">The board.</param>
    /// <param name="booking">The booking as it stands.</param>
    /// <param name="after">The booking as it would be agreed.</param>
    /// <param name="planned">When it would be planned.</param>
    internal static ProposedMove MoveOf(Board board, Commitment booking, Commitment after, Interval planned) =>
        new(booking.Id, IsJob: false, booking.Steps, board.PlannedTimes(booking), after.Steps, [planned], Call: false, null);
}
