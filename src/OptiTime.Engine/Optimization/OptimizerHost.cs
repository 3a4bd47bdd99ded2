using System.Collections.Concurrent;
using OptiTime.Engine.Planners;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Demand;

namespace OptiTime.Engine.Optimization;

/// <summary>
/// Gives the territories of a silo their turns to be optimised: one at a time, the one that has waited longest first, only while few are calling, and no more
/// than a share of one processor. Driven by the silo's ticks; a search that runs ends as soon as somebody calls.
/// </summary>
/// <param name="services">What planners are given from outside; without <see cref="PlannerServices.Optimizer"/> nothing is done.</param>
internal sealed class OptimizerHost(PlannerServices services)
{
    private readonly ConcurrentDictionary<string, TerritoryOptimizer> _territories = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _closing = new();
    private CancellationTokenSource? _slice;
    private volatile Pause? _rest;
    private long _turns;
    private int _calls, _running;

    /// <summary>Until when nothing is done after some work.</summary>
    private sealed record Pause(long At, TimeSpan For);

    /// <summary>How often it did nothing because many were calling.</summary>
    internal long GaveWay { get; private set; }

    /// <summary>How many slices there were.</summary>
    internal long Turns => Interlocked.Read(ref _turns);

    /// <summary>The optimiser of a territory; null before it had a turn.</summary>
    internal TerritoryOptimizer? Find(string territory) => _territories.GetValueOrDefault(territory);

    /// <summary>Notes that somebody calls: a search that runs ends.</summary>
    internal void Called()
    {
        if (services.Optimizer is null) return;
        Interlocked.Increment(ref _calls);
        Volatile.Read(ref _slice)?.Cancel();
    }

    /// <summary>Gives one territory its turn, where there is one to be had.</summary>
    /// <param name="active">The territories that are active.</param>
    /// <param name="catalogue">The catalogue.</param>
    internal void Tick(IEnumerable<(string Territory, Planner<Board> Planner)> active, Catalogue catalogue)
    {
        if (services.Optimizer is not { Begins.IsCompleted: true } optimizer || _closing.IsCancellationRequested) return;
        int calls = Interlocked.Exchange(ref _calls, 0);
        if (calls > optimizer.Options.MostCalls) GiveWay();
        else if (_rest is { } rest && services.Clock.GetElapsedTime(rest.At) < rest.For) Count("rested");
        else if (Interlocked.CompareExchange(ref _running, 1, 0) != 0) Count("running");
        else if (Next(optimizer, active, out bool isBusy) is not var (territory, planner))
        {
            Volatile.Write(ref _running, 0);
            if (isBusy) GiveWay();
            else Count("nothing");
        }
        else services.Scheduler.Schedule(() => RunAsync(optimizer, territory, planner, catalogue));
    }

    /// <summary>Forgets a territory whose planner is let go, so that another silo may optimise it.</summary>
    internal async Task ForgetAsync(string territory)
    {
        if (!_territories.TryRemove(territory, out _) || services.Optimizer is not { } optimizer) return;
        await optimizer.Lock.ReleaseAsync(territory, CancellationToken.None);
    }

    /// <summary>Does nothing any more.</summary>
    internal void Close()
    {
        _closing.Cancel();
        Volatile.Read(ref _slice)?.Cancel();
    }

    /// <summary>The territory whose turn it is, if one wants it.</summary>
    /// <param name="optimizer">What it needs from outside.</param>
    /// <param name="active">The territories that are active.</param>
    /// <param name="isBusy">Whether one was left alone because its callers wait.</param>
    private (TerritoryOptimizer, Planner<Board>)? Next(
        OptimizerServices optimizer, IEnumerable<(string Territory, Planner<Board> Planner)> active, out bool isBusy)
    {
        isBusy = false;
        (TerritoryOptimizer Territory, Planner<Board> Planner)? next = null;
        foreach ((string name, Planner<Board> planner) in active)
        {
            // Whose board may be old, or who has callers waiting, is left alone.
            if (planner.State is not { } board || planner.Freshness.IsStale || planner.HasRetired) continue;
            if (planner.Waiting > 0)
            {
                isBusy = true;
                continue;
            }
            TerritoryOptimizer territory = _territories.GetOrAdd(name, _ => new TerritoryOptimizer(name, optimizer, services.Clock));
            if (territory.Wants(board, planner.Now) && (next is null || territory.LastTurn < next.Value.Territory.LastTurn)) next = (territory, planner);
        }
        return next;
    }

    private async Task RunAsync(OptimizerServices optimizer, TerritoryOptimizer territory, Planner<Board> planner, Catalogue catalogue)
    {
        // Not linked to the silo's end, which would know all that ever were; and not disposed of, because whoever calls may be about to cancel it.
        var slice = new CancellationTokenSource();
        territory.LastTurn = Interlocked.Increment(ref _turns);
        Volatile.Write(ref _slice, slice);
        if (_closing.IsCancellationRequested) slice.Cancel();
        string outcome = "worked";
        try
        {
            TimeSpan? worked = await StepAsync(optimizer, territory, planner, catalogue, slice.Token);
            if (worked is null) outcome = "elsewhere";
            _rest = new Pause(services.Clock.GetTimestamp(), (worked ?? TimeSpan.Zero) * ((1 / optimizer.Options.Share) - 1));
        }
        catch (Exception) when (_closing.IsCancellationRequested)
        {
            // The silo ends, and its store perhaps before this.
        }
        catch (Exception fault)
        {
            // The territory goes on as it was, and is tried again after a rest.
            outcome = "failed";
            EngineMeter.OptimizerFaults.Add(1);
            optimizer.Faulted?.Invoke(territory.Name, fault);
            territory.Rest();
        }
        finally
        {
            Volatile.Write(ref _slice, null);
            Volatile.Write(ref _running, 0);
            Count(outcome);
        }
    }

    /// <summary>Takes a step. Where the territory was let go meanwhile, the right to it is given back once more: it may have been taken after that.</summary>
    private async Task<TimeSpan?> StepAsync(OptimizerServices optimizer, TerritoryOptimizer territory, Planner<Board> planner, Catalogue catalogue, CancellationToken called)
    {
        try
        {
            return await territory.StepAsync(planner, catalogue, called, _closing.Token);
        }
        finally
        {
            if (!_territories.ContainsKey(territory.Name)) await optimizer.Lock.ReleaseAsync(territory.Name, CancellationToken.None);
        }
    }

    private void GiveWay()
    {
        GaveWay++;
        Count("gave-way");
    }

    private static void Count(string outcome) => EngineMeter.OptimizerTurns.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
