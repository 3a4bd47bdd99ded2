using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Tests.Search;

public sealed class FoundOffersTests
{
    /// <summary>What is offered can be held, what is held can be confirmed, and nothing on the board is harmed by it.</summary>
    [Fact]
    public void Every_offer_found_can_be_held_at_once_and_then_confirmed() => Laws.Hold(random =>
    {
        Branch branch = Towns.Busy(random);
        SearchQuery query = Towns.AnyQuery(branch, random);
        foreach (FoundOffer offer in branch.Search(query).Offers)
        {
            OfferTerms terms = branch.Terms(query, offer);
            Decision hold = Decider.Decide(branch.Board, branch.Catalogue, new PlaceHold("probe", terms, Seconds.FromMinutes(5)), branch.Now, branch.Board.Version + 1);
            hold.Refusal.ShouldBeNull(offer.ToString());
            hold.Answer!.Planned.ShouldHaveSingleItem().From.ShouldBe(offer.Steps[0].Start);
        }
        // Each of them alone; and then one after the other as long as they last.
        foreach (FoundOffer offer in branch.Search(query).Offers.Take(4))
        {
            Decision hold = branch.Send(new PlaceHold(branch.NewId("C"), branch.Terms(query, offer), Seconds.FromMinutes(5)));
            if (hold.Refusal is null) branch.Done(new ConfirmHold(hold.Answer!.Commitment!.Id, null, null));
        }
    }, cases: 60);

    [Fact]
    public void The_first_offer_of_a_search_can_always_be_booked() => Laws.Hold(random =>
    {
        Branch branch = Towns.Busy(random, bookings: 0);
        SearchQuery query = Towns.AnyQuery(branch, random);
        for (int customer = 0; customer < 6 && branch.Search(query) is { Offers: [var first, ..] }; customer++)
        {
            Answer answer = branch.Done(new Book(branch.NewId("C"), branch.Terms(query, first), null, null));
            answer.Commitment!.Cost.ShouldBe(first.Cost);
            answer.Commitment.Travel.ShouldBe(first.Travel);
        }
    }, cases: 60);

    /// <summary>The answer to "which is the cheapest in this window" is that of trying every position of every tour by hand.</summary>
    [Theory]
    [InlineData(3, 80)]
    [InlineData(14, 25)]
    [InlineData(45, 6)]
    public void An_exact_answer_has_the_best_cost_of_every_window(int technicians, int cases) => Laws.Hold(random =>
    {
        Branch branch = Towns.Busy(random, technicians: technicians);
        SearchQuery query = Towns.AnyQuery(branch, random);
        SearchResult result = branch.Search(query);
        result.Completeness.ShouldBe(query.Between.To > branch.Board.HorizonEnd ? Completeness.Truncated : Completeness.Exact);
        Dictionary<Interval, Money> byHand = SearchByHand.Best(branch, query), found = result.Offers
            .GroupBy(offer => offer.Steps[0].Promise).ToDictionary(same => same.Key, same => same.Min(offer => offer.TotalCost));
        found.Keys.Order(ByStart).ShouldBe(byHand.Keys.Order(ByStart));
        foreach ((Interval promise, Money cost) in byHand) found[promise].ShouldBe(cost, $"{query.Service.Id} in {promise} at {branch.Now}");
    }, cases);

    /// <summary>So that tours have more positions than are tested at a time, and there are more resources than are visited nearest first.</summary>
    [Fact]
    public void An_exact_answer_has_the_best_cost_also_where_days_are_full_of_short_visits()
    {
        int longest = 0;
        Laws.Hold(random => longest = Math.Max(longest, An_exact_answer_has_the_best_cost_of_a_day_of_errands(random)), cases: 8);
        longest.ShouldBeGreaterThan(8, "no tour of any case was longer than what is tested at a time");
    }

    /// <returns>The stops of the longest tour the question was asked of.</returns>
    private static int An_exact_answer_has_the_best_cost_of_a_day_of_errands(Random random)
    {
        Service errand = Sold.Boiler with
        {
            Id = "errand",
            Steps = [Sold.Boiler.Steps[0] with { Duration = Seconds.FromMinutes(12) }],
        };
        var branch = new Branch();
        branch.Sell(errand);
        for (int index = 0; index < 20; index++) branch.Hire(Towns.AnyTechnician(random, $"T{index}"));
        var monday = new Interval(Lyon.OnMonday("00:00"), Lyon.OnMonday("00:00") + Seconds.FromHours(24));
        for (int index = 0; index < 90; index++)
        {
            SearchQuery wanted = Branch.Ask(errand, Towns.AnyPoint(random), monday) with { Require = [$"T{random.Next(0, 8)}"], MaximumOffers = 5 };
            if (branch.Search(wanted).Offers is [.., var last]) branch.Send(new Book(branch.NewId("C"), branch.Terms(wanted, last), null, null));
        }
        SearchQuery query = Branch.Ask(errand, Towns.AnyPoint(random), monday);
        Dictionary<Interval, Money> byHand = SearchByHand.Best(branch, query);
        ILookup<Interval, FoundOffer> found = branch.Search(query).Offers.ToLookup(offer => offer.Steps[0].Promise);
        found.Select(same => same.Key).Order(ByStart).ShouldBe(byHand.Keys.Order(ByStart));
        foreach ((Interval promise, Money cost) in byHand) found[promise].Min(offer => offer.TotalCost).ShouldBe(cost, $"in {promise}");
        return branch.Board.ToursOf(branch.Board.Clock.DayOf(monday.From)).Max(tour => tour.Stops.Length);
    }

    [Fact]
    public void Tours_that_are_too_far_to_be_better_are_not_looked_at()
    {
        var random = new Random(3);
        var branch = new Branch();
        for (int index = 0; index < 30; index++) branch.Hire(Lyon.Technician($"T{index}"));
        SearchQuery query = Branch.Ask(Sold.Boiler, Towns.AnyPoint(random), new Interval(Lyon.OnMonday("00:00"), Lyon.OnMonday("00:00") + Seconds.FromHours(96))) with { MaximumOffers = 1 };
        SearchResult result = branch.Search(query);
        (result.Completeness, result.Offers.Length).ShouldBe((Completeness.Exact, 1));
        result.Positions.ShouldBeInRange(1, branch.Board.Positions / 4);
    }

    [Fact]
    public void Random_questions_are_worth_asking()
    {
        var random = new Random(1);
        int[] offers = [.. Enumerable.Range(0, 100).Select(_ => Towns.Busy(random)).Select(branch => branch.Search(Towns.AnyQuery(branch, random)).Offers.Length)];
        offers.Count(count => count > 3).ShouldBeGreaterThan(20);
        offers.Count(count => count == 0).ShouldBeGreaterThan(5);
    }

    [Fact]
    public void The_same_question_to_the_same_board_gets_the_same_answer() => Laws.Hold(random =>
    {
        Branch branch = Towns.Busy(random);
        SearchQuery query = Towns.AnyQuery(branch, random), other = Towns.AnyQuery(branch, random);
        string first = Facts.Of(branch.Search(query));
        branch.Search(other);
        Facts.Of(branch.Search(query)).ShouldBe(first);
        Facts.Of(new SlotSearch().Find(Board.Restore(BoardSnapshot.Of(branch.Board)), query, branch.Now)).ShouldBe(first);
    }, cases: 40);

    private static Comparer<Interval> ByStart { get; } = Comparer<Interval>.Create((left, right) => (left.From, left.To).CompareTo((right.From, right.To)));
}
