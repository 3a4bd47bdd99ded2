using OptiTime.Simulation.Chance;

namespace OptiTime.Simulation.Time;

/// <summary>
/// The one thread of an episode: what is ready to run, in an order drawn from the seed, and what is due later, by virtual time. Nothing else
/// runs anything.
/// </summary>
internal sealed class Timeline(Dice dice, Trace trace)
{
    private readonly PriorityQueue<Action, (long At, long Order)> _due = new();
    private readonly List<Host> _ready = [];
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private long _order;

    /// <summary>When the episode begins.</summary>
    internal DateTimeOffset Start { get; init; }

    /// <summary>How long it has been going on.</summary>
    internal TimeSpan Now { get; private set; }

    /// <summary>The true time; no silo knows it.</summary>
    internal DateTimeOffset TrueTime => Start + Now;

    /// <summary>How many steps were taken.</summary>
    internal long Steps { get; private set; }

    /// <summary>Does something after a while.</summary>
    internal void After(TimeSpan delay, Action work) => _due.Enqueue(work, ((Now + delay).Ticks, _order++));

    /// <summary>Takes one step: a piece of work that is ready, or else the next thing that is due.</summary>
    /// <returns>Whether there was one.</returns>
    internal bool Step()
    {
        if (_ready.Count > 0)
        {
            Steps++;
            Host host = dice.Pick(_ready);
            trace.Mix(host.Number);
            host.RunOne();
            if (!host.IsReady) _ready.Remove(host);
            return true;
        }
        if (!_due.TryDequeue(out Action? work, out (long At, long Order) when)) return false;
        Steps++;
        Now = new TimeSpan(when.At);
        trace.Mix(when.At);
        work();
        return true;
    }

    /// <summary>A host has something to run.</summary>
    internal void Ready(Host host)
    {
        if (!_ready.Contains(host)) _ready.Add(host);
    }

    /// <summary>A host runs nothing for now, or never again.</summary>
    internal void Unready(Host host) => _ready.Remove(host);

    /// <summary>Fails where something left the one thread: from there on nothing would be determined by the seed.</summary>
    internal void RequireThread()
    {
        if (Environment.CurrentManagedThreadId != _thread)
            throw new InvalidOperationException("Work of a simulated process has left the simulator's thread: something was awaited on the pool.");
    }
}
