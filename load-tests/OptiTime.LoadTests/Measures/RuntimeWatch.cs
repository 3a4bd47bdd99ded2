using System.Diagnostics.Tracing;
using System.Globalization;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Parsers;
using Microsoft.Diagnostics.Tracing.Parsers.Clr;

namespace OptiTime.LoadTests.Measures;

/// <summary>What a runtime did in a stretch of time.</summary>
/// <param name="AllocatedPerSecond">Bytes allocated a second; null when it was too short to tell.</param>
/// <param name="Collections">Garbage collections of generation 0, 1 and 2.</param>
/// <param name="Paused">How long all its threads stood still for them, together.</param>
/// <param name="LongestPause">The longest of these times; null where it is not known.</param>
internal sealed record RuntimeUse(double? AllocatedPerSecond, int[] Collections, TimeSpan Paused, TimeSpan? LongestPause);

/// <summary>Watches the runtime of another .NET process through its diagnostics port: collections, pauses, allocation.</summary>
internal sealed class RuntimeWatch : IDisposable
{
    // How often the runtime tells what it has allocated.
    private const int TellSeconds = 1;
    private const string Counters = "System.Runtime", Allocation = "alloc-rate";

    private readonly Lock _one = new();
    private readonly List<(DateTime At, TimeSpan Length)> _pauses = [];
    private readonly List<(DateTime At, int Generation)> _collections = [];
    private readonly List<(DateTime At, double Bytes, double Seconds)> _allocations = [];
    private readonly EventPipeSession _session;
    private readonly Task _reading;
    private DateTime? _stopped;

    /// <summary>Watches a process of this user.</summary>
    /// <exception cref="LoadTestException">It is no .NET process, or does not let itself be watched.</exception>
    internal RuntimeWatch(int process)
    {
        try
        {
            _session = new DiagnosticsClient(process).StartEventPipeSession(
            [
                new EventPipeProvider(ClrTraceEventParser.ProviderName, EventLevel.Informational, (long)ClrTraceEventParser.Keywords.GC),
                new EventPipeProvider(Counters, EventLevel.Informational, 0, new Dictionary<string, string>
                {
                    ["EventCounterIntervalSec"] = TellSeconds.ToString(CultureInfo.InvariantCulture),
                }),
            ], requestRundown: false);
        }
        catch (Exception failure) when (failure is ServerNotAvailableException or DiagnosticsClientException or IOException)
        {
            throw new LoadTestException($"Process {process} does not let its runtime be watched: {failure.Message}", failure);
        }
        _reading = Task.Factory.StartNew(Read, TaskCreationOptions.LongRunning);
    }

    /// <summary>What it did between two times. What it tells comes up to a second late; ask a little after the end.</summary>
    internal RuntimeUse Between(DateTime fromUtc, DateTime toUtc)
    {
        lock (_one)
        {
            List<TimeSpan> pauses = [.. _pauses.Where(one => one.At >= fromUtc && one.At < toUtc).Select(one => one.Length)];
            var allocations = _allocations.Where(one => one.At.AddSeconds(-one.Seconds / 2) >= fromUtc && one.At.AddSeconds(-one.Seconds / 2) < toUtc).ToList();
            double seconds = allocations.Sum(one => one.Seconds);
            return new RuntimeUse(
                seconds > 0 ? allocations.Sum(one => one.Bytes) / seconds : null,
                [.. Enumerable.Range(0, 3).Select(generation => _collections.Count(one => one.Generation == generation && one.At >= fromUtc && one.At < toUtc))],
                TimeSpan.FromTicks(pauses.Sum(pause => pause.Ticks)), pauses.DefaultIfEmpty().Max());
        }
    }

    public void Dispose()
    {
        try
        {
            _session.Stop();
        }
        catch (Exception gone) when (gone is ServerNotAvailableException or IOException or TimeoutException or EndOfStreamException)
        {
            // The process has ended, and its session with it.
        }
        _reading.ContinueWith(_ => _session.Dispose(), TaskScheduler.Default);
    }

    private void Read()
    {
        using var source = new EventPipeEventSource(_session.EventStream);
        source.Clr.GCStart += collection => Note(() => _collections.Add((collection.TimeStamp.ToUniversalTime(), collection.Depth)));
        source.Clr.GCSuspendEEStart += pause => _stopped =
            pause.Reason is GCSuspendEEReason.SuspendForGC or GCSuspendEEReason.SuspendForGCPrep ? pause.TimeStamp : null;
        source.Clr.GCRestartEEStop += goingOn =>
        {
            if (_stopped is { } since) Note(() => _pauses.Add((since.ToUniversalTime(), goingOn.TimeStamp - since)));
            _stopped = null;
        };
        source.Dynamic.All += told =>
        {
            if (told.ProviderName == Counters && told.EventName == "EventCounters") NoteCounter(told);
        };
        try
        {
            source.Process();
        }
        catch (Exception broken) when (broken is EndOfStreamException or IOException or FormatException)
        {
            // The process ended in the middle of a word; what it told before stands.
        }
    }

    private void NoteCounter(TraceEvent told)
    {
        var counter = (IDictionary<string, object>)((IDictionary<string, object>)told.PayloadValue(0))["Payload"];
        if ((string)counter["Name"] != Allocation) return;
        double bytes = Convert.ToDouble(counter["Increment"], CultureInfo.InvariantCulture), seconds = Convert.ToDouble(counter["IntervalSec"], CultureInfo.InvariantCulture);
        DateTime at = told.TimeStamp.ToUniversalTime();
        Note(() => _allocations.Add((at, bytes, seconds)));
    }

    private void Note(Action add)
    {
        lock (_one) add();
    }
}
