using OptiTime.Engine.Planners;

namespace OptiTime.Silo.Hosting;

/// <summary>Drives the planners: they own no timer, so the silo tells them a few times a second that time has passed.</summary>
internal sealed partial class PlannerTicks(TerritoryPlanners planners, TimeProvider clock, ILogger<PlannerTicks> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(stoppingToken);
                await planners.TickAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // The silo ends.
            }
            catch (Exception fault)
            {
                LogFault(fault);
            }
        }
    }

    [LoggerMessage(10, LogLevel.Warning, "The planners could not keep up with the clock; they are told again in a moment.")]
    private partial void LogFault(Exception fault);
}
