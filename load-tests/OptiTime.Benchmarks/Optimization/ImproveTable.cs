using System.Globalization;
using OptiTime.Benchmarks.Repair;
using OptiTime.LoadTests.Measures;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Optimization.Improving;

namespace OptiTime.Benchmarks.Optimization;

/// <summary>
/// What the optimiser makes of a day that customers filled one after the other (100 technicians, 1,000 calls), on one thread: search after search, each batch made
/// on the board as a planner would, until three in a row find nothing. Once as in service, with the trouble of moving told work counted, and once without.
/// </summary>
internal static class ImproveTable
{
    private const int Minutes = 38, FruitlessInARow = 3, MostSearches = 200;

    /// <summary>Prints the table, as Markdown.</summary>
    /// <param name="quick">A tenth of the rounds.</param>
    internal static void Report(bool quick)
    {
        Console.WriteLine(Workplace.Describe(DateTimeOffset.UtcNow));
        Console.WriteLine("\n| trouble counts | work looked at | rounds a search | searches | road before | road after | moves | batches | saved | processor |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        var day = FullDay.Of(1, Minutes);
        Row(day, new ImprovementOptions { Days = 1, MostWork = 100, Rounds = 200 }, print: false);
        foreach ((double stability, int work, long rounds) in ((double, int, long)[])[(1, 250, 6_000), (1, 2_000, 50_000), (0, 250, 6_000), (0, 2_000, 50_000)])
            Row(day, new ImprovementOptions { Days = 1, MostWork = work, Rounds = quick ? rounds / 10 : rounds, Stability = stability }, print: true);
    }

    private static void Row(FullDay day, ImprovementOptions options, bool print)
    {
        Board board = day.Board;
        (int moves, int batches, int searches, long cents) = (0, 0, 0, 0);
        TimeSpan before = Environment.CpuUsage.UserTime;
        for (int fruitless = 0; fruitless < FruitlessInARow && searches < MostSearches; searches++)
        {
            PlanImprovement found = PlanImprover.Improve(board, day.Catalogue, FullDay.Now, options, (ulong)searches, CancellationToken.None);
            fruitless = found.Batches.IsEmpty ? fruitless + 1 : 0;
            foreach (ImprovementBatch batch in found.Batches)
            {
                var state = new Rearrangement(board, day.Catalogue, FullDay.Now, options);
                cents += CostUnits.ToMoney(state.Make(batch.Moves) ?? throw new InvalidOperationException("A batch is not possible where it was found.")).Cents;
                board = board.Assuming(state.Changes(), [], board.Version + 1, FullDay.Now);
                (moves, batches) = (moves + batch.Moves.Length, batches + 1);
            }
        }
        if (!print) return;
        double took = (Environment.CpuUsage.UserTime - before).TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {(options.Stability > 0 ? "yes" : "no")} | {options.MostWork:N0} | {options.Rounds:N0} | {searches} | {Hours(day.Board):0.0} h | {Hours(board):0.0} h | {moves:N0} | {batches:N0} | {cents / 100.0:N2} | {took:0.0} s |"));
    }

    private static double Hours(Board board) => FullDay.RoadOf(board) / 3_600.0;
}
