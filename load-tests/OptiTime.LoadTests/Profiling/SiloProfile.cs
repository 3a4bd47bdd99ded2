using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Etlx;
using Microsoft.Diagnostics.Tracing.Parsers;
using Microsoft.Diagnostics.Tracing.Parsers.Clr;

namespace OptiTime.LoadTests.Profiling;

/// <summary>
/// Where a silo's time and memory go: a thousand times a second each of its threads is asked what it is doing, and every hundred kilobytes
/// what was just allocated and for whom. Being watched like this slows the silo down; shares are what counts, not times.
/// </summary>
internal sealed class SiloProfile : IDisposable
{
    private const string Sampler = "Microsoft-DotNETCore-SampleProfiler", Sample = "Thread/Sample";

    // Of a sample's type: the thread ran managed code, rather than waiting in the operating system.
    private const int RunsManaged = 2;

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"optitime-profile-{Environment.ProcessId}.nettrace");
    private readonly EventPipeSession _session;
    private readonly Task _writing;

    private SiloProfile(int process)
    {
        _session = new DiagnosticsClient(process).StartEventPipeSession(
        [
            new EventPipeProvider(Sampler, EventLevel.Informational),
            new EventPipeProvider(ClrTraceEventParser.ProviderName, EventLevel.Verbose, (long)ClrTraceEventParser.Keywords.GC),
        ], requestRundown: true, circularBufferMB: 512);
        _writing = WriteAsync();
    }

    /// <summary>Begins to watch.</summary>
    internal static SiloProfile Begin(int process) => new(process);

    /// <summary>Ends, and counts what was seen.</summary>
    internal async Task<ProfileCounts> EndAsync(CancellationToken stop)
    {
        await Task.Run(_session.Stop, stop);
        await _writing;
        return Count(TraceLog.CreateFromEventPipeDataFile(_file));
    }

    public void Dispose()
    {
        _session.Dispose();
        foreach (string file in Directory.EnumerateFiles(Path.GetTempPath(), Path.GetFileNameWithoutExtension(_file) + "*")) File.Delete(file);
    }

    private async Task WriteAsync()
    {
        await using FileStream file = File.Create(_file);
        await _session.EventStream.CopyToAsync(file);
    }

    private static ProfileCounts Count(string file)
    {
        var counts = new ProfileCounts();
        using TraceLog log = TraceLog.OpenOrConvert(file);
        foreach (TraceEvent seen in log.Events)
        {
            if (seen.ProviderName == Sampler && seen.EventName == Sample && (int)seen.PayloadValue(0) == RunsManaged) counts.CountSample(Methods(seen));
            else if (seen is GCAllocationTickTraceData allocated) counts.CountAllocation(allocated.TypeName, allocated.AllocationAmount64, Methods(seen));
        }
        return counts;
    }

    /// <summary>What a thread was doing, the innermost method first.</summary>
    private static IEnumerable<string> Methods(TraceEvent seen)
    {
        for (TraceCallStack? frame = seen.CallStack(); frame is not null; frame = frame.Caller)
        {
            if (frame.CodeAddress.FullMethodName is { Length: > 0 } method) yield return method;
        }
    }
}
