using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace OptiTime.Silo.Telemetry;

/// <summary>What a metric is to those who read it.</summary>
internal enum MetricKind
{
    /// <summary>It only grows.</summary>
    Counter,

    /// <summary>It goes up and down.</summary>
    Gauge,

    /// <summary>How measurements are spread.</summary>
    Histogram,
}

/// <summary>All that is known of one instrument: a series for each set of labels, up to a limit, above which the rest share one.</summary>
internal sealed class MetricFamily
{
    /// <summary>The most series of one metric.</summary>
    public const int SeriesLimit = 2_000;

    private const string Overflow = "overflow=\"true\"";

    // What one silo's calls never differ in.
    private static readonly string[] Dropped = ["url.scheme", "network.protocol.version"];

    private static readonly double[] Seconds = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private static readonly double[] Numbers = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024];

    private readonly ConcurrentDictionary<string, MetricSeries> _byLabels = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<KeyValuePair<string, object?>[], MetricSeries> _byTags = new(new TagComparer());
    private readonly ConcurrentDictionary<KeyValuePair<string, object?>[], MetricSeries>.AlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>> _find;
    private readonly double[] _bounds;
    private readonly bool _isAsked;
    private volatile int _round;

    /// <summary>The family of an instrument.</summary>
    public MetricFamily(Instrument instrument)
    {
        Type type = instrument.GetType().GetGenericTypeDefinition();
        _isAsked = instrument.IsObservable;
        Kind = type == typeof(Histogram<>) ? MetricKind.Histogram
            : type == typeof(Counter<>) || type == typeof(ObservableCounter<>) ? MetricKind.Counter : MetricKind.Gauge;
        Name = PrometheusText.NameOf(instrument.Name, instrument.Unit, Kind);
        Help = instrument.Description ?? instrument.Name;
        _bounds = Kind != MetricKind.Histogram ? [] : instrument.Unit == "s" ? Seconds : Numbers;
        _find = _byTags.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>();
    }

    /// <summary>Its name as it is written, with its unit.</summary>
    public string Name { get; }

    /// <summary>What it says, in a sentence.</summary>
    public string Help { get; }

    /// <summary>What it is.</summary>
    public MetricKind Kind { get; }

    /// <summary>The upper bounds of a histogram, ascending; empty for what is none.</summary>
    public IReadOnlyList<double> Bounds => _bounds;

    /// <summary>Its series in the order of their labels; of what is asked for, those told in the last round.</summary>
    public IEnumerable<MetricSeries> Series => _byLabels.Values
        .Where(series => !_isAsked || series.WasToldIn(_round)).OrderBy(series => series.Labels, StringComparer.Ordinal);

    /// <summary>Begins a round of questions.</summary>
    public void Ask() => _round++;

    /// <summary>Takes a measurement.</summary>
    public void Take(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (!_find.TryGetValue(tags, out MetricSeries? series)) series = Begin(tags);
        if (_isAsked) series.Set(value, _round);
        else if (Kind == MetricKind.Histogram) series.Record(value);
        else series.Add(value);
    }

    private MetricSeries Begin(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        bool isFull = _byTags.Count >= SeriesLimit;
        string labels = isFull ? Overflow : PrometheusText.LabelsOf(tags, Dropped);
        MetricSeries series = _byLabels.GetOrAdd(labels, written => new MetricSeries(written, _bounds));
        if (!isFull) _byTags.TryAdd(tags.ToArray(), series);
        return series;
    }
}
