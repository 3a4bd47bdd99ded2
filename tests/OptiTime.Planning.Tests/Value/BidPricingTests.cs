using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;
using OptiTime.Planning.Value;

namespace OptiTime.Planning.Tests.Value;

public sealed class BidPricingTests
{
    private const double Lowest = 0;
    private static readonly double Urgent = OpportunitySettings.Default.PrecedenceOf(PriorityClass.Urgent, null);

    private static Branch With(params string[] technicians)
    {
        var branch = new Branch();
        foreach (string id in technicians) branch.Hire(Lyon.Technician(id));
        return branch;
    }

    [Fact]
    public void Where_there_is_plenty_an_hour_costs_nothing() =>
        Counts.Prices(With("T1", "T2", "T3"), Counts.Urgent(0.1)).PerHour("T1", Lyon.Monday + 1, Lowest).ShouldBe(Money.Zero);

    [Fact]
    public void Where_urgent_work_will_lack_an_hour_others_pay_what_it_is_worth()
    {
        BidPrices prices = Counts.Prices(With("T1"), Counts.Urgent(60));

        // A hundred an hour, twice because it is urgent, and less because there is a road to each.
        prices.PerHour("T1", Lyon.Monday + 1, Lowest).Cents.ShouldBeInRange(15_000, 20_000);
        prices.PerHour("T1", Lyon.Monday + 1, Urgent).ShouldBe(Money.Zero);
        prices.PerHour("somebody else", Lyon.Monday + 1, Lowest).ShouldBe(Money.Zero);
        prices.PerHour("T1", Lyon.Monday + 400, Lowest).ShouldBe(Money.Zero);
    }

    [Fact]
    public void Who_knows_more_than_is_asked_for_is_kept_for_what_only_they_can_do()
    {
        Branch branch = With("T1");
        branch.Hire(Lyon.Technician("T2", null, new Skill("gas-boiler", 2), new Skill("heat-pump", 1)));
        BidPrices prices = Counts.Prices(branch, Counts.Urgent(30, "technician:heat-pump/1"), Counts.Urgent(0.5));

        prices.PerHour("T2", Lyon.Monday + 1, Lowest).ShouldBeGreaterThan(prices.PerHour("T1", Lyon.Monday + 1, Lowest));
    }

    [Fact]
    public void Equal_prices_have_equal_versions_and_others_do_not()
    {
        Branch branch = With("T1", "T2");

        Counts.Prices(branch, Counts.Urgent(20)).Version.ShouldBe(Counts.Prices(branch, Counts.Urgent(20)).Version);
        Counts.Prices(branch, Counts.Urgent(20)).Version.ShouldNotBe(Counts.Prices(branch, Counts.Urgent(25)).Version);
        Counts.Prices(branch, Counts.Urgent(20)).Version.ShouldBeInRange(1, (1L << 53) - 1);
    }

    [Fact]
    public void Prices_are_never_negative_and_fall_with_the_rank_of_who_asks() => Laws.Hold(random =>
    {
        Branch branch = Towns.Busy(random);
        BidPrices prices = Counts.Prices(branch, AnyCounts(random));
        double low = random.NextDouble() * 5, high = low + random.NextDouble();
        foreach (string resource in branch.Board.Resources.Select(entry => entry.Resource.Id))
        {
            for (int day = branch.Board.FirstDay - 1; day <= branch.Board.AfterDay; day++)
            {
                prices.PerHour(resource, day, low).ShouldBeGreaterThanOrEqualTo(Money.Zero);
                prices.PerHour(resource, day, high).ShouldBeLessThanOrEqualTo(prices.PerHour(resource, day, low));
            }
        }
    }, cases: 60);

    /// <summary>A booking takes capacity; the roads are held fixed, for what is planned is also what roads are reckoned from.</summary>
    [Fact]
    public void Asking_for_more_never_lowers_a_price_and_hiring_never_raises_one() => Laws.Hold(random =>
    {
        var branch = new Branch();
        for (int index = random.Next(1, 4); index > 0; index--) branch.Hire(Towns.AnyTechnician(random, "T" + index));
        IEnumerable<DemandCount> counts = AnyCounts(random);
        BidPrices before = Counts.Prices(branch, counts), more = Counts.Prices(branch, counts, counts.Where((_, index) => index % 3 == 0));
        branch.Hire(Towns.AnyTechnician(random, "T9"));
        BidPrices hired = Counts.Prices(branch, counts);
        double precedence = random.NextDouble() * 3;
        foreach (string resource in branch.Board.Resources.Select(entry => entry.Resource.Id).Where(id => id != "T9"))
        {
            for (int day = branch.Board.FirstDay; day < branch.Board.AfterDay; day++)
            {
                // Prices are rounded to the cent.
                more.PerHour(resource, day, precedence).Cents.ShouldBeGreaterThanOrEqualTo(before.PerHour(resource, day, precedence).Cents - 1);
                hired.PerHour(resource, day, precedence).Cents.ShouldBeLessThanOrEqualTo(before.PerHour(resource, day, precedence).Cents + 1);
            }
        }
    }, cases: 80);

    [Fact]
    public void What_is_booked_is_missing_from_what_is_left()
    {
        Branch branch = With("T1");
        BidPrices before = Counts.Prices(branch, Counts.Urgent(5));
        SearchQuery query = Branch.Ask(Sold.Boiler, Lyon.Bron, new Interval(Lyon.OnMonday("08:00"), Lyon.OnMonday("17:00")));
        branch.Book(query);
        branch.Book(query);

        Counts.Prices(branch, Counts.Urgent(5)).PerHour("T1", Lyon.Monday, Lowest).ShouldBeGreaterThan(before.PerHour("T1", Lyon.Monday, Lowest));
    }

    private static IEnumerable<DemandCount> AnyCounts(Random random) =>
    [
        .. Enumerable.Range(0, random.Next(1, 5)).SelectMany(_ => Counts.Of(
            (PriorityClass)random.Next(0, 4), random.NextDouble() * 20, random.Next(0, 3) == 0 ? "room:seats/8" : Counts.Boiler,
            random.Next(0, 2) == 0 ? null : "gold", random.Next(0, 3), random.Next(1, 5))),
    ];
}
