using System.Collections.Immutable;
using NodaTime;
using Interval = OptiTime.Planning.Time.Interval;

namespace OptiTime.Planning.Calendars;

/// <summary>A time at which somebody or something that would work does not.</summary>
/// <param name="Span">From when to when.</param>
/// <param name="Reason">Why, in a word an operator understands: <c>leave</c>, <c>training</c>. At most 200 characters.</param>
public readonly record struct Absence(Interval Span, string? Reason);

/// <summary>A single local day on which other hours hold than those of the week. No hours at all: the day is off.</summary>
/// <param name="Day">The local day.</param>
/// <param name="Hours">The hours of that day, in place of the week's.</param>
public sealed record SpecialDay(LocalDate Day, ImmutableArray<Shift> Hours);

/// <summary>When a resource works or a site is open, in local time: the rule. Resolved into <see cref="WorkingPeriod"/>s before it enters a plan.</summary>
/// <param name="Zone">The IANA zone whose local time is meant; null for the territory's.</param>
/// <param name="Week">The shifts of every week; empty means never.</param>
/// <param name="SpecialDays">Days with other hours (public holidays, Sunday openings); the day's entry replaces the week's.</param>
/// <param name="Absences">Times cut out of the hours above.</param>
public sealed record WorkingTime(
    string? Zone, ImmutableArray<Shift> Week, ImmutableArray<SpecialDay> SpecialDays, ImmutableArray<Absence> Absences)
{
    /// <summary>The most shifts, special days or absences one working time may list.</summary>
    public const int MaximumEntries = 400;

    /// <summary>Open at every hour of every day.</summary>
    public static WorkingTime Always { get; } = new(
        null,
        [new Shift([IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday,
            IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday], new LocalSpan(LocalTime.Midnight, LocalTime.Midnight), [])],
        [], []);
}
