using System.Collections.Immutable;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Proposals;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Tests.Repair;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Tests.Proposals;

/// <summary>What a repair cannot put back inside its promise is proposed: one proposal for each customer who is to be called.</summary>
public sealed class RepairProposalTests
{
    private static readonly Interval Monday = Lyon.MondaySpan("08:00-17:00"), Morning = Lyon.MondaySpan("08:00-10:00");

    private readonly Branch _branch = new();

    private string Book(Service service, Interval between, string with, bool anybody = true)
    {
        SearchQuery query = Branch.Ask(service, Lyon.Bron, Monday) with { Wishes = [between], Require = [with] };
        OfferTerms terms = _branch.Terms(query, _branch.Search(query).Offers[0]) with { AnyResource = anybody };
        return _branch.Done(new Book(_branch.NewId("C"), terms, null, null)).Commitment!.Id;
    }

    private RepairEntry Absent(string resource) => _branch.Done(
        new HandleDisruption("REPAIR", new ResourceAbsent(resource, Monday, "ill"), RepairBudget.Unlimited, "dispatch") { ProposeFor = Seconds.FromHours(1), Wishes = RefusedPeopleTests.Anybody }).Repair!;

    private void Hire(params string[] technicians)
    {
        foreach (string technician in technicians) _branch.Hire(Lyon.Technician(technician, Lyon.Hours("08:00-17:00")));
    }

    [Fact]
    public void Who_wanted_one_technician_is_asked_about_another_whose_time_is_kept()
    {
        Hire("T1");
        string visit = Book(Sold.Boiler, Morning, "T1", anybody: false);
        Interval planned = _branch.PlannedAt(visit);
        Hire("T2");

        RepairEntry repair = Absent("T1");

        repair.ToCall().ShouldBe([visit]);
        Proposal proposal = _branch.Board.Proposals[repair.Proposals!.Value.ShouldHaveSingleItem()].Proposal;
        (proposal.Repair, proposal.Newcomer).ShouldBe(("REPAIR", null));
        ProposedMove move = proposal.Kept().ShouldHaveSingleItem();
        (move.Commitment, move.Call, move.PlannedFrom.ShouldHaveSingleItem()).ShouldBe((visit, true, planned));
        _branch.CommitmentOf(visit).State.ShouldBe(CommitmentState.Broken);
        _branch.CommitmentOf(move.Reservation!).Steps[0].Assignments[0].Resource.ShouldBe("T2");

        _branch.Done(new AcceptProposal(proposal.Id, 0, null, null));

        _branch.CommitmentOf(visit).State.ShouldBe(CommitmentState.Confirmed);
        _branch.CommitmentOf(visit).Steps[0].Promise.ShouldBe(move.To[0].Promise);
        _branch.Board.Broken.ShouldBeEmpty();
        _branch.Board.Proposals.ShouldBeEmpty();
    }

    [Fact]
    public void Another_alternative_is_accepted_where_it_still_fits()
    {
        Hire("T1");
        string visit = Book(Sold.Boiler, Morning, "T1");
        RepairEntry repair = Absent("T1");
        Proposal proposal = _branch.Board.Proposals[repair.Proposals!.Value[0]].Proposal;
        proposal.Alternatives.Length.ShouldBeGreaterThan(1);

        _branch.Done(new AcceptProposal(proposal.Id, 1, null, null));

        _branch.CommitmentOf(visit).Steps[0].Promise.ShouldBe(proposal.Alternatives[1].Moves[0].To[0].Promise);
        _branch.Board.Holds.ShouldBeEmpty();
    }

    [Fact]
    public void Refused_the_booking_stays_on_the_call_back_list()
    {
        Hire("T1");
        string visit = Book(Sold.Boiler, Morning, "T1");
        RepairEntry repair = Absent("T1");

        _branch.Done(new RefuseProposal(repair.Proposals!.Value[0], "they will ring again"));

        _branch.Board.Broken.ShouldBe([visit]);
        _branch.Board.Holds.ShouldBeEmpty();
    }

    [Fact]
    public void Every_way_is_told_with_what_it_costs_and_the_dearer_ones_ask_somebody_else_to_move_too()
    {
        Service cheap = Sold.Boiler with { Id = "cheap", Class = PriorityClass.Maintenance };
        _branch.Sell(cheap);
        Hire("T1", "T2");
        Book(Sold.Boiler, Morning, "T1");
        while (_branch.Search(Branch.Ask(cheap, Lyon.Bron, Monday) with { Wishes = [Morning], Require = ["T2"] }).Offers is { Length: > 0 }) Book(cheap, Morning, "T2");

        RepairEntry repair = Absent("T1");

        Proposal proposal = _branch.Board.Proposals[repair.Proposals!.Value[0]].Proposal;
        Money called = Lyon.Settings.InstabilityRates.RenegotiatedRate;
        proposal.Alternatives.ShouldAllBe(way => way.Cost >= new Money(way.Moves.Count(move => move.Call) * called.Cents));
        int dearer = Enumerable.Range(0, proposal.Alternatives.Length).First(way => proposal.Alternatives[way].Moves.Length == 2);
        ImmutableArray<ProposedMove> moves = proposal.Alternatives[dearer].Moves;
        long before = moves.Sum(move => Paid(move.Commitment));
        _branch.Done(new AcceptProposal(proposal.Id, dearer, null, null));
        proposal.Alternatives[dearer].Cost.ShouldBe(new Money(moves.Sum(move => (move.Call ? called : Lyon.Settings.InstabilityRates.Told).Cents + Paid(move.Commitment)) - before));

        long Paid(string id) => _branch.CommitmentOf(id).Cost.Where(line => line.Kind != "instability").Sum(line => line.Amount.Cents);
    }

    [Fact]
    public void Whose_place_another_would_have_is_moved_to_nothing_that_is_frozen()
    {
        Service cheap = Sold.Boiler with { Id = "cheap", Class = PriorityClass.Maintenance };
        _branch.Sell(cheap);
        _branch.Hire(Lyon.Technician("T1", Lyon.Hours("10:00-17:00")), Lyon.Technician("T2", Lyon.Hours("10:00-12:00")), Lyon.Technician("T3", Lyon.Hours("08:00-09:40")));
        Interval late = Lyon.MondaySpan("10:00-12:00");
        string visit = Book(Sold.Boiler, late, "T1"), other = Book(cheap, late, "T2");
        _branch.Now = Lyon.OnMonday("07:30");
        Moment thaw = _branch.Now + Lyon.Settings.FreezeHorizon;

        RepairEntry repair = Absent("T1");

        Proposal proposal = _branch.Board.Proposals[repair.Proposals!.Value.ShouldHaveSingleItem()].Proposal;
        ProposedMove[] asked = [.. proposal.Alternatives.SelectMany(way => way.Moves).Where(move => move.Commitment == other)];
        (repair.ToCall().Single(), asked.ShouldHaveSingleItem().PlannedTo[0].From >= thaw).ShouldBe((visit, true));
    }

    [Fact]
    public void Who_begins_later_is_not_given_the_place_of_another_sooner()
    {
        Service cheap = Sold.Boiler with { Id = "cheap", Class = PriorityClass.Maintenance };
        _branch.Sell(cheap);
        _branch.Hire(Lyon.Technician("T1", Lyon.Hours("10:00-12:30")), Lyon.Technician("T2", Lyon.Hours("10:00-12:00")));
        Interval late = Lyon.MondaySpan("10:00-12:00");
        string visit = Book(Sold.Boiler, late, "T1"), other = Book(cheap, late, "T2");

        var begins = new WorkOverruns(visit, 0, Lyon.OnMonday("12:50"));
        RepairEntry repair = _branch.Done(new HandleDisruption("REPAIR", begins, RepairBudget.Unlimited, null) { ProposeFor = Seconds.FromHours(1) }).Repair!;

        repair.ToCall().ShouldBe([visit]);
        Proposal proposal = _branch.Board.Proposals[repair.Proposals!.Value.ShouldHaveSingleItem()].Proposal;
        proposal.Alternatives.SelectMany(way => way.Moves).ShouldNotContain(move => move.Commitment == other);
        proposal.Alternatives.ShouldAllBe(way => way.Moves[0].PlannedTo[0].From >= Lyon.OnMonday("11:50"));
    }

    [Fact]
    public void Two_who_lost_their_place_are_never_kept_the_same_one_and_what_the_first_is_refused_the_second_can_have()
    {
        Hire("T1");
        string[] visits = [Book(Sold.Boiler, Morning, "T1"), Book(Sold.Boiler, Lyon.MondaySpan("10:00-12:00"), "T1")];
        RepairEntry repair = Absent("T1");
        Proposal[] proposals = [.. repair.Proposals!.Value.Select(id => _branch.Board.Proposals[id].Proposal)];
        proposals.Select(proposal => proposal.Kept()[0].Commitment).Order().ShouldBe(visits.Order());
        Interval[] kept = [.. proposals.Select(proposal => _branch.PlannedAt(proposal.Kept()[0].Reservation!))];
        kept[0].Overlaps(kept[1]).ShouldBeFalse();

        _branch.Done(new RefuseProposal(proposals[0].Id, null));

        SearchQuery query = Branch.Ask(Sold.Boiler, Lyon.Bron, new Interval(kept[0].From - Seconds.FromHours(3), kept[0].To + Seconds.FromHours(3))) with
        {
            Wishes = [proposals[0].Kept()[0].To[0].Promise],
            Ignoring = proposals[1].Kept()[0].Commitment,
        };
        _branch.Search(query).Offers.ShouldContain(offer => offer.Steps[0].Promise == proposals[0].Kept()[0].To[0].Promise);
    }

    [Fact]
    public void A_booking_that_is_called_off_takes_its_proposal_with_it()
    {
        Hire("T1");
        string visit = Book(Sold.Boiler, Morning, "T1");
        Absent("T1");

        _branch.Done(new CancelBooking(visit, null));

        _branch.Board.Proposals.ShouldBeEmpty();
        _branch.Board.Holds.ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_is_proposed_where_nobody_asks_for_it()
    {
        Hire("T1");
        Book(Sold.Boiler, Morning, "T1");

        RepairEntry repair = _branch.Done(new HandleDisruption("REPAIR", new ResourceAbsent("T1", Monday, null), RepairBudget.Unlimited, null)).Repair!;

        repair.Proposals.ShouldBeNull();
        _branch.Board.Proposals.ShouldBeEmpty();
    }

    [Fact]
    public void Less_urgent_work_is_asked_to_make_room()
    {
        Service cheap = Sold.Boiler with { Id = "cheap", Class = PriorityClass.Maintenance };
        _branch.Sell(cheap);
        Hire("T1", "T2");
        string visit = Book(Sold.Boiler, Morning, "T1");
        while (_branch.Search(Branch.Ask(cheap, Lyon.Bron, Monday) with { Wishes = [Morning], Require = ["T2"] }).Offers is { Length: > 0 }) Book(cheap, Morning, "T2");

        RepairEntry repair = Absent("T1");

        Proposal proposal = _branch.Board.Proposals[repair.Proposals!.Value.ShouldHaveSingleItem()].Proposal;
        int swap = proposal.Alternatives.ToList().FindIndex(way => way.Moves.Length == 2);
        ProposedMove asked = proposal.Alternatives[swap].Moves.Single(move => move.Commitment != visit);
        (asked.Call, asked.From[0].Promise).ShouldBe((true, Morning));

        _branch.Done(new AcceptProposal(proposal.Id, swap, null, null));

        _branch.CommitmentOf(visit).Steps[0].Promise.ShouldBe(Morning);
        _branch.CommitmentOf(asked.Commitment).Steps[0].Promise.ShouldBe(asked.To[0].Promise);
    }

    [Fact]
    public void Whatever_happens_in_the_field_the_first_that_is_proposed_can_be_accepted_at_once() => Laws.Hold(random =>
    {
        Branch branch = HardDays.Any(random);
        Decision decision = branch.Send(AnyDisruption.On(branch, random) with { ProposeFor = Seconds.FromMinutes(30) });
        ProposalEntry[] proposed = [.. (decision.Answer?.Repair?.Proposals ?? []).Select(id => branch.Board.Proposals[id])];
        for (int number = 0; number < proposed.Length; number++)
        {
            Decision accepted = branch.Send(new AcceptProposal(proposed[number].Proposal.Id, 0, null, null));
            if (number == 0) accepted.Refusal.ShouldBeNull();
            // Those who are accepted later may find that the room others were to make has been taken.
            if (accepted.Refusal is { } refusal) refusal.Code.ShouldBeOneOf(RefusalCode.ProposalOutdated, RefusalCode.UnknownProposal);
            else branch.CommitmentOf(proposed[number].Proposal.Kept()[^1].Commitment).State.ShouldBe(CommitmentState.Confirmed);
        }
    }, cases: 80);

    [Fact]
    public void Random_disruptions_lead_to_proposals()
    {
        var random = new Random(5);
        int proposed = Enumerable.Range(0, 40).Sum(_ =>
        {
            Branch branch = HardDays.Any(random);
            return branch.Send(AnyDisruption.On(branch, random) with { ProposeFor = Seconds.FromMinutes(30) }).Answer?.Repair?.Proposals?.Length ?? 0;
        });
        proposed.ShouldBeGreaterThan(5);
    }
}
