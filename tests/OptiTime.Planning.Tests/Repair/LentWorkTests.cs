using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Tests.Repair;

/// <summary>What happens to those who are lent. After every command both boards and all loans are checked.</summary>
public sealed class LentWorkTests
{
    private static readonly Interval Week = new(Lyon.OnMonday("08:00"), Lyon.OnMonday("08:00") + Seconds.FromHours(96));

    private static readonly ResourceAbsent Ill = new("E1", Week with { From = Lyon.OnMonday("00:00") }, "ill");

    private readonly Partners _partners = new();

    [Fact]
    public void Who_is_lent_and_falls_ill_at_home_is_missed_where_it_was_sold_and_the_customer_is_called_there()
    {
        string crew = BookWithExpert(Partners.Crew, anybody: false);

        RepairEntry entry = Done(Partners.Lender, Ill);

        entry.ToCall().ShouldBeEmpty();
        entry.Lines.ShouldHaveSingleItem().Outcome.ShouldBe(RepairOutcome.Released);
        Commitment broken = WorkOf(crew);
        (broken.State, broken.Borrows).ShouldBe((CommitmentState.Broken, false));
        Board.Broken.ShouldBe([crew]);
        _partners.BoardOf(Partners.Lender).Commitments.ContainsKey(broken.Offer).ShouldBeFalse();
    }

    [Fact]
    public void Where_the_customer_takes_anybody_the_territorys_own_people_go()
    {
        string crew = BookWithExpert(Partners.Crew, anybody: true);
        _partners.Hire(Partners.Borrower, Lyon.Technician("T1"));

        Done(Partners.Lender, Ill);

        WorkOf(crew).State.ShouldBe(CommitmentState.Confirmed);
        WorkOf(crew).Steps[0].Assignments.Select(who => (who.Role.Kind, who.Resource, who.Territory)).ShouldContain(("technician", "T1", null));
        WorkOf(crew).Borrows.ShouldBeFalse();
        Board.Broken.ShouldBeEmpty();
    }

    [Fact]
    public void Where_it_was_sold_repairs_may_cost_what_that_territory_says()
    {
        string crew = BookWithExpert(Partners.Crew, anybody: true);
        _partners.Hire(Partners.Borrower, Lyon.Technician("T1"));
        _partners.Done(Partners.Borrower, new DefineTerritory(Lyon.Settings with { Repair = new RepairBudget(MaximumResources: 1) }, null));

        Done(Partners.Lender, Ill);

        WorkOf(crew).State.ShouldBe(CommitmentState.Broken, "a technician and a room would have other tours");
    }

    [Fact]
    public void A_hold_of_somebody_lent_is_released_in_both_plans()
    {
        _partners.Hire(Partners.Lender, Partners.Expert("E1"));
        SearchQuery query = Branch.Ask(Partners.Crew, null, Week);
        string hold = _partners.Done(Partners.Borrower, new PlaceHold("H1", _partners.Terms(query, _partners.Search(query).Offers[0]), Seconds.FromMinutes(5))).Commitment!.Id;

        Done(Partners.Lender, Ill);

        Board.Commitments.ContainsKey(hold).ShouldBeFalse();
        _partners.BoardOf(Partners.Lender).Commitments.Count.ShouldBe(0);
    }

    [Fact]
    public void Of_a_course_that_has_begun_the_first_day_stays_lent()
    {
        string course = BookWithExpert(Partners.Course, anybody: false);
        Interval first = Board.PlannedTimes(WorkOf(course))[0];
        _partners.Now = first.To + Seconds.FromHours(1);

        Done(Partners.Lender, new ResourceAbsent("E1", Week with { From = _partners.Now }, "ill"));

        WorkOf(course).State.ShouldBe(CommitmentState.Broken);
        WorkOf(course).Lenders().ShouldBe([Partners.Lender]);
        Commitment loan = _partners.BoardOf(Partners.Lender).Commitments[WorkOf(course).Offer].Commitment;
        (loan.State, loan.Steps.Length).ShouldBe((CommitmentState.Confirmed, 1));
        _partners.Done(Partners.Borrower, new CancelBooking(course, null));
        _partners.BoardOf(Partners.Lender).Commitments.Count.ShouldBe(0);
    }

    [Fact]
    public void Whatever_happens_at_the_lender_is_taken_in_and_nothing_is_lost_in_either_plan() => Laws.Hold(random =>
    {
        var partners = new Partners();
        partners.Hire(Partners.Lender, Partners.Expert("E1"), Partners.Expert("E2"));
        partners.Hire(Partners.Borrower, Lyon.Technician("T1"));
        var told = new HashSet<string>(StringComparer.Ordinal);
        for (int step = 0; step < 14; step++)
        {
            if (random.Next(0, 2) == 0) Sell(partners, random, told);
            else Disturb(partners, random);
            partners.Now += Seconds.FromMinutes(random.Next(0, 240));
        }
        Board board = partners.BoardOf(Partners.Borrower);
        foreach (string id in told) board.Commitments.ContainsKey(id).ShouldBeTrue(id);
        board.Broken.ShouldBe(board.Commitments.Values.Where(entry => entry.Commitment.State == CommitmentState.Broken).Select(entry => entry.Commitment.Id));
    }, cases: 60);

    private static void Sell(Partners partners, Random random, HashSet<string> told)
    {
        Service service = random.Next(0, 2) == 0 ? Partners.Crew : Partners.Course;
        SearchQuery query = Branch.Ask(service, Lyon.Bron, new Interval(partners.Now, Week.To));
        if (partners.Search(query).Offers is not { Length: > 0 } offers) return;
        OfferTerms terms = partners.Terms(query, offers[random.Next(0, offers.Length)]) with { AnyResource = random.Next(0, 2) == 0 };
        if (partners.Send(Partners.Borrower, new Book(partners.NewId("C"), terms, null, null)).Answer is { Commitment: { } booked }) told.Add(booked.Id);
    }

    private static void Disturb(Partners partners, Random random)
    {
        Moment from = partners.Now + Seconds.FromMinutes(random.Next(-60, 1_500));
        var span = new Interval(from, from + Seconds.FromMinutes(random.Next(70, 900)));
        string expert = "E" + random.Next(1, 3);
        (string territory, Disruption disruption) = random.Next(0, 4) switch
        {
            0 => (Partners.Lender, new ResourceLate(expert, span.To)),
            1 => (Partners.Borrower, new SiteClosed(Lyon.Opera.Id, span, null)),
            2 => (Partners.Borrower, (Disruption)new ResourceAbsent(random.Next(0, 2) == 0 ? "M1" : "T1", span, null)),
            _ => (Partners.Lender, new ResourceAbsent(expert, span, null)),
        };
        Decision decision = partners.Send(territory, new HandleDisruption(partners.NewId("R"), disruption, RepairBudget.Unlimited, null));
        decision.Refusal?.Code.ShouldBe(RefusalCode.Invalid, decision.Refusal.Message);
    }

    private Board Board => _partners.BoardOf(Partners.Borrower);

    private Commitment WorkOf(string id) => Board.Commitments[id].Commitment;

    private string BookWithExpert(Service service, bool anybody)
    {
        _partners.Hire(Partners.Lender, Partners.Expert("E1"));
        SearchQuery query = Branch.Ask(service, service == Partners.Course ? Lyon.Bron : null, Week);
        OfferTerms terms = _partners.Terms(query, _partners.Search(query).Offers[0]) with { AnyResource = anybody };
        return _partners.Done(Partners.Borrower, new Book(_partners.NewId("C"), terms, null, null)).Commitment!.Id;
    }

    private RepairEntry Done(string territory, Disruption disruption) =>
        _partners.Done(territory, new HandleDisruption(_partners.NewId("R"), disruption, RepairBudget.Unlimited, "dispatcher")).Repair.ShouldNotBeNull();
}
