using OptiTime.Planning.Commands;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;

namespace OptiTime.Planning.Tests.Search;

public sealed class RelaxationTests
{
    private readonly Branch _branch = new("2026-11-22T18:00");

    [Fact]
    public void Another_day_is_looked_for_nearby_before_it_is_looked_for_cheaply()
    {
        _branch.Hire(Lyon.Technician("T1"));
        SearchResult result = _branch.Search(Branch.Ask(Sold.Boiler, Lyon.Bron, Lyon.MondaySpan("19:00-22:00")));
        result.Offers.ShouldBeEmpty();
        Relaxation day = result.Relaxations.ShouldHaveSingleItem();
        day.GivesUp.ShouldBe("day");
        Lyon.Clock.DayOf(day.Offer.End).ShouldBeInRange(Lyon.Monday + 1, Lyon.Monday + 3);
    }

    [Fact]
    public void Where_two_things_stand_in_the_way_both_are_given_up()
    {
        _branch.Hire(Lyon.Technician("T1"));
        _branch.Hire(Lyon.Agent("A1"));
        SearchResult result = _branch.Search(Branch.Ask(Sold.Boiler, Lyon.Bron, Lyon.MondaySpan("19:00-22:00")) with { Require = ["A1"] });
        Relaxation pair = result.Relaxations.ShouldHaveSingleItem();
        pair.GivesUp.ShouldBe("resource+day");
        pair.Offer.Steps[0].Resources.ShouldBe([new OfferedResource("technician", "T1")]);
        _branch.Search(pair.Query).Offers.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_territory_without_resources_says_so() =>
        _branch.Search(Branch.Ask(Sold.Boiler, Lyon.Bron, Lyon.MondaySpan("08:00-12:00"))).Reasons.ShouldHaveSingleItem().Code.ShouldBe("resources");
}
