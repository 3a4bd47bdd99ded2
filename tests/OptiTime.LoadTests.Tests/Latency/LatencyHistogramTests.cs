using FsCheck;
using FsCheck.Fluent;
using OptiTime.LoadTests.Latency;

namespace OptiTime.LoadTests.Tests.Latency;

public sealed class LatencyHistogramTests
{
    private static readonly double[] Percents = [1, 50, 90, 99, 99.9, 100];

    // Times of every size, not only small ones: a number of bits first, then the bits.
    private static readonly Gen<long> Time = Gen.Choose(0, 32).SelectMany(bits =>
        Gen.Choose(0, int.MaxValue).Select(drawn => (((long)drawn << 1) | 1L) >> (32 - bits)));

    private static readonly Arbitrary<long[]> Times = Gen.NonEmptyListOf(Time).Select(times => times.ToArray()).ToArbitrary();

    [Fact]
    public void A_percentile_is_never_below_the_exact_one_and_at_most_a_thousandth_above() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Times, times =>
        {
            LatencyHistogram histogram = Recorded(times);
            long[] sorted = [.. times.Order()];
            return Percents.All(percent =>
            {
                long exact = sorted[Math.Max(0, (int)Math.Ceiling(times.Length * percent / 100) - 1)], told = histogram.Percentile(percent);
                return told >= exact && told <= exact * (1 + LatencyHistogram.RelativeError);
            });
        }));

    [Fact]
    public void Two_histograms_added_tell_the_same_as_one_that_counted_all() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Times, Times, (some, others) =>
        {
            LatencyHistogram added = Recorded(some), one = Recorded([.. some, .. others]);
            added.Add(Recorded(others));
            return added.Count == one.Count && added.Max == one.Max && Percents.All(percent => added.Percentile(percent) == one.Percentile(percent));
        }));

    [Fact]
    public void The_longest_time_is_told_exactly() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Times, times => Recorded(times) is var histogram && histogram.Max == times.Max() && histogram.Percentile(100) == times.Max()));

    [Fact]
    public void Times_up_to_two_milliseconds_are_told_exactly()
    {
        for (long time = 0; time < 2_048; time++) Recorded([time]).Percentile(50).ShouldBe(time);
    }

    [Fact]
    public void What_cannot_be_told_apart_counts_as_the_longest_and_what_is_negative_as_nothing()
    {
        Recorded([long.MaxValue]).Max.ShouldBe(LatencyHistogram.Longest);
        Recorded([-1]).Percentile(100).ShouldBe(0);
    }

    [Fact]
    public void Nothing_is_lost_when_many_threads_record_at_once()
    {
        var histogram = new LatencyHistogram();
        Parallel.For(0, 8, thread =>
        {
            for (int index = 0; index < 10_000; index++) histogram.Record((thread * 10_000) + index);
        });
        histogram.Count.ShouldBe(80_000);
        histogram.Max.ShouldBe(79_999);
    }

    private static LatencyHistogram Recorded(IEnumerable<long> times)
    {
        var histogram = new LatencyHistogram();
        foreach (long time in times) histogram.Record(time);
        return histogram;
    }
}
