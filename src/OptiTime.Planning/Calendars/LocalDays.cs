using OptiTime.Planning.Time;

namespace OptiTime.Planning.Calendars;

/// <summary>The midnights of a board's days, looked up once, so that a search turns local times into moments by adding.</summary>
public sealed class LocalDays
{
    /// <summary>How long a day without a change of the clock is, in seconds.</summary>
    internal const int RegularDay = 86_400;

    private readonly DayClock _clock;
    private readonly int _firstDay;
    private readonly Moment[] _starts;

    /// <summary>The days from one (included) to another (excluded).</summary>
    public LocalDays(DayClock clock, int firstDay, int afterDay)
    {
        (_clock, _firstDay) = (clock, firstDay);
        // Two days more: a span that begins on the last day may end on the next.
        _starts = [.. Enumerable.Range(firstDay, afterDay - firstDay + 2).Select(clock.StartOf)];
    }

    /// <summary>The first day.</summary>
    public int FirstDay => _firstDay;

    /// <summary>The day after the last.</summary>
    public int AfterDay => _firstDay + _starts.Length - 2;

    /// <summary>When a day begins: one of these days, or the day after the last.</summary>
    public Moment StartOf(int day) => _starts[day - _firstDay];

    /// <summary>The day in which a moment lies, held to the first and the day after the last.</summary>
    public int DayOf(Moment moment)
    {
        int found = Array.BinarySearch(_starts, moment);
        int index = found >= 0 ? found : ~found - 1;
        return _firstDay + Math.Clamp(index, 0, _starts.Length - 2);
    }

    /// <summary>The moments of a local span that begins on one of these days.</summary>
    public Interval Resolve(int day, LocalSpan span)
    {
        bool nextDay = span.To <= span.From;
        if (!IsRegular(day) || (nextDay && !IsRegular(day + 1))) return _clock.Resolve(day, span);
        Moment start = StartOf(day);
        return new Interval(
            start + SecondsInto(span.From), start + SecondsInto(span.To) + new Seconds(nextDay ? RegularDay : 0));
    }

    /// <summary>The first moment at which the clock on the wall shows a time of one of these days, given in seconds after midnight.</summary>
    internal Moment BeginningOf(int day, Seconds time) => IsRegular(day) ? StartOf(day) + time :
        _clock.Beginning(DayClock.DateOf(day) + NodaTime.LocalTime.FromSecondsSinceMidnight(time.Value));

    /// <summary>Whether no clock is put forward or back on the day.</summary>
    internal bool IsRegular(int day) =>
        day + 1 - _firstDay < _starts.Length && (StartOf(day + 1) - StartOf(day)).Value == RegularDay;

    private static Seconds SecondsInto(NodaTime.LocalTime time) => new((int)(time.TickOfDay / NodaTime.NodaConstants.TicksPerSecond));
}
