using OptiTime.Engine.Value;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Value;

namespace OptiTime.Engine.Tests.Value;

public sealed class DemandCounterTests
{
    private static CountedRequest Request(int days = 1, int firstDay = 105, string territory = "rhone") =>
        new(territory, 100, firstDay, days, "technician", PriorityClass.Standard, "gold", DemandOutcome.Offered, 3_601, 12_001);

    [Fact]
    public void What_is_counted_is_taken_once()
    {
        var counter = new DemandCounter();
        counter.Count(Request());
        counter.Count(Request());

        DemandCount count = counter.Take().ShouldHaveSingleItem();
        count.Key.ShouldBe(new DemandKey("rhone", 105, 5, "technician", PriorityClass.Standard, "gold", DemandOutcome.Offered));
        (count.Thousandths, count.Seconds, count.Cents).ShouldBe((2_000, 7_202, 24_002));
        counter.Take().ShouldBeEmpty();
    }

    [Fact]
    public void A_request_is_spread_over_its_days_and_nothing_is_lost_to_rounding()
    {
        var counter = new DemandCounter();
        counter.Count(Request(days: 7));

        IReadOnlyCollection<DemandCount> counts = counter.Take();

        counts.Select(count => count.Key.Day).Order().ShouldBe(Enumerable.Range(105, 7));
        counts.OrderBy(count => count.Key.Day).Select(count => count.Key.Ahead).ShouldBe([5, 6, 7, 8, 8, 8, 8]);
        (counts.Sum(count => count.Thousandths), counts.Sum(count => count.Seconds), counts.Sum(count => count.Cents)).ShouldBe((1_000, 3_601, 12_001));
        counts.ShouldAllBe(count => count.Thousandths >= 142 && count.Thousandths <= 143);
    }

    [Fact]
    public void Days_that_are_over_count_as_asked_for_on_the_day()
    {
        var counter = new DemandCounter();
        counter.Count(Request(firstDay: 98));

        counter.Take().Single().Key.Ahead.ShouldBe(0);
    }

    [Fact]
    public async Task Callers_who_count_at_once_are_all_counted()
    {
        var counter = new DemandCounter();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Task.Run(() =>
        {
            for (int index = 0; index < 5_000; index++) counter.Count(Request(firstDay: 100 + (index % 10)));
        })));

        counter.Take().Sum(count => count.Thousandths).ShouldBe(40_000_000);
    }

    [Fact]
    public void Beyond_the_limit_new_kinds_are_not_counted_and_known_ones_are()
    {
        var counter = new DemandCounter();
        for (int index = 0; index < DemandCounter.MaximumDifferent; index++) counter.Count(Request(territory: $"t{index}"));
        counter.Count(Request(territory: "one-too-many"));
        counter.Count(Request(territory: "t7"));

        IReadOnlyCollection<DemandCount> counts = counter.Take();
        counts.Count.ShouldBe(DemandCounter.MaximumDifferent);
        counts.Single(count => count.Key.Territory == "t7").Thousandths.ShouldBe(2_000);
    }
}
