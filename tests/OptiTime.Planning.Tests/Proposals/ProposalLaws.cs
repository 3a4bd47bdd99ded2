using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Proposals;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Tests.Proposals;

/// <summary>What holds of every negotiable offer on any board. The branch checks every board they lead to.</summary>
public sealed class ProposalLaws
{
    private static readonly Service[] Ordinary = [Sold.Boiler, Sold.Boiler, Sold.Meeting, Sold.Advice, Sold.Training];

    // Every second of them takes longer than the work it would take the place of.
    private static readonly Service[] Urgent =
    [
        .. Ordinary.Select((service, index) => service with
        {
            Id = $"urgent-{index}",
            Class = PriorityClass.Urgent,
            Steps = [service.Steps[0] with { Duration = service.Steps[0].Duration + Seconds.FromMinutes(45 * (index % 2)) }],
        }),
    ];

    [Fact]
    public void Every_offer_that_displaces_others_can_be_held_at_once_and_then_accepted() => Laws.Hold(random =>
    {
        (Branch branch, FoundOffer[] offers, SearchQuery query) = Ask(random);
        foreach (FoundOffer offer in offers.Take(1))
        {
            Dictionary<string, Commitment> before = branch.Board.Commitments.Values.ToDictionary(entry => entry.Commitment.Id, entry => entry.Commitment);
            branch.Done(new PlaceHold("NEW", branch.Terms(query, offer), Seconds.FromMinutes(5)));
            Proposal proposal = branch.Board.Proposals["NEW"].Proposal;
            Told(proposal.Kept()).ShouldBe(Told(offer));
            foreach (Commitment pinned in proposal.Kept().Select(move => branch.CommitmentOf(move.Commitment))) Facts.Of(pinned).ShouldBe(Facts.Of(before[pinned.Id]));

            Answer answer = branch.Done(new AcceptProposal("NEW", 0, null, null));

            foreach (ProposedMove done in answer.Proposal!.Kept().Where(move => !move.To.IsEmpty))
                (branch.PlannedAt(done.Commitment), branch.CommitmentOf(done.Commitment).Steps[0].Promise).ShouldBe((done.PlannedTo[0], done.To[0].Promise));
            branch.CommitmentOf("NEW").Steps[0].Promise.ShouldBe(offer.Steps[0].Promise);
            foreach (Commitment after in branch.Board.Commitments.Values.Select(entry => entry.Commitment).Where(after => after.Id != "NEW"))
            {
                Interval told = offer.Displaces.FirstOrDefault(displaced => displaced.Commitment == after.Id)?.To?.Promise ?? before[after.Id].Steps[0].Promise;
                after.Steps[0].Promise.ShouldBe(told, after.Id);
            }
            branch.Board.Commitments.Count.ShouldBe(before.Count + 1);
        }
    }, cases: 120);

    [Fact]
    public void Refused_or_expired_it_leaves_everybody_with_what_they_had() => Laws.Hold(random =>
    {
        (Branch branch, FoundOffer[] offers, SearchQuery query) = Ask(random);
        if (offers.Length == 0) return;
        string before = Standing(branch.Board);
        branch.Done(new PlaceHold("NEW", branch.Terms(query, offers[^1]), Seconds.FromMinutes(5)));

        if (random.Next(0, 2) == 0) branch.Done(new RefuseProposal("NEW", null));
        else
        {
            branch.Now += Seconds.FromMinutes(5);
            branch.Done(new ExpireHolds());
        }

        Standing(branch.Board).ShouldBe(before);
        branch.Board.Proposals.ShouldBeEmpty();
    }, cases: 80);

    [Fact]
    public void Whatever_happens_meanwhile_it_is_accepted_whole_or_changes_nothing() => Laws.Hold(random =>
    {
        (Branch branch, FoundOffer[] offers, SearchQuery query) = Ask(random);
        if (offers.Length == 0) return;
        branch.Done(new PlaceHold("NEW", branch.Terms(query, offers[0]), Seconds.FromHours(1)));
        for (int step = 0; step < 15; step++) Holds.RandomWorkTests.Work(branch, random);
        Board board = branch.Board;

        Decision decision = branch.Send(new AcceptProposal("NEW", 0, null, null));

        if (decision.Refusal is not null) branch.Board.ShouldBeSameAs(board);
        else branch.CommitmentOf("NEW").Steps[0].Promise.ShouldBe(offers[0].Steps[0].Promise);
    }, cases: 60);

    [Fact]
    public void Nobody_is_displaced_by_who_ranks_no_higher_and_nobody_without_a_place_to_go_to() => Laws.Hold(random =>
    {
        (Branch branch, FoundOffer[] offers, SearchQuery query) = Ask(random);
        foreach (FoundOffer offer in offers)
        {
            offer.Displaces.Length.ShouldBeInRange(1, SlotSearch.MostEjected);
            offer.Moved.ShouldContain(move => move.NewPromise != null);
            foreach (Commitment displaced in offer.Displaces.Select(one => branch.CommitmentOf(one.Commitment)))
            {
                displaced.State.ShouldBe(CommitmentState.Confirmed);
                (displaced.Service.Class > query.Service.Class).ShouldBeTrue(displaced.Id);
                branch.PlannedAt(displaced.Id).From.ShouldBeGreaterThan(branch.Now);
            }
        }
    }, cases: 80);

    [Fact]
    public void Random_questions_are_worth_asking()
    {
        var random = new Random(11);
        (int asked, int found, int several) = (0, 0, 0);
        for (; asked < 60; asked++)
        {
            FoundOffer[] offers = Ask(random).Offers;
            if (offers.Length > 0) found++;
            if (offers.Any(offer => offer.Displaces.Length > 1)) several++;
        }
        found.ShouldBeGreaterThan(15, $"of {asked}");
        several.ShouldBeGreaterThan(2, $"of {found}");
    }

    /// <summary>A branch one of whose services has no room left on a day, an urgent question for that day, and the offers that displace others.</summary>
    private static (Branch Branch, FoundOffer[] Offers, SearchQuery Query) Ask(Random random)
    {
        Branch branch = Towns.Busy(random, bookings: 20, technicians: 2);
        foreach (Service service in Urgent) branch.Sell(service);
        int kind = random.Next(0, Ordinary.Length);
        Moment from = Lyon.OnMonday("08:00") + Seconds.FromHours(24 * random.Next(0, 2)) + Seconds.FromHours(random.Next(0, 6));
        SearchQuery query = Branch.Ask(Ordinary[kind], Towns.AnyPoint(random), new Interval(from, from + Seconds.FromHours(random.Next(2, 10))));
        for (int booked = 0; booked < 40 && branch.Search(query).Offers is { Length: > 0 } offers; booked++)
        {
            SearchQuery own = query with { At = Towns.AnyPoint(random) };
            if (branch.Search(own).Offers is { Length: > 0 } found) branch.Send(new Book(branch.NewId("C"), branch.Terms(own, found[random.Next(0, found.Length)]), null, null));
        }
        query = query with { Service = Urgent[kind], Impact = ImpactAllowed.Negotiable, Tier = "gold", Catalogue = branch.Catalogue };
        return (branch, [.. branch.Search(query).Offers.Where(offer => !offer.Displaces.IsEmpty)], query);
    }

    private static IEnumerable<(string, Interval?, string?)> Told(IEnumerable<ProposedMove> moves) =>
        moves.Select(move => (move.Commitment, move.To.IsEmpty ? (Interval?)null : move.To[0].Promise, move.To.IsEmpty ? null : move.To[0].Assignments[0].Resource));

    private static IEnumerable<(string, Interval?, string?)> Told(FoundOffer offer) =>
        offer.Displaces.Select(displaced => (displaced.Commitment, displaced.To?.Promise, displaced.To?.Resources[0].Resource));

    /// <summary>What everybody was promised, by whom, and in which order they are served.</summary>
    private static string Standing(Board board) => string.Join("\n",
    [
        .. board.Commitments.Values.Select(entry => Facts.Of(new CommitmentRecorded(entry.Commitment))),
        .. BoardSnapshot.PlannedTours(board).Select(tour => $"{tour.Key}: {string.Join(" ", tour.Stops.Select(stop => $"{stop.Commitment}/{stop.Step}"))}"),
    ]);
}
