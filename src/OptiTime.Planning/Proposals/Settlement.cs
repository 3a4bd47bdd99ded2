using System.Collections.Immutable;
using OptiTime.Planning.Backlog;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Search;
using OptiTime.Planning.Search.Ejection;
using OptiTime.Planning.Tours;

namespace OptiTime.Planning.Proposals;

/// <summary>Does what a proposal says on a draft: those who are displaced leave and take their new places, and the newcomer takes the room they left.</summary>
internal static class Settlement
{
    /// <summary>Whether what a proposal would move, and what it keeps for that, is what it was when the proposal was opened.</summary>
    internal static bool StillStands(Board board, ProposedMove move) =>
        (move.Reservation is null || board.Commitments.ContainsKey(move.Reservation))
        && board.Commitments.TryGetValue(move.Commitment, out CommitmentEntry entry) && entry.Commitment.State != CommitmentState.Done
        && AreSame(entry.Commitment.Steps, move.From);

    /// <summary>Moves everybody to where an alternative would have them.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="proposal">The proposal, whose reservations stand on the draft.</param>
    /// <param name="alternative">Which alternative.</param>
    /// <param name="left">The tours that somebody left.</param>
    /// <returns>Who found no place; null when all did. Otherwise the draft is not to be used.</returns>
    internal static string? Displace(Draft draft, Proposal proposal, int alternative, out ImmutableArray<TourPlanned> left)
    {
        ImmutableArray<ProposedMove> moves = proposal.Alternatives[alternative].Moves;
        if (alternative > 0)
        {
            foreach (string kept in proposal.Kept().Select(move => move.Reservation).OfType<string>()) draft.End(draft.Board.Commitments[kept].Commitment, Ending.Released, null);
        }
        var tours = ImmutableArray.CreateBuilder<TourPlanned>();
        foreach (ProposedMove move in moves)
        {
            ImmutableArray<TourPlanned> vacated = Vacancy.Tours(draft.Board, draft.Board.Commitments[move.Commitment].Commitment, draft.Now);
            tours.AddRange(vacated);
            draft.Add([.. vacated]);
        }
        left = tours.ToImmutable();
        // Whoever's place is kept takes it first: others may have to stand where they stood.
        foreach (ProposedMove move in moves.OrderBy(move => move.Reservation is null))
        {
            Commitment work = draft.Board.Commitments[move.Commitment].Commitment;
            if (!(move.To.IsEmpty ? Wait(draft, work) : move.Reservation is not null ? TakeKept(draft, work, move) : TakeFree(draft, proposal.Rescheduled, work, move))) return work.Id;
        }
        return null;
    }

    /// <summary>Where the newcomer of a proposal fits on a board on which the others have made room; null when it does not.</summary>
    internal static Placement? PlaceFor(Draft draft, Commitment newcomer) => Find(draft, newcomer, newcomer.Steps[0], newcomer.Id);

    private static bool Wait(Draft draft, Commitment job)
    {
        draft.Add([new CommitmentRecorded(JobDecisions.PutBack(job))]);
        return true;
    }

    /// <summary>Work takes the place that was kept for it, just where that stands.</summary>
    private static bool TakeKept(Draft draft, Commitment work, ProposedMove move)
    {
        Commitment kept = draft.Board.Commitments[move.Reservation!].Commitment;
        TourPlanned[] tours = [.. ToursWith(draft.Board, kept, work.Id)];
        Commitment settled = Settled(work, kept.Steps) with { Travel = kept.Travel, Cost = kept.Cost };
        draft.Add([new CommitmentRecorded(settled), .. tours, new CommitmentEnded(kept.Id, Ending.Released, null)]);
        return tours.Length > 0;
    }

    private static bool TakeFree(Draft draft, Commitment? rescheduled, Commitment work, ProposedMove move)
    {
        if (move.To is not [{ Assignments: [{ Role.IsForTheStep: true }] }]) return ProposedGroup.TakeFree(draft, work, move);
        if (work.Steps.Length != 1 || Find(draft, work, move.To[0], work.Id) is not { } placement) return false;
        CommittedStep step = move.To[0] with { Assignments = [move.To[0].Assignments[0] with { Unit = placement.Tour.Unit }] };
        ImmutableArray<CostLine> cost = SlotSearch.CostOf(placement.Resource, placement.Added, step.Duration);
        Commitment settled = rescheduled?.Id == work.Id
            ? rescheduled with { Steps = [step], Travel = placement.Added, Cost = [.. cost, .. rescheduled.Cost.Where(line => line.Kind == "instability")] }
            : Settled(work, [step]) with { Travel = placement.Added, Cost = cost };
        draft.Add([new CommitmentRecorded(settled), placement.Tour.ToChange(placement.Resource.Resource.Id)]);
        return true;
    }

    private static Commitment Settled(Commitment work, ImmutableArray<CommittedStep> steps) =>
        work with { Steps = steps, State = work.IsJob ? CommitmentState.Backlog : CommitmentState.Confirmed, Wanted = null };

    /// <summary>Room for a step of one role with its resource; holds of that resource that are overdue end for it.</summary>
    private static Placement? Find(Draft draft, Commitment work, CommittedStep step, string id)
    {
        Asked asked = Resettling.AskedBy(draft.Board, work with { Steps = [step] });
        var offered = new OfferedStep(step.Promise, step.EarliestStart, step.LatestStart, step.EarliestStart, step.Site, []);
        return draft.Board.FindResource(step.Assignments[0].Resource) is { Requirements.IsEmpty: true } resource && OfferTaking.StillFits(draft.Board, resource, asked.Step, offered)
            ? OfferTaking.PlaceInHours(draft, resource, asked.Step, offered, id, Resettling.PointFor(draft.Board, resource, asked)) : null;
    }

    /// <summary>The tours a commitment stands in, with another one in its place.</summary>
    private static IEnumerable<TourPlanned> ToursWith(Board board, Commitment kept, string instead)
    {
        var tours = new HashSet<Tour>(ReferenceEqualityComparer.Instance);
        for (int step = 0; step < kept.Steps.Length; step++)
        {
            for (int assignment = 0; assignment < kept.Steps[step].Assignments.Length; assignment++)
            {
                if (board.Find(kept, step, assignment) is { } standing) tours.Add(standing.Tour);
            }
        }
        foreach (Tour tour in tours)
        {
            TourPlanned planned = tour.ToChange(board.ResourceOf(tour.Resource).Resource.Id);
            yield return planned with { Stops = [.. planned.Stops.Select(stop => stop.Commitment == kept.Id ? stop with { Commitment = instead } : stop)] };
        }
    }

    /// <summary>Whether steps promise the same, with the same resources.</summary>
    internal static bool AreSame(ImmutableArray<CommittedStep> left, ImmutableArray<CommittedStep> right) =>
        left.Length == right.Length && left.Zip(right).All(pair =>
            pair.First with { Assignments = [] } == pair.Second with { Assignments = [] }
            && pair.First.Assignments.Select(who => (who.Resource, who.Unit)).SequenceEqual(pair.Second.Assignments.Select(who => (who.Resource, who.Unit))));
}
