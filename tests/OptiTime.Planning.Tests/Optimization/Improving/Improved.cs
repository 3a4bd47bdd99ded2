using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Optimization.Improving;
using OptiTime.Planning.Repair;
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

    /// <summary>Searches, makes every batch and looks at every law.</summary>
    internal List<ImprovementBatch> ToTheEnd(ImprovementOptions options, ulong seed)
    {
        Board before = Board;
        PlanImprovement found = Search(options, seed);
        long gained = 0;
        foreach (ImprovementBatch batch in found.Batches)
        {
            batch.Gain.Cents.ShouldBeGreaterThan(0);
            long gain = Make(batch, options).ShouldNotBeNull();
            CostUnits.ToMoney(gain).ShouldBe(batch.Gain);
            gained += gain;
        }
        (found.Before.Cents - found.After.Cents).ShouldBeInRange(CostUnits.ToMoney(gained).Cents - 1, CostUnits.ToMoney(gained).Cents + 1);
        HashSet<string> moved = [.. found.Batches.SelectMany(batch => batch.Moves).Select(move => move.Commitment)];
        Board.Commitments.Count.ShouldBe(before.Commitments.Count);
        foreach (Commitment work in before.Commitments.Values.Select(entry => entry.Commitment)) KeepsItsWord(before, work, moved.Contains(work.Id));
        return [.. found.Batches];
    }

    internal static string Told(PlanImprovement found) =>
        string.Join('\n', found.Batches.SelectMany(batch => batch.Moves.Select(move => move is GroupMove group ? $"{group.Commitment} {string.Join(' ', group.Steps.Select(Told))}" : $"{move}").Append($"{batch.Gain}")));

    private static string Told(OfferedStep step) => $"{step.Start} {string.Join(' ', step.Resources)}";

    private void KeepsItsWord(Board before, Commitment was, bool isMoved)
    {
        Commitment work = Board.Commitments[was.Id].Commitment;
        work.Steps.Select(step => (step.Promise, step.Site, step.Place)).ShouldBe(was.Steps.Select(step => (step.Promise, step.Site, step.Place)));
        if (!isMoved || was.State == CommitmentState.Held) WhereAndWhen(Board, work).ShouldBe(WhereAndWhen(before, was));
        if (was is { State: CommitmentState.Confirmed, AnyResource: not true }) SoldSteps.Of(Board, work).IsServedBySame(before, [.. was.Steps.Select(step => step.Assignments)]).ShouldBeTrue();
        bool isFrozen = before.PlannedTimes(was) is [var first, ..] && first.From < _branch.Now + before.Settings.FreezeHorizon;
        if (isFrozen) isMoved.ShouldBeFalse();
        if (isFrozen) Board.PlannedTimes(work).ShouldBe(before.PlannedTimes(was));
    }

    /// <summary>Who does it in which period; and when, where several come together or it takes several steps.</summary>
    private static string WhereAndWhen(Board board, Commitment work)
    {
        bool isFixed = work.Steps.Sum(step => step.Assignments.Length) > 1;
        return string.Join(' ', Enumerable.Range(0, work.Steps.Length).SelectMany(step => Enumerable.Range(0, work.Steps[step].Assignments.Length).Select(who =>
        {
            Standing standing = board.Find(work, step, who)!.Value;
            return $"{work.Steps[step].Assignments[who].Resource}/{standing.Tour.Unit} {standing.Tour.Period.Span.From} {(isFixed ? standing.Stop.Start : null)}";
        })));
    }
}
