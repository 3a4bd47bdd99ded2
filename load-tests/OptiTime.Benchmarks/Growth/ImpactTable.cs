using System.Globalization;
using OptiTime.Benchmarks.Search;
using OptiTime.LoadTests.Measures;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;

namespace OptiTime.Benchmarks.Growth;

/// <summary>
/// What it takes to find offers that move others: two hours' work is asked for where tours are full of shorter work, all of which could be done by anybody
/// inside its promise. Beside it the same question without impact.
/// </summary>
internal static class ImpactTable
{
    private const int Calls = 200, Budget = 2_000_000;

    /// <summary>Prints the table, as Markdown.</summary>
    /// <param name="quick">Few calls, to see that it works.</param>
    internal static async Task ReportAsync(bool quick)
    {
        Console.WriteLine(Workplace.Describe(DateTimeOffset.UtcNow));
        Console.WriteLine("\n| resources | impact | offers | moves an offer | median | p99 | allocated |");
        Console.WriteLine("| ---: | --- | ---: | ---: | ---: | ---: | ---: |");
        foreach (int resources in (int[])(quick ? [10] : [25, 100, 250]))
        {
            Board board = Movable(resources);
            foreach (ImpactAllowed impact in new[] { ImpactAllowed.None, ImpactAllowed.WithinPromises }) await RowAsync(board, resources, impact, quick ? 5 : Calls);
        }
    }

    private static async Task RowAsync(Board board, int resources, ImpactAllowed impact, int calls)
    {
        var search = new SlotSearch();
        var random = new Random(resources);
        (int asked, int offers, int moves) = (0, 0, 0);
        Timing timing = await Timing.OfAsync(calls, _ =>
        {
            SearchQuery query = BusyTerritory.QueryAt(BusyTerritory.PointNear(random, BusyTerritory.Centre, 0.1)) with { Impact = impact, PositionBudget = Budget };
            SearchResult result = search.Find(board, query with { Service = Long(query) }, BusyTerritory.Now);
            (asked, offers, moves) = (asked + 1, offers + result.Offers.Length, moves + result.Offers.Sum(offer => offer.Moved.Length));
            return Task.CompletedTask;
        });
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {resources} | {impact} | {(double)offers / asked:0.0} | {(offers == 0 ? 0 : (double)moves / offers):0.0} | {timing.Median / 1_000:0.0} ms | {timing.P99 / 1_000:0.0} ms | {timing.Allocated / 1_024:0} KiB |"));
    }

    private static Planning.Demand.Service Long(SearchQuery query) =>
        query.Service with { Steps = [query.Service.Steps[0] with { Duration = Seconds.FromHours(2) }] };

    /// <summary>The busy territory, whose customers take whoever can serve.</summary>
    private static Board Movable(int resources)
    {
        LogEntry entry = BusyTerritory.Describe(resources, BusyTerritory.Days, BusyTerritory.Stops);
        IEnumerable<Change> changes = entry.Changes.Select(change =>
            change is CommitmentRecorded recorded ? recorded with { Commitment = recorded.Commitment with { AnyResource = true } } : change);
        return Board.Begin(entry with { Changes = [.. changes] });
    }
}
