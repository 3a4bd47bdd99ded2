using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Search;
using OptiTime.Planning.Search.Ejection;
using OptiTime.Planning.Telling;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Proposals;

/// <summary>Opening, accepting and refusing proposals.</summary>
internal static class ProposalDecisions
{
    /// <summary>Holds an offer that displaces others: their new places are kept, and the newcomer waits for their word.</summary>
    internal static Decision Open(Draft draft, Catalogue catalogue, PlaceHold command)
    {
        OfferTerms terms = command.Terms;
        if (OfferTaking.Fault(draft, catalogue, terms, out Service service) is { } fault) return Decision.Refuse(fault);
        if (draft.Board.Proposals.Count >= Proposal.MaximumOpen)
            return Decision.Refuse(RefusalCode.TooManyProposals, $"Already {Proposal.MaximumOpen} proposals are open in '{draft.Board.Settings.Id}'. Accept or refuse some first.");
        Commitment? booking = null;
        if (command.Reschedules is { } moved && BookingDecisions.FindFor(draft, moved, terms, out booking) is { } cannot) return cannot;
        if (booking is not null && Rescheduling.Fault(draft.Board, booking, draft.Now) is { } stays) return Decision.Refuse(stays);
        if (OfferTaking.SeatOf(draft.Board, service, terms, out ResourceEntry resource, out Location? point) is { } gone) return Decision.Refuse(gone);
        if (SlotSearch.NeedsGroup(draft.Board, service)) return Decision.Refuse(OfferTaking.NoLongerSoldSo(terms).Refusal!);
        if (HasRoom(draft, booking, resource, service.Steps[0], terms.Steps[0], command.Id, point))
            return Decision.Refuse(RefusalCode.OfferTaken, "There is room for it now without moving others. Ask for availability again.");
        var negotiator = Negotiator.On(draft.Board, service, terms.Tier);
        Moment until = draft.Now + command.TimeToLive;
        var moves = ImmutableArray.CreateBuilder<ProposedMove>();
        foreach (Displaced displaced in terms.Displaces)
        {
            if (Keep(draft, negotiator, displaced, command.Id, moves.Count(move => move.Reservation is not null) + 1, until) is not { } move)
                return Decision.Refuse(RefusalCode.OfferTaken, "What the offer would have moved has no room left where it was to go. Ask for availability again.");
            moves.Add(move);
        }
        var kept = new Proposal(command.Id, null, null, [], [new Alternative(moves.ToImmutable())], until);
        var trial = new Draft(draft.Board, draft.Now, draft.Version, []);
        if (booking is not null) Rescheduling.Leave(trial, booking.Id);
        if (Settlement.Displace(trial, kept, 0, out _) is not null
            || Placement.Find(trial.Board, resource, terms.Steps[0], service.Steps[0], command.Id, point, draft.Now) is not { } placement)
            return Decision.Refuse(RefusalCode.OfferTaken, $"Resource '{resource.Resource.Id}' would have no room for it any more: {new PlainWords(draft.Board.Clock).Span(terms.Steps[0].Promise)}. Ask for availability again.");
        Proposal proposal = Asked(draft, catalogue, service, terms, placement, kept, booking, AlternativePrice.Between(draft.Board, trial.Board, kept.Kept()));
        return Opened(draft, catalogue, terms, proposal, OnTime.Of(placement.Tour, placement.Index));
    }

    internal static Decision Accept(Draft draft, AcceptProposal command)
    {
        if (Find(draft, command.Id, out Proposal proposal) is { } refusal) return refusal;
        if (command.Alternative < 0 || command.Alternative >= proposal.Alternatives.Length)
            return Decision.RefuseValue("alternative", $"The proposal has {PlainWords.Count(proposal.Alternatives.Length, "alternative")}, counted from 1.", proposal.Alternatives.Length == 1 ? "Send 1, or leave it out." : $"Send 1 to {proposal.Alternatives.Length}.");
        if ((proposal.Asking() ?? LostOf(draft.Board, proposal)) is { } asking && BookingDecisions.Mismatch(asking.Customer, asking.Tier, command.By) is { } mismatch) return Decision.Refuse(mismatch);
        if (RefusedIn(draft.Board, proposal.Alternatives[command.Alternative], command.Wishes) is { } unwanted) return Decision.Refuse(unwanted);
        ImmutableArray<ChangedMove> changed = ChangedMove.Of(draft.Board, proposal, command.Alternative, draft.Now);
        if (!changed.IsEmpty) return Outdated(draft.Board, changed[0].Commitment, "It has begun, or was moved or called off since");
        if (proposal.Rescheduled is { } moved) proposal = proposal with { Rescheduled = moved with { ExternalReference = command.ExternalReference ?? moved.ExternalReference } };
        if (Settlement.Displace(draft, proposal, command.Alternative, out ImmutableArray<TourPlanned> left) is { } stuck)
            return Outdated(draft.Board, stuck, "There is no room left where it was to go");
        draft.Add([new ProposalEnded(proposal.Id, ProposalEnding.Accepted, null, command.Alternative)]);
        Answer answer = Decider.Done(draft.Version, draft.Now, created: false);
        if (proposal.Newcomer is { } newcomer)
        {
            if (Settlement.PlaceFor(draft, newcomer) is not { } placement)
                return Outdated(draft.Board, null, $"Resource '{newcomer.Steps[0].Assignments[0].Resource}' has no room left for whom the others were to make room");
            Commitment booking = Book(draft, newcomer, placement, command);
            answer = draft.AnswerFor(booking, OnTime.Of(placement.Tour, placement.Index), created: true);
        }
        else if (proposal.Rescheduled is not null)
        {
            Commitment booking = draft.Board.Commitments[proposal.Rescheduled.Id].Commitment;
            answer = draft.AnswerFor(booking, Punctuality.Of(draft.Board, booking) ?? 1, created: false);
        }
        draft.Add([.. OvertimePeriods.GivenBack(draft.Board, left, draft.Now)]);
        draft.Require(new OnlyBefore(proposal.OpenUntil));
        return draft.Decide(answer with { Proposal = AsDone(draft.Board, proposal, command.Alternative) });
    }

    internal static Decision Refuse(Draft draft, RefuseProposal command)
    {
        if (Find(draft, command.Id, out Proposal proposal) is { } refusal) return refusal;
        draft.End(proposal, ProposalEnding.Refused, command.Reason);
        return draft.Decide(Decider.Done(draft.Version, draft.Now, created: false) with { Proposal = proposal });
    }

    /// <summary>What moving others is reckoned to cost: an amount for each, and the road it adds.</summary>
    internal static CostLine TroubleOf(Board board, Proposal proposal)
    {
        InstabilityRates rates = board.Settings.InstabilityRates;
        long cents = 0, road = 0;
        foreach (ProposedMove move in proposal.Kept())
        {
            Commitment work = board.Commitments[move.Commitment].Commitment;
            cents += (move.IsJob ? rates.Backlog : move.Call ? rates.RenegotiatedRate : rates.Told).Cents;
            if (move.Reservation is { } kept) road += RoadOf(board.Commitments[kept].Commitment) - RoadOf(work);
        }
        return new CostLine("instability", new Money(cents + Math.Max(0, road)));
    }

    private static long RoadOf(Commitment commitment) => commitment.Cost.Where(line => line.Kind == "travel").Sum(line => line.Amount.Cents);

    /// <summary>Keeps the new place of somebody whom an offer displaces; null when they may not be displaced any more, or there is no such place.</summary>
    private static ProposedMove? Keep(Draft draft, Negotiator negotiator, Displaced displaced, string proposal, int number, Moment until)
    {
        Board board = draft.Board;
        if (!board.Commitments.TryGetValue(displaced.Commitment, out CommitmentEntry entry) || board.Find(entry.Commitment, 0) is not { } standing) return null;
        Commitment work = entry.Commitment;
        var movable = new MovableWork(board, ChainSearch.ThawOf(board, draft.Now), negotiator.Urgency, null, ImmutableHashSet<string>.Empty, negotiator);
        if (movable.CostOf(standing.Stop) is null) return null;
        if (displaced.To is not { } to) return work.State == CommitmentState.Backlog ? Reserving.Waiting(board, work) : null;
        if (work.State == CommitmentState.Confirmed && to.Promise != work.Steps[0].Promise && !negotiator.MayDisplace(work)) return null;
        Reserving.Place? kept;
        do kept = Reserving.Keep(draft.Board, work, to, proposal, number, until, draft.Now);
        while (kept is null && to.Resources.Any(who => draft.ExpireOverdue(OfferTaking.OverdueAtOnce, who.Resource)));
        if (kept is not { } place) return null;
        draft.Add(place.Changes);
        return place.Move;
    }

    /// <summary>Whether there is room without moving others; for a booking that is rescheduled its own place counts as free.</summary>
    private static bool HasRoom(Draft draft, Commitment? booking, ResourceEntry resource, ServiceStep step, OfferedStep offered, string id, Location? point) => booking is null
        ? OfferTaking.PlaceInHours(draft, resource, step, offered, id, point) is not null
        : Placement.Find(Vacancy.Without(draft.Board, booking.Id, draft.Now), resource, offered, step, id, point, draft.Now) is not null;

    /// <summary>The proposal with who asks for it: somebody new, or a booking that would move with the others.</summary>
    private static Proposal Asked(
        Draft draft, Catalogue catalogue, Service service, OfferTerms terms, Placement placement, Proposal kept, Commitment? booking, Money cost)
    {
        CommittedStep step = OfferTaking.StepOf(service.Steps[0], terms, placement);
        SoldService sold = OfferTaking.SoldAs(service, catalogue, terms);
        ImmutableArray<CostLine> lines = [.. SlotSearch.CostOf(placement.Resource, placement.Added, service.Steps[0].Duration), TroubleOf(draft.Board, kept)];
        Interval planned = placement.Stop.StepTime;
        if (booking is null)
        {
            var newcomer = new Commitment(
                kept.Id, CommitmentState.Confirmed, terms.Id, sold, terms.Customer, terms.Tier, terms.ExternalReference, [step], placement.Added, lines, null, null,
                terms.AnyResource ? true : null);
            return kept with { Newcomer = newcomer, Planned = [planned], Alternatives = [new Alternative(kept.Kept()) { Cost = cost }] };
        }
        Commitment after = Rescheduling.As(booking, terms, sold, step, lines) with { Travel = placement.Added };
        return kept with
        {
            Rescheduled = after,
            Planned = [planned],
            Alternatives = [new Alternative([Rescheduling.MoveOf(draft.Board, booking, after, planned), .. kept.Kept()]) { Cost = cost }],
        };
    }

    private static Decision Opened(Draft draft, Catalogue catalogue, OfferTerms terms, Proposal proposal, double onTime)
    {
        Commitment asking = proposal.Asking()!;
        IEnumerable<Place> places = terms.Place is { } place && asking.Steps[0].Place == place.Id ? [place with { Customer = proposal.Rescheduled?.Customer ?? place.Customer }] : [];
        draft.Add([new ProposalOpened(proposal)], [.. places]);
        draft.Require(new OnlyBefore(terms.ValidUntil));
        draft.Require(new OnlyAt(Catalogue.LogName, catalogue.Version));
        return draft.Decide(new Answer(draft.Version, draft.Now, asking, proposal.Planned, onTime, null, Created: true) { Proposal = proposal });
    }

    /// <summary>A proposal with the places that were really had: others may have slid since it was opened.</summary>
    private static Proposal AsDone(Board board, Proposal proposal, int alternative)
    {
        Alternative way = proposal.Alternatives[alternative];
        return proposal with { Alternatives = proposal.Alternatives.SetItem(alternative, way with { Moves = [.. way.Moves.Select(move => AsDone(board, move))] }) };
    }

    private static ProposedMove AsDone(Board board, ProposedMove move)
    {
        Commitment work = board.Commitments[move.Commitment].Commitment;
        return move.To.IsEmpty ? move : move with { To = work.Steps, PlannedTo = board.PlannedTimes(work) };
    }

    private static Commitment Book(Draft draft, Commitment newcomer, Placement placement, AcceptProposal command)
    {
        CommittedStep step = newcomer.Steps[0];
        Commitment booking = newcomer with
        {
            Customer = newcomer.Customer ?? command.By?.Id,
            ExternalReference = command.ExternalReference ?? newcomer.ExternalReference,
            Steps = [step with { Assignments = [step.Assignments[0] with { Unit = placement.Tour.Unit }] }],
            Travel = placement.Added,
            Cost = [.. SlotSearch.CostOf(placement.Resource, placement.Added, step.Duration), .. newcomer.Cost.Where(line => line.Kind == "instability")],
        };
        // The place is told its customer, so that it is erased with them.
        IEnumerable<Place> places = step.Site is null && step.Place is { } place ? [draft.Board.Places.PlaceOf(place) with { Customer = booking.Customer }] : [];
        draft.Add([new CommitmentRecorded(booking), placement.Tour.ToChange(placement.Resource.Resource.Id)], [.. places]);
        return booking;
    }

    /// <summary>Of a repair's proposal the booking that it would give a place again; null where that has one by now.</summary>
    private static Commitment? LostOf(Board board, Proposal proposal) => proposal.Kept()
        .Select(move => board.Commitments.TryGetValue(move.Commitment, out CommitmentEntry entry) ? entry.Commitment : null).FirstOrDefault(work => work?.State == CommitmentState.Broken);

    /// <summary>The refusal where somebody would be sent to a customer who does not want them, whoever else agreed.</summary>
    private static Refusal? RefusedIn(Board board, Alternative way, KnownWishes wishes)
    {
        foreach (ProposedMove move in way.Moves)
        {
            if (wishes.RefusedIn(board, move) is not { } who) continue;
            return new Refusal(RefusalCode.Impossible, $"Its customer does not want resource '{who}', who would serve then.", "alternative", [move.Commitment])
            {
                Remedy = "Accept another alternative, or refuse the proposal and ask for availability again.",
                Jobs = move.IsJob ? [move.Commitment] : [],
            };
        }
        return null;
    }

    private static Decision Outdated(Board board, string? commitment, string why) => Decision.Refuse(new Refusal(
        RefusalCode.ProposalOutdated, $"{why}: the proposal can not be done as it was made. Refuse it, and ask again.", null, commitment is null ? [] : [commitment])
    {
        Jobs = commitment is not null && board.Commitments.TryGetValue(commitment, out CommitmentEntry entry) && entry.Commitment.IsJob ? [commitment] : [],
    });

    private static Decision? Find(Draft draft, string id, out Proposal proposal)
    {
        bool found = draft.Board.Proposals.TryGetValue(id, out ProposalEntry entry);
        proposal = entry.Proposal;
        if (!found) return Decision.Refuse(RefusalCode.UnknownProposal, "There is no such proposal: it was never opened, or it has ended.");
        return proposal.OpenUntil <= draft.Now ? Decision.Refuse(RefusalCode.ProposalExpired, $"The proposal expired at {draft.Board.Clock.Tell(proposal.OpenUntil)}. Ask for availability again.") : null;
    }
}
