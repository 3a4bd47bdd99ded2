using OptiTime.Engine.Log;
using OptiTime.Engine.Tests.Fixtures;

namespace OptiTime.Engine.Tests.Log;

public sealed class StoreClockTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly ManualClock _local = new(Noon);
    private readonly StoreClock _clock;

    public StoreClockTests() => _clock = new StoreClock(_local);

    [Fact]
    public void Until_it_is_measured_it_is_the_clock_of_the_machine() => _clock.GetUtcNow().ShouldBe(Noon);

    [Fact]
    public void A_reading_is_taken_to_lie_in_the_middle_of_the_question()
    {
        long asked = _clock.GetTimestamp();
        _local.Advance(TimeSpan.FromMilliseconds(100));
        _clock.Measure(Noon + TimeSpan.FromMinutes(1), asked);
        _clock.GetUtcNow().ShouldBe(Noon + TimeSpan.FromMinutes(1) + TimeSpan.FromMilliseconds(50));
        _clock.Offset.ShouldBe(TimeSpan.FromMinutes(1) - TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void A_slow_reading_is_better_than_none_and_worse_than_any()
    {
        long asked = _clock.GetTimestamp();
        _local.Advance(TimeSpan.FromSeconds(2));
        _clock.Measure(Noon, asked);
        TimeSpan first = _clock.Offset;
        first.ShouldBe(TimeSpan.FromSeconds(-1));
        _clock.Measure(Noon + TimeSpan.FromSeconds(1), asked);
        _clock.Offset.ShouldBe(first);
        // One that cannot be true of what is known tells that a clock was set.
        _clock.Measure(Noon + TimeSpan.FromHours(1), asked);
        _clock.Offset.ShouldBe(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void A_clock_that_was_set_is_followed_with_the_next_reading()
    {
        _clock.Measure(Noon, _clock.GetTimestamp());
        _clock.Measure(Noon - TimeSpan.FromMinutes(3), _clock.GetTimestamp());
        _clock.GetUtcNow().ShouldBe(Noon - TimeSpan.FromMinutes(3));
    }
}
