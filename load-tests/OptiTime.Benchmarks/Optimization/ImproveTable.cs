using System.Globalization;
using OptiTime.Benchmarks.Repair;
using OptiTime.Benchmarks.Search;
using OptiTime.LoadTests.Measures;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Optimization.Improving;

namespace OptiTime.Benchmarks.Optimization;

/// <summary>
/// What the optimiser makes of days that customers filled one after the other, on one thread: search after search, until three in a row find nothing. First of a
/// day of tours (100 technicians, 1,000 calls), once as in service, with the trouble of moving told work counted, and once without; then of two weeks of tours
/// with courses among them, each of which takes an expert, a piece of equipment and a room.
/// </summary>
internal static class ImproveTable
{
    private const int Minutes = 38;

    /// <summary>Prints the tables, as Markdown.</summary>
    /// <param name="quick">A tenth of the rounds.</param>
    internal static void Report(bool quick)
    {
        Console.WriteLine(Workplace.Describe(DateTimeOffset.UtcNow));
        ReportTours(quick ? 10 : 1);
        ReportCourses(quick ? 10 : 1);
    }

    private static void ReportTours(int share)
    {
        Console.WriteLine("\n| trouble counts | work looked at | rounds a search | searches | road before | road after | moves | batches | saved | processor |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        var day = FullDay.Of(1, Minutes);
        // Code that has not run often yet is slower than it will be.
        ImproveRun.Of(day.Board, day.Catalogue, FullDay.Now, new ImprovementOptions { Days = 1, MostWork = 100, Rounds = 200 });
        foreach ((double stability, int work, long rounds) in ((double, int, long)[])[(1, 250, 6_000), (1, 2_000, 50_000), (0, 250, 6_000), (0, 2_000, 50_000)])
        {
            var run = ImproveRun.Of(day.Board, day.Catalogue, FullDay.Now, new ImprovementOptions { Days = 1, MostWork = work, Rounds = rounds / share, Stability = stability });
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {(stability > 0 ? "yes" : "no")} | {work:N0} | {rounds / share:N0} | {run.Searches} | {Hours(day.Board):0.0} h | {Hours(run.After):0.0} h | {run.Moves:N0} | {run.Batches:N0} | {run.Saved.Cents / 100.0:N2} | {run.Processor.TotalSeconds:0.0} s |"));
        }
    }

    private static void ReportCourses(int share)
    {
        Console.WriteLine("\n| trouble counts | groups looked at a search | searches | moves | of groups | batches | saved | processor | a search |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        Board board = BookedCourses.Build();
        foreach ((double stability, int groups) in ((double, int)[])[(1, 0), (1, 12), (0, 0), (0, 12), (0, 48)])
        {
            var run = ImproveRun.Of(board, BookedCourses.Catalogue, BusyTerritory.Now, new ImprovementOptions { FirstDay = BusyTerritory.FirstDay, MostGroups = groups, Rounds = 6_000 / share, Stability = stability });
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {(stability > 0 ? "yes" : "no")} | {groups} | {run.Searches} | {run.Moves:N0} | {run.Groups:N0} | {run.Batches:N0} | {run.Saved.Cents / 100.0:N2} | {run.Processor.TotalSeconds:0.0} s | {run.Processor.TotalMilliseconds / run.Searches:0} ms |"));
        }
    }

    private static double Hours(Board board) => FullDay.RoadOf(board) / 3_600.0;
}
