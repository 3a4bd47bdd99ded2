using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Optimization.Improving;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Verification;

namespace OptiTime.Planning.Tests.Optimization.Improving;

/// <summary>A branch whose plan is improved batch by batch, each appended to a log of its own and checked, as a planner would.</summary>
internal sealed class Improved
{
    private readonly Branch _branch;
    private readonly LogChecker _checker = new(every: 1);

    internal Improved(Branch branch)
    {
        _branch = branch;
        foreach (LogEntry entry in branch.Log) _checker.Next(entry);
    }

    internal Board Board => _checker.Board!;

    /// <summary>Searches the plan as it stands.</summary>
    internal PlanImprovement Search(ImprovementOptions options, ulong seed = 1) =>
        PlanImprover.Improve(Board, _branch.Catalogue, _branch.Now, options, seed, TestContext.Current.CancellationToken);

    /// <summary>Makes a batch on the board as it stands.</summary>
    /// <returns>What it gains there; null where it is not possible.</returns>
    internal long? Make(ImprovementBatch batch, ImprovementOptions options)
    {
        var state = new Rearrangement(Board, _branch.Catalogue, _branch.Now, options);
        if (state.Make(batch.Moves) is not { } gain) return null;
        long version = Board.Version + 1;
        _checker.Next(new LogEntry(Board.Settings.Id, version, _branch.Now, new Guid((int)version, 0, 0, new byte[8]), state.Changes(), [])).ShouldBeEmpty();
        return gain;
    }
}
