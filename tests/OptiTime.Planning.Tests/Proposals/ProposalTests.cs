using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.History;
using OptiTime.Planning.Proposals;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Tests.Proposals;

public sealed class ProposalTests
{
    private static readonly Service Leak = CrowdedMonday.Leak;

    private static readonly Interval Monday = CrowdedMonday.Monday, Morning = CrowdedMonday.Morning;

    private static Branch FullMonday(string now = "2026-11-22T18:00") => CrowdedMonday.Begin(now);

    private static SearchQuery Ask(Branch branch, Service service, string? tier = "gold") => CrowdedMonday.Ask(branch, service, tier);

    private static (FoundOffer Offer, Proposal Proposal) Open(Branch branch) => CrowdedMonday.Open(branch);

    private static string Standing(Branch branch) => string.Join("\n",
        [.. branch.Board.Commitments.Values.Select(entry => Facts.Of(new CommitmentRecorded(entry.Commitment))), .. BoardSnapshot.PlannedTours(branch.Board).Select(Facts.Of)]);

    [Fact]
    public void Who_is_more_urgent_is_offered_the_place_of_told_work_as_a_proposal()
    {
        Branch branch = FullMonday();
        branch.Search(Ask(branch, Leak) with { Impact = ImpactAllowed.WithinPromises }).Offers.ShouldBeEmpty();

        SearchResult result = branch.Search(Ask(branch, Leak));

        FoundOffer offer = result.Offers.ShouldHaveSingleItem();
        result.Completeness.ShouldBe(Completeness.Truncated);
        result.Beyond.ShouldBeEmpty();
        offer.Steps[0].Promise.ShouldBe(Morning);
        Displaced displaced = offer.Displaces.ShouldHaveSingleItem();
        Commitment told = branch.CommitmentOf(displaced.Commitment);
        displaced.To!.Promise.ShouldNotBe(told.Steps[0].Promise);
        displaced.To.Promise.Length.ShouldBe(Seconds.FromHours(2));
        offer.Moved.ShouldHaveSingleItem().NewPromise.ShouldBe(displaced.To.Promise);
        offer.Cost.ShouldContain(line => line.Kind == "instability" && line.Amount >= Lyon.Settings.InstabilityRates.RenegotiatedRate);
    }

    [Fact]
    public void While_it_is_open_everybody_stays_and_the_new_place_is_kept()
    {
        Branch branch = FullMonday();
        string before = Standing(branch);
        (_, Proposal proposal) = Open(branch);

        branch.Board.Commitments.ContainsKey("NEW").ShouldBeFalse();
        ProposedMove move = proposal.Kept().ShouldHaveSingleItem();
        move.Call.ShouldBeTrue();
        branch.PlannedAt(move.Commitment).ShouldBe(move.PlannedFrom[0]);
        Commitment kept = branch.CommitmentOf(move.Reservation!);
        (kept.State, kept.HeldUntil, kept.Proposal).ShouldBe((CommitmentState.Held, proposal.OpenUntil, "NEW"));
        branch.PlannedAt(kept.Id).ShouldBe(move.PlannedTo[0]);
        before.ShouldContain(Facts.Of(new CommitmentRecorded(branch.CommitmentOf(move.Commitment))));
        branch.Board.PinOf(move.Commitment)!.Id.ShouldBe("NEW");
    }

    [Fact]
    public void Accepting_swaps_all_in_one_append()
    {
        Branch branch = FullMonday();
        (FoundOffer offer, Proposal proposal) = Open(branch);
        ProposedMove move = proposal.Kept()[0];
        int entries = branch.Log.Count;

        Answer answer = branch.Done(new AcceptProposal("NEW", 0, null, "CRM-1"));

        branch.Log.Count.ShouldBe(entries + 1);
        answer.Commitment!.Id.ShouldBe("NEW");
        branch.CommitmentOf("NEW").ShouldSatisfyAllConditions(
            booking => booking.State.ShouldBe(CommitmentState.Confirmed), booking => booking.ExternalReference.ShouldBe("CRM-1"),
            booking => booking.Offer.ShouldBe(answer.Commitment.Offer), booking => booking.Cost.ShouldContain(line => line.Kind == "instability"));
        Morning.Contains(branch.PlannedAt("NEW").From).ShouldBeTrue();
        branch.CommitmentOf(move.Commitment).Steps[0].Promise.ShouldBe(offer.Displaces[0].To!.Promise);
        branch.PlannedAt(move.Commitment).ShouldBe(move.PlannedTo[0]);
        branch.Board.Proposals.ShouldBeEmpty();
        branch.Board.Commitments.ContainsKey(move.Reservation!).ShouldBeFalse();
        CommitmentStory.Of(move.Commitment, branch.Log).Events[^1].Kind.ShouldBe(CommitmentEventKind.Renegotiated);
    }

    [Fact]
    public void Confirming_the_newcomers_hold_is_accepting()
    {
        Branch branch = FullMonday();
        Open(branch);

        branch.Done(new ConfirmHold("NEW", new Confirmer("customer", null), null)).Commitment!.State.ShouldBe(CommitmentState.Confirmed);
        branch.Send(new ConfirmHold("NEW", null, null)).Refusal!.Code.ShouldBe(RefusalCode.AlreadyConfirmed);
    }

    [Fact]
    public void Refusing_gives_back_what_was_kept()
    {
        Branch branch = FullMonday();
        string before = Standing(branch);
        Open(branch);

        branch.Done(new RefuseProposal("NEW", "C-7 is abroad"));

        Standing(branch).ShouldBe(before);
        branch.Board.Proposals.ShouldBeEmpty();
        branch.Log[^1].Changes.OfType<ProposalEnded>().ShouldHaveSingleItem().ShouldBe(new ProposalEnded("NEW", ProposalEnding.Refused, "C-7 is abroad", null));
        branch.Send(new AcceptProposal("NEW", 0, null, null)).Refusal!.Code.ShouldBe(RefusalCode.UnknownProposal);
    }

    [Fact]
    public void Giving_the_newcomers_hold_back_is_refusing()
    {
        Branch branch = FullMonday();
        Open(branch);
        branch.Done(new ReleaseHold("NEW", null));
        branch.Board.Proposals.ShouldBeEmpty();
        branch.Board.Holds.ShouldBeEmpty();
    }

    [Fact]
    public void Nobody_accepts_what_has_expired_and_everything_it_kept_ends_with_it()
    {
        Branch branch = FullMonday();
        string before = Standing(branch);
        (_, Proposal proposal) = Open(branch);
        branch.Now = proposal.OpenUntil;

        branch.Send(new AcceptProposal("NEW", 0, null, null)).Refusal!.Code.ShouldBe(RefusalCode.ProposalExpired);
        Decision expired = branch.Send(new ExpireHolds());

        expired.Guards.ShouldContain(new OnlyAfter(proposal.OpenUntil));
        Standing(branch).ShouldBe(before);
        branch.Board.Proposals.ShouldBeEmpty();
    }

    [Fact]
    public void Who_needs_the_place_of_an_overdue_proposal_ends_it_in_the_same_append()
    {
        Branch branch = FullMonday();
        (_, Proposal proposal) = Open(branch);
        Interval kept = proposal.Kept()[0].To[0].Promise;
        SearchQuery query = Branch.Ask(Sold.Boiler, Lyon.Bron, kept with { To = kept.From + Seconds.FromHours(9) }) with { Wishes = [kept] };
        // As many as fit, found before the place was kept.
        branch.Now = proposal.OpenUntil;
        while (branch.Search(query).Offers is [var free, ..]) branch.Done(new Book(branch.NewId("C"), branch.Terms(query, free), null, null));
        OfferedStep full = new(kept, kept.From, kept.To - Seconds.FromHours(1), kept.From, null, [new OfferedResource("technician", "T1")]);
        FoundOffer taken = new([full], full.Start + Seconds.FromHours(1), default, [], Sold.Boiler.Price, 1, []);

        branch.Done(new Book("LAST", branch.Terms(query, taken), null, null));

        branch.Board.Proposals.ShouldBeEmpty();
        branch.Log[^1].Changes.OfType<ProposalEnded>().ShouldHaveSingleItem().Ending.ShouldBe(ProposalEnding.Expired);
    }

    [Fact]
    public void It_is_void_when_one_of_those_it_would_move_is_called_off()
    {
        Branch branch = FullMonday();
        (_, Proposal proposal) = Open(branch);

        branch.Done(new CancelBooking(proposal.Kept()[0].Commitment, null));

        branch.Log[^1].Changes.OfType<ProposalEnded>().ShouldHaveSingleItem().Ending.ShouldBe(ProposalEnding.Void);
        branch.Board.Holds.ShouldBeEmpty();
    }

    [Fact]
    public void It_is_void_when_one_of_those_it_would_move_is_moved_by_its_customer()
    {
        Branch branch = FullMonday();
        (_, Proposal proposal) = Open(branch);
        string pinned = proposal.Kept()[0].Commitment;
        SearchQuery query = Branch.Ask(Sold.Boiler, Lyon.Bron, new Interval(Monday.From, Monday.To + Seconds.FromHours(72))) with { Ignoring = pinned };

        branch.Done(new RescheduleBooking(pinned, branch.Terms(query, branch.Search(query).Offers[^1])));

        branch.Board.Proposals.ShouldBeEmpty();
    }

    [Fact]
    public void Who_is_pinned_is_displaced_by_no_other_proposal()
    {
        Branch branch = FullMonday();
        (_, Proposal first) = Open(branch);

        FoundOffer[] others = [.. branch.Search(Ask(branch, Leak)).Offers];

        others.ShouldAllBe(offer => offer.Displaces.All(displaced => displaced.Commitment != first.Kept()[0].Commitment));
    }

    [Fact]
    public void Two_who_were_offered_the_same_place_do_not_both_get_it()
    {
        Branch branch = FullMonday();
        SearchQuery query = Ask(branch, Leak);
        FoundOffer offer = branch.Search(query).Offers[0];
        branch.Done(new PlaceHold("A", branch.Terms(query, offer), Seconds.FromMinutes(5)));

        branch.Send(new PlaceHold("B", branch.Terms(query, offer), Seconds.FromMinutes(5))).Refusal!.Code.ShouldBe(RefusalCode.OfferTaken);
    }

    [Fact]
    public void An_offer_that_opened_a_proposal_can_not_be_held_again()
    {
        Branch branch = FullMonday();
        SearchQuery query = Ask(branch, Leak);
        OfferTerms terms = branch.Terms(query, branch.Search(query).Offers[0]);
        branch.Done(new PlaceHold("A", terms, Seconds.FromMinutes(5)));
        branch.Done(new RefuseProposal("A", null));

        branch.Send(new PlaceHold("B", terms, Seconds.FromMinutes(5))).Refusal!.Code.ShouldBe(RefusalCode.OfferUsed);
    }

    [Fact]
    public void What_keeps_a_place_is_nobodys_hold()
    {
        Branch branch = FullMonday();
        (_, Proposal proposal) = Open(branch);
        string kept = proposal.Kept()[0].Reservation!;

        branch.Send(new ConfirmHold(kept, null, null)).Refusal!.Code.ShouldBe(RefusalCode.Proposed);
        branch.Send(new ReleaseHold(kept, null)).Refusal!.Code.ShouldBe(RefusalCode.Proposed);
        branch.Send(new CancelBooking(kept, null)).Refusal!.Code.ShouldBe(RefusalCode.Proposed);
    }

    [Fact]
    public void An_offer_that_displaces_others_can_not_be_booked_before_they_were_called()
    {
        Branch branch = FullMonday();
        SearchQuery query = Ask(branch, Leak);
        OfferTerms terms = branch.Terms(query, branch.Search(query).Offers[0]);

        branch.Send(new Book("B", terms, null, null)).Refusal!.Code.ShouldBe(RefusalCode.NeedsProposal);
    }

    [Theory]
    [InlineData(PriorityClass.Standard, "gold", false)]
    [InlineData(PriorityClass.Standard, "platinum", true)]
    [InlineData(PriorityClass.Urgent, "gold", true)]
    [InlineData(PriorityClass.Urgent, "silver", false)]
    [InlineData(PriorityClass.Urgent, null, false)]
    [InlineData(PriorityClass.Maintenance, "platinum", false)]
    public void Nobody_gives_way_to_who_is_less_urgent_or_of_a_lower_tier(PriorityClass urgency, string? tier, bool isOffered)
    {
        // The work that stands there is ordinary work of gold customers.
        Branch branch = FullMonday();
        Service service = Leak with { Class = urgency };
        branch.Sell(service);

        branch.Search(Ask(branch, service, tier)).Offers.IsEmpty.ShouldBe(!isOffered);
    }

    [Fact]
    public void What_is_frozen_is_not_displaced()
    {
        Branch branch = FullMonday();
        branch.Done(new DefineTerritory(Lyon.Settings with { Freeze = Seconds.FromHours(24) }, null));

        branch.Search(Ask(branch, Leak)).Offers.ShouldBeEmpty();
    }

    [Fact]
    public void What_has_begun_is_not_moved_whoever_accepted_it()
    {
        Branch branch = FullMonday("2026-11-23T05:30");
        SearchQuery query = Ask(branch, Leak);
        FoundOffer offer = branch.Search(query).Offers[0];
        branch.Done(new PlaceHold("NEW", branch.Terms(query, offer), Seconds.FromHours(24)));
        branch.Now = branch.PlannedAt(offer.Displaces[0].Commitment).From;

        branch.Send(new AcceptProposal("NEW", 0, null, null)).Refusal!.Code.ShouldBe(RefusalCode.ProposalOutdated);
    }

    [Fact]
    public void The_customer_who_accepts_must_be_whom_the_offer_was_made_to()
    {
        Branch branch = FullMonday();
        Open(branch);

        branch.Send(new AcceptProposal("NEW", 0, new Confirmer("somebody", null), null)).Refusal!.Code.ShouldBe(RefusalCode.CustomerMismatch);
        branch.Send(new AcceptProposal("NEW", 1, null, null)).Refusal!.Field.ShouldBe("alternative");
    }

    [Fact]
    public void A_board_with_an_open_proposal_is_restored_from_its_snapshot()
    {
        Branch branch = FullMonday();
        Open(branch);

        Snapshot snapshot = BoardSnapshot.Of(branch.Board);
        Facts.Of(BoardSnapshot.Of(Board.Restore(snapshot))).ShouldBe(Facts.Of(snapshot));
        Board.Restore(snapshot).Proposals.Keys.ShouldBe(["NEW"]);
    }
}
