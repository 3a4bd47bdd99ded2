using OptiTime.LoadTests.Opportunity;
using OptiTime.LoadTests.Reports;
using OptiTime.Planning.Demand;

namespace OptiTime.LoadTests.Tests.Opportunity;

public sealed class SeasonTests
{
    private static readonly SeasonPlan Small = new("domoservices", 8, 0.95, 2, 2, 4);

    [Fact]
    public void A_season_is_the_same_whenever_it_is_played()
    {
        string first = Table(new Season(Small)), second = Table(new Season(Small));

        second.ShouldBe(first);
        first.ShouldNotBe(Table(new Season(Small with { Seed = 5 })));
    }

    [Fact]
    public void With_opportunity_cost_more_of_what_is_urgent_is_served_and_more_is_earned()
    {
        var season = new Season(Small);
        SeasonTally without = SeasonRun.Play(season, 0), with = SeasonRun.Play(season, 1);

        with.Share((priority, _) => priority == PriorityClass.Urgent).ShouldBeGreaterThan(without.Share((priority, _) => priority == PriorityClass.Urgent));
        with.Value.ShouldBeGreaterThan(without.Value);
        with.Asked((_, _) => true).ShouldBe(without.Asked((_, _) => true));
    }

    [Fact]
    public void Calls_come_in_order_on_working_days_and_must_be_done_later()
    {
        var season = new Season(Small);

        season.Calls.Select(call => call.At).ShouldBeInOrder();
        season.Calls.ShouldAllBe(call => call.Until > call.At);
        season.Calls.Select(call => season.Clock.DayOf(call.At)).Distinct().Count().ShouldBe(20);
    }

    private static string Table(Season season) => OpportunityReport.Write([("without", SeasonRun.Play(season, 0)), ("with", SeasonRun.Play(season, 1))]);
}
