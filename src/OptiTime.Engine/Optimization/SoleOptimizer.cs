namespace OptiTime.Engine.Optimization;

/// <summary>The right to optimise where there is only one silo: always this one's.</summary>
public sealed class SoleOptimizer : IOptimizerLock
{
    /// <inheritdoc/>
    public ValueTask<bool> HoldAsync(string territory, CancellationToken stop) => ValueTask.FromResult(true);

    /// <inheritdoc/>
    public ValueTask ReleaseAsync(string territory, CancellationToken stop) => ValueTask.CompletedTask;
}
