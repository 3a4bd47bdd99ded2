using System.Globalization;
using OptiTime.Benchmarks.Search;
using OptiTime.LoadTests.Measures;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Search;

namespace OptiTime.Benchmarks.Growth;

/// <summary>
/// How the cost of a query grows with resources, days, bookings and history: one of them at a time, the others as in DESIGN §9's row of 100
/// resources × 14 days × 8 stops. Each row with its ratio to the row before, of the size and of the time: a ratio of the time below that of the
/// size is growth slower than linear.
/// </summary>
internal static class GrowthTables
{
    private const int Resources = 100, Calls = 1_000;

    /// <summary>Prints the tables, as Markdown.</summary>
    /// <param name="quick">Small sizes and few calls, to see that it works.</param>
    internal static async Task ReportAsync(bool quick)
    {
        int calls = quick ? Calls / 50 : Calls;
        Console.WriteLine(Workplace.Describe(DateTimeOffset.UtcNow));
        // Code that has not run often yet is slower than it will be; the first row shall not pay for it.
        await MeasureAsync(Resources, BusyTerritory.Days, BusyTerritory.Stops, BusyTerritory.Days, calls * 5);

        Begin("resources");
        await TableAsync(quick ? [5, 10] : [25, 50, 100, 250, 500, 1_000, 2_000], resources => MeasureAsync(resources, BusyTerritory.Days, BusyTerritory.Stops, BusyTerritory.Days, calls));
        Begin("days on the board, all asked about");
        await TableAsync(quick ? [3, 6] : [7, 14, 30, 60, 90], days => MeasureAsync(Resources, days, BusyTerritory.Stops, days, calls));
        Begin("days on the board, 14 asked about");
        await TableAsync(quick ? [14, 16] : [14, 30, 60, 90], days => MeasureAsync(Resources, days, BusyTerritory.Stops, BusyTerritory.Days, calls));
        Begin("stops a day");
        await TableAsync(quick ? [2, 4] : [0, 2, 4, 6, 8, 10, 12], stops => MeasureAsync(Resources, BusyTerritory.Days, stops, BusyTerritory.Days, calls));
        await HistoryTable.ReportAsync(quick ? [20, 40] : [1_000, 5_000, 10_000, 20_000, 50_000], calls);
    }

    private static void Begin(string what)
    {
        Console.WriteLine($"\n| {what} | bookings | positions | median | p99 | size to the row before | time to the row before | allocated |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
    }

    private static async Task TableAsync(int[] sizes, Func<int, Task<(Board Board, Timing Timing)>> measure)
    {
        (double Positions, double Median)? before = null;
        foreach (int size in sizes)
        {
            (Board board, Timing timing) = await measure(size);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {size:N0} | {board.Commitments.Count:N0} | {board.Positions:N0} | {timing.Median:N1} µs | {timing.P99:N1} µs | {Ratio(board.Positions, before?.Positions)} | {Ratio(timing.Median, before?.Median)} | {timing.Allocated / 1024:0.0} KB |"));
            before = (board.Positions, timing.Median);
        }
    }

    private static async Task<(Board Board, Timing Timing)> MeasureAsync(int resources, int days, int stops, int daysAsked, int calls)
    {
        Board board = BusyTerritory.Build(resources, days, stops);
        var search = new SlotSearch();
        var random = new Random(42);
        SearchQuery[] queries = [.. Enumerable.Range(0, 256).Select(_ => BusyTerritory.QueryAt(BusyTerritory.PointNear(random, board.Settings.Centre, 0.15), daysAsked))];
        Timing timing = await Timing.OfAsync(calls, index =>
        {
            SearchResult result = search.Find(board, queries[index % queries.Length], BusyTerritory.Now);
            if (result.Offers.IsEmpty || result.LeftOut is not null) throw new InvalidOperationException("The answer is not whole.");
            return Task.CompletedTask;
        });
        return (board, timing);
    }

    /// <summary>A ratio, or a dash in the first row.</summary>
    internal static string Ratio(double value, double? before) =>
        before is { } other ? (value / other).ToString("0.00", CultureInfo.InvariantCulture) : "-";
}
