using OptiTime.Engine.Log;
using OptiTime.Engine.Planners;
using OptiTime.Silo.Api.Availability;
using OptiTime.Silo.Stores;

namespace OptiTime.Silo.Hosting;

/// <summary>
/// Follows what others append: one question a quarter of a second, or as soon as somebody rings, for all the territories this silo has
/// boards of. It notices that the store is away, and goes on by itself when the store is back.
/// </summary>
internal sealed partial class LogFollower(
    SiloStore store, StoreWatch watch, IServiceProvider services, TimeProvider clock, ILogger<LogFollower> log) : BackgroundService
{
    private static readonly TimeSpan AtMost = TimeSpan.FromMilliseconds(250);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What nobody else writes needs no following.
        if (await store.WaitAsync(stoppingToken) is not { Plans.Log: { IsShared: true } plans }) return;
        var planners = services.GetRequiredService<TerritoryPlanners>();
        var customers = services.GetRequiredService<CustomerMemory>();
        long cleared = planners.Erasures;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await plans.WaitForNewsAsync(AtMost, stoppingToken);
                await planners.FollowAsync(stoppingToken);
                if (planners.Erasures > cleared) customers.Clear();
                cleared = planners.Erasures;
                watch.Reached();
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // The silo ends.
            }
            catch (StoreUnavailableException fault)
            {
                watch.Missed(fault.Message);
                await Task.Delay(AtMost, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception fault)
            {
                LogFault(fault);
                await Task.Delay(AtMost, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(22, LogLevel.Error, "The log could not be followed; it is tried again in a moment.")]
    private partial void LogFault(Exception fault);
}
