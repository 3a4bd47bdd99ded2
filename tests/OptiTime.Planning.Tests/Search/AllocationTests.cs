using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Tests.Search;

public sealed class AllocationTests
{
    /// <summary>What a search allocates are its offers and what chooses among them; the scan, which is what grows with the territory, allocates nothing.</summary>
    [Fact]
    public void A_search_of_a_territory_ten_times_as_large_allocates_no_more()
    {
        long small = AllocatedWith(technicians: 4), large = AllocatedWith(technicians: 40);

        small.ShouldBeGreaterThan(0);
        large.ShouldBe(small);
    }

    private static long AllocatedWith(int technicians)
    {
        var branch = new Branch();
        for (int index = 0; index < technicians; index++) branch.Hire(Lyon.Technician($"T{index:00}"));
        var week = new Interval(Lyon.OnMonday("00:00"), Lyon.OnMonday("00:00") + Seconds.FromHours(7 * 24));
        SearchQuery query = Branch.Ask(Sold.Boiler, Towns.AnyPoint(new Random(5)), week) with { MaximumOffers = 1 };
        // The first lays the days out and lets the workspace grow.
        branch.Search(query).Offers.ShouldHaveSingleItem();
        branch.Search(query);
        long before = GC.GetAllocatedBytesForCurrentThread();
        branch.Search(query);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
