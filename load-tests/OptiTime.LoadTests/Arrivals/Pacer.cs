using System.Collections.Concurrent;

namespace OptiTime.LoadTests.Arrivals;

/// <summary>
/// One thread that begins what is due, when it is due: calls as they arrive, and what their callers do after having thought. It never waits
/// for an answer. Everything that fell due while it slept is begun in one go.
/// </summary>
/// <param name="schedule">When calls arrive.</param>
/// <param name="arrive">Begins a call, given the time at which it is due; must not block.</param>
internal sealed class Pacer(ArrivalSchedule schedule, Action<long> arrive)
{
    // A step asked for while the thread sleeps is seen after this long at the latest; people think longer.
    private const long LongestSleep = MonotonicClock.Second / 1_000;

    private readonly ConcurrentQueue<Step> _asked = new();
    private readonly PriorityQueue<Step, long> _later = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Waits until a time. What follows runs on the pacer's thread, and must not block it.</summary>
    /// <returns>False when the time will not come, because the run is over before.</returns>
    internal Task<bool> UntilAsync(long time)
    {
        var step = new Step(time);
        _asked.Enqueue(step);
        if (_ended.Task.IsCompleted) step.TrySetResult(false);
        return step.Task;
    }

    /// <summary>Lets calls arrive from one time to another.</summary>
    internal Task RunAsync(long from, long to, CancellationToken stop)
    {
        new Thread(() => Run(from, to, stop)) { IsBackground = true, Name = "pacer" }.Start();
        return _ended.Task;
    }

    private void Run(long from, long to, CancellationToken stop)
    {
        try
        {
            long next = from + schedule.Next();
            for (bool isOver = false; !isOver && !stop.IsCancellationRequested;)
            {
                // What was due before the end is begun, however late this thread comes.
                long now = MonotonicClock.Now;
                isOver = now >= to;
                while (_asked.TryDequeue(out Step? step)) _later.Enqueue(step, step.Due);
                for (; next <= now && next < to; next = from + schedule.Next()) arrive(next);
                while (_later.TryPeek(out Step? step, out long due) && due <= now && due < to) _later.Dequeue().TrySetResult(true);
                long first = _later.TryPeek(out _, out long soon) ? Math.Min(next, soon) : next;
                if (!isOver) MonotonicClock.WaitUntil(Math.Min(Math.Min(first, to), now + LongestSleep));
            }
            _ended.TrySetResult();
        }
        catch (Exception fault)
        {
            _ended.TrySetException(fault);
        }
        while (_later.TryDequeue(out Step? step, out _) || _asked.TryDequeue(out step)) step.TrySetResult(false);
    }

    private sealed class Step(long due) : TaskCompletionSource<bool>
    {
        internal long Due => due;
    }
}
