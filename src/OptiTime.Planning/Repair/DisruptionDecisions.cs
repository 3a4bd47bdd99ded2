using System.Collections.Immutable;
using OptiTime.Planning.Backlog;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Proposals;

namespace OptiTime.Planning.Repair;

/// <summary>
/// What a disruption comes to, in one append: its facts, what is put back inside promises, and for the rest that it has lost its place. There is no moment
/// in which work is forgotten.
/// </summary>
internal static class DisruptionDecisions
{
    internal static Decision Handle(Draft draft, Catalogue catalogue, HandleDisruption command)
    {
        Board before = draft.Board;
        command = command with { Budget = command.Budget.Or(before.Settings.Repair) };
        LostWork? newcomer = null;
        if ((FieldFaults.Of(draft, command.Disruption) ?? UrgentJobs.Take(draft, catalogue, command, out newcomer)) is { } fault) return Decision.Refuse(fault);
        ImmutableArray<LostWork> lost = LostPlaces.Make(ref draft, anew => FieldFacts.State(anew, command.Disruption));
        if (FieldFaults.Of(before, command.Disruption, lost, draft) is { } impossible) return Decision.Refuse(impossible);
        string why = FieldWords.Of(command.Disruption, before.Clock.Tell), unplaced = why;
        if (newcomer is not null)
        {
            lost = lost.Add(newcomer);
            unplaced += ". Nobody could come, and nothing was promised";
            draft.Add([], command.Urgent?.Place is { } place ? [place] : []);
            draft.Require(new OnlyAt(Catalogue.LogName, catalogue.Version));
        }
        // Whoever was not at home is called before they are given another time.
        string? missing = (command.Disruption as CustomerAbsent)?.Commitment;
        // A place that is kept for a proposal is given up with it.
        ImmutableArray<LostWork> toPlace = [.. lost.Where(one => one.Work.Id != missing && one.Work.Proposal is null)];
        RepairPlan plan = RepairSearch.Find(draft.Board, toPlace, command.Budget, draft.Now);
        Board stated = draft.Board;
        draft.Add([.. plan.Changes.Where(change => !IsAsItWas(stated, change)).Select(change => change is CommitmentRecorded recorded ? recorded with { Reason = why } : change)]);
        foreach (LostWork one in lost.Where(one => !toPlace.Contains(one) || plan.Unplaced.Contains(one.Work.Id))) draft.Add([WithoutPlace(one.Work, unplaced)]);
        // Lost work may have been why somebody worked overtime.
        draft.Add([.. OvertimePeriods.GivenBack(draft.Board, lost.SelectMany(one => ToursOf(before, one.Work)), draft.Now)]);
        ImmutableArray<string> proposed = command.ProposeFor is { } open ? new RepairProposals(catalogue, command, draft.Now + open).Open(draft, lost) : [];
        // What slides beside a place that is kept for a proposal has slid because of what happened.
        RepairEntry entry = new RepairLedger(before, draft.Board).Entry(command, plan, draft.Now) with { Proposals = proposed.IsEmpty ? null : proposed };
        draft.Add([new RepairRecorded(entry)]);
        return draft.Decide(Decider.Done(draft.Version, draft.Now, created: true) with { Repair = entry });
    }

    /// <summary>Whether a change records work that goes on with the same people under the same terms: then only its time moves, and that stands in the tours.</summary>
    private static bool IsAsItWas(Board board, Change change)
    {
        if (change is not CommitmentRecorded { Commitment: var now } || !board.Commitments.TryGetValue(now.Id, out CommitmentEntry entry)) return false;
        Commitment was = entry.Commitment;
        return was.State == now.State && was.Steps.Length == now.Steps.Length && was.Steps.Zip(now.Steps).All(steps =>
            steps.First.Assignments.SequenceEqual(steps.Second.Assignments) && steps.First with { Assignments = steps.Second.Assignments } == steps.Second);
    }

    /// <summary>What becomes of work that has no place any more: a booking is broken, a hold is over, a job waits again.</summary>
    private static Change WithoutPlace(Commitment work, string why) => work.State switch
    {
        CommitmentState.Held => new CommitmentEnded(work.Id, Ending.Released, why),
        CommitmentState.Backlog => new CommitmentRecorded(JobDecisions.PutBack(work), why),
        _ => new CommitmentRecorded(Broken(work), why),
    };

    /// <summary>A booking as it is without its place: what was promised stays, and nobody serves; it is pinned to nothing any more.</summary>
    internal static Commitment Broken(Commitment booking) => booking with
    {
        State = CommitmentState.Broken,
        Steps = [.. booking.Steps.Select(step => step with { Assignments = [] })],
        Travel = default,
        Cost = [],
        Pinned = null,
    };

    private static IEnumerable<TourPlanned> ToursOf(Board board, Commitment work) =>
        from step in Enumerable.Range(0, work.Steps.Length)
        from assignment in Enumerable.Range(0, work.Steps[step].Assignments.Length)
        let standing = board.Find(work, step, assignment)
        where standing is not null
        select standing.Value.Tour.ToChange(board.ResourceOf(standing.Value.Tour.Resource).Resource.Id);
}
