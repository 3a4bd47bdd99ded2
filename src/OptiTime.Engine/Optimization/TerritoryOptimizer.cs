using OptiTime.Engine.Planners;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Optimization.Improving;
using OptiTime.Planning.Time;

namespace OptiTime.Engine.Optimization;

/// <summary>
/// Optimises one territory, slice by slice: a search on the latest board beside the mailbox, and what it found sent as small commands that are decided anew.
/// It walks through the days ahead; when a walk saves too little for its work, it stops until the plan has changed.
/// </summary>
/// <param name="territory">The territory.</param>
/// <param name="services">What it needs from outside.</param>
/// <param name="clock">Measures its work.</param>
internal sealed class TerritoryOptimizer(string territory, OptimizerServices services, TimeProvider clock)
{
    private const int MostInterruptions = 3;

    private readonly OptimizerOptions _options = services.Options;
    private int? _nextDay;
    private long _slices;
    private int _interrupted;
    private TimeSpan _worked;
    private Money _saved;
    private (long Version, int Day, long At)? _settled;
    private (long At, TimeSpan For)? _rest;

    /// <summary>The territory.</summary>
    internal string Name => territory;

    /// <summary>When it last had its turn, counted in turns of the silo.</summary>
    internal long LastTurn { get; set; }

    /// <summary>How many batches were made.</summary>
    internal long Made { get; private set; }

    /// <summary>How many batches were refused, because the plan had changed.</summary>
    internal long Refused { get; private set; }

    /// <summary>What all its batches saved.</summary>
    internal Money Saved { get; private set; }

    /// <summary>Whether it has stopped until the plan changes.</summary>
    internal bool IsSettled => _settled is not null;

    /// <summary>Whether there is something to do on a board.</summary>
    internal bool Wants(Board board, Moment now)
    {
        if (_rest is { } rest && clock.GetElapsedTime(rest.At) < rest.For) return false;
        if (_settled is not { } settled) return true;
        bool isWorthIt = board.Version - settled.Version >= _options.WakeAfter || board.Clock.DayOf(now) != settled.Day
            || (board.Version > settled.Version && clock.GetElapsedTime(settled.At) >= _options.WakeWithin);
        if (isWorthIt) _settled = null;
        return isWorthIt;
    }

    /// <summary>Leaves the territory alone for a while.</summary>
    internal void Rest() => _rest = (clock.GetTimestamp(), _options.Rest);

    /// <summary>Takes one slice of work.</summary>
    /// <param name="planner">The territory's planner.</param>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="called">Somebody calls: the search ends with what it has.</param>
    /// <param name="stop">The silo ends.</param>
    /// <returns>How long it worked; null where another silo has the right to.</returns>
    internal async Task<TimeSpan?> StepAsync(Planner<Board> planner, Catalogue catalogue, CancellationToken called, CancellationToken stop)
    {
        if (!await services.Lock.HoldAsync(territory, stop))
        {
            Rest();
            return null;
        }
        if (planner.HasRetired || planner.State is not { } board) return TimeSpan.Zero;
        long began = clock.GetTimestamp();
        Moment now = planner.Now;
        var options = new ImprovementOptions { FirstDay = _nextDay, Days = _options.DaysAtOnce, MostWork = _options.WorkAtOnce, Rounds = _options.Rounds };
        // What is left to chance differs from slice to slice, and is the same whenever the same slices are played.
        PlanImprovement found = PlanImprover.Improve(board, catalogue, now, options, ((ulong)board.Version << 20) + (ulong)_slices++, called);
        TimeSpan worked = clock.GetElapsedTime(began);
        _worked += worked;
        EngineMeter.OptimizerSlices.Add(1);
        EngineMeter.OptimizerWork.Add(worked.TotalSeconds);
        bool isCurrent = await SendAsync(planner, found, options, stop);
        // Where the plan has moved on meanwhile, or somebody called too soon, the same days are looked at again, but not for ever.
        if (isCurrent && (!called.IsCancellationRequested || ++_interrupted >= MostInterruptions)) GoOn(planner, found, now);
        return worked;
    }

    private async Task<bool> SendAsync(Planner<Board> planner, PlanImprovement found, ImprovementOptions options, CancellationToken stop)
    {
        foreach (ImprovementBatch batch in found.Batches.Take(_options.BatchesAtOnce))
        {
            // Who waits comes first.
            if (planner.Waiting > 0 || planner.TrySendAsync(new RearrangeWork(batch.Moves, options), null) is not { } sent) return false;
            if (await sent.WaitAsync(stop) is not Accepted { Answer.Saved: { } saved })
            {
                Refused++;
                EngineMeter.OptimizerBatches.Add(1, new KeyValuePair<string, object?>("outcome", "refused"));
                return false;
            }
            (Made, Saved, _saved) = (Made + 1, Saved + saved, _saved + saved);
            EngineMeter.OptimizerBatches.Add(1, new KeyValuePair<string, object?>("outcome", "made"));
            EngineMeter.OptimizerSaved.Add(saved.Cents);
        }
        return found.Batches.Length <= _options.BatchesAtOnce;
    }

    /// <summary>Goes on to the next days; at the end of a walk through all of them asks whether it paid.</summary>
    private void GoOn(Planner<Board> planner, PlanImprovement found, Moment now)
    {
        if (planner.State is not { } board) return;
        _interrupted = 0;
        int today = board.Clock.DayOf(now);
        if (found.AfterDay < Math.Min(board.AfterDay, today + _options.DaysAhead))
        {
            _nextDay = found.AfterDay;
            return;
        }
        bool paid = _saved.Cents > 0 && _saved.Cents >= _options.LeastGain.Cents * _worked.TotalMinutes;
        if (!paid) _settled = (board.Version, today, clock.GetTimestamp());
        (_nextDay, _worked, _saved) = (null, TimeSpan.Zero, Money.Zero);
    }
}
