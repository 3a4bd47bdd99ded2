using System.Globalization;
using NodaTime;
using OptiTime.Planning.Time;
using Interval = OptiTime.Planning.Time.Interval;

namespace OptiTime.Planning.Calendars;

/// <summary>
/// Turns local days and times of one zone into moments. Days are numbered from 2000-01-01 (day 0). Times a spring change skips move to the
/// first instant after it; times an autumn change repeats mean the first for a beginning and the second for an end.
/// </summary>
/// <param name="zone">The zone.</param>
public sealed class DayClock(DateTimeZone zone)
{
    private static readonly LocalDate DayZero = new(2000, 1, 1);

    /// <summary>The zone.</summary>
    public DateTimeZone Zone { get; } = zone;

    /// <summary>The clock of an IANA zone.</summary>
    /// <returns>Null when the zone database has no such zone.</returns>
    public static DayClock? For(string zone) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is { } found ? new DayClock(found) : null;

    /// <summary>The number of a local day.</summary>
    public static int DayOf(LocalDate date) => Period.DaysBetween(DayZero, date);

    /// <summary>The local day of a number.</summary>
    public static LocalDate DateOf(int day) => DayZero.PlusDays(day);

    /// <summary>The number of the local day in which a moment lies.</summary>
    public int DayOf(Moment moment) => DayOf(ToInstant(moment).InZone(Zone).Date);

    /// <summary>The local hour, 0 to 23, in which a moment lies.</summary>
    public int HourOf(Moment moment)
    {
        long local = moment.Value + OffsetSeconds(moment);
        return (int)((((local % 86_400) + 86_400) % 86_400) / 3600);
    }

    /// <summary>How far the local time is ahead of UTC at a moment, in seconds.</summary>
    public int OffsetSeconds(Moment moment) => Zone.GetUtcOffset(ToInstant(moment)).Seconds;

    /// <summary>A moment in words: RFC 3339 with the zone's offset.</summary>
    public string Tell(Moment moment) =>
        moment.ToUtc().ToOffset(TimeSpan.FromSeconds(OffsetSeconds(moment))).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>The first moment of a local day.</summary>
    public Moment StartOf(int day) => ToMoment(Zone.AtStartOfDay(DateOf(day)).ToInstant());

    /// <summary>The moment at which the clock on the wall shows the same time some days later, or earlier.</summary>
    public Moment AfterDays(Moment moment, int days) => Beginning(ToInstant(moment).InZone(Zone).LocalDateTime.PlusDays(days));

    /// <summary>The moment of a local time as a beginning.</summary>
    public Moment Beginning(LocalDateTime local)
    {
        var mapping = Zone.MapLocal(local);
        return ToMoment(mapping.Count == 0 ? mapping.LateInterval.Start : mapping.First().ToInstant());
    }

    /// <summary>The moment of a local time as an end.</summary>
    public Moment End(LocalDateTime local)
    {
        var mapping = Zone.MapLocal(local);
        return ToMoment(mapping.Count == 0 ? mapping.LateInterval.Start : mapping.Last().ToInstant());
    }

    /// <summary>The moments of a local span that begins on a day.</summary>
    public Interval Resolve(int day, LocalSpan span)
    {
        LocalDate date = DateOf(day);
        LocalDate endDate = span.To > span.From ? date : date.PlusDays(1);
        return new Interval(Beginning(date + span.From), End(endDate + span.To));
    }

    private static Instant ToInstant(Moment moment) => Instant.FromUnixTimeSeconds(moment.ToUnixSeconds());

    private static Moment ToMoment(Instant instant) => Moment.FromUnixSeconds(instant.ToUnixTimeSeconds());
}
