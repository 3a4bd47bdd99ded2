using System.Collections.Immutable;
using NodaTime;
using OptiTime.Demo.Scenarios;
using OptiTime.Planning.Calendars;
using Interval = OptiTime.Planning.Time.Interval;

namespace OptiTime.Demo.Companies;

/// <summary>Working and opening hours as they are written down in France.</summary>
internal static class Hours
{
    /// <summary>Monday to Friday.</summary>
    internal static ImmutableArray<IsoDayOfWeek> Weekdays { get; } =
        [IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday];

    /// <summary>A stretch of the local day, in hours and tenths of hours: 7.5 is 07:30.</summary>
    internal static LocalSpan Span(double from, double to) => new(At(from), At(to));

    /// <summary>The same hours on some days, without a break.</summary>
    internal static Shift On(ImmutableArray<IsoDayOfWeek> days, double from, double to) => new(days, Span(from, to), []);

    /// <summary>A shift with lunch from twelve to one.</summary>
    internal static Shift WithLunch(ImmutableArray<IsoDayOfWeek> days, double from, double to) => new(days, Span(from, to), [Span(12, 13)]);

    /// <summary>A working day with an hour's break.</summary>
    /// <param name="from">When it begins.</param>
    /// <param name="to">When it ends.</param>
    /// <param name="pause">When the break begins.</param>
    internal static Shift WithBreak(double from, double to, double pause) => new(Weekdays, Span(from, to), [Span(pause, pause + 1)]);

    /// <summary>Hours of every week, with nothing cut out.</summary>
    internal static WorkingTime Weekly(params ImmutableArray<Shift> week) => new(null, week, [], []);

    /// <summary>
    /// The weeks of leave and days of training of one person: one week in 25 and one day in 50. Each depends on its date alone, so that
    /// the same day is an absence whenever the list is drawn.
    /// </summary>
    /// <param name="clock">The territory's clock.</param>
    /// <param name="firstDay">The first day looked at.</param>
    /// <param name="days">How many days are looked at.</param>
    /// <param name="seed">The scenario's seed.</param>
    /// <param name="person">The person's id.</param>
    internal static ImmutableArray<Absence> Absences(DayClock clock, int firstDay, int days, int seed, string person)
    {
        var absences = ImmutableArray.CreateBuilder<Absence>();
        for (int day = firstDay; day < firstDay + days; day++)
        {
            if (DayClock.DateOf(day).DayOfWeek == IsoDayOfWeek.Monday && Dice.Of(seed, $"leave {person}", day).Next(25) == 0)
                absences.Add(new Absence(new Interval(clock.StartOf(day), clock.StartOf(day + 5)), "leave"));
            if (Dice.Of(seed, $"training {person}", day).Next(50) == 0)
                absences.Add(new Absence(new Interval(clock.StartOf(day), clock.StartOf(day + 1)), "training"));
        }
        return absences.ToImmutable();
    }

    /// <summary>The public holidays of France with a fixed date, on which nobody works.</summary>
    /// <param name="firstDay">The first day looked at.</param>
    /// <param name="days">How many days are looked at.</param>
    internal static ImmutableArray<SpecialDay> Holidays(LocalDate firstDay, int days) =>
    [
        .. Enumerable.Range(0, days).Select(firstDay.PlusDays)
            .Where(date => (date.Month, date.Day) is (1, 1) or (5, 1) or (5, 8) or (7, 14) or (8, 15) or (11, 1) or (11, 11) or (12, 25))
            .Select(date => new SpecialDay(date, [])),
    ];

    private static LocalTime At(double hour) => LocalTime.FromMinutesSinceMidnight((int)(hour * 60));
}
