using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Proposals;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Tests.Repair;

/// <summary>Whoever lost their place is never given somebody they refuse. The branch checks every promise of its board after every command.</summary>
public sealed class RefusedPeopleTests
{
    private const string Customer = "customer";

    private readonly Branch _branch = new();

    /// <summary>The customer of every offer is known to want anybody.</summary>
    internal static KnownWishes Anybody => Knowing(Refusing());

    [Fact]
    public void Nobody_is_proposed_whom_the_customer_refuses()
    {
        string booked = BookWithT1();

        Proposed(Knowing(Refusing("T2"))).ShouldBe(["T3"], "T2 is nearer");

        _branch.CommitmentOf(booked).State.ShouldBe(CommitmentState.Broken);
    }

    [Fact]
    public void Whoever_wants_only_some_is_proposed_only_those()
    {
        BookWithT1();
        Proposed(Knowing(new ResourceWishes(["T1", "T3"], []))).ShouldBe(["T3"]);
    }

    [Fact]
    public void Of_whom_nobody_knows_gets_whom_they_had()
    {
        BookWithT1();
        Proposed(KnownWishes.None).ShouldBe(["T1"], "on Tuesday");
    }

    [Fact]
    public void Whose_wishes_are_known_to_be_none_may_get_anybody()
    {
        BookWithT1();
        Proposed(Anybody).ShouldBe(["T2"]);
    }

    [Fact]
    public void Those_are_looked_up_whose_bookings_lose_their_place()
    {
        BookWithT1();
        KnownWishes.Concerned(_branch.Board, Absence, _branch.Now).ShouldBe([Customer]);
        KnownWishes.Concerned(_branch.Board, Absence with { Resource = "T2" }, _branch.Now).ShouldBeEmpty();
        KnownWishes.Concerned(_branch.Board, Absence with { Resource = "T9" }, _branch.Now).ShouldBeEmpty("there is no T9");
    }

    [Fact]
    public void What_was_proposed_before_somebody_was_refused_is_not_done()
    {
        string booked = BookWithT1();
        RepairEntry repair = Disturb(Anybody);
        Proposal proposal = _branch.Board.Proposals[repair.Proposals!.Value.ShouldHaveSingleItem()].Proposal;
        string[] who = [.. proposal.Alternatives.Select(way => way.Moves[0].To[0].Assignments[0].Resource)];
        KnownWishes.Concerned(_branch.Board, proposal, 0).ShouldBe([Customer]);
        KnownWishes.Concerned(_branch.Board, proposal, 3).ShouldBeEmpty();
        int version = _branch.Log.Count;

        Refusal refused = _branch.Send(new AcceptProposal(proposal.Id, 0, null, null) { Wishes = Knowing(Refusing(who[0])) }).Refusal.ShouldNotBeNull();

        (refused.Code, refused.Field, refused.Commitments.ShouldHaveSingleItem(), _branch.Log.Count).ShouldBe((RefusalCode.Impossible, "alternative", booked, version));
        refused.Message.ShouldContain($"'{who[0]}'");
        refused.Remedy.ShouldNotBeNull();
        _branch.Done(new AcceptProposal(proposal.Id, 0, null, null) { Wishes = Knowing(Refusing("T9")) });
        _branch.CommitmentOf(booked).Steps[0].Assignments[0].Resource.ShouldBe(who[0]);
    }

    /// <summary>Whatever happens, and whoever refuses whom: no proposal sends somebody to whom they are refused by, or may be.</summary>
    [Fact]
    public void No_alternative_gives_anybody_whom_they_refuse() => Laws.Hold(random =>
    {
        Branch branch = HardDays.Any(random, technicians: 5, calls: 20);
        string[] people = [.. branch.Board.Resources.Select(entry => entry.Resource.Id)];
        ResourceWishes? wishes = random.Next(0, 3) == 0 ? null : new ResourceWishes(random.Next(0, 3) == 0 ? [.. Some(people, random)] : [], [.. Some(people, random)]);
        HandleDisruption command = AnyDisruption.On(branch, random) with { ProposeFor = Seconds.FromHours(1), Wishes = wishes is null ? KnownWishes.None : Knowing(wishes) };
        if (command.Urgent is not null || branch.Send(command).Answer?.Repair is not { } repair) return;
        Board before = Before(branch);
        foreach (ProposedMove move in (repair.Proposals ?? []).SelectMany(id => branch.Board.Proposals[id].Proposal.Alternatives).SelectMany(way => way.Moves).Where(move => !move.IsJob))
        {
            Commitment was = before.Commitments[move.Commitment].Commitment;
            string[] had = [.. was.Steps.SelectMany(step => step.Assignments).Select(who => who.Resource)], now = [.. move.To.SelectMany(step => step.Assignments).Select(who => who.Resource)];
            if (was.Customer is null) continue;
            if (wishes is not null) now.ShouldAllBe(who => !wishes.Refuse.Contains(who) || had.Contains(who));
            else if (was.AnyResource != true) now.ShouldAllBe(who => had.Contains(who));
        }
    }, cases: 100);

    private static Board Before(Branch branch) => Board.Follow(null, [.. branch.Log.SkipLast(1)]);

    private static IEnumerable<string> Some(string[] people, Random random) => people.Where(_ => random.Next(0, 3) == 0);

    private static KnownWishes Knowing(ResourceWishes wishes) => new(ImmutableDictionary<string, ResourceWishes>.Empty.Add(Customer, wishes));

    private static ResourceWishes Refusing(params string[] refused) => new([], [.. refused]);

    private static ResourceAbsent Absence => new("T1", Lyon.MondaySpan("00:00-20:00"), "ill");

    private RepairEntry Disturb(KnownWishes wishes) =>
        _branch.Done(new HandleDisruption(_branch.NewId("R"), Absence, RepairBudget.Unlimited, null) { ProposeFor = Seconds.FromHours(1), Wishes = wishes }).Repair!;

    /// <summary>Who would serve, of the place that is kept.</summary>
    private IEnumerable<string> Proposed(KnownWishes wishes)
    {
        RepairEntry repair = Disturb(wishes);
        return _branch.Board.Proposals[repair.Proposals!.Value.ShouldHaveSingleItem()].Proposal.Kept().SelectMany(move => move.To).SelectMany(step => step.Assignments).Select(who => who.Resource);
    }

    /// <summary>A booking with T1 of a customer who may want nobody else; T2, whose way is the shortest, and T3 are free.</summary>
    private string BookWithT1()
    {
        _branch.Hire(Lyon.Technician("T1"));
        SearchQuery query = Branch.Ask(Sold.Boiler, Branch.HomeOf(Lyon.Technician("T2"))!.Location, Lyon.MondaySpan("10:00-12:00"));
        string booked = _branch.Done(new Book(_branch.NewId("C"), _branch.Terms(query, _branch.Search(query).Offers[0]) with { AnyResource = false }, null, null)).Commitment!.Id;
        _branch.Hire(Lyon.Technician("T2"), Lyon.Technician("T3"));
        return booked;
    }
}
