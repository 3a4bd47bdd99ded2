using System.Diagnostics;
using System.Globalization;

namespace OptiTime.LoadTests.Measures;

/// <summary>What a process used in a stretch of time.</summary>
/// <param name="Name">What the process is.</param>
/// <param name="Processor">The processors it used.</param>
/// <param name="WorkingSet">The memory it has, in bytes, at the end.</param>
/// <param name="Runtime">What its runtime did; null when it is not a .NET process that lets itself be watched.</param>
internal sealed record ProcessUse(string Name, ProcessorShare Processor, long? WorkingSet, RuntimeUse? Runtime);

/// <summary>Watches a silo's process, or this one, or the machine.</summary>
internal sealed class ProcessWatch : IDisposable
{
    private readonly string _name;
    private readonly Process _process;
    private readonly RuntimeWatch? _runtime;
    private readonly bool _isFamily;
    private (ProcessorReading Processor, DateTime At, TimeSpan Paused, long Allocated, int[] Collections) _begun;
    private (ProcessorReading Processor, DateTime At, TimeSpan Paused, long Allocated, int[] Collections) _ended;

    private ProcessWatch(string name, Process process, bool isSilo = false, bool isFamily = false)
    {
        (_name, _process, _isFamily) = (name, process, isFamily);
        if (isSilo) _runtime = new RuntimeWatch(process.Id);
    }

    /// <summary>Watches this process.</summary>
    internal static ProcessWatch Self() => new("driver", Process.GetCurrentProcess());

    /// <summary>Watches a server that has children, and no runtime to be asked.</summary>
    internal static ProcessWatch Server(string name, int id) => new(name, Process.GetProcessById(id), isFamily: true);

    /// <summary>Watches a silo.</summary>
    /// <exception cref="LoadTestException">There is no such process, or it is no .NET process.</exception>
    internal static ProcessWatch Silo(int id)
    {
        try
        {
            return new ProcessWatch(string.Create(CultureInfo.InvariantCulture, $"silo ({id})"), Process.GetProcessById(id), isSilo: true);
        }
        catch (ArgumentException gone)
        {
            throw new LoadTestException($"There is no process {id}.", gone);
        }
    }

    /// <summary>Begins the stretch.</summary>
    internal void Begin() => _begun = Read();

    /// <summary>Ends it.</summary>
    internal void End() => _ended = Read();

    /// <summary>What was used. What a silo's runtime tells comes up to a second late; ask a little after the end.</summary>
    internal ProcessUse Use()
    {
        double seconds = (_ended.At - _begun.At).TotalSeconds;
        RuntimeUse? runtime = _isFamily ? null : _runtime?.Between(_begun.At, _ended.At) ?? new RuntimeUse(
            (_ended.Allocated - _begun.Allocated) / seconds, [.. _ended.Collections.Zip(_begun.Collections, (now, then) => now - then)],
            _ended.Paused - _begun.Paused, null);
        // The processes of a family share most of their memory: a sum would say nothing.
        return new ProcessUse(_name, _ended.Processor.Since(_begun.Processor), _isFamily ? null : _process.WorkingSet64, runtime);
    }

    public void Dispose()
    {
        _runtime?.Dispose();
        _process.Dispose();
    }

    /// <exception cref="LoadTestException">The process has ended.</exception>
    private (ProcessorReading, DateTime, TimeSpan, long, int[]) Read()
    {
        if (_process.HasExited) throw new LoadTestException($"The {_name} ended while it was watched; what it had answered until then counts for nothing.");
        // Collections of a generation count those of the older ones too.
        int two = GC.CollectionCount(2), one = GC.CollectionCount(1), all = GC.CollectionCount(0);
        return (_isFamily ? ProcessorReading.OfFamily(_process) : ProcessorReading.Of(_process), DateTime.UtcNow, GC.GetTotalPauseDuration(), GC.GetTotalAllocatedBytes(), [all - one, one - two, two]);
    }
}
