using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using OptiTime.Silo.Telemetry;

namespace OptiTime.Silo.Tests.Telemetry;

public sealed class MetricCollectorTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly Meter _meter;
    private readonly MetricCollector _collector;

    public MetricCollectorTests()
    {
        _meter = Meters.Create(SiloMeter.Name);
        _collector = new MetricCollector(Meters);
    }

    private IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();

    public void Dispose()
    {
        _collector.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void A_counter_adds_up_by_labels_and_its_name_says_its_unit_and_that_it_only_grows()
    {
        Counter<long> counter = _meter.CreateCounter<long>("optitime.sent", "By", "Bytes sent.");
        counter.Add(3, KeyValuePair.Create("to", (object?)"a"));
        counter.Add(4, KeyValuePair.Create("to", (object?)"b"));
        counter.Add(5, KeyValuePair.Create("to", (object?)"a"));

        Exposition read = Exposition.Parse(_collector.Read());

        read.Types["optitime_sent_bytes_total"].ShouldBe("counter");
        read.Value("optitime_sent_bytes_total", ("to", "a")).ShouldBe(8);
        read.Value("optitime_sent_bytes_total", ("to", "b")).ShouldBe(4);
    }

    [Fact]
    public void A_histogram_counts_each_measurement_under_the_first_bound_it_does_not_exceed()
    {
        Histogram<double> histogram = _meter.CreateHistogram<double>("optitime.took", "s", "How long.");
        foreach (double seconds in new[] { 0.0001, 0.00011, 0.005, 100 }) histogram.Record(seconds);

        Exposition read = Exposition.Parse(_collector.Read());

        read.Value("optitime_took_seconds_bucket", ("le", "0.0001")).ShouldBe(1);
        read.Value("optitime_took_seconds_bucket", ("le", "0.00025")).ShouldBe(2);
        read.Value("optitime_took_seconds_bucket", ("le", "0.005")).ShouldBe(3);
        read.Value("optitime_took_seconds_bucket", ("le", "10")).ShouldBe(3);
        read.Value("optitime_took_seconds_bucket", ("le", "+Inf")).ShouldBe(4);
        read.Value("optitime_took_seconds_sum").ShouldBe(100.00521, 1e-9);
    }

    [Fact]
    public void Any_text_survives_as_a_label_and_as_a_help()
    {
        string[] words = ["", "plain", "back\\slash", "qu\"ote", "new\nline", "\\n", "\\\"", "comma,=}{", "é €"];
        Counter<long> counter = _meter.CreateCounter<long>("optitime.words", null, "A help with a \\ and\na second line.");
        for (int index = 0; index < words.Length; index++) counter.Add(index + 1, KeyValuePair.Create("word", (object?)words[index]));

        Exposition read = Exposition.Parse(_collector.Read());

        for (int index = 0; index < words.Length; index++) read.Value("optitime_words_total", ("word", words[index])).ShouldBe(index + 1);
    }

    [Fact]
    public void What_is_asked_for_is_told_as_it_is_and_not_any_more_when_it_is_gone()
    {
        var territories = new Dictionary<string, int> { ["north"] = 1, ["south"] = 2 };
        _meter.CreateObservableGauge("optitime.held", () => territories.Select(one => new Measurement<int>(one.Value, KeyValuePair.Create("territory", (object?)one.Key))));

        Exposition.Parse(_collector.Read()).Value("optitime_held", ("territory", "south")).ShouldBe(2);
        territories.Remove("south");
        territories["north"] = 7;

        Exposition read = Exposition.Parse(_collector.Read());
        read.Samples.Count(sample => sample.Name == "optitime_held").ShouldBe(1);
        read.Value("optitime_held", ("territory", "north")).ShouldBe(7);
    }

    [Fact]
    public void However_many_labels_come_a_metric_has_a_bounded_number_of_series_and_loses_nothing()
    {
        Counter<long> counter = _meter.CreateCounter<long>("optitime.many");
        int asked = MetricFamily.SeriesLimit + 500;
        for (int index = 0; index < asked; index++) counter.Add(1, KeyValuePair.Create("id", (object?)index));

        Exposition read = Exposition.Parse(_collector.Read());

        Sample[] samples = [.. read.Samples.Where(sample => sample.Name == "optitime_many_total")];
        samples.Length.ShouldBe(MetricFamily.SeriesLimit + 1);
        samples.Sum(sample => sample.Value).ShouldBe(asked);
    }

    [Fact]
    public async Task Nothing_is_lost_when_many_measure_and_many_read_at_once()
    {
        const int Measuring = 4, Each = 20_000;
        Counter<long> counter = _meter.CreateCounter<long>("optitime.busy");
        Histogram<int> sizes = _meter.CreateHistogram<int>("optitime.sizes", "{command}");
        Task[] measuring = [.. Enumerable.Range(0, Measuring).Select(thread => Task.Run(() =>
        {
            for (int index = 0; index < Each; index++)
            {
                counter.Add(1, KeyValuePair.Create("thread", (object?)(thread % 2)));
                sizes.Record(index % 100);
            }
        }))];
        Task[] reading = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            while (!Task.WhenAll(measuring).IsCompleted) Exposition.Parse(_collector.Read());
        }))];

        await Task.WhenAll([.. measuring, .. reading]);

        Exposition read = Exposition.Parse(_collector.Read());
        read.Samples.Where(sample => sample.Name == "optitime_busy_total").Sum(sample => sample.Value).ShouldBe(Measuring * Each);
        read.Value("optitime_sizes_count").ShouldBe(Measuring * Each);
    }

    [Fact]
    public void A_measurement_whose_labels_have_been_seen_makes_nothing()
    {
        Counter<long> counter = _meter.CreateCounter<long>("optitime.light");
        Histogram<double> histogram = _meter.CreateHistogram<double>("optitime.lighter", "s");
        KeyValuePair<string, object?> tag = KeyValuePair.Create("worth", (object?)"exact");
        counter.Add(1, tag);
        histogram.Record(0.5, tag);
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int index = 0; index < 1_000; index++)
        {
            counter.Add(1, tag);
            histogram.Record(0.5, tag);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void The_figures_of_another_silo_in_the_process_are_not_told()
    {
        using ServiceProvider others = new ServiceCollection().AddMetrics().BuildServiceProvider();
        others.GetRequiredService<IMeterFactory>().Create(SiloMeter.Name).CreateCounter<long>("optitime.theirs").Add(1);

        _collector.Read().ShouldNotContain("optitime_theirs");
    }
}
