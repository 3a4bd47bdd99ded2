using System.Collections.Immutable;
using OptiTime.Planning.Backlog;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Search;
using OptiTime.Planning.Search.Ejection;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Proposals;

/// <summary>
/// Keeps the places to which a proposal would move others, by holds: so the store, the checker and every search know that they are taken without knowing
/// of proposals. Who would be moved stays where it is, so the place must be free beside it.
/// </summary>
internal static class Reserving
{
    /// <summary>A place that is kept, and what puts it on the board.</summary>
    internal readonly record struct Place(ProposedMove Move, ImmutableArray<Change> Changes);

    /// <summary>Keeps a place for work; null where there is no room for it.</summary>
    /// <param name="board">The board.</param>
    /// <param name="work">The work, of one step that one resource serves.</param>
    /// <param name="to">Where it would go.</param>
    /// <param name="proposal">The proposal's id.</param>
    /// <param name="number">Which of its places.</param>
    /// <param name="until">When the proposal expires.</param>
    /// <param name="now">The present.</param>
    internal static Place? Keep(Board board, Commitment work, OfferedStep to, string proposal, int number, Moment until, Moment now)
    {
        Asked asked = Resettling.AskedBy(board, work);
        if (to.Resources.Length != 1 || board.FindResource(JobSearch.ResourceOf(to)) is not { Requirements.IsEmpty: true } resource) return null;
        if (!OfferTaking.StillFits(board, resource, asked.Step, to)) return null;
        string id = Proposal.ReservationOf(proposal, number);
        if (Placement.Find(board, resource, to, asked.Step, id, Resettling.PointFor(board, resource, asked), now) is not { } placement) return null;
        CommittedStep step = work.Steps[0] with
        {
            Promise = to.Promise,
            EarliestStart = to.EarliestStart,
            LatestStart = to.LatestStart,
            Assignments = [new Assignment(asked.Step.Roles[0], resource.Resource.Id, placement.Tour.Unit)],
        };
        var reservation = new Commitment(
            id, CommitmentState.Held, id, work.Service, null, null, null, [step], placement.Added,
            SlotSearch.CostOf(resource, placement.Added, step.Duration), until)
        {
            Proposal = proposal,
        };
        bool mustCall = !work.IsJob && step.Promise != work.Steps[0].Promise;
        var move = new ProposedMove(work.Id, work.IsJob, work.Steps, board.PlannedTimes(work), [step], [placement.Stop.StepTime], mustCall, id);
        return new Place(move, [new CommitmentRecorded(reservation), placement.Tour.ToChange(resource.Resource.Id)]);
    }

    /// <summary>The move of a job that would wait again.</summary>
    internal static ProposedMove Waiting(Board board, Commitment job) => new(job.Id, IsJob: true, job.Steps, board.PlannedTimes(job), [], [], Call: false, null);
}
