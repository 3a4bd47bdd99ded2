using System.Globalization;
using NodaTime.Text;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using Interval = OptiTime.Planning.Time.Interval;

namespace OptiTime.Planning.Telling;

/// <summary>Times, distances and lists as an agent reads them out: local time, no offsets, no seconds unless there are some.</summary>
/// <param name="clock">The territory's clock.</param>
public sealed class PlainWords(DayClock clock)
{
    private static readonly LocalDatePattern DayPattern = LocalDatePattern.CreateWithInvariantCulture("dddd d MMMM");

    /// <summary>The time on the wall: <c>10:42</c>, with seconds only where there are some.</summary>
    public string Time(Moment moment)
    {
        DateTimeOffset local = moment.ToUtc().ToOffset(TimeSpan.FromSeconds(clock.OffsetSeconds(moment)));
        return local.ToString(local.Second == 0 ? "HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture);
    }

    /// <summary>The local day: <c>Tuesday 24 November</c>.</summary>
    public string Day(Moment moment) => DayPattern.Format(DayClock.DateOf(clock.DayOf(moment)));

    /// <summary>Day and time: <c>Tuesday 24 November at 10:00</c>.</summary>
    public string At(Moment moment) => $"{Day(moment)} at {Time(moment)}";

    /// <summary>The time alone where it lies on the day of another moment, with the day where it does not.</summary>
    public string AtNear(Moment moment, Moment reference) => clock.DayOf(moment) == clock.DayOf(reference) ? Time(moment) : At(moment);

    /// <summary>A stretch of time: <c>Tuesday 24 November, 08:00 to 10:00</c>.</summary>
    public string Span(Interval span)
    {
        // Midnight at the end of a day belongs to that day: 20:00 to 00:00.
        bool sameDay = clock.DayOf(span.From) == clock.DayOf(span.To - new Seconds(1));
        return $"{Day(span.From)}, {Time(span.From)} to {(sameDay ? Time(span.To) : $"{Day(span.To)}, {Time(span.To)}")}";
    }

    /// <summary>A distance: <c>850 m</c>, <c>1.2 km</c>, <c>84 km</c>.</summary>
    public static string Distance(Metres metres) => metres.Value switch
    {
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{metres.Value} m"),
        < 9_950 => string.Create(CultureInfo.InvariantCulture, $"{metres.Value / 1000.0:0.0} km"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{metres.Value / 1000.0:0} km"),
    };

    /// <summary>So many of something: <c>1 booking</c>, <c>8 bookings</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">The word for one of them; more are told by an s behind it.</param>
    public static string Count(int count, string one) => string.Create(CultureInfo.InvariantCulture, $"{count} {one}{(count == 1 ? "" : "s")}");

    /// <summary>So many resources: <c>1 resource of 'rhone'</c>, <c>8 resources of 'rhone'</c>.</summary>
    public static string Resources(int count, string territory) => $"{Count(count, "resource")} of '{territory}'";

    /// <summary>Names in quotes, joined: <c>'a', 'b' or 'c'</c>.</summary>
    /// <param name="names">The names; at least one.</param>
    /// <param name="last">What stands before the last: <c>or</c>, <c>and</c>.</param>
    public static string List(IReadOnlyList<string> names, string last) => names.Count == 1
        ? $"'{names[0]}'"
        : $"{string.Join(", ", names.Take(names.Count - 1).Select(name => $"'{name}'"))} {last} '{names[^1]}'";
}
