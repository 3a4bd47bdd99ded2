using System.Collections.Immutable;
using NodaTime;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Tests.Fixtures;
using Interval = OptiTime.Planning.Time.Interval;

namespace OptiTime.Planning.Tests.Calendars;

public sealed class WorkingTimeResolutionTests
{
    private static readonly ImmutableArray<IsoDayOfWeek> EveryDay = [.. Lyon.Weekdays, IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday];

    [Fact]
    public void A_week_has_its_five_days_with_lunch()
    {
        ImmutableArray<WorkingPeriod> periods = Lyon.Periods(Lyon.OfficeHours);
        periods.Select(period => period.Day - Lyon.Monday).ShouldBe([0, 1, 2, 3, 4]);
        periods[0].ShouldBe(new WorkingPeriod(Lyon.Monday, Lyon.MondaySpan("08:00-17:00"), [Lyon.MondaySpan("12:00-13:00")]));
    }

    [Theory]
    [InlineData("2026-03-28", "2026-03-28T21:00:00Z", "2026-03-29T04:00:00Z")]
    [InlineData("2026-10-24", "2026-10-24T20:00:00Z", "2026-10-25T05:00:00Z")]
    [InlineData("2026-10-25", "2026-10-25T21:00:00Z", "2026-10-26T05:00:00Z")]
    public void A_night_shift_ends_at_its_hour_on_the_wall_though_clocks_change(string night, string from, string to)
    {
        WorkingPeriod period = Resolve(Weekly("22:00-06:00"), night).ShouldHaveSingleItem();
        (period.Span.From.ToString(), period.Span.To.ToString()).ShouldBe((from, to));
        period.Day.ShouldBe(Day(night));
    }

    [Theory]
    [InlineData("2026-03-28", "2026-03-29T01:00:00Z", "2026-03-29T01:30:00Z")]
    [InlineData("2026-10-24", "2026-10-25T00:00:00Z", "2026-10-25T02:30:00Z")]
    public void A_break_in_a_night_of_changing_clocks_lasts_as_long_as_the_wall_says(string night, string from, string to)
    {
        Interval pause = Resolve(Weekly("22:00-06:00", "02:00-03:30"), night).ShouldHaveSingleItem().Breaks.ShouldHaveSingleItem();
        (pause.From.ToString(), pause.To.ToString()).ShouldBe((from, to));
    }

    [Fact]
    public void A_break_that_spring_skips_is_no_break() =>
        Resolve(Weekly("22:00-06:00", "02:15-02:45"), "2026-03-28").ShouldHaveSingleItem().Breaks.ShouldBeEmpty();

    [Fact]
    public void A_shift_that_spring_skips_is_no_shift() => Resolve(Weekly("02:00-03:00"), "2026-03-29").ShouldBeEmpty();

    [Fact]
    public void A_break_before_midnight_and_one_after_are_both_in_the_night_shift() =>
        Resolve(Weekly("20:00-04:00", "23:30-00:15", "02:00-02:30"), "2026-11-23").Single().Breaks.ShouldBe(
            [new Interval(Lyon.OnMonday("23:30"), Lyon.At("2026-11-24T00:15")), new Interval(Lyon.At("2026-11-24T02:00"), Lyon.At("2026-11-24T02:30"))]);

    [Fact]
    public void Breaks_that_touch_are_one_and_those_outside_are_none()
    {
        WorkingPeriod period = Resolve(Weekly("08:00-12:00", "09:30-10:00", "09:00-09:30", "11:45-12:30"), "2026-11-23").Single();
        period.Breaks.ShouldBe([Lyon.MondaySpan("09:00-10:00"), Lyon.MondaySpan("11:45-12:00")]);
    }

    [Fact]
    public void An_absence_cuts_hours_out_and_may_leave_two_tours()
    {
        WorkingTime rule = Lyon.OfficeHours with { Absences = [new Absence(Lyon.MondaySpan("10:00-12:30"), "training"), new Absence(Lyon.MondaySpan("16:00-23:00"), "leave")] };
        Resolve(rule, "2026-11-23").ShouldBe(
        [
            new WorkingPeriod(Lyon.Monday, Lyon.MondaySpan("08:00-10:00"), []),
            new WorkingPeriod(Lyon.Monday, Lyon.MondaySpan("12:30-16:00"), [Lyon.MondaySpan("12:30-13:00")]),
        ]);
    }

    [Fact]
    public void Absences_that_overlap_and_stand_in_any_order_cut_once()
    {
        Absence[] absences = [new(Lyon.MondaySpan("11:00-15:00"), null), new(Lyon.MondaySpan("09:00-14:00"), null), new(Lyon.MondaySpan("12:00-12:30"), null)];
        Resolve(Lyon.OfficeHours with { Absences = [.. absences] }, "2026-11-23").Select(period => period.Span)
            .ShouldBe([Lyon.MondaySpan("08:00-09:00"), Lyon.MondaySpan("15:00-17:00")]);
    }

    [Fact]
    public void An_absence_of_the_whole_day_leaves_nothing() =>
        Resolve(Lyon.OfficeHours with { Absences = [new Absence(Lyon.MondaySpan("00:00-23:59"), null)] }, "2026-11-23").ShouldBeEmpty();

    [Fact]
    public void A_special_day_replaces_the_weeks_hours_or_takes_the_day_off()
    {
        var sunday = new LocalDate(2026, 11, 29);
        WorkingTime rule = Lyon.OfficeHours with
        {
            SpecialDays = [new SpecialDay(sunday, [new Shift([], Lyon.Span("10:00-12:00"), [])]), new SpecialDay(new LocalDate(2026, 11, 23), [])],
        };
        Lyon.Periods(rule).Select(period => period.Day - Lyon.Monday).ShouldBe([1, 2, 3, 4, 6]);
        Lyon.Periods(rule)[^1].Span.ShouldBe(new Interval(Lyon.At("2026-11-29T10:00"), Lyon.At("2026-11-29T12:00")));
    }

    [Theory]
    [InlineData("Asia/Tokyo", "09:00-17:00", "2026-11-23T00:00:00Z", 0)]
    [InlineData("Asia/Tokyo", "06:00-10:00", "2026-11-22T21:00:00Z", -1)]
    [InlineData("America/New_York", "19:00-23:00", "2026-11-24T00:00:00Z", 1)]
    public void Hours_of_another_zone_stand_on_the_territorys_day_in_which_they_begin(string zone, string hours, string from, int day)
    {
        var monday = new LocalDate(2026, 11, 23);
        WorkingTime rule = Lyon.Hours("00:00-00:00") with { Zone = zone, Week = [], SpecialDays = [new SpecialDay(monday, [new Shift([], Lyon.Span(hours), [])])] };
        WorkingPeriod period = WorkingTimeResolution.Resolve(rule, Lyon.Clock, Lyon.Monday - 3, Lyon.Monday + 4).ShouldHaveSingleItem();
        (period.Span.From.ToString(), period.Day - Lyon.Monday).ShouldBe((from, day));
        WorkingTimeResolution.Resolve(rule, Lyon.Clock, Lyon.Monday + day, Lyon.Monday + day + 1).ShouldBe([period]);
        WorkingTimeResolution.Resolve(rule, Lyon.Clock, Lyon.Monday + day + 1, Lyon.Monday + 9).ShouldBeEmpty();
    }

    [Fact]
    public void Shifts_that_overlap_are_one_tour_and_those_that_touch_are_two()
    {
        WorkingTime rule = new(null, [Every("08:00-12:00"), Every("11:00-14:00"), Every("14:00-18:00", "15:00-16:00")], [], []);
        Resolve(rule, "2026-11-23").Select(period => period.Span).ShouldBe([Lyon.MondaySpan("08:00-14:00"), Lyon.MondaySpan("14:00-18:00")]);
    }

    [Fact]
    public void Every_day_comes_out_the_same_whether_resolved_alone_or_with_its_neighbours() => Laws.Hold(random =>
    {
        int first = Day(random.Next(0, 2) == 0 ? "2026-03-27" : "2026-10-23");
        WorkingTime rule = Weekly(new[] { "22:00-06:00", "08:00-17:00", "00:00-00:00", "01:30-02:30" }[random.Next(0, 4)], "02:15-04:00") with
        {
            Zone = new[] { null, "Asia/Tokyo", "America/New_York" }[random.Next(0, 3)],
        };
        WorkingTimeResolution.Resolve(rule, Lyon.Clock, first, first + 5)
            .ShouldBe(Enumerable.Range(first, 5).SelectMany(day => WorkingTimeResolution.Resolve(rule, Lyon.Clock, day, day + 1)));
    }, cases: 60);

    [Fact]
    public void A_room_works_only_while_its_site_is_open_and_rests_with_it()
    {
        ImmutableArray<WorkingPeriod> shared = WorkingTimeResolution.Within(
            Lyon.Periods(Lyon.Hours("07:00-17:00", "12:00-13:00"), 1), Lyon.Periods(Lyon.Gerland.Opening, 1), Lyon.Clock);
        shared.ShouldBe([new WorkingPeriod(Lyon.Monday, Lyon.MondaySpan("08:00-17:00"), [Lyon.MondaySpan("12:00-13:30")])]);
    }

    [Fact]
    public void A_night_cut_to_begin_after_midnight_belongs_to_the_next_day()
    {
        ImmutableArray<WorkingPeriod> night = Lyon.Periods(Weekly("22:00-06:00"), 1), open = Lyon.Periods(Weekly("04:00-20:00"), 2);
        WorkingPeriod shared = WorkingTimeResolution.Within(night, open, Lyon.Clock).ShouldHaveSingleItem();
        shared.ShouldBe(new WorkingPeriod(Lyon.Monday + 1, new Interval(Lyon.At("2026-11-24T04:00"), Lyon.At("2026-11-24T06:00")), []));
    }

    private static Shift Every(string span, params string[] breaks) => new(EveryDay, Lyon.Span(span), [.. breaks.Select(Lyon.Span)]);

    private static WorkingTime Weekly(string span, params string[] breaks) => new(null, [Every(span, breaks)], [], []);

    private static int Day(string date) => DayClock.DayOf(NodaTime.Text.LocalDatePattern.Iso.Parse(date).Value);

    private static ImmutableArray<WorkingPeriod> Resolve(WorkingTime rule, string date) => WorkingTimeResolution.Resolve(rule, Lyon.Clock, Day(date), Day(date) + 1);
}
