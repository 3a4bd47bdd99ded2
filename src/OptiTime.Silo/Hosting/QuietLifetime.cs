namespace OptiTime.Silo.Hosting;

/// <summary>Leaves the signals of the system to the program: the host's own way would stop taking calls before anybody was told.</summary>
internal sealed class QuietLifetime : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
