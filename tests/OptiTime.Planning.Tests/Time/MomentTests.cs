using OptiTime.Planning.Demand;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Tests.Time;

public sealed class MomentTests
{
    [Fact]
    public void The_epoch_is_the_beginning_of_2000() => default(Moment).ToString().ShouldBe("2000-01-01T00:00:00Z");

    [Fact]
    public void The_latest_moment_is_in_January_2068() => Moment.Latest.ToString().ShouldBe("2068-01-19T03:14:07Z");

    [Fact]
    public void An_offset_changes_the_writing_not_the_moment() =>
        Moment.From(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(1))).ShouldBe(Moment.From(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero)));

    [Fact]
    public void Fractions_of_a_second_are_dropped() =>
        Moment.From(new DateTimeOffset(2026, 11, 23, 8, 0, 0, 999, TimeSpan.Zero)).ToUtc().ShouldBe(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(Moment.EpochUnixSeconds - 1)]
    [InlineData(Moment.EpochUnixSeconds + int.MaxValue + 1L)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void A_time_that_cannot_be_told_is_refused(long unixSeconds) => Should.Throw<ArgumentOutOfRangeException>(() => Moment.FromUnixSeconds(unixSeconds));

    [Theory]
    [InlineData(Moment.EpochUnixSeconds)]
    [InlineData(Moment.EpochUnixSeconds + int.MaxValue)]
    public void The_first_and_the_last_time_are_told(long unixSeconds) => Moment.FromUnixSeconds(unixSeconds).ToUnixSeconds().ShouldBe(unixSeconds);

    [Fact]
    public void Moments_and_lengths_add_up() => Laws.Hold(random =>
    {
        var moment = new Moment(random.Next(0, 1_000_000_000));
        var length = new Seconds(random.Next(-1_000_000, 1_000_000));
        (moment + length - moment).ShouldBe(length);
        (moment + length - length).ShouldBe(moment);
        (moment < moment + length).ShouldBe(length > Seconds.Zero);
        (moment >= moment + length).ShouldBe(length <= Seconds.Zero);
        Moment.Max(moment, moment + length).ShouldBe(length > Seconds.Zero ? moment + length : moment);
        Moment.Min(moment, moment + length).ShouldBe(length > Seconds.Zero ? moment : moment + length);
    }, cases: 50);

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(59, "59 s")]
    [InlineData(60, "1 min")]
    [InlineData(61, "1 min 1 s")]
    [InlineData(3_600, "1 h 00 min")]
    [InlineData(3_900, "1 h 05 min")]
    [InlineData(-2_400, "-40 min")]
    public void A_length_is_written_for_people(int seconds, string written) => new Seconds(seconds).ToString().ShouldBe(written);

    [Fact]
    public void Hours_and_minutes_too_long_to_count_are_refused()
    {
        Should.Throw<OverflowException>(() => Seconds.FromHours(600_000));
        Should.Throw<OverflowException>(() => Seconds.FromMinutes(int.MinValue));
    }

    [Theory]
    [InlineData(1_250, "12.50")]
    [InlineData(-5, "-0.05")]
    [InlineData(0, "0.00")]
    [InlineData(long.MaxValue, "92233720368547758.07")]
    public void Money_is_written_with_two_decimals(long cents, string written) => new Money(cents).ToString().ShouldBe(written);
}
