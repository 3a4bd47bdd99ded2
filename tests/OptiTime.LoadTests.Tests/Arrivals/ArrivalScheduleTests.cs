using OptiTime.LoadTests.Arrivals;

namespace OptiTime.LoadTests.Tests.Arrivals;

public sealed class ArrivalScheduleTests
{
    private const int Calls = 100_000;

    [Fact]
    public void Evenly_spaced_calls_keep_their_distance_for_ever()
    {
        var schedule = new ArrivalSchedule(3, isPoisson: false, seed: 1);
        for (long call = 0; call < Calls; call++) ((double)schedule.Next()).ShouldBe(call * MonotonicClock.Second / 3.0, tolerance: 1);
    }

    [Fact]
    public void Poisson_calls_come_at_the_rate_asked_for_and_vary_as_much_as_they_should()
    {
        double[] gaps = [.. Gaps(new ArrivalSchedule(1_000, isPoisson: true, seed: 1))];
        double mean = gaps.Average(), deviation = Math.Sqrt(gaps.Average(gap => (gap - mean) * (gap - mean)));
        mean.ShouldBe(MonotonicClock.Second / 1_000, MonotonicClock.Second / 1_000 * 0.02);
        // Of an exponential distribution, the two are the same.
        deviation.ShouldBe(mean, mean * 0.02);
    }

    [Fact]
    public void Time_never_runs_backwards() => Gaps(new ArrivalSchedule(50_000, isPoisson: true, seed: 2)).Min().ShouldBeGreaterThanOrEqualTo(0);

    [Fact]
    public void The_same_seed_gives_the_same_calls_and_another_gives_others()
    {
        Gaps(new ArrivalSchedule(10, true, 3)).ShouldBe(Gaps(new ArrivalSchedule(10, true, 3)));
        Gaps(new ArrivalSchedule(10, true, 3)).Take(10).ShouldNotBe(Gaps(new ArrivalSchedule(10, true, 4)).Take(10));
    }

    private static IEnumerable<double> Gaps(ArrivalSchedule schedule)
    {
        long before = schedule.Next();
        for (int call = 0; call < Calls; call++)
        {
            long next = schedule.Next();
            yield return next - before;
            before = next;
        }
    }
}
