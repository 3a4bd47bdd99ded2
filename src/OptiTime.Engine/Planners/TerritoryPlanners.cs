using System.Collections.Concurrent;
using OptiTime.Engine.Log;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;

namespace OptiTime.Engine.Planners;

/// <summary>The planners of this silo, in this process: each activated on first use from snapshot and tail, and dropped when idle.</summary>
public sealed class TerritoryPlanners : ITerritoryPlanners, IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<Planner<Board>>>> _active = new(StringComparer.Ordinal);
    private readonly PlannerServices _services;
    private readonly Planner<Catalogue> _catalogue;
    private readonly SemaphoreSlim _catalogueActivation = new(1, 1);
    private readonly SearchGate _gate;
    private volatile bool _catalogueActive;

    /// <summary>Planners over a log.</summary>
    public TerritoryPlanners(PlannerServices services)
    {
        _services = services;
        _catalogue = new Planner<Catalogue>(new CatalogueMachine(), services);
        _gate = new SearchGate(services.Options);
    }

    /// <summary>The territories whose planners are active now.</summary>
    public IReadOnlyCollection<string> Active => [.. _active.Keys.Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public async ValueTask<CommandReply> SendAsync(string log, Command command, Idempotency? idempotency, CancellationToken stop)
    {
        try
        {
            if (log == Catalogue.LogName)
            {
                await ActivateCatalogueAsync(stop).ConfigureAwait(false);
                return await _catalogue.SendAsync(command, idempotency).WaitAsync(stop).ConfigureAwait(false);
            }
            Planner<Board> planner = await ActivateAsync(log, stop).ConfigureAwait(false);
            // Names nobody has defined must not fill the memory.
            if (planner.State is null && command is not DefineTerritory) Drop(log);
            return await planner.SendAsync(command, idempotency).WaitAsync(stop).ConfigureAwait(false);
        }
        catch (StoreUnavailableException unavailable)
        {
            return new Unavailable(unavailable.Message);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<SearchReply> SearchAsync(string territory, SearchQuery query, CancellationToken stop)
    {
        Board board = await BoardAsync(territory, stop).ConfigureAwait(false)
            ?? throw new ArgumentException($"Territory '{territory}' has not been defined.", nameof(territory));
        long began = _services.Clock.GetTimestamp();
        SearchResult? result = await _gate.RunAsync(
            search =>
            {
                began = _services.Clock.GetTimestamp();
                return search.Find(board, query, _services.Now(), stop);
            },
            stop).ConfigureAwait(false);
        return new SearchReply(result, board, (long)_services.Clock.GetElapsedTime(began).TotalMicroseconds);
    }

    /// <inheritdoc/>
    public async ValueTask<Board?> BoardAsync(string territory, CancellationToken stop)
    {
        Planner<Board> planner = await ActivateAsync(territory, stop).ConfigureAwait(false);
        planner.Touch();
        if (planner.State is null) Drop(territory);
        return planner.State;
    }

    /// <inheritdoc/>
    public async ValueTask<Catalogue> CatalogueAsync(CancellationToken stop)
    {
        await ActivateCatalogueAsync(stop).ConfigureAwait(false);
        return _catalogue.State ?? Catalogue.Empty;
    }

    /// <inheritdoc/>
    public async ValueTask ForgetAsync(string customer, CancellationToken stop)
    {
        foreach ((string territory, Lazy<Task<Planner<Board>>> activation) in _active)
        {
            if (!activation.Value.IsCompletedSuccessfully) continue;
            Planner<Board> planner = await activation.Value.WaitAsync(stop).ConfigureAwait(false);
            if (planner.State?.Commitments.Values.Any(entry => entry.Commitment.Customer == customer) == true) Drop(territory);
        }
    }

    /// <summary>What the host does a few times a second: ends holds that are over, lets days follow the calendar, drops planners that are idle.</summary>
    public async ValueTask TickAsync(CancellationToken stop)
    {
        Moment now = _services.Now();
        foreach ((string territory, Lazy<Task<Planner<Board>>> activation) in _active)
        {
            if (!activation.Value.IsCompletedSuccessfully) continue;
            Planner<Board> planner = await activation.Value.ConfigureAwait(false);
            if (planner.IsIdle)
            {
                Drop(territory);
                continue;
            }
            await KeepUpAsync(planner, now, stop).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _gate.Dispose();
        _catalogueActivation.Dispose();
    }

    private void Drop(string territory) => _active.TryRemove(territory, out _);

    private async Task<Planner<Board>> ActivateAsync(string territory, CancellationToken stop)
    {
        if (!_active.TryGetValue(territory, out Lazy<Task<Planner<Board>>>? activation))
            activation = _active.GetOrAdd(territory, name => new Lazy<Task<Planner<Board>>>(() => BeginAsync(name)));
        try
        {
            return await activation.Value.WaitAsync(stop).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The next caller tries again.
            _active.TryRemove(new KeyValuePair<string, Lazy<Task<Planner<Board>>>>(territory, activation));
            throw fault is UnknownChangeException ? new StoreUnavailableException(fault.Message, fault) : fault;
        }
    }

    private async ValueTask ActivateCatalogueAsync(CancellationToken stop)
    {
        if (_catalogueActive) return;
        await _catalogueActivation.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            if (!_catalogueActive) await _catalogue.ActivateAsync(stop).ConfigureAwait(false);
            _catalogueActive = true;
        }
        finally
        {
            _catalogueActivation.Release();
        }
    }

    private async Task<Planner<Board>> BeginAsync(string territory)
    {
        await ActivateCatalogueAsync(CancellationToken.None).ConfigureAwait(false);
        var planner = new Planner<Board>(new TerritoryMachine(territory, _catalogue), _services);
        await planner.ActivateAsync(CancellationToken.None).ConfigureAwait(false);
        await KeepUpAsync(planner, _services.Now(), CancellationToken.None).ConfigureAwait(false);
        return planner;
    }

    /// <summary>Lets the days follow the calendar and ends holds that are over. Should the store refuse, the next tick tries again.</summary>
    private static async ValueTask KeepUpAsync(Planner<Board> planner, Moment now, CancellationToken stop)
    {
        if (planner.State is not { } board) return;
        if (board.Clock.DayOf(now) - TerritorySettings.DaysKept > board.FirstDay)
            await planner.SendAsync(new AdvanceHorizon(), null).WaitAsync(stop).ConfigureAwait(false);
        if (!board.Holds.IsEmpty && board.Holds[0].Until <= now)
            await planner.SendAsync(new ExpireHolds(), null).WaitAsync(stop).ConfigureAwait(false);
    }
}
