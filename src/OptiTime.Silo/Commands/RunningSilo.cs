using OptiTime.Silo.Hosting;
using OptiTime.Silo.Stores;

namespace OptiTime.Silo.Commands;

/// <summary>A silo in this process, from its start until it is disposed of: then calls that run are finished, its planners too, and its store is closed.</summary>
internal sealed class RunningSilo : IAsyncDisposable
{
    private readonly WebApplication _silo;

    private RunningSilo(WebApplication silo) => _silo = silo;

    /// <summary>Its services.</summary>
    internal IServiceProvider Services => _silo.Services;

    /// <summary>Where it listens, with the ports it was given.</summary>
    internal ICollection<string> Urls => _silo.Urls;

    /// <summary>Where this machine can call it.</summary>
    internal Uri Address => Commands.Address.ToCall(Urls.First());

    /// <summary>Starts a silo.</summary>
    /// <param name="options">How.</param>
    /// <param name="quiet">Whether only what is wrong is logged.</param>
    /// <param name="stop">Gives up.</param>
    internal static async Task<RunningSilo> StartAsync(SiloOptions options, bool quiet, CancellationToken stop)
    {
        var running = new RunningSilo(SiloApplication.Create(
            options, quiet ? ["--Logging:LogLevel:Default=Warning"] : []));
        try
        {
            await running._silo.StartAsync(stop);
            return running;
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until its store is open.</summary>
    /// <exception cref="Exception">Why it never will be.</exception>
    internal Task OpenedAsync(CancellationToken stop) => _silo.Services.GetRequiredService<SiloStore>().Opened.WaitAsync(stop);

    /// <summary>Waits until it is to stop.</summary>
    /// <exception cref="Exception">It stops by itself, because its store will never be open.</exception>
    internal async Task WaitAsync(CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop, _silo.Lifetime.ApplicationStopping);
        await Task.Delay(Timeout.InfiniteTimeSpan, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!stop.IsCancellationRequested) await OpenedAsync(stop);
    }

    /// <summary>Says that it is not ready any more, and goes on serving for a while, so that whoever sends it work can notice.</summary>
    internal Task DrainAsync(TimeSpan linger)
    {
        _silo.Services.GetRequiredService<Readiness>().Drain();
        return Task.Delay(linger, TimeProvider.System, CancellationToken.None);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _silo.StopAsync(CancellationToken.None);
        await _silo.DisposeAsync();
    }
}
