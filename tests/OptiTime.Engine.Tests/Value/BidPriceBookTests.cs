using OptiTime.Engine.Tests.Fixtures;
using OptiTime.Engine.Value;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Value;

namespace OptiTime.Engine.Tests.Value;

public sealed class BidPriceBookTests
{
    private static readonly DemandCount[] Counted =
    [
        .. Enumerable.Range(2, 28).Select(back => new DemandCount(
            new DemandKey("lyon", Lyon.Monday - back, 0, "technician:gas-boiler/1", PriorityClass.Urgent, null, DemandOutcome.Booked), 60_000, 60 * 3_600, 600_000)),
    ];

    private static async Task<(Silo Silo, BidPriceBook Book)> OpenAsync(params DemandCount[] counts)
    {
        Silo silo = await Silo.StartAsync();
        await silo.Store.AddAsync(counts, Silo.Stop);
        return (silo, new BidPriceBook(silo.Store, silo.Clock));
    }

    [Fact]
    public async Task Where_nothing_was_counted_there_are_no_prices()
    {
        (Silo silo, BidPriceBook book) = await OpenAsync();
        await using (silo)
        {
            await book.RefreshAsync(silo.Planners.ActiveBoards, Silo.Stop);

            book.Find("lyon").ShouldBeNull();
            book.CostOf(silo.Planners.ActiveBoards[0].Settings, Silo.Repair, null).ShouldBeNull();
        }
    }

    [Fact]
    public async Task Where_demand_was_counted_those_who_rank_lower_pay()
    {
        (Silo silo, BidPriceBook book) = await OpenAsync(Counted);
        await using (silo)
        {
            Board board = silo.Planners.ActiveBoards.ShouldHaveSingleItem();
            await book.RefreshAsync([board], Silo.Stop);

            book.CostOf(board.Settings, Silo.Repair, null).ShouldNotBeNull()
                .Of(board.FindResource("T1")!.Resource, Lyon.Monday, Silo.Repair.Steps[0].Duration).ShouldBeGreaterThan(Money.Zero);
            book.CostOf(board.Settings, Silo.Repair with { Class = PriorityClass.Urgent }, null)!
                .Of(board.FindResource("T1")!.Resource, Lyon.Monday, Silo.Repair.Steps[0].Duration).ShouldBe(Money.Zero);
        }
    }

    [Fact]
    public async Task Weight_zero_and_a_territory_nobody_asks_for_any_more_have_none()
    {
        (Silo silo, BidPriceBook book) = await OpenAsync(Counted);
        await using (silo)
        {
            await book.RefreshAsync(silo.Planners.ActiveBoards, Silo.Stop);
            book.Find("lyon").ShouldNotBeNull();

            await silo.DoAsync(new DefineTerritory(Lyon.Settings with { Opportunity = OpportunitySettings.Default with { Weight = 0 } }, null));
            await book.RefreshAsync(silo.Planners.ActiveBoards, Silo.Stop);
            book.Find("lyon").ShouldBeNull();

            await silo.DoAsync(new DefineTerritory(Lyon.Settings, null));
            await book.RefreshAsync(silo.Planners.ActiveBoards, Silo.Stop);
            book.Find("lyon").ShouldNotBeNull();
            await book.RefreshAsync([], Silo.Stop);
            book.Find("lyon").ShouldBeNull();
        }
    }

    [Fact]
    public async Task Prices_follow_what_is_booked_and_those_of_before_stay_what_they_were()
    {
        (Silo silo, BidPriceBook book) = await OpenAsync([.. Counted.Select(count => count with { Seconds = 15 * 3_600, Cents = 150_000 })]);
        await using (silo)
        {
            await book.RefreshAsync(silo.Planners.ActiveBoards, Silo.Stop);
            BidPrices before = book.Find("lyon").ShouldNotBeNull();
            long version = before.Version;
            Money price = before.PerHour("T1", Lyon.Monday, 0);

            await silo.DoAsync(new PutResource(Lyon.Technician("T2", Lyon.Hours("08:00-09:00")), new(Lyon.HomeOf("T2"), Lyon.Caluire), null));
            await book.RefreshAsync(silo.Planners.ActiveBoards, Silo.Stop);

            book.Find("lyon")!.PerHour("T1", Lyon.Monday, 0).ShouldBeGreaterThan(price);
            (before.PerHour("T1", Lyon.Monday, 0), before.Version).ShouldBe((price, version));
        }
    }
}
