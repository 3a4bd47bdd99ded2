using OptiTime.Engine.Log;
using OptiTime.Engine.Planners;
using OptiTime.Silo.Stores;

namespace OptiTime.Silo.Hosting;

/// <summary>Drives the planners: they own no timer, so the silo tells them a few times a second that time has passed. At the end it lets them finish what they were given.</summary>
internal sealed partial class PlannerTicks(SiloStore store, IServiceProvider services, TimeProvider clock, ILogger<PlannerTicks> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);

    private TerritoryPlanners? _planners;

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (_planners is { } planners) await planners.RetireAllAsync().WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (await store.WaitAsync(stoppingToken) is null) return;
        _planners = services.GetRequiredService<TerritoryPlanners>();
        using var timer = new PeriodicTimer(Every, clock);
        List<Task> running = [];
        while (!stoppingToken.IsCancellationRequested)
        {
            await ((Task)timer.WaitForNextTickAsync(stoppingToken).AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // A territory that cannot write now keeps its own time only; the others are told that theirs has passed.
            running.RemoveAll(tick => tick.IsCompleted);
            running.Add(TickAsync(_planners, stoppingToken));
        }
        await Task.WhenAll(running);
    }

    private async Task TickAsync(TerritoryPlanners planners, CancellationToken stop)
    {
        try
        {
            await planners.TickAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The silo ends.
        }
        catch (StoreUnavailableException)
        {
            // Whoever follows the log tells of an outage, once; what is due is done when the store is back.
        }
        catch (Exception fault)
        {
            LogFault(fault);
        }
    }

    [LoggerMessage(10, LogLevel.Warning, "The planners could not keep up with the clock; they are told again in a moment.")]
    private partial void LogFault(Exception fault);
}
