using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.History;
using OptiTime.Planning.Proposals;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Tests.Proposals;

/// <summary>A booking that would rather have the place of others: it stays where it is until they have agreed, and then all of it happens at once.</summary>
public sealed class ReschedulingTests
{
    private static readonly Interval Tuesday = new(Lyon.OnMonday("08:00") + Seconds.FromHours(24), Lyon.OnMonday("17:00") + Seconds.FromHours(24));

    private readonly Branch _branch = CrowdedMonday.Begin();
    private readonly string _leak;

    public ReschedulingTests() => _leak = _branch.Book(Branch.Ask(CrowdedMonday.Leak, Lyon.Bron, Tuesday));

    private SearchQuery Ask() => CrowdedMonday.Ask(_branch, CrowdedMonday.Leak) with { Ignoring = _leak };

    private (FoundOffer Offer, Proposal Proposal) Open(string id = "NEW")
    {
        SearchQuery query = Ask();
        FoundOffer offer = _branch.Search(query).Offers.ShouldHaveSingleItem();
        return (offer, _branch.Done(new PlaceHold(id, _branch.Terms(query, offer), Seconds.FromMinutes(5)) { Reschedules = _leak }).Proposal.ShouldNotBeNull());
    }

    [Fact]
    public void While_the_others_are_called_it_stays_where_it_is_and_is_pinned_with_them()
    {
        string before = Facts.Of(new CommitmentRecorded(_branch.CommitmentOf(_leak)));

        (FoundOffer offer, Proposal proposal) = Open();

        offer.Displaces.ShouldHaveSingleItem();
        proposal.Newcomer.ShouldBeNull();
        proposal.Rescheduled!.Id.ShouldBe(_leak);
        Facts.Of(new CommitmentRecorded(_branch.CommitmentOf(_leak))).ShouldBe(before);
        Tuesday.Contains(_branch.PlannedAt(_leak)).ShouldBeTrue("it may slide inside its promise");
        proposal.Kept().Select(move => _branch.Board.PinOf(move.Commitment)!.Id).ShouldBe(["NEW", "NEW"]);
        proposal.Kept().Single(move => move.Commitment == _leak).ShouldSatisfyAllConditions(
            move => move.Call.ShouldBeFalse(), move => move.Reservation.ShouldBeNull(), move => move.To[0].Promise.ShouldBe(CrowdedMonday.Morning));
    }

    [Fact]
    public void Accepted_it_leaves_its_own_place_and_takes_that_of_the_others_in_one_append()
    {
        (FoundOffer offer, Proposal proposal) = Open();
        int entries = _branch.Log.Count, commitments = _branch.Board.Commitments.Count;

        Answer answer = _branch.Done(new ConfirmHold("NEW", null, "CRM-2"));

        _branch.Log.Count.ShouldBe(entries + 1);
        (answer.Commitment!.Id, answer.Created).ShouldBe((_leak, false));
        _branch.CommitmentOf(_leak).ShouldSatisfyAllConditions(
            booking => booking.Offer.ShouldBe(proposal.Rescheduled!.Offer), booking => booking.Steps[0].Promise.ShouldBe(CrowdedMonday.Morning),
            booking => booking.ExternalReference.ShouldBe("CRM-2"), booking => booking.Cost.ShouldContain(line => line.Kind == "instability"));
        _branch.CommitmentOf(offer.Displaces[0].Commitment).Steps[0].Promise.ShouldBe(offer.Displaces[0].To!.Promise);
        _branch.Board.Commitments.Count.ShouldBe(commitments - 1, "only what kept the place of the other is gone");
        CommitmentStory.Of(_leak, _branch.Log).Events[^1].Kind.ShouldBe(CommitmentEventKind.Rescheduled);
    }

    [Fact]
    public void Refused_everybody_keeps_what_they_had()
    {
        string before = Facts.Of(new CommitmentRecorded(_branch.CommitmentOf(_leak)));
        Open();

        _branch.Done(new RefuseProposal("NEW", null));

        Facts.Of(new CommitmentRecorded(_branch.CommitmentOf(_leak))).ShouldBe(before);
        _branch.Board.Holds.ShouldBeEmpty();
    }

    [Fact]
    public void Called_off_meanwhile_it_takes_the_proposal_with_it()
    {
        Open();

        _branch.Done(new CancelBooking(_leak, null));

        _branch.Board.Proposals.ShouldBeEmpty();
        _branch.Board.Holds.ShouldBeEmpty();
    }

    [Fact]
    public void One_proposal_at_a_time_moves_a_booking()
    {
        SearchQuery query = Ask();
        OfferTerms other = _branch.Terms(query, _branch.Search(query).Offers[0]);
        Open();

        _branch.Search(query).Offers.ShouldBeEmpty();
        Refusal refusal = _branch.Send(new PlaceHold("OTHER", other, Seconds.FromMinutes(5)) { Reschedules = _leak }).Refusal!;
        (refusal.Code, refusal.Proposals[_leak]).ShouldBe((RefusalCode.Proposed, "NEW"));
    }

    [Fact]
    public void A_booking_that_has_lost_its_place_may_have_that_of_others()
    {
        _branch.Done(new HandleDisruption("R", new CustomerAbsent(_leak), RepairBudget.Unlimited, null));
        _branch.CommitmentOf(_leak).State.ShouldBe(CommitmentState.Broken);
        Open();

        _branch.Done(new AcceptProposal("NEW", 0, null, null));

        _branch.CommitmentOf(_leak).State.ShouldBe(CommitmentState.Confirmed);
        _branch.Board.Broken.ShouldBeEmpty();
    }

    [Fact]
    public void Nobody_is_asked_to_make_room_for_what_has_begun()
    {
        SearchQuery query = Ask() with { Between = Tuesday, Wishes = [] };
        (FoundOffer offer, _) = Open();
        OfferTerms terms = _branch.Terms(Ask(), offer) with { Id = "O-LATER", ValidUntil = Tuesday.To };
        _branch.Done(new RefuseProposal("NEW", null));
        _branch.Now = _branch.PlannedAt(_leak).From;

        _branch.Send(new PlaceHold("LATE", terms, Seconds.FromMinutes(5)) { Reschedules = _leak }).Refusal!.Code.ShouldBe(RefusalCode.AlreadyOver);
        _branch.Search(query).Offers.ShouldAllBe(other => other.Displaces.IsEmpty);
    }

    [Fact]
    public void What_was_kept_and_is_kept_no_more_is_told()
    {
        (_, Proposal proposal) = Open();
        ChangedMove.Of(_branch.Board, proposal, 0, _branch.Now).ShouldBeEmpty();
        _branch.Done(new RefuseProposal("NEW", null));
        ChangedMove.Of(_branch.Board, proposal, 0, _branch.Now).ShouldHaveSingleItem().Change.ShouldBe(MoveChange.NotKept);
        _branch.Now = _branch.PlannedAt(proposal.Kept().Single(move => move.Reservation is not null).Commitment).From;
        ChangedMove.Of(_branch.Board, proposal, 0, _branch.Now).ShouldContain(changed => changed.Change == MoveChange.Begun);
    }

    [Fact]
    public void What_is_not_there_or_of_another_service_is_not_rescheduled()
    {
        SearchQuery query = Ask();
        OfferTerms terms = _branch.Terms(query, _branch.Search(query).Offers[0]);
        string boiler = _branch.Board.Commitments.Values.Select(entry => entry.Commitment).First(work => work.Service.Id == Sold.Boiler.Id).Id;

        _branch.Send(new PlaceHold("A", terms, Seconds.FromMinutes(5)) { Reschedules = "NOBODY" }).Refusal!.Code.ShouldBe(RefusalCode.UnknownCommitment);
        _branch.Send(new PlaceHold("A", terms, Seconds.FromMinutes(5)) { Reschedules = boiler }).Refusal!.Code.ShouldBe(RefusalCode.ServiceMismatch);
        _branch.Done(new CancelBooking(_leak, null));
        _branch.Send(new PlaceHold("A", terms, Seconds.FromMinutes(5)) { Reschedules = _leak }).Refusal!.Code.ShouldBe(RefusalCode.UnknownCommitment);
    }

    [Fact]
    public void What_would_be_rescheduled_is_restored_from_a_snapshot()
    {
        Open();

        Snapshot snapshot = BoardSnapshot.Of(_branch.Board);
        Facts.Of(BoardSnapshot.Of(Board.Restore(snapshot))).ShouldBe(Facts.Of(snapshot));
        Board.Restore(snapshot).IsOfferUsed(_branch.Board.Proposals["NEW"].Proposal.Rescheduled!.Offer).ShouldBeTrue();
    }
}
