using System.Collections.Immutable;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;
using OptiTime.Planning.Value;

namespace OptiTime.Planning.Tests.Search;

public sealed class OpportunityTests
{
    private static SearchQuery Week(Service service) =>
        Branch.Ask(service, Lyon.Bron, new Interval(Lyon.OnMonday("00:00"), Lyon.OnMonday("00:00") + Seconds.FromHours(5 * 24))) with { MaximumOffers = 3 };

    [Fact]
    public void What_can_wait_leaves_the_day_on_which_urgent_work_will_come()
    {
        var branch = new Branch();
        branch.Hire(Lyon.Technician("T1"));
        // On Mondays somebody always calls.
        IEnumerable<DemandCount> mondays = Counts.Urgent(20).Where(count => (count.Key.Day - Lyon.Monday) % 7 == 0);
        BidPrices prices = Counts.Prices(branch, mondays, Counts.Urgent(0.01));
        SearchQuery query = Week(Sold.Boiler with { Class = PriorityClass.Maintenance });

        branch.Clock(branch.Search(query).Offers[0].Steps[0].Start).ShouldBe(Lyon.Monday);
        FoundOffer moved = branch.Search(query with { Opportunity = Counts.Paid(prices, PriorityClass.Maintenance) }).Offers[0];
        branch.Clock(moved.Steps[0].Start).ShouldNotBe(Lyon.Monday);
        moved.Cost.ShouldNotContain(line => line.Kind == "opportunity");
        branch.Clock(branch.Search(query with { Opportunity = Counts.Paid(prices, PriorityClass.Urgent) }).Offers[0].Steps[0].Start).ShouldBe(Lyon.Monday);
    }

    [Fact]
    public void Where_nothing_else_is_left_the_offer_stands_and_says_what_is_lost()
    {
        var branch = new Branch();
        branch.Hire(Lyon.Technician("T1"));
        BidPrices prices = Counts.Prices(branch, Counts.Urgent(40));
        SearchQuery query = Week(Sold.Boiler);

        SearchResult result = branch.Search(query with { Opportunity = Counts.Paid(prices, PriorityClass.Standard) });

        result.BidPriceVersion.ShouldBe(prices.Version);
        result.Offers.Length.ShouldBe(3);
        CostLine line = result.Offers[0].Cost.Single(line => line.Kind == "opportunity");
        line.Amount.ShouldBe(Counts.Paid(prices, PriorityClass.Standard).Of(branch.Board.FindResource("T1")!.Resource, branch.Clock(result.Offers[0].Steps[0].Start), Sold.Boiler.Steps[0].Duration));
        branch.Search(query with { Opportunity = Counts.Paid(prices, PriorityClass.Standard, weight: 2) }).Offers[0].Cost
            .Single(twice => twice.Kind == "opportunity").Amount.Cents.ShouldBeInRange((2 * line.Amount.Cents) - 2, (2 * line.Amount.Cents) + 2);
        branch.Search(query with { Opportunity = Counts.Paid(prices, PriorityClass.Urgent) }).Offers[0].Cost.ShouldNotContain(line => line.Kind == "opportunity");
    }

    [Fact]
    public void Prices_of_nothing_change_no_answer() => Laws.Hold(random =>
    {
        Branch branch = Towns.Busy(random);
        var groups = branch.Board.Resources.ToImmutableDictionary(entry => entry.Resource.Id, _ => 0, StringComparer.Ordinal);
        var nothing = new BidPrices(branch.Now, branch.Board.FirstDay, 0.3, [2.0], groups, new int[branch.Board.AfterDay - branch.Board.FirstDay]);
        SearchQuery query = Towns.AnyQuery(branch, random);
        SearchResult with = branch.Search(query with { Opportunity = Counts.Paid(nothing, PriorityClass.Maintenance) }), without = branch.Search(query);
        Told(with).ShouldBe(Told(without));
        (with.Positions, with.Completeness).ShouldBe((without.Positions, without.Completeness));
    }, cases: 100);

    /// <summary>No sieve loses anything by prices: the cheapest of every window is that of trying every position by hand, what is lost counted in.</summary>
    [Theory]
    [InlineData(3, 80)]
    [InlineData(40, 8)]
    public void An_exact_answer_has_the_best_cost_of_every_window(int technicians, int cases) => Laws.Hold(random =>
    {
        Branch branch = Towns.Busy(random, technicians: technicians);
        BidPrices prices = Counts.Prices(
            branch, Counts.Urgent(random.NextDouble() * 10 * technicians),
            Counts.Urgent(random.NextDouble() * 20, "room:seats/8", "gold").Where((_, index) => index % 2 == 0));
        SearchQuery query = Towns.AnyQuery(branch, random) with { Opportunity = Counts.Paid(prices, PriorityClass.Maintenance, weight: random.NextDouble() * 3) };
        Dictionary<Interval, Money> byHand = SearchByHand.Best(branch, query), found = branch.Search(query).Offers
            .GroupBy(offer => offer.Steps[0].Promise).ToDictionary(same => same.Key, same => same.Min(offer => offer.TotalCost));
        found.Count.ShouldBe(byHand.Count);
        // Three lines are rounded to the cent each.
        foreach ((Interval promise, Money cost) in byHand) found[promise].Cents.ShouldBeInRange(cost.Cents - 2, cost.Cents + 2, $"{query.Service.Id} in {promise} at {branch.Now}");
    }, cases);

    private static IEnumerable<string> Told(SearchResult result) =>
        result.Offers.Select(offer => $"{offer.Steps[0].Promise} {offer.Steps[0].Start} {offer.Steps[0].Resources[0]} {string.Join(' ', offer.Cost)}");
}

file static class BranchDays
{
    /// <summary>The local day of a moment.</summary>
    internal static int Clock(this Branch branch, Moment moment) => branch.Board.Clock.DayOf(moment);
}
