using OptiTime.Planning.Calendars;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Tests.Calendars;

public sealed class WorkingPeriodTests
{
    private static readonly WorkingPeriod Day = Lyon.Periods(Lyon.OfficeHours)[0];

    [Theory]
    [InlineData("11:00", 30, "11:30")]
    [InlineData("11:30", 30, "12:00")]
    [InlineData("11:40", 30, "13:10")]
    [InlineData("12:15", 30, "13:30")]
    [InlineData("13:00", 30, "13:30")]
    public void A_journey_rests_during_the_break(string departure, int minutes, string arrival)
    {
        Day.Arrival(Lyon.OnMonday(departure), Seconds.FromMinutes(minutes)).ShouldBe(Lyon.OnMonday(arrival));
    }

    [Theory]
    [InlineData("13:30", 30, "13:00")]
    [InlineData("13:10", 30, "11:40")]
    [InlineData("13:00", 30, "11:30")]
    [InlineData("12:15", 30, "11:30")]
    public void The_latest_departure_leaves_time_for_the_break(string arrival, int minutes, string departure)
    {
        Day.Departure(Lyon.OnMonday(arrival), Seconds.FromMinutes(minutes)).ShouldBe(Lyon.OnMonday(departure));
    }

    [Fact]
    public void Arrival_is_that_of_the_second_hand() => Laws.Hold(random =>
    {
        SecondHand watch = SecondHand.Any(random);
        int departure = AnyMoment(watch, random), travel = random.Next(0, 60);
        watch.Period.Arrival(new Moment(departure), new Seconds(travel)).Value
            .ShouldBe(watch.Arrival(departure, travel), $"from {departure} for {travel} s in {Facts.Of(watch.Period)}");
    });

    [Fact]
    public void Departure_is_the_latest_that_arrives_in_time() => Laws.Hold(random =>
    {
        SecondHand watch = SecondHand.Any(random);
        int arrival = AnyMoment(watch, random), travel = random.Next(1, 60);
        int latest = arrival;
        while (watch.Arrival(latest, travel) > arrival) latest--;
        watch.Period.Departure(new Moment(arrival), new Seconds(travel)).Value
            .ShouldBe(latest, $"to {arrival} in {travel} s in {Facts.Of(watch.Period)}");
    });

    [Fact]
    public void A_service_begins_at_the_first_moment_at_which_no_break_interrupts_it() => Laws.Hold(random =>
    {
        SecondHand watch = SecondHand.Any(random);
        int from = AnyMoment(watch, random), length = random.Next(1, 60), first = from;
        while (!watch.CanServe(first, length)) first++;
        watch.Period.EarliestService(new Moment(from), new Seconds(length)).Value.ShouldBe(first);
    });

    [Fact]
    public void A_service_begins_at_the_last_moment_at_which_no_break_interrupts_it() => Laws.Hold(random =>
    {
        SecondHand watch = SecondHand.Any(random);
        int by = AnyMoment(watch, random), length = random.Next(1, 60), last = by;
        while (!watch.CanServe(last, length)) last--;
        watch.Period.LatestService(new Moment(by), new Seconds(length)).Value.ShouldBe(last);
    });

    private static int AnyMoment(SecondHand watch, Random random) => random.Next(watch.Period.Span.From.Value, watch.Period.Span.To.Value + 1);
}
