using OptiTime.LoadTests.Runs;

namespace OptiTime.LoadTests.Tests.Runs;

public sealed class RateSearchTests
{
    [Fact]
    public void The_rate_doubles_until_it_breaks_the_bar_twice_and_is_halved_in_from_there()
    {
        (List<double> rates, double? best) = Tried(limit: 1_300, halvings: 2);
        rates.ShouldBe([500, 1_000, 2_000, 2_000, 1_500, 1_500, 1_250]);
        best.ShouldBe(1_250);
    }

    [Fact]
    public void When_the_first_rate_breaks_it_the_search_goes_down()
    {
        (List<double> rates, double? best) = Tried(limit: 200, halvings: 2);
        rates.ShouldBe([500, 500, 250, 250, 120]);
        best.ShouldBe(120);
    }

    [Fact]
    public void When_no_rate_keeps_it_there_is_no_best() => Tried(limit: 0, halvings: 1).Best.ShouldBeNull();

    [Fact]
    public void One_breach_that_is_not_repeated_is_forgiven()
    {
        var search = new RateSearch(500, 1);
        search.Tell(isKept: false);
        search.Next.ShouldBe(500);
        search.Tell(isKept: true);
        (search.Next, search.Best).ShouldBe((1_000, 500));
    }

    private static (List<double> Rates, double? Best) Tried(double limit, int halvings)
    {
        var search = new RateSearch(500, halvings);
        var rates = new List<double>();
        while (search.Next is { } rate)
        {
            rates.Add(rate);
            search.Tell(rate <= limit);
        }
        return (rates, search.Best);
    }
}
