using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Search;
using OptiTime.Planning.Search.Ejection;
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
        if (OfferTaking.SeatOf(draft.Board, service, terms, out ResourceEntry resource, out Location? point) is { } gone) return Decision.Refuse(gone);
        if (SlotSearch.NeedsGroup(draft.Board, service)) return Decision.Refuse(OfferTaking.NoLongerSoldSo(terms).Refusal!);
        if (OfferTaking.PlaceInHours(draft, resource, service.Steps[0], terms.Steps[0], command.Id, point) is not null)
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
        if (Settlement.Displace(trial, kept, 0, out _) is not null
            || Placement.Find(trial.Board, resource, terms.Steps[0], service.Steps[0], command.Id, point, draft.Now) is not { } placement)
            return Decision.Refuse(RefusalCode.OfferTaken, $"Resource '{resource.Resource.Id}' would have no room for it in the promise {terms.Steps[0].Promise} any more. Ask for availability again.");
        Commitment newcomer = NewcomerOf(draft.Board, catalogue, service, terms, command.Id, placement, kept);
        Proposal proposal = kept with { Newcomer = newcomer, Planned = [placement.Stop.StepTime] };
        draft.Add([new ProposalOpened(proposal)], terms.Place is { } place && newcomer.Steps[0].Place == place.Id ? [place] : []);
        draft.Require(new OnlyBefore(terms.ValidUntil));
        draft.Require(new OnlyAt(Catalogue.LogName, catalogue.Version));
        return draft.Decide(new Answer(draft.Version, draft.Now, newcomer, proposal.Planned, OnTime.Of(placement.Tour, placement.Index), null, Created: true)
        {
            Proposal = proposal,
        });
    }

    internal static Decision Accept(Draft draft, AcceptProposal command)
    {
        if (Find(draft, command.Id, out Proposal proposal) is { } refusal) return refusal;
        if (command.Alternative < 0 || command.Alternative >= proposal.Alternatives.Length)
            return Decision.Refuse(new Refusal(RefusalCode.Invalid, $"The proposal has {proposal.Alternatives.Length} alternatives, counted from 1.", "alternative", []));
        if (proposal.Newcomer is { } asking && BookingDecisions.Mismatch(asking.Customer, asking.Tier, command.By) is { } mismatch) return Decision.Refuse(mismatch);
        foreach (ProposedMove move in proposal.Alternatives[command.Alternative].Moves)
        {
            if (!Settlement.StillStands(draft.Board, move) || HasBegun(draft, move.Commitment)) return Outdated(draft.Board, move.Commitment, "It has begun, or was moved or called off since");
        }
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
        draft.Add([.. OvertimePeriods.GivenBack(draft.Board, left, draft.Now)]);
        draft.Require(new OnlyBefore(proposal.OpenUntil));
        return draft.Decide(answer with { Proposal = proposal });
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

    private static Commitment NewcomerOf(
        Board board, Catalogue catalogue, Service service, OfferTerms terms, string id, Placement placement, Proposal kept) => new(
        id, CommitmentState.Confirmed, terms.Id, OfferTaking.SoldAs(service, catalogue, terms), terms.Customer, terms.Tier, terms.ExternalReference,
        [OfferTaking.StepOf(service.Steps[0], terms, placement)], placement.Added,
        [.. SlotSearch.CostOf(placement.Resource, placement.Added, service.Steps[0].Duration), TroubleOf(board, kept)], null, null, terms.AnyResource ? true : null);

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

    private static bool HasBegun(Draft draft, string commitment) =>
        draft.Board.PlannedTimes(draft.Board.Commitments[commitment].Commitment) is [var first, ..] && first.From <= draft.Now;

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
        return proposal.OpenUntil <= draft.Now ? Decision.Refuse(RefusalCode.ProposalExpired, $"The proposal expired at {proposal.OpenUntil}. Ask for availability again.") : null;
    }
}
