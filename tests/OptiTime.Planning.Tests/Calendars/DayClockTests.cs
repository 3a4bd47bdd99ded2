using NodaTime;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;
using Interval = OptiTime.Planning.Time.Interval;

namespace OptiTime.Planning.Tests.Calendars;

/// <summary>Paris puts its clocks forward on 2026-03-29 (02:00 becomes 03:00) and back on 2026-10-25 (03:00 becomes 02:00).</summary>
public sealed class DayClockTests
{
    private static readonly DayClock Paris = Lyon.Clock;
    private static readonly int Spring = Day(2026, 3, 29), Autumn = Day(2026, 10, 25);

    [Fact]
    public void A_zone_nobody_knows_has_no_clock() => DayClock.For("Europe/Atlantis").ShouldBeNull();

    [Theory]
    [InlineData("02:00-06:00", "2026-03-29T01:00:00Z", "2026-03-29T04:00:00Z")]
    [InlineData("02:30-02:45", "2026-03-29T01:00:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("01:30-02:30", "2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("00:00-00:00", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")]
    [InlineData("22:00-06:00", "2026-03-29T20:00:00Z", "2026-03-30T04:00:00Z")]
    public void Times_that_spring_skips_move_to_the_first_moment_after(string span, string from, string to) => Resolves(Spring, span, from, to);

    [Theory]
    [InlineData("02:00-03:00", "2026-10-25T00:00:00Z", "2026-10-25T02:00:00Z")]
    [InlineData("02:30-02:45", "2026-10-25T00:30:00Z", "2026-10-25T01:45:00Z")]
    [InlineData("01:00-02:30", "2026-10-24T23:00:00Z", "2026-10-25T01:30:00Z")]
    [InlineData("00:00-00:00", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z")]
    public void Times_that_autumn_repeats_are_the_first_to_begin_and_the_second_to_end(string span, string from, string to) => Resolves(Autumn, span, from, to);

    [Theory]
    [InlineData("2026-03-29T00:59:59Z", 1)]
    [InlineData("2026-03-29T01:00:00Z", 3)]
    [InlineData("2026-10-25T00:59:59Z", 2)]
    [InlineData("2026-10-25T01:00:00Z", 2)]
    [InlineData("2026-10-25T02:00:00Z", 3)]
    public void The_hour_is_the_one_on_the_wall(string moment, int hour) => Paris.HourOf(Utc(moment)).ShouldBe(hour);

    [Theory]
    [InlineData("2000-01-01T00:00:00Z", -18_000, 19)]
    [InlineData("2026-07-01T03:30:00Z", -14_400, 23)]
    public void West_of_Greenwich_the_hour_may_be_of_the_day_before(string moment, int offset, int hour)
    {
        DayClock newYork = DayClock.For("America/New_York")!;
        newYork.OffsetSeconds(Utc(moment)).ShouldBe(offset);
        newYork.HourOf(Utc(moment)).ShouldBe(hour);
    }

    [Fact]
    public void A_day_begins_at_its_first_moment_and_ends_with_the_next_days() => Laws.Hold(random =>
    {
        int day = random.Next(Day(2020, 1, 1), Day(2040, 1, 1));
        DayClock clock = DayClock.For(new[] { "Europe/Paris", "America/Sao_Paulo", "Asia/Kathmandu", "Pacific/Auckland", "Africa/Cairo" }[random.Next(0, 5)])!;
        DayClock.DayOf(DayClock.DateOf(day)).ShouldBe(day);
        clock.DayOf(clock.StartOf(day)).ShouldBe(day);
        clock.DayOf(clock.StartOf(day) - new Seconds(1)).ShouldBe(day - 1);
        clock.DayOf(clock.StartOf(day + 1) - new Seconds(1)).ShouldBe(day);
    });

    [Fact]
    public void Spring_has_the_shortest_day_and_autumn_the_longest()
    {
        (Paris.StartOf(Spring + 1) - Paris.StartOf(Spring)).ShouldBe(Seconds.FromHours(23));
        (Paris.StartOf(Autumn + 1) - Paris.StartOf(Autumn)).ShouldBe(Seconds.FromHours(25));
    }

    [Fact]
    public void Midnights_looked_up_once_say_the_same_as_the_clock() => Laws.Hold(random =>
    {
        int first = new[] { Spring, Autumn }[random.Next(0, 2)] - random.Next(0, 5), after = first + random.Next(1, 8), day = random.Next(first, after);
        var days = new LocalDays(Paris, first, after);
        var span = new LocalSpan(LocalTime.FromSecondsSinceMidnight(random.Next(0, 86_400)), LocalTime.FromSecondsSinceMidnight(random.Next(0, 96) * 900));
        days.Resolve(day, span).ShouldBe(Paris.Resolve(day, span));
        Moment within = Paris.StartOf(day) + new Seconds(random.Next(0, 82_800));
        days.DayOf(within).ShouldBe(day);
        days.StartOf(day).ShouldBe(Paris.StartOf(day));
        days.DayOf(Paris.StartOf(first) - new Seconds(1)).ShouldBe(first);
        days.DayOf(Paris.StartOf(after + 3)).ShouldBe(after);
        (days.FirstDay, days.AfterDay).ShouldBe((first, after));
    });

    private static int Day(int year, int month, int day) => DayClock.DayOf(new LocalDate(year, month, day));

    private static Moment Utc(string time) => Moment.From(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture));

    private static void Resolves(int day, string span, string from, string to)
    {
        Interval resolved = Paris.Resolve(day, Lyon.Span(span));
        (resolved.From.ToString(), resolved.To.ToString()).ShouldBe((from, to));
    }
}
