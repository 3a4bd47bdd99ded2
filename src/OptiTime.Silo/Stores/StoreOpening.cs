using OptiTime.Engine.Log;
using OptiTime.Silo.Api.Offers;

namespace OptiTime.Silo.Stores;

/// <summary>
/// Opens the database of a silo. One that is away is tried again, with pauses from a quarter of a second to five seconds, while the silo
/// lives and is not ready: a silo may be started before its database. What trying again cannot mend ends the silo.
/// </summary>
internal sealed partial class StoreOpening(
    SiloStore store, SiloOptions options, IHostApplicationLifetime life, ILogger<StoreOpening> log) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250), LongestPause = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        long begun = options.Clock.GetTimestamp();
        string? told = null;
        for (TimeSpan pause = FirstPause; !store.Opened.IsCompleted; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                PlanStore plans = await PlanStore.OpenAsync(store.Address, options.Clock, stoppingToken);
                store.Open(new OpenedStore(plans, await KeysOfAsync(plans, stoppingToken)));
                if (told is not null) LogReached(store.Address, (long)options.Clock.GetElapsedTime(begun).TotalSeconds);
                return;
            }
            catch (StoreUnavailableException fault) when (options.WaitsForStore)
            {
                if (fault.Message != told) LogAway(store.Address, fault.Message);
                told = fault.Message;
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                store.GiveUp(fault);
                life.StopApplication();
                return;
            }
            await Task.Delay(pause, options.Clock, stoppingToken);
        }
    }

    /// <summary>The keys of a store that has just been opened; one whose keys cannot be read is let go again.</summary>
    private async Task<SigningKeys> KeysOfAsync(PlanStore plans, CancellationToken stop)
    {
        try
        {
            return await SigningKeys.OfAsync(options, plans, stop);
        }
        catch
        {
            await plans.DisposeAsync();
            throw;
        }
    }

    [LoggerMessage(30, LogLevel.Warning, "The store, {Store}, cannot be opened: {Reason} It is tried again until it can; the silo is not ready meanwhile.")]
    private partial void LogAway(StoreAddress store, string reason);

    [LoggerMessage(31, LogLevel.Information, "The store, {Store}, is open after {Seconds} s.")]
    private partial void LogReached(StoreAddress store, long seconds);
}
