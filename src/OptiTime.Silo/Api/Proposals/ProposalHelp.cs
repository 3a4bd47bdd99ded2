using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Proposals;
using OptiTime.Planning.Time;
using OptiTime.Silo.Api.Availability;
using OptiTime.Silo.Api.Offers;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Proposals;

/// <summary>What helps whoever finds that a proposal can not be done any more: what has changed since it was made, and fresh offers for those it was made for.</summary>
internal sealed class ProposalHelp(OffersAnew offers, TimeProvider clock)
{
    /// <summary>A problem with what has changed and with fresh offers.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="found">The proposal, open or ended.</param>
    /// <param name="alternative">Which of its alternatives was to be done, from 0.</param>
    /// <param name="stuck">Whose place has no room any more, where that is known.</param>
    /// <param name="stop">Gives up.</param>
    public async ValueTask<Problem> AddToAsync(Problem problem, FoundProposal found, int alternative, IEnumerable<string> stuck, CancellationToken stop)
    {
        (Board board, Planning.Proposals.Proposal proposal) = (found.Board, found.Told.Proposal);
        int way = Math.Min(alternative, proposal.Alternatives.Length - 1);
        ProblemChange[] changes = [.. Changes(board, proposal, way, stuck)];
        problem = problem with { Changes = changes.Length == 0 ? null : changes };
        if (Concerned(board, proposal) is not { } concerned) return problem;
        (IReadOnlyList<Offer> fresh, NoOffers? refusal) = concerned == proposal.Newcomer
            ? await offers.ForNewcomerAsync(board, concerned, stop) : await offers.ForBookingAsync(board, concerned, ImpactChoice.Negotiable, stop);
        return problem with { Offers = fresh, Refusal = refusal };
    }

    private IEnumerable<ProblemChange> Changes(Board board, Planning.Proposals.Proposal proposal, int alternative, IEnumerable<string> stuck)
    {
        var words = new TerritoryWords(board);
        var told = new HashSet<string>(StringComparer.Ordinal);
        // The places of one that has ended were given back with it.
        bool isOpen = board.Proposals.ContainsKey(proposal.Id);
        foreach (ChangedMove changed in ChangedMove.Of(board, proposal, alternative, Moment.From(clock.GetUtcNow())).Where(one => isOpen || one.Change != MoveChange.NotKept))
        {
            told.Add(changed.Commitment);
            string name = NameOf(words, changed.Commitment, changed.IsJob);
            yield return new ProblemChange { Id = name, Change = (ProposalObstacle)changed.Change, Words = Tell(board, words, changed, name) };
        }
        foreach (ProposedMove move in proposal.Alternatives[alternative].Moves.Where(move => stuck.Contains(move.Commitment) && told.Add(move.Commitment)))
        {
            string name = NameOf(words, move.Commitment, move.IsJob);
            yield return new ProblemChange { Id = name, Change = ProposalObstacle.NoRoom, Words = $"There is no room any more where {name} was to go." };
        }
    }

    /// <summary>Whom it was made for: who would have come, or the booking that has no place, or wants another. Nobody where that booking is gone, or has a place again.</summary>
    private static Commitment? Concerned(Board board, Planning.Proposals.Proposal proposal)
    {
        if (proposal.Newcomer is { } newcomer) return newcomer;
        IEnumerable<string> candidates = proposal.Rescheduled is { } moved ? [moved.Id] : proposal.Kept().Select(move => move.Commitment);
        foreach (string id in candidates)
        {
            if (board.Commitments.TryGetValue(id, out CommitmentEntry entry) && (proposal.Rescheduled is not null || entry.Commitment.State == CommitmentState.Broken)) return entry.Commitment;
        }
        return null;
    }

    private static string Tell(Board board, TerritoryWords words, ChangedMove changed, string name)
    {
        if (changed.Change == MoveChange.Ended) return $"{name} was called off, or is done.";
        Commitment work = board.Commitments[changed.Commitment].Commitment;
        return changed.Change switch
        {
            MoveChange.Begun => $"{name} began at {words.Written(board.PlannedTimes(work)[0].From)}.",
            MoveChange.NotKept => $"The place that was kept for {name} is kept no more.",
            _ when work.State == CommitmentState.Broken => $"{name} has lost its place.",
            _ when work.IsJob && work.State == CommitmentState.Waiting => $"{name} waits again.",
            _ => $"{name} is promised between {words.Written(work.Steps[0].Promise.From)} and {words.Written(work.Steps[0].Promise.To)} now{(work.Steps[0].Assignments is [var who, ..] ? $", with '{who.Resource}'" : "")}.",
        };
    }

    private static string NameOf(TerritoryWords words, string id, bool isJob) => isJob ? CommitmentName.Job(words.Territory, id) : CommitmentName.Booking(words.Territory, id);

    /// <summary>The moves a refusal names.</summary>
    public static IEnumerable<string> StuckIn(Refusal refusal) => refusal.Commitments.IsDefaultOrEmpty ? [] : refusal.Commitments;
}
