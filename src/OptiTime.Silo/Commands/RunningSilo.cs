namespace OptiTime.Silo.Commands;

/// <summary>A silo in this process, from its start until it is disposed of: then its calls are ended first, and its store closed.</summary>
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

    /// <summary>Waits until somebody stops it.</summary>
    internal Task WaitAsync(CancellationToken stop) => _silo.WaitForShutdownAsync(stop);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _silo.StopAsync(CancellationToken.None);
        await _silo.DisposeAsync();
    }
}
