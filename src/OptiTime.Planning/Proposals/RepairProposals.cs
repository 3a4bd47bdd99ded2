using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Proposals;

/// <summary>
/// Opens a proposal for each booking that a repair could not put back inside its promise: the ways there are to serve it, the first of which is kept while
/// its customer is called. One for each, since each customer answers for themselves. None for the rest of what has begun: what is sold would begin it anew.
/// </summary>
/// <param name="catalogue">What is sold.</param>
/// <param name="command">The disruption.</param>
/// <param name="until">When the proposals expire.</param>
internal sealed class RepairProposals(Catalogue catalogue, HandleDisruption command, Moment until)
{
    private const char FirstLetter = 'A';

    /// <summary>Opens them on the draft of the repair, on which the bookings have lost their place.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="unplaced">The bookings, with the assignments they had.</param>
    /// <returns>The ids of the proposals.</returns>
    internal ImmutableArray<string> Open(Draft draft, IEnumerable<LostWork> unplaced)
    {
        var search = new AlternativeSearch(catalogue, draft.Now, command.Wishes);
        var ids = ImmutableArray.CreateBuilder<string>();
        IEnumerable<LostWork> bookings = unplaced.Where(lost => lost.First == 0 && IsServedHere(lost.Work) && IsBroken(draft.Board, lost.Work.Id))
            .OrderBy(lost => lost.Work.Steps[0].Promise.From).ThenBy(lost => lost.Work.Id, StringComparer.Ordinal).Take(AlternativeSearch.MostBookings);
        foreach (LostWork lost in bookings)
        {
            if (draft.Board.Proposals.Count >= Proposal.MaximumOpen) break;
            string id = $"{command.Id}{(char)(FirstLetter + ids.Count)}";
            if (Open(draft, lost, [.. search.Find(draft.Board, [lost], command.Budget).Where(way => IsPossible(draft.Board, lost.Work, way))], id)) ids.Add(id);
        }
        return ids.ToImmutable();
    }

    /// <summary>Whether only resources of this territory take part, alone or several together.</summary>
    private static bool IsServedHere(Commitment work) => work is { IsJob: false, Loan: null, Borrows: false } && work.Steps.All(step => !step.Assignments.IsEmpty);

    /// <summary>Whether it is a booking without a place; a hold that lost its own has ended.</summary>
    private static bool IsBroken(Board board, string id) =>
        board.Commitments.TryGetValue(id, out CommitmentEntry entry) && entry.Commitment.State == CommitmentState.Broken;

    private bool Open(Draft draft, LostWork lost, RepairAlternative[] ways, string id)
    {
        for (int first = 0; first < ways.Length; first++)
        {
            if (Keep(draft, lost, ways[first], id) is not { } kept) continue;
            draft.Add([.. kept.Changes]);
            IEnumerable<Alternative> others = ways.Skip(first + 1).Select(way => OtherWay(draft, lost, way)).OfType<Alternative>();
            Proposal proposal = kept.Proposal with { Alternatives = [.. kept.Proposal.Alternatives, .. others] };
            // Each is done for once, so that none is told that could not be.
            IEnumerable<Alternative> possible = Enumerable.Range(0, proposal.Alternatives.Length).Select(way => AlternativePrice.Of(draft.Board, proposal, way, draft.Now)).OfType<Alternative>();
            draft.Add([new ProposalOpened(proposal with { Alternatives = [.. possible.Take(Proposal.MaximumAlternatives)] })]);
            return true;
        }
        return false;
    }

    /// <summary>A way whose places are not kept; null where it is none any more.</summary>
    private Alternative? OtherWay(Draft draft, LostWork lost, RepairAlternative way)
    {
        if (IsForOne(lost.Work, way.Moves[0])) return new Alternative([.. way.Moves.Select(move => MoveOf(draft.Board, lost, move))]);
        Commitment standing = draft.Board.Commitments[lost.Work.Id].Commitment;
        if (SoldTo(lost.Work) is not { } service || ProposedGroup.At(draft.Board, service, lost.Work, way.Moves[0].To, lost.Work.Id, draft.Now) is not { } found) return null;
        return new Alternative([new ProposedMove(
            standing.Id, IsJob: false, standing.Steps, PlannedFrom(draft.Board, lost, standing.Id), found.Steps, found.Placement.Times, way.Moves[0].MustCall, null)]);
    }

    /// <summary>The service as it is sold to the customer now; null where it is sold no more.</summary>
    private Service? SoldTo(Commitment work) => catalogue.Find(work.Service.Id)?.For(work.Tier);

    /// <summary>Keeps the places of a way; null where it could not be done after all.</summary>
    private (Proposal Proposal, ImmutableArray<Change> Changes)? Keep(Draft draft, LostWork lost, RepairAlternative way, string id)
    {
        Board board = draft.Board;
        var moves = ImmutableArray.CreateBuilder<ProposedMove>();
        var changes = ImmutableArray.CreateBuilder<Change>();
        // Whose place another stands in takes it last: it can be kept as little as a newcomer's.
        foreach (AlternativeMove move in way.Moves.Reverse())
        {
            bool isFree = way.Moves.Length == 1 || move.Commitment != lost.Work.Id;
            if (!isFree)
            {
                moves.Add(MoveOf(board, lost, move));
                continue;
            }
            Commitment work = WorkOf(board, lost, move.Commitment);
            if (KeepOne(board, work, move, id, moves.Count + 1, draft.Now) is not { } place) return null;
            board = board.Assuming(place.Changes, [], board.Version, board.At);
            changes.AddRange(place.Changes);
            moves.Add(place.Move with { From = board.Commitments[work.Id].Commitment.Steps, PlannedFrom = PlannedFrom(board, lost, work.Id), Call = move.MustCall });
        }
        var proposal = new Proposal(id, command.Id, null, [], [new Alternative(moves.ToImmutable())], until);
        var trial = new Draft(board, draft.Now, draft.Version, []);
        return Settlement.Displace(trial, proposal, 0, out _) is null ? (proposal, changes.ToImmutable()) : null;
    }

    private Reserving.Place? KeepOne(Board board, Commitment work, AlternativeMove move, string id, int number, Moment now) => IsForOne(work, move)
        ? Reserving.Keep(board, work, move.To[0], id, number, until, now)
        : SoldTo(work) is { } service ? ProposedGroup.Keep(board, service, work, move.To, id, number, until, now) : null;

    /// <summary>A move whose place is not kept.</summary>
    private static ProposedMove MoveOf(Board board, LostWork lost, AlternativeMove move)
    {
        Commitment standing = board.Commitments[move.Commitment].Commitment;
        CommittedStep step = WorkOf(board, lost, move.Commitment).Steps[0];
        OfferedStep to = move.To[0];
        CommittedStep after = step with
        {
            Promise = to.Promise,
            EarliestStart = to.EarliestStart,
            LatestStart = to.LatestStart,
            Assignments = [step.Assignments[0] with { Resource = to.Resources[0].Resource, Unit = 0 }],
        };
        return new ProposedMove(
            standing.Id, standing.IsJob, standing.Steps, PlannedFrom(board, lost, standing.Id), [after], [new Interval(to.Start, to.Start + step.Duration)], move.MustCall, null);
    }

    /// <summary>Whether one resource alone would serve it: whoever would come for the one who did may bring others.</summary>
    private static bool IsForOne(Commitment work, AlternativeMove move) => RepairItems.IsSingle(work) && move.To is [{ Resources.Length: 1 }];

    /// <summary>When work is planned; of what has lost its place when it was.</summary>
    private static ImmutableArray<Interval> PlannedFrom(Board board, LostWork lost, string id) =>
        id != lost.Work.Id ? board.PlannedTimes(board.Commitments[id].Commitment) : lost.During is { } during ? [during] : [];

    /// <summary>Work with the assignments it has, or had: their roles say what it needs.</summary>
    private static Commitment WorkOf(Board board, LostWork lost, string id) => id == lost.Work.Id ? lost.Work : board.Commitments[id].Commitment;

    /// <summary>Whether a way is one that a proposal can hold: nobody is lent for it, where others move all are alone, and nobody gives way to who does not rank higher.</summary>
    private static bool IsPossible(Board board, Commitment work, RepairAlternative way)
    {
        if (way.Moves is [var only] && !IsForOne(work, only)) return only.To.All(step => step.Resources.All(who => who.Territory is null));
        var negotiator = new Negotiator(work.Service.Class, work.Tier, board.Settings.Opportunity ?? Value.OpportunitySettings.Default);
        return way.Moves.All(move => move.To is [{ Resources: [{ Territory: null }] } to] && to.Site == WorkSite(board, work, move.Commitment)
            && (move.Commitment == work.Id || (board.PinOf(move.Commitment) is null && negotiator.MayDisplace(board.Commitments[move.Commitment].Commitment))));
    }

    private static string? WorkSite(Board board, Commitment work, string id) => (id == work.Id ? work : board.Commitments[id].Commitment).Steps[0].Site;
}
