using System.Collections.Immutable;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Search;

/// <summary>
/// The promises that may be made for a query, day by day: what is told, and between which moments the service may then start. Kept in
/// growing arrays that one search after another reuses.
/// </summary>
internal sealed class WindowSet
{
    private int[] _firstOfDay = [];
    private int _firstDay;

    /// <summary>How many windows there are.</summary>
    internal int Count { get; private set; }

    /// <summary>Whether a window may end on the day after it began.</summary>
    internal bool CrossMidnight { get; private set; }

    /// <summary>The first moment the service may start, by window.</summary>
    internal int[] Earliest { get; private set; } = new int[64];

    /// <summary>The last moment it may start (included), by window.</summary>
    internal int[] Latest { get; private set; } = new int[64];

    /// <summary>The promise told, by window.</summary>
    internal Interval[] Promise { get; private set; } = new Interval[64];

    /// <summary>The first moment at which the service may start in any window; there must be one.</summary>
    internal int FirstStart => Extreme(Earliest, Math.Min);

    /// <summary>The last moment at which it may start in any window (included); there must be one.</summary>
    internal int LastStart => Extreme(Latest, Math.Max);

    /// <summary>The windows that begin on some days: from an index (included) to another (excluded).</summary>
    internal (int First, int End) Of(int fromDay, int toDay)
    {
        int from = Math.Clamp(fromDay - _firstDay, 0, _firstOfDay.Length - 1), to = Math.Clamp(toDay - _firstDay, 0, _firstOfDay.Length - 1);
        return (_firstOfDay[from], _firstOfDay[to]);
    }

    /// <summary>Lays out the windows of a query.</summary>
    /// <param name="rule">What customers of the service are told.</param>
    /// <param name="duration">How long the service takes.</param>
    /// <param name="between">It may start and must have ended between these.</param>
    /// <param name="wishes">Promises must lie in one of these; empty for no wish.</param>
    /// <param name="open">It must lie in one of these; null where nothing closes.</param>
    /// <param name="days">The days of the board.</param>
    internal void Fill(
        PromiseRule rule, Seconds duration, Interval between, ImmutableArray<Interval> wishes, ImmutableArray<Interval>? open, LocalDays days)
    {
        Count = 0;
        CrossMidnight = rule.Windows.Any(span => span.To <= span.From);
        _firstDay = days.DayOf(between.From);
        if (CrossMidnight) _firstDay = Math.Max(days.FirstDay, _firstDay - 1);
        int lastDay = days.DayOf(new Moment(Math.Max(between.From.Value, between.To.Value - 1)));
        if (_firstOfDay.Length != lastDay - _firstDay + 2) _firstOfDay = new int[lastDay - _firstDay + 2];
        for (int day = _firstDay; day <= lastDay; day++)
        {
            _firstOfDay[day - _firstDay] = Count;
            if (rule.IsExact) AddStarts(rule, duration, between, wishes, open, days, day);
            else AddWindows(rule, duration, between, wishes, open, days, day);
        }
        _firstOfDay[^1] = Count;
    }

    /// <summary>Lays out one window that was promised already, held to the hours of its site.</summary>
    /// <param name="promise">What was told.</param>
    /// <param name="earliest">The first moment at which the service may start.</param>
    /// <param name="latest">The last moment (included).</param>
    /// <param name="duration">How long the service takes.</param>
    /// <param name="open">It must lie in one of these; null where nothing closes.</param>
    internal void FillOne(Interval promise, Moment earliest, Moment latest, Seconds duration, IEnumerable<Interval>? open)
    {
        Count = 0;
        foreach (Interval hours in open ?? [new Interval(earliest, latest + duration)])
        {
            Moment from = Moment.Max(earliest, hours.From), to = Moment.Min(latest, hours.To - duration);
            if (from <= to) Add(promise, from, to);
        }
    }

    private int Extreme(int[] moments, Func<int, int, int> better)
    {
        int extreme = moments[0];
        for (int window = 1; window < Count; window++) extreme = better(extreme, moments[window]);
        return extreme;
    }

    private void AddStarts(
        PromiseRule rule, Seconds duration, Interval between, ImmutableArray<Interval> wishes, ImmutableArray<Interval>? open, LocalDays days, int day)
    {
        Moment midnight = days.StartOf(day), told = between.From - new Seconds(1);
        Moment end = Moment.Min(days.StartOf(day + 1), between.To - duration + new Seconds(1));
        int step = rule.Granularity.Value;
        // Where a clock changes, the time on the wall is not the time since midnight: each is looked up, and one that spring skips is not told twice.
        bool regular = days.IsRegular(day);
        int first = regular ? (Math.Max(0, (between.From - midnight).Value) + step - 1) / step * step : 0;
        for (int time = first; time < LocalDays.RegularDay; time += step)
        {
            Moment start = regular ? midnight + new Seconds(time) : days.BeginningOf(day, new Seconds(time));
            if (start >= end) break;
            if (start <= told) continue;
            told = start;
            var promise = new Interval(start, start + duration);
            if (IsWished(promise, wishes) && IsOpen(promise, open)) Add(promise, start, start);
        }
    }

    private void AddWindows(
        PromiseRule rule, Seconds duration, Interval between, ImmutableArray<Interval> wishes, ImmutableArray<Interval>? open, LocalDays days, int day)
    {
        foreach (LocalSpan span in rule.Windows)
        {
            Interval window = days.Resolve(day, span);
            Seconds least = rule.MinimumLength ?? new Seconds(window.Length.Value / 2);
            Interval promise = window.Intersect(between);
            if (wishes.IsEmpty) AddOpen(promise, least, duration, between.To, open);
            foreach (Interval wish in wishes) AddOpen(promise.Intersect(wish), least, duration, between.To, open);
        }
    }

    private void AddOpen(Interval promise, Seconds least, Seconds duration, Moment endBy, ImmutableArray<Interval>? open)
    {
        if (promise.IsEmpty || promise.Length < least) return;
        Moment latest = Moment.Min(promise.To - new Seconds(1), endBy - duration);
        if (open is null)
        {
            if (promise.From <= latest) Add(promise, promise.From, latest);
            return;
        }
        foreach (Interval hours in open.Value)
        {
            Moment from = Moment.Max(promise.From, hours.From), to = Moment.Min(latest, hours.To - duration);
            if (from <= to) Add(promise, from, to);
        }
    }

    private static bool IsWished(Interval promise, ImmutableArray<Interval> wishes)
    {
        if (wishes.IsEmpty) return true;
        foreach (Interval wish in wishes)
        {
            if (wish.Contains(promise)) return true;
        }
        return false;
    }

    private static bool IsOpen(Interval promise, ImmutableArray<Interval>? open)
    {
        if (open is null) return true;
        foreach (Interval hours in open.Value)
        {
            if (hours.Contains(promise)) return true;
        }
        return false;
    }

    private void Add(Interval promise, Moment earliest, Moment latest)
    {
        if (Count == Earliest.Length)
        {
            (int[] early, int[] late, Interval[] promises) = (Earliest, Latest, Promise);
            Array.Resize(ref early, Count * 2);
            Array.Resize(ref late, Count * 2);
            Array.Resize(ref promises, Count * 2);
            (Earliest, Latest, Promise) = (early, late, promises);
        }
        Earliest[Count] = earliest.Value;
        Latest[Count] = latest.Value;
        Promise[Count++] = promise;
    }
}
