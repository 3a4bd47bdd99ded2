using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Holds;

namespace OptiTime.Planning.Repair;

/// <summary>Noting calls to customers whose booking has lost its place.</summary>
internal static class CallDecisions
{
    internal static Decision Note(Draft draft, NoteCall command)
    {
        if (!draft.Board.Commitments.TryGetValue(command.Id, out CommitmentEntry entry) || entry.Commitment.IsJob || entry.Commitment.State == CommitmentState.Held)
            return Decision.Refuse(RefusalCode.UnknownCommitment, "There is no such booking: it was never made, or it has ended.");
        if (entry.Commitment.State != CommitmentState.Broken)
            return Decision.Refuse(RefusalCode.NotBroken, "The booking has its place: nobody needs to be called about it.");
        // That it is recorded as it was says in its history that somebody called.
        draft.Add([new CommitmentRecorded(entry.Commitment, Told(command)), new CustomerCalled(command.Id, command.Outcome, command.Words)]);
        return draft.Decide(draft.AnswerFor(entry.Commitment, 1, created: false));
    }

    private static string Told(NoteCall command)
    {
        string outcome = command.Outcome switch
        {
            CallOutcome.NotReached => "not reached",
            CallOutcome.Told => "told",
            CallOutcome.Agreed => "agreed",
            _ => "declined",
        };
        return command.Words is { } words ? $"{outcome}: {words}" : outcome;
    }
}
