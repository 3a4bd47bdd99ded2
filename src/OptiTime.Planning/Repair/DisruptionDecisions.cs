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
        var away = new LentAway(catalogue, command);
        command = command with { Budget = command.Budget.Or(draft.Board.Settings.Repair) };
        LostWork? newcomer = null;
        if ((FieldFaults.Of(draft, command.Disruption) ?? UrgentJobs.Take(draft, catalogue, command, out newcomer)) is { } fault) return Decision.Refuse(fault);
        Board before = draft.Board;
        ImmutableArray<LostWork> lost = LostPlaces.Under(ref draft, command.Disruption);
        if (FieldFaults.Of(lost, draft) is { } concerns) return Decision.Refuse(concerns);
        LostWork[] loans = [.. lost.Where(one => one.Work.Loan is not null)];
        away.TakeBack(draft, draft.Given, loans, FieldWords.Of(command.Disruption, before.Clock.Tell));
        draft.Add([.. OvertimePeriods.GivenBack(draft.Board, loans.SelectMany(one => ToursOf(before, one.Work)), draft.Now)]);
        if (newcomer is not null)
        {
            lost = lost.Add(newcomer);
            draft.Add([], command.Urgent?.Place is { } place ? [place] : []);
            draft.Require(new OnlyAt(Catalogue.LogName, catalogue.Version));
        }
        RepairEntry entry = PutBack(draft, before, catalogue, command, [.. lost.Except(loans).Select(one => one.After(command.Disruption))]);
        Decision decision = draft.Decide(Decider.Done(draft.Version, draft.Now, created: true) with { Repair = entry });
        return away.With(decision, draft.Given.Settings.Id) ?? Decision.Refuse(FieldFaults.Shared(loans));
    }

    /// <summary>Puts back what lost its place, says of the rest that it has none, and writes it all into the ledger.</summary>
    /// <param name="draft">The draft, on which the facts are stated.</param>
    /// <param name="before">The board before them.</param>
    /// <param name="catalogue">What is sold.</param>
    /// <param name="command">The disruption.</param>
    /// <param name="lost">What lost its place.</param>
    internal static RepairEntry PutBack(Draft draft, Board before, Catalogue catalogue, HandleDisruption command, ImmutableArray<LostWork> lost)
    {
        string why = FieldWords.Of(command.Disruption, before.Clock.Tell);
        // Whoever was not at home is called before they are given another time.
        string? missing = (command.Disruption as CustomerAbsent)?.Commitment;
        // A place that is kept for a proposal is given up with it.
        ImmutableArray<LostWork> toPlace = [.. lost.Where(one => one.Work.Id != missing && one.Work.Proposal is null)];
        RepairPlan plan = RepairSearch.Find(draft.Board, toPlace, command.Budget, draft.Now);
        Board stated = draft.Board;
        draft.Add([.. plan.Changes.Where(change => !IsAsItWas(stated, change)).Select(change => change is CommitmentRecorded recorded ? recorded with { Reason = why } : change)]);
        foreach (LostWork one in lost.Where(one => !toPlace.Contains(one) || plan.Unplaced.Contains(one.Work.Id)))
            draft.Add([WithoutPlace(draft.Board, one, one.Wishes is null ? why : $"{why}. Nobody could come, and nothing was promised")]);
        // Lost work may have been why somebody worked overtime.
        draft.Add([.. OvertimePeriods.GivenBack(draft.Board, lost.SelectMany(one => ToursOf(before, one.Work)), draft.Now)]);
        // Where a proposal loses its reason, the places it kept are free, and others may move up: that is told too.
        draft.VoidProposals();
        RepairEntry entry = new RepairLedger(before, draft.Board).Entry(command, plan, draft.Now);
        if (command.ProposeFor is { } open && new RepairProposals(catalogue, command, draft.Now + open).Open(draft, lost) is { IsEmpty: false } proposed)
        {
            // A place that is kept may make others slide. What it adds to the road is nobody's until it is accepted: the plan is measured without it, before and after.
            entry = new RepairLedger(before, draft.Board).Entry(command, plan, draft.Now) with { Before = entry.Before, After = entry.After, Proposals = proposed };
        }
        draft.Add([new RepairRecorded(entry)]);
        return entry;
    }

    /// <summary>Whether a change records work that goes on with the same people under the same terms: then only its time moves, and that stands in the tours.</summary>
    private static bool IsAsItWas(Board board, Change change)
    {
        if (change is not CommitmentRecorded { Commitment: var now } || !board.Commitments.TryGetValue(now.Id, out CommitmentEntry entry)) return false;
        Commitment was = entry.Commitment;
        return was.State == now.State && was.Steps.Length == now.Steps.Length && was.Steps.Zip(now.Steps).All(steps =>
            steps.First.Assignments.SequenceEqual(steps.Second.Assignments) && steps.First with { Assignments = steps.Second.Assignments } == steps.Second);
    }

    /// <summary>
    /// What becomes of work that has no place any more: a booking is broken, a hold is over, a job waits again. What has begun or is done stays: a booking is
    /// broken as to the rest, and a job that was begun has nobody for it until somebody is assigned or calls it done.
    /// </summary>
    private static Change WithoutPlace(Board board, LostWork lost, string why) => lost.Work.State switch
    {
        CommitmentState.Held => new CommitmentEnded(lost.Work.Id, Ending.Released, why),
        CommitmentState.Backlog when lost.First == 0 => new CommitmentRecorded(JobDecisions.PutBack(lost.Work), why),
        CommitmentState.Backlog => new CommitmentRecorded(lost.Left(), why),
        _ => new CommitmentRecorded(lost.Broken(board), why),
    };

    private static IEnumerable<TourPlanned> ToursOf(Board board, Commitment work) =>
        from step in Enumerable.Range(0, work.Steps.Length)
        from assignment in Enumerable.Range(0, work.Steps[step].Assignments.Length)
        let standing = board.Find(work, step, assignment)
        where standing is not null
        select standing.Value.Tour.ToChange(board.ResourceOf(standing.Value.Tour.Resource).Resource.Id);
}
