using OptiTime.Engine.Log;
using OptiTime.Engine.Planners;
using OptiTime.Engine.Value;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Silo.Stores;

namespace OptiTime.Silo.Hosting;

/// <summary>Takes what was counted of demand to the store, and has bid prices reckoned anew, once a minute. Nothing waits for it.</summary>
internal sealed partial class DemandKeeper(SiloStore store, IServiceProvider services, TimeProvider clock, ILogger<DemandKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private DateOnly _forgotten;

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (store.IsOpen) await TryAsync(() => SaveAsync(cancellationToken));
    }

    /// <summary>Takes what was counted to the store, and reckons the prices of the territories that are active here.</summary>
    public async Task KeepAsync(CancellationToken stop)
    {
        await SaveAsync(stop);
        IReadOnlyList<Board> boards = services.GetRequiredService<TerritoryPlanners>().ActiveBoards;
        await services.GetRequiredService<BidPriceBook>().RefreshAsync(boards, stop);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (await store.WaitAsync(stoppingToken) is null) return;
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await TryAsync(() => KeepAsync(stoppingToken));
    }

    private async Task SaveAsync(CancellationToken stop)
    {
        IDemandCounts counts = services.GetRequiredService<IDemandCounts>();
        await counts.AddAsync(services.GetRequiredService<DemandCounter>().Take(), stop);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        if (today == _forgotten) return;
        await counts.ForgetAsync(DayClock.DayOf(NodaTime.LocalDate.FromDateOnly(today)) - IDemandCounts.DaysKept, stop);
        _forgotten = today;
    }

    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception fault) when (fault is StoreUnavailableException or OutcomeUnknownException or OperationCanceledException)
        {
            // Counts may be lost; whoever follows the log tells of an outage, once.
        }
        catch (Exception fault)
        {
            LogFault(fault);
        }
    }

    [LoggerMessage(50, LogLevel.Warning, "Demand could not be counted, or bid prices not reckoned; those before stand.")]
    private partial void LogFault(Exception fault);
}
