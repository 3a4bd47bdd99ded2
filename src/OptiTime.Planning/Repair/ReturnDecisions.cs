using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Holds;

namespace OptiTime.Planning.Repair;

/// <summary>
/// Giving a booking that lost its place one again, inside what was promised: where there is room by now, moving nobody. It is written to the ledger beside what took
/// the place, and off the call-back list.
/// </summary>
internal static class ReturnDecisions
{
    private const string Why = "there is room for it again";

    // Less than a repair may look at: it is looked for again whenever the plan has changed.
    private const long Positions = 200_000;

    /// <summary>What other bookings stand where they are; jobs give way as they always do.</summary>
    private static readonly RepairBudget MovingNobody = new(MaximumMoved: 0);

    internal static Decision Return(Draft draft, ReturnBooking command)
    {
        LostBooking lost = command.Lost;
        if (!draft.Board.Commitments.TryGetValue(lost.Before.Id, out CommitmentEntry entry) || entry.Commitment is not { State: CommitmentState.Broken } broken)
            return Decision.Refuse(RefusalCode.NotBroken, "The booking has its place, or is no more.");
        if (!IsAsAgreed(broken, lost.Before)) return Decision.Refuse(RefusalCode.OfferTaken, "It has been agreed otherwise since it lost its place.");
        if (draft.Board.PinOf(broken.Id) is { } proposal) return Decision.Refuse(RefusalCode.Proposed, $"Proposal '{proposal.Id}' is open for it.");
        if (!broken.Steps.All(step => IsKnown(draft.Board, step.Place))) return Decision.Refuse(RefusalCode.OfferTaken, "Nobody knows the way to it any more.");
        Board before = draft.Board;
        // What had begun stays as it is.
        int first = broken.Steps.TakeWhile(step => !step.Assignments.IsEmpty).Count();
        LostWork work = new LostWork(AsItWas(broken, lost.Before), first == 0 ? lost.During : null, first).After(lost.Disruption);
        RepairPlan plan = RepairSearch.Find(before, [work], MovingNobody, draft.Now, Positions);
        if (plan.Unplaced.Contains(broken.Id)) return Decision.Refuse(RefusalCode.OfferTaken, "There is no room for it inside its promise.");
        draft.Add([.. plan.Changes.Select(change => change is CommitmentRecorded recorded ? recorded with { Reason = recorded.Commitment.Id == broken.Id ? Why : $"made room for {broken.Id}" } : change)]);
        RepairEntry written = new RepairLedger(before, draft.Board).Entry(new HandleDisruption(command.Id, lost.Disruption, MovingNobody, null), plan, draft.Now);
        written = written with { Lines = [.. written.Lines.Select(line => line.Commitment == broken.Id ? line with { Why = $"{Why}: {line.Why}" } : line)] };
        draft.Add([new RepairRecorded(written)]);
        return draft.Decide(draft.AnswerFor(draft.Board.Commitments[broken.Id].Commitment, 1, created: false) with { Repair = written });
    }

    /// <summary>Whether nothing that was promised has changed since.</summary>
    private static bool IsAsAgreed(Commitment broken, Commitment before) =>
        broken.Offer == before.Offer && broken.Steps.Length == before.Steps.Length
        && broken.Steps.Zip(before.Steps).All(steps => steps.First.Promise == steps.Second.Promise);

    /// <summary>The booking as it is to be again; who pinned it pinned it to a place it has no more.</summary>
    private static Commitment AsItWas(Commitment broken, Commitment before) => broken with
    {
        State = CommitmentState.Confirmed,
        Wanted = null,
        Steps = [.. broken.Steps.Zip(before.Steps, (now, was) => now with { Assignments = was.Assignments })],
    };

    /// <summary>Whoever is erased has no place any more.</summary>
    private static bool IsKnown(Board board, string? place) =>
        place is null || (board.Places.NumberOf(place) is >= 0 and var number && board.Places.LocationOf(number) is not null);
}
