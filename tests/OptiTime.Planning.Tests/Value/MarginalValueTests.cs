using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Value;

namespace OptiTime.Planning.Tests.Value;

public sealed class MarginalValueTests
{
    // Beyond twelve digits the incomplete gamma function is noise.
    private const double Noise = 1e-7;

    [Theory]
    [InlineData(0, 1, 0.632120558828558)]
    [InlineData(1, 1, 0.264241117657115)]
    [InlineData(9, 10, 0.542070285528148)]
    [InlineData(20, 10, 0.00158826066)]
    [InlineData(120, 100, 0.02266932)]
    [InlineData(4_999, 5_000, 0.50188)]
    public void The_chance_that_more_come_is_that_of_tables(double number, double mean, double chance) =>
        PoissonTail.Above(number, mean).ShouldBe(chance, chance * 1e-4);

    [Fact]
    public void An_hour_nobody_may_want_is_worth_nothing_and_one_that_surely_lacks_is_worth_the_best() => Laws.Hold(random =>
    {
        ExpectedWork[] classes = AnyClasses(random);
        Prices(classes, 100_000).ShouldAllBe(price => price < Noise);
        Prices([.. classes.Select(work => work with { Hours = 5_000 })], 0).ShouldAllBe(price => Math.Abs(price - classes[0].Value) < 0.01);
        Prices([.. classes.Select(work => work with { Hours = 0 })], random.Next(0, 10)).ShouldAllBe(price => price == 0);
    }, cases: 50);

    [Fact]
    public void Prices_are_never_negative_never_above_the_best_and_grow_with_those_one_ranks_below() => Laws.Hold(random =>
    {
        ExpectedWork[] classes = AnyClasses(random);
        double[] prices = Prices(classes, random.NextDouble() * 60);
        prices.ShouldAllBe(price => price >= 0 && price <= classes[0].Value + Noise);
        for (int index = 1; index < prices.Length; index++) prices[index].ShouldBeGreaterThanOrEqualTo(prices[index - 1] - Noise);
    });

    [Fact]
    public void More_demand_never_lowers_a_price_and_more_capacity_never_raises_one() => Laws.Hold(random =>
    {
        ExpectedWork[] classes = AnyClasses(random);
        double capacity = random.NextDouble() * 60, more = random.NextDouble() * 30;
        int which = random.Next(0, classes.Length);
        ExpectedWork[] larger = [.. classes];
        larger[which] = larger[which] with { Hours = larger[which].Hours + more };
        double[] prices = Prices(classes, capacity), asked = Prices(larger, capacity), left = Prices(classes, capacity + more);
        for (int index = 0; index < prices.Length; index++)
        {
            asked[index].ShouldBeGreaterThanOrEqualTo(prices[index] - Noise);
            left[index].ShouldBeLessThanOrEqualTo(prices[index] + Noise);
        }
    }, cases: 1_000);

    private static double[] Prices(ExpectedWork[] classes, double capacity)
    {
        var prices = new double[classes.Length];
        MarginalValue.Fill(classes, capacity, prices);
        return prices;
    }

    private static ExpectedWork[] AnyClasses(Random random) =>
        [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => new ExpectedWork(random.Next(1, 30_000), random.Next(0, 3) == 0 ? 0 : random.NextDouble() * 40)).OrderByDescending(work => work.Value)];
}
