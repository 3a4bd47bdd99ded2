using OptiTime.Engine.Log;
using OptiTime.Silo.Api.Offers;
using OptiTime.Silo.Stores;

namespace OptiTime.Silo.Hosting;

/// <summary>Has the keys that sign offers read again each minute, so that all silos sign with a new one soon after it is there.</summary>
internal sealed partial class KeyRefresh(SiloStore store, IServiceProvider services, TimeProvider clock, ILogger<KeyRefresh> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (await store.WaitAsync(stoppingToken) is null) return;
        var ring = services.GetRequiredService<KeyRing>();
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await ring.RefreshAsync(stoppingToken);
            }
            catch (StoreUnavailableException)
            {
                // Whoever follows the log tells of an outage, once.
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                LogFault(fault.Message);
            }
        }
    }

    [LoggerMessage(40, LogLevel.Warning, "The keys that sign offers could not be read again; those read before stand. {Reason}")]
    private partial void LogFault(string reason);
}
