using System.Globalization;
using OptiTime.Engine.Log;
using OptiTime.Engine.Planners;
using OptiTime.Silo.Api.Availability;
using OptiTime.Silo.Stores;

namespace OptiTime.Silo.Hosting;

/// <summary>
/// Follows what others append: one question a quarter of a second, or as soon as somebody rings, for all the territories this silo has
/// boards of. It is the first to notice that the store is away, tells it once, and goes on by itself when the store is back.
/// </summary>
internal sealed partial class LogFollower(
    SiloStore store, StoreWatch watch, IServiceProvider services, TimeProvider clock, ILogger<LogFollower> log) : BackgroundService
{
    private static readonly TimeSpan AtMost = TimeSpan.FromMilliseconds(250);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        IPlanLog plans = (await store.Opened.WaitAsync(stoppingToken)).Plans.Log;
        // What nobody else writes needs no following.
        if (!plans.IsShared) return;
        var planners = services.GetRequiredService<TerritoryPlanners>();
        var customers = services.GetRequiredService<CustomerMemory>();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await plans.WaitForNewsAsync(AtMost, stoppingToken);
                long erasures = planners.Erasures;
                await planners.FollowAsync(stoppingToken);
                if (planners.Erasures > erasures) customers.Clear();
                if (watch.Reached() is { } away) LogBack(away.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture));
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // The silo ends.
            }
            catch (StoreUnavailableException fault)
            {
                if (watch.Missed(fault.Message)) LogAway(clock.GetUtcNow(), fault.Message);
                await Task.Delay(AtMost, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception fault)
            {
                LogFault(fault);
                await Task.Delay(AtMost, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(20, LogLevel.Warning, "The store cannot be reached since {Since:u}: {Reason} Searches are answered from memory and say so; writes are refused.")]
    private partial void LogAway(DateTimeOffset since, string reason);

    [LoggerMessage(21, LogLevel.Information, "The store answers again, after {Seconds} s.")]
    private partial void LogBack(string seconds);

    [LoggerMessage(22, LogLevel.Error, "The log could not be followed; it is tried again in a moment.")]
    private partial void LogFault(Exception fault);
}
