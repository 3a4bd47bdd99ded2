using OptiTime.Planning.Boards;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Optimization.Improving;
using OptiTime.Planning.Time;

namespace OptiTime.Benchmarks.Optimization;

/// <summary>What an optimiser made of a board: search after search, each batch made on the board as a planner would.</summary>
/// <param name="After">The board then.</param>
/// <param name="Searches">How many searches it took until three in a row had found nothing.</param>
/// <param name="Moves">How much work was moved, that of groups counted once.</param>
/// <param name="Groups">How much of it several serve.</param>
/// <param name="Batches">In how many batches.</param>
/// <param name="Saved">What that saves.</param>
/// <param name="Processor">How much processor time all of it took.</param>
internal sealed record ImproveRun(Board After, int Searches, int Moves, int Groups, int Batches, Money Saved, TimeSpan Processor)
{
    private const int FruitlessInARow = 3, MostSearches = 200;

    /// <summary>Lets it work.</summary>
    internal static ImproveRun Of(Board board, Catalogue catalogue, Moment now, ImprovementOptions options)
    {
        (int moves, int groups, int batches, int searches, long cents) = (0, 0, 0, 0, 0);
        TimeSpan before = Environment.CpuUsage.UserTime;
        for (int fruitless = 0; fruitless < FruitlessInARow && searches < MostSearches; searches++)
        {
            PlanImprovement found = PlanImprover.Improve(board, catalogue, now, options, (ulong)searches, CancellationToken.None);
            fruitless = found.Batches.IsEmpty ? fruitless + 1 : 0;
            var state = new Rearrangement(board, catalogue, now, options);
            foreach (ImprovementBatch batch in found.Batches)
            {
                cents += CostUnits.ToMoney(state.Make(batch.Moves) ?? throw new InvalidOperationException("A batch is not possible where it was found.")).Cents;
                (moves, groups, batches) = (moves + batch.Moves.Length, groups + batch.Moves.OfType<GroupMove>().Count(), batches + 1);
            }
            board = board.Assuming(state.Changes(), [], board.Version + 1, now);
        }
        return new ImproveRun(board, searches, moves, groups, batches, new Money(cents), Environment.CpuUsage.UserTime - before);
    }
}
