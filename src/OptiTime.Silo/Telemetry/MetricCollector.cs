using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using OptiTime.Engine.Planners;

namespace OptiTime.Silo.Telemetry;

/// <summary>
/// Listens to the instruments of this silo, of its planners, of calls and of the runtime, and tells how they stand. A measurement finds its
/// series by its tags as they come, and makes nothing.
/// </summary>
internal sealed class MetricCollector : IDisposable
{
    private const string Runtime = "System.Runtime", Calls = "http.server.request.duration";

    private readonly ConcurrentDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();
    private readonly Lock _round = new();

    /// <summary>Listens from now on.</summary>
    /// <param name="meters">Where the meters of this silo come from; those of another in the process do not.</param>
    public MetricCollector(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            bool isOurs = ReferenceEquals(instrument.Meter.Scope, meters) && (instrument.Meter.Name == SiloMeter.Name || instrument.Name == Calls);
            if (!isOurs && instrument.Meter.Name is not (EngineMeter.Name or Runtime)) return;
            MetricFamily family = FamilyOf(instrument);
            // What planners count begins at nothing, so that the first time it happens is a step that alerts can see.
            if (instrument.Meter.Name == EngineMeter.Name && family.Kind == MetricKind.Counter) family.Take(0, []);
            listener.EnableMeasurementEvents(instrument, family);
        };
        _listener.SetMeasurementEventCallback<int>((_, value, tags, family) => ((MetricFamily)family!).Take(value, tags));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, family) => ((MetricFamily)family!).Take(value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, family) => ((MetricFamily)family!).Take(value, tags));
        _listener.Start();
    }

    /// <summary>How everything stands now, in Prometheus' text format. Those who ask at once are answered one after the other.</summary>
    public string Read()
    {
        lock (_round)
        {
            foreach (MetricFamily family in _families.Values) family.Ask();
            _listener.RecordObservableInstruments();
            return PrometheusText.Write(_families.Values);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private MetricFamily FamilyOf(Instrument instrument)
    {
        var family = new MetricFamily(instrument);
        return _families.GetOrAdd(family.Name, family);
    }
}
