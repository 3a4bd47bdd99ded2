using OptiTime.Engine.Planners;
using OptiTime.Simulation.Chance;

namespace OptiTime.Simulation.Time;

/// <summary>
/// A process: whatever was begun in it goes on in it, one piece after the other in an order drawn from the seed, until it is paused or killed.
/// A killed one never runs again, whatever was on its way to it.
/// </summary>
internal sealed class Host(int number, Timeline timeline, Dice dice) : SynchronizationContext, IPlannerScheduler
{
    private readonly List<(SendOrPostCallback Work, object? State)> _ready = [];
    private bool _isPaused;

    /// <summary>Its number, for the trace.</summary>
    internal int Number => number;

    /// <summary>Whether it was not killed.</summary>
    internal bool IsAlive { get; private set; } = true;

    /// <summary>Whether something of it can run now.</summary>
    internal bool IsReady => IsAlive && !_isPaused && _ready.Count > 0;

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        timeline.RequireThread();
        if (!IsAlive) return;
        _ready.Add((d, state));
        if (IsReady) timeline.Ready(this);
    }

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => this;

    /// <inheritdoc/>
    public void Schedule(Func<Task> work) => timeline.After(dice.Milliseconds(0, 2), () => Begin(work));

    /// <summary>Begins something in this process. What goes wrong with it ends the episode.</summary>
    internal void Begin(Func<Task> work) => Post(_ => Observe(work()), null);

    /// <summary>Runs one piece of what is ready.</summary>
    internal void RunOne()
    {
        int index = dice.Below(_ready.Count);
        (SendOrPostCallback work, object? state) = _ready[index];
        _ready[index] = _ready[^1];
        _ready.RemoveAt(_ready.Count - 1);
        SynchronizationContext? before = Current;
        SetSynchronizationContext(this);
        try
        {
            work(state);
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    internal void Pause()
    {
        _isPaused = true;
        timeline.Unready(this);
    }

    internal void Resume()
    {
        _isPaused = false;
        if (IsReady) timeline.Ready(this);
    }

    internal void Kill()
    {
        IsAlive = false;
        _ready.Clear();
        timeline.Unready(this);
    }

    // Whatever leaves this is thrown in the loop, and so ends the episode with its seed.
    private static async void Observe(Task work) => await work;
}
