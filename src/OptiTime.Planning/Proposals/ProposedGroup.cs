using System.Collections.Immutable;
using OptiTime.Planning.Backlog;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Search.Groups;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Proposals;

/// <summary>
/// What several serve together, or what takes several steps, and has lost its place: another one is found, kept and taken for all of them at once. Nobody else
/// is asked to make room for it.
/// </summary>
internal static class ProposedGroup
{
    /// <summary>Where a group would stand on a board; null where it does not fit.</summary>
    /// <param name="Steps">The steps as they would be agreed.</param>
    /// <param name="Placement">Who comes when.</param>
    internal readonly record struct Found(ImmutableArray<CommittedStep> Steps, GroupPlacement Placement)
    {
        /// <summary>The tours with the group in them.</summary>
        internal IEnumerable<TourPlanned> Tours(Board board)
        {
            GroupPlacement placement = Placement;
            return placement.Tours.Select(tour => tour.ToChange(board.ResourceOf(tour.Resource).Resource.Id));
        }
    }

    /// <summary>Looks for the place that a service was found for some work.</summary>
    /// <param name="board">The board.</param>
    /// <param name="service">The service.</param>
    /// <param name="work">The work: where its customer is.</param>
    /// <param name="to">The place, step by step.</param>
    /// <param name="id">The id under which it would stand there.</param>
    /// <param name="now">The present.</param>
    internal static Found? At(Board board, Service service, Commitment work, ImmutableArray<OfferedStep> to, string id, Moment now)
    {
        if (to.Length != work.Steps.Length || to.Length != service.Steps.Length || to.Where((step, index) => step.Site != work.Steps[index].Site).Any()) return null;
        Place? place = work.Steps.Where(step => step.Site is null && step.Place is not null).Select(step => board.Places.PlaceOf(step.Place!)).FirstOrDefault();
        if (new GroupSearch().Fit(board, service, to, place, id, now, out GroupPlacement? placement) != Fit.Fits) return null;
        return new Found(GroupTaking.StepsOf(service, to, place?.Id, placement!), placement!);
    }

    /// <summary>Keeps a place for a group.</summary>
    /// <inheritdoc cref="Reserving.Keep"/>
    internal static Reserving.Place? Keep(
        Board board, Service service, Commitment work, ImmutableArray<OfferedStep> to, string proposal, int number, Moment until, Moment now)
    {
        string id = Proposal.ReservationOf(proposal, number);
        if (At(board, service, work, to, id, now) is not { } found) return null;
        var reservation = new Commitment(
            id, CommitmentState.Held, id, work.Service, null, null, null, found.Steps, found.Placement.Added, found.Placement.Cost, until)
        {
            Proposal = proposal,
        };
        var move = new ProposedMove(work.Id, IsJob: false, work.Steps, [], found.Steps, found.Placement.Times, Call: true, id);
        return new Reserving.Place(move, [new CommitmentRecorded(reservation), .. found.Tours(board)]);
    }

    /// <summary>Puts a group where it would go, with those who would come: what was kept for nobody may be somebody else's by now.</summary>
    internal static bool TakeFree(Draft draft, Commitment work, ProposedMove move)
    {
        var sold = SoldSteps.Of(draft.Board, work with { Steps = move.To });
        var service = new Service(work.Service.Id, work.Service.Name, work.Service.Class, sold.Steps, JobSearch.AnyTime, Seconds.Zero, [], work.Service.Price);
        ImmutableArray<OfferedStep> to =
        [
            .. move.To.Select((step, index) => new OfferedStep(
                step.Promise, step.EarliestStart, step.LatestStart, move.PlannedTo[index].From, step.Site,
                [.. step.Assignments.Select(who => new OfferedResource(who.Role.Name, who.Resource))])),
        ];
        if (At(draft.Board, service, work, to, work.Id, draft.Now) is not { } found) return false;
        draft.Add(
        [
            new CommitmentRecorded(work with
            {
                State = CommitmentState.Confirmed,
                Steps = found.Steps,
                Travel = found.Placement.Added,
                Cost = found.Placement.Cost,
                Wanted = null,
            }),
            .. found.Tours(draft.Board),
        ]);
        return true;
    }
}
