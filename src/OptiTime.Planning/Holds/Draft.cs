using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Holds.Lending;
using OptiTime.Planning.Proposals;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Holds;

/// <summary>Changes in the making: each is assumed on the board at once, so that the next is decided on what the last one left.</summary>
/// <param name="board">The board of the territory.</param>
/// <param name="now">The present.</param>
/// <param name="version">The version the changes will be recorded at.</param>
/// <param name="lenders">The boards of those who lend, where the command concerns any.</param>
internal sealed class Draft(Board board, Moment now, long version, IReadOnlyList<Board> lenders)
{
    private readonly Board _given = board;
    private readonly List<Change> _changes = [];
    private readonly List<Guard> _guards = [];
    private readonly List<Place> _places = [];

    /// <summary>The board with all changes so far.</summary>
    internal Board Board { get; private set; } = BorrowedBoard.WithLoans(board, lenders);

    /// <summary>The present.</summary>
    internal Moment Now => now;

    /// <summary>The version the changes will be recorded at.</summary>
    internal long Version => version;

    /// <summary>The boards that stand beside its own.</summary>
    internal IReadOnlyList<Board> Lenders => lenders;

    /// <summary>The board it began with, without what others lend.</summary>
    internal Board Given => _given;

    /// <summary>A draft that begins where this one began.</summary>
    internal Draft Anew() => new(_given, now, version, lenders);

    /// <summary>Adds changes, and the places they name.</summary>
    internal void Add(IReadOnlyCollection<Change> changes, params IReadOnlyCollection<Place> places)
    {
        if (changes.Count == 0 && places.Count == 0) return;
        _changes.AddRange(changes);
        _places.AddRange(places);
        Board = Board.Assuming(changes, places, version, now);
    }

    /// <summary>Adds a condition.</summary>
    internal void Require(Guard guard) => _guards.Add(guard);

    /// <summary>Takes a commitment off the board; it ends so.</summary>
    internal void End(Commitment commitment, Ending ending, string? reason)
    {
        ImmutableArray<TourPlanned> tours = Vacancy.Tours(Board, commitment, now);
        Add([.. tours, new CommitmentEnded(commitment.Id, ending, reason)]);
        Add([.. OvertimePeriods.GivenBack(Board, tours, now)]);
    }

    /// <summary>Ends a proposal that is not accepted: everything stays as it is, and the places it kept are free.</summary>
    internal void End(Proposal proposal, ProposalEnding ending, string? reason)
    {
        foreach (string id in proposal.Kept().Select(move => move.Reservation).OfType<string>())
        {
            if (Board.Commitments.TryGetValue(id, out CommitmentEntry kept)) End(kept.Commitment, ending == ProposalEnding.Expired ? Ending.Expired : Ending.Released, null);
        }
        Add([new ProposalEnded(proposal.Id, ending, reason, null)]);
    }

    /// <summary>Ends holds whose time is over, at most some, under a guard that their time is over by the store's clock too.</summary>
    /// <param name="limit">How many at the most.</param>
    /// <param name="resource">Only those that hold this resource; null for any.</param>
    /// <returns>Whether there was one.</returns>
    internal bool ExpireOverdue(int limit, string? resource = null)
    {
        var overdue = Board.Holds.TakeWhile(hold => hold.Until <= now).Where(hold => resource is null || Holds(hold.Id, resource)).Take(limit).ToList();
        foreach ((Moment until, string id) in overdue)
        {
            Require(new OnlyAfter(until));
            // What keeps places for a proposal ends with all of it.
            if (!Board.Commitments.TryGetValue(id, out CommitmentEntry entry)) continue;
            if (entry.Commitment.Proposal is { } proposal) End(Board.Proposals[proposal].Proposal, ProposalEnding.Expired, null);
            else End(entry.Commitment, Ending.Expired, null);
        }
        return overdue.Count > 0;
    }

    /// <summary>The decision: every change in order, of several plans for one tour only the last.</summary>
    internal Decision Decide(Answer answer)
    {
        VoidProposals();
        var last = new Dictionary<(string, int, Moment), int>();
        for (int index = 0; index < _changes.Count; index++)
        {
            if (_changes[index] is TourPlanned tour && !IsGone(tour)) last[(tour.Resource, tour.Unit, tour.PeriodStart)] = index;
        }
        // Tours come after the commitments they name, and before the days they stand on may go.
        IEnumerable<Change> facts = _changes.Where(change => change is not (TourPlanned or HorizonAdvanced));
        IEnumerable<Change> tours = last.Values.Order().Select(index => _changes[index]);
        Change[] changes = [.. facts, .. tours, .. _changes.OfType<HorizonAdvanced>()];
        if (lenders.Count > 0) return new LoanSplit(_given, lenders, _places).Of(changes, [.. _guards], answer);
        // Where nothing was put into another order or left out, the board of the draft is the one the changes lead to.
        Board? assumed = changes.SequenceEqual(_changes, ReferenceEqualityComparer.Instance) ? Board : null;
        return new Decision([.. changes], [.. _guards], [.. _places], answer, null) { Assumed = assumed };
    }

    /// <summary>Ends proposals whose bookings or places are no longer what they were. Every decision does so; whoever tells what it came to does so before.</summary>
    internal void VoidProposals()
    {
        if (Board.Proposals.IsEmpty) return;
        var touched = new HashSet<string>(StringComparer.Ordinal);
        foreach (Change change in _changes)
        {
            if (change is CommitmentRecorded recorded) touched.Add(recorded.Commitment.Id);
            else if (change is CommitmentEnded ended) touched.Add(ended.Id);
        }
        foreach ((_, (Proposal proposal, _)) in Board.Proposals)
        {
            if (proposal.Kept().All(move => !touched.Contains(move.Commitment) && (move.Reservation is null || !touched.Contains(move.Reservation)))) continue;
            if (!proposal.Kept().All(move => Settlement.StillStands(Board, move)))
                End(proposal, ProposalEnding.Void, "What it would have moved was called off or moved meanwhile: there may be an easier way now. Ask again.");
        }
    }

    /// <summary>Whether a tour went with its resource, its unit or its working period, after something had been taken out of it.</summary>
    private bool IsGone(TourPlanned tour) => _changes.FindLast(change =>
        (change is ResourceDefined defined && defined.Resource.Id == tour.Resource) || (change is ResourceRemoved removed && removed.Id == tour.Resource)) switch
    {
        ResourceDefined now => tour.Unit >= now.Resource.Capacity || now.Periods.All(period => period.Span.From != tour.PeriodStart),
        ResourceRemoved => true,
        _ => false,
    };

    private bool Holds(string commitment, string resource) =>
        Board.Commitments[commitment].Commitment.Steps.Any(step => step.Assignments.Any(assignment => assignment.Resource == resource));

    /// <summary>The answer for a commitment as it now stands.</summary>
    internal Answer AnswerFor(Commitment commitment, double onTime, bool created) =>
        new(version, now, commitment, Board.PlannedTimes(commitment), onTime, null, created);
}
