using OptiTime.Planning.Backlog;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Search;

namespace OptiTime.Planning.ByHand;

/// <summary>Assigning, unassigning, pinning and unpinning by hand: what a dispatcher may do with a booking or a job, and what nobody may.</summary>
internal static class HandDecisions
{
    internal static Decision Assign(Draft draft, Catalogue catalogue, AssignWork command)
    {
        if (Find(draft, command, out Commitment work) is { } refusal) return refusal;
        if (work.Borrows)
            return Decision.Refuse(RefusalCode.Lent, $"Resources of {string.Join(" and ", work.Lenders().Select(lender => $"'{lender}'"))} take part in it, whose plans are not changed by hand from here. Reschedule it to another offer.");
        foreach (string resource in command.Roles.Select(role => role.Resource).Distinct()) draft.ExpireOverdue(OfferTaking.OverdueAtOnce, resource);
        Service? sold = catalogue.Find(work.Service.Id)?.For(work.Tier);
        HandCrew crew = HandCrew.Of(draft.Board, sold, work, command.Roles);
        if (crew.Fault is { } fault) return Decision.Refuse(fault);
        if (crew.IsGroup && command.Start is null && (work.Steps.Any(step => step.Assignments.IsEmpty) || draft.Board.PlannedTimes(work).IsEmpty))
            return Decision.RefuseValue("start", "Several take part, and it has no place yet.", "Say when it is to start.");
        Decision decision = new HandAssignment(draft, sold, work, crew, command).Decide();
        return sold is null || decision.Refusal is not null ? decision : decision with { Guards = decision.Guards.Add(new OnlyAt(Catalogue.LogName, catalogue.Version)) };
    }

    internal static Decision Unassign(Draft draft, UnassignWork command)
    {
        if (Find(draft, command, out Commitment work) is { } refusal) return refusal;
        if (FirstStanding(draft.Board, work) is not { } standing)
            return Decision.Refuse(RefusalCode.Impossible, "It has no place that could be taken away.");
        if (standing.Stop.Start <= draft.Now)
            return Decision.Refuse(RefusalCode.AlreadyOver, $"It began at {draft.Board.Clock.Tell(standing.Stop.Start)}; what has begun stays where it is. Cancel what is not to be done any more.");
        Commitment left = work.IsJob ? JobDecisions.PutBack(work) : new LostWork(work, null).Broken(draft.Board);
        var tours = Vacancy.Tours(draft.Board, work, draft.Now);
        draft.Add([.. tours, new DoneByHand(work.Id, HandAct.Unassigned, command.Reason, [], CallCustomer: !work.IsJob), new CommitmentRecorded(left, command.Reason)]);
        draft.Add([.. OvertimePeriods.GivenBack(draft.Board, tours, draft.Now)]);
        return draft.Decide(draft.AnswerFor(left, 1, created: false) with { ByHand = new HandOutcome([], !work.IsJob, []) });
    }

    internal static Decision Pin(Draft draft, PinWork command)
    {
        if (Find(draft, command, out Commitment work) is { } refusal) return refusal;
        if (work.State is CommitmentState.Waiting or CommitmentState.Broken)
            return Decision.Refuse(RefusalCode.Impossible, "It has no place to be pinned to. Assign it first.");
        return Record(draft, work, HandAct.Pinned, true, command.Reason);
    }

    internal static Decision Unpin(Draft draft, UnpinWork command) =>
        Find(draft, command, out Commitment work) ?? Record(draft, work, HandAct.Unpinned, null, command.Reason);

    /// <summary>Records that work is pinned, or is no more; nothing where it is so already.</summary>
    private static Decision Record(Draft draft, Commitment work, HandAct act, bool? pinned, string? reason)
    {
        Commitment after = work with { Pinned = pinned };
        if (work.Pinned != pinned) draft.Add([new DoneByHand(work.Id, act, reason, [], CallCustomer: false), new CommitmentRecorded(after, reason)]);
        return draft.Decide(draft.AnswerFor(after, Punctuality.Of(draft.Board, after) ?? 1, created: false) with { ByHand = new HandOutcome([], false, []) });
    }

    /// <summary>The work a command is about, or the refusal where it cannot be changed any more.</summary>
    private static Decision? Find(Draft draft, HandCommand command, out Commitment work)
    {
        bool found = draft.Board.Commitments.TryGetValue(command.Id, out CommitmentEntry entry);
        work = entry.Commitment;
        if (!found || work.IsJob != command.IsJob)
            return Decision.Refuse(RefusalCode.UnknownCommitment, $"There is no such {(command.IsJob ? "job" : "booking")}: it was never made, or it has ended.");
        if (work.State == CommitmentState.Held)
            return Decision.Refuse(RefusalCode.NotConfirmed, "It is a hold, kept for a caller, and not yet a booking: nobody else moves it.");
        if (work.State == CommitmentState.Done) return Decision.Refuse(RefusalCode.AlreadyOver, "The job is done.");
        if (work.Steps.All(step => !step.Assignments.IsEmpty) && draft.Board.PlannedTimes(work) is [.., var last] && last.To <= draft.Now)
            return Decision.Refuse(RefusalCode.AlreadyOver, $"It was planned until {draft.Board.Clock.Tell(last.To)}; what is over is not moved.");
        return null;
    }

    private static Standing? FirstStanding(Board board, Commitment work) => Enumerable.Range(0, work.Steps.Length)
        .Select(step => board.Find(work, step)).FirstOrDefault(standing => standing is not null);
}
