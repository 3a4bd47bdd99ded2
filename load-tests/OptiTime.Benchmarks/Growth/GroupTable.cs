using System.Globalization;
using OptiTime.Benchmarks.Search;
using OptiTime.LoadTests.Measures;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;

namespace OptiTime.Benchmarks.Growth;

/// <summary>
/// The row of DESIGN §9 for several roles: an expert who travels, a piece of equipment and a room, so many of each × 14 days, the ten best offers, on
/// one thread; at one site and at several, with exact times and with windows, and as a course of three days.
/// </summary>
internal static class GroupTable
{
    private const int Calls = 1_000;

    /// <summary>Prints the table, as Markdown.</summary>
    /// <param name="quick">A tenth of the calls.</param>
    internal static async Task ReportAsync(bool quick)
    {
        int calls = quick ? Calls / 10 : Calls;
        Console.WriteLine(Workplace.Describe(DateTimeOffset.UtcNow));
        // Code that has not run often yet is slower than it will be; the first row shall not pay for it.
        Board small = CourseTerritory.Build(20, 2);
        foreach (Service service in (Service[])[CourseTerritory.Meeting(isExact: true), CourseTerritory.Meeting(isExact: false), CourseTerritory.Course])
            await MeasureAsync(small, service, Calls / 2);
        Console.WriteLine("\n| of each | sites | what | positions | median | p99 | processor | allocated |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach ((int resources, int sites) in ((int, int)[])[(100, 1), (100, 4), (300, 4)])
        {
            Board board = CourseTerritory.Build(resources, sites);
            await RowAsync(board, resources, sites, "one hour, exact time", CourseTerritory.Meeting(isExact: true), calls);
            await RowAsync(board, resources, sites, "one hour, window", CourseTerritory.Meeting(isExact: false), calls);
            await RowAsync(board, resources, sites, "three days, exact time", CourseTerritory.Course, calls / 10);
        }
    }

    private static async Task RowAsync(Board board, int resources, int sites, string what, Service service, int calls)
    {
        // On a shared machine the time on the clock is also the neighbours'.
        TimeSpan before = Environment.CpuUsage.UserTime;
        Timing timing = await MeasureAsync(board, service, calls);
        double processor = (Environment.CpuUsage.UserTime - before).TotalMicroseconds / (calls * (1 + (1.0 / Timing.WarmUp)));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {resources:N0} | {sites} | {what} | {board.Positions:N0} | {timing.Median:N0} µs | {timing.P99:N0} µs | {processor:N0} µs | {timing.Allocated / 1024:0.0} KB |"));
    }

    private static async Task<Timing> MeasureAsync(Board board, Service service, int calls)
    {
        var search = new SlotSearch();
        SearchQuery query = CourseTerritory.Ask(service);
        return await Timing.OfAsync(calls, _ =>
        {
            SearchResult result = search.Find(board, query, BusyTerritory.Now);
            if (result.Offers.Length != 10 || result.LeftOut is not null) throw new InvalidOperationException($"{result.Offers.Length} offers; {result.LeftOut}");
            return Task.CompletedTask;
        });
    }
}
