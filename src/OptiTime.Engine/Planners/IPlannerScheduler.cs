namespace OptiTime.Engine.Planners;

/// <summary>
/// Runs the steps of planners. They start no threads of their own, and what they wait for they go on from in the synchronization context they
/// were begun in (none, on the pool: nothing here is configured to leave it), so that a simulator can drive many of them in one thread.
/// </summary>
public interface IPlannerScheduler
{
    /// <summary>Runs some work soon, without waiting for it. The work handles its own failures.</summary>
    void Schedule(Func<Task> work);
}

/// <summary>Runs the steps on the pool of the process.</summary>
public sealed class PoolScheduler : IPlannerScheduler
{
    /// <inheritdoc/>
    public void Schedule(Func<Task> work) => _ = Task.Run(work);
}
