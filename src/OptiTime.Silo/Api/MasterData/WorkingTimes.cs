using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Time;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;
using Interval = OptiTime.Planning.Time.Interval;

namespace OptiTime.Silo.Api.MasterData;

/// <summary>Working time as documents have it, and as plans have it.</summary>
internal static class WorkingTimes
{
    private const int MaximumBreaks = 20;

    /// <summary>Working time from its document.</summary>
    public static WorkingTime From(WorkingTimeDocument document, string field, Faults faults)
    {
        Fields.CheckText(faults, field + ".zone", document.Zone, 64);
        CheckCount(field + ".week", document.Week.Count);
        CheckCount(field + ".specialDays", document.SpecialDays?.Count);
        CheckCount(field + ".absences", document.Absences?.Count);
        return new WorkingTime(
            document.Zone,
            [.. document.Week.Select((shift, index) => Shift(shift, $"{field}.week[{index}]", faults))],
            [.. (document.SpecialDays ?? []).Select((day, index) => Special(day, $"{field}.specialDays[{index}]", faults))],
            [.. (document.Absences ?? []).Select((absence, index) => Absence(absence, $"{field}.absences[{index}]", faults))]);

        void CheckCount(string list, int? count) => Fields.CheckCount(faults, list, count, WorkingTime.MaximumEntries, nameof(WorkingTime.MaximumEntries));
    }

    /// <summary>The document of working time.</summary>
    /// <param name="working">The working time.</param>
    /// <param name="territory">The territory's clock, in whose zone absences are told.</param>
    public static WorkingTimeDocument ToDocument(WorkingTime working, DayClock territory) => new()
    {
        Zone = working.Zone,
        Week =
        [
            .. working.Week.Select(shift => new ShiftDocument
            {
                Days = [.. shift.Days.Select(day => (WeekDay)day)],
                From = Fields.Clock(shift.Hours.From),
                To = Fields.Clock(shift.Hours.To),
                Breaks = Hours(shift.Breaks),
            }),
        ],
        SpecialDays =
        [
            .. working.SpecialDays.Select(day => new SpecialDayDocument
            {
                Date = LocalDatePattern.Iso.Format(day.Day),
                Hours = [.. day.Hours.Select(shift => new SpecialHours { From = Fields.Clock(shift.Hours.From), To = Fields.Clock(shift.Hours.To), Breaks = Hours(shift.Breaks) })],
            }),
        ],
        Absences =
        [
            .. working.Absences.Select(absence => Told(absence, territory)),
        ],
    };

    /// <summary>Stretches of the day as documents have them.</summary>
    public static LocalHours[] Hours(ImmutableArray<LocalSpan> spans) =>
        [.. spans.Select(span => new LocalHours { From = Fields.Clock(span.From), To = Fields.Clock(span.To) })];

    /// <summary>Stretches of the day from documents.</summary>
    public static ImmutableArray<LocalSpan> Spans(IReadOnlyList<LocalHours>? hours, string field, Faults faults) =>
        [.. (hours ?? []).Select((span, index) => Span(span.From, span.To, $"{field}[{index}]", faults))];

    private static Shift Shift(ShiftDocument document, string field, Faults faults)
    {
        faults.Require(document.Days.Count > 0, field + ".days", null, "Names no day.");
        return new Shift(
            [.. document.Days.Distinct().Order().Select(day => (IsoDayOfWeek)day)], Span(document.From, document.To, field, faults),
            Breaks(document.Breaks, field, faults));
    }

    private static SpecialDay Special(SpecialDayDocument document, string field, Faults faults)
    {
        ParseResult<LocalDate> date = LocalDatePattern.Iso.Parse(document.Date);
        if (!date.Success) faults.Add(field + ".date", document.Date, "Is not a date.", "Send year, month and day: \"2026-12-24\".");
        Fields.CheckCount(faults, field + ".hours", document.Hours.Count, MaximumBreaks, nameof(MaximumBreaks));
        LocalDate day = date.Success ? date.Value : default;
        return new SpecialDay(day,
        [
            .. document.Hours.Select((hours, index) => new Shift(
                [day.DayOfWeek], Span(hours.From, hours.To, $"{field}.hours[{index}]", faults), Breaks(hours.Breaks, $"{field}.hours[{index}]", faults))),
        ]);
    }

    private static Absence Absence(AbsenceDocument document, string field, Faults faults)
    {
        faults.Require(
            document.From < document.To, field, null, "Does not end after it begins.", Fields.OrderRemedy("from", "to", document.From == document.To));
        Fields.CheckText(faults, field + ".reason", document.Reason, 200);
        return new Absence(new Interval(Moment.From(document.From), Moment.From(document.To)), document.Reason);
    }

    private static AbsenceDocument Told(Absence absence, DayClock territory)
    {
        return new AbsenceDocument { From = At(absence.Span.From), To = At(absence.Span.To), Reason = absence.Reason };

        DateTimeOffset At(Moment moment) => moment.ToUtc().ToOffset(TimeSpan.FromSeconds(territory.OffsetSeconds(moment)));
    }

    private static ImmutableArray<LocalSpan> Breaks(IReadOnlyList<LocalHours>? breaks, string field, Faults faults)
    {
        Fields.CheckCount(faults, field + ".breaks", breaks?.Count, MaximumBreaks, nameof(MaximumBreaks));
        return Spans(breaks, field + ".breaks", faults);
    }

    private static LocalSpan Span(string from, string to, string field, Faults faults) =>
        new(Fields.Clock(faults, field + ".from", from), Fields.Clock(faults, field + ".to", to));
}
