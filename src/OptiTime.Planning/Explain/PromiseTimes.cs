using System.Collections.Immutable;
using NodaTime;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using Interval = OptiTime.Planning.Time.Interval;

namespace OptiTime.Planning.Explain;

/// <summary>The promises that may be made for a query by the service's rule, one day after the other: what a search lays out in arrays, told by itself.</summary>
/// <param name="board">The board.</param>
/// <param name="query">The query.</param>
/// <param name="between">What it asks for, held to notice and horizon.</param>
internal sealed class PromiseTimes(Board board, SearchQuery query, Interval between)
{
    private readonly PromiseRule _rule = query.Service.Promise;
    private readonly Seconds _duration = query.Service.Steps[0].Duration;

    /// <summary>Every promise, in the order of their beginnings.</summary>
    /// <param name="wishes">What is told must lie in one of these; empty for no wish.</param>
    /// <param name="open">When the place is open without a break; null where nothing closes.</param>
    internal ImmutableArray<Timing> All(ImmutableArray<Interval> wishes, IReadOnlyList<Interval>? open)
    {
        if (between.IsEmpty) return [];
        var all = new List<Timing>();
        for (int day = board.Clock.DayOf(between.From) - 1; day <= board.Clock.DayOf(between.To); day++)
        {
            foreach (Interval window in OfRule(day)) all.AddRange(Within(window, wishes, open));
        }
        return [.. all.Distinct().OrderBy(timing => timing.Earliest).ThenBy(timing => timing.Latest)];
    }

    /// <summary>The first promise under which something may start at a moment; null for none.</summary>
    /// <inheritdoc cref="All"/>
    internal Timing? At(Moment start, ImmutableArray<Interval> wishes, IReadOnlyList<Interval>? open) =>
        WindowsAt(start).SelectMany(window => Within(window, wishes, open)).Where(timing => timing.Earliest <= start && start <= timing.Latest)
            .Select(timing => (Timing?)timing).FirstOrDefault();

    /// <summary>The windows of the rule in which a start lies; where exact times are promised, the one that begins with it. What is asked and wished is left aside.</summary>
    internal IEnumerable<Interval> WindowsAt(Moment start)
    {
        int today = board.Clock.DayOf(start);
        return Enumerable.Range(today - 1, 2).SelectMany(OfRule).Where(window => _rule.IsExact ? window.From == start : window.Contains(start));
    }

    /// <summary>The windows of the rule that begin on a day; where exact times are promised, those.</summary>
    internal IEnumerable<Interval> OfRule(int day) => _rule.IsExact ? StartsOf(day) : _rule.Windows.Select(span => board.Clock.Resolve(day, span));

    private IEnumerable<Timing> Within(Interval window, ImmutableArray<Interval> wishes, IReadOnlyList<Interval>? open) =>
        _rule.IsExact ? Exact(window, wishes, open) : Told(window, wishes, open);

    private IEnumerable<Timing> Exact(Interval promise, ImmutableArray<Interval> wishes, IReadOnlyList<Interval>? open)
    {
        bool isWished = wishes.IsEmpty || wishes.Any(wish => wish.Contains(promise));
        bool isOpen = open is null || open.Any(hours => hours.Contains(promise));
        if (between.Contains(promise) && isWished && isOpen) yield return new Timing(promise, promise.From, promise.From);
    }

    private IEnumerable<Timing> Told(Interval window, ImmutableArray<Interval> wishes, IReadOnlyList<Interval>? open)
    {
        Seconds least = _rule.MinimumLength ?? new Seconds(window.Length.Value / 2);
        foreach (Interval wish in wishes.DefaultIfEmpty(between))
        {
            Interval told = window.Intersect(between).Intersect(wish);
            if (told.IsEmpty || told.Length < least) continue;
            Moment last = Moment.Min(told.To - new Seconds(1), between.To - _duration);
            foreach (Interval hours in open ?? [between])
            {
                var timing = new Timing(told, Moment.Max(told.From, hours.From), Moment.Min(last, hours.To - _duration));
                if (timing.Earliest <= timing.Latest) yield return timing;
            }
        }
    }

    /// <summary>The exact times of a day: where a clock changes, the wall shows some times twice, of which the first counts, and others never.</summary>
    private IEnumerable<Interval> StartsOf(int day)
    {
        LocalDate date = DayClock.DateOf(day);
        Moment told = default;
        for (int second = 0; second < 86_400; second += _rule.Granularity.Value)
        {
            Moment start = board.Clock.Beginning(date + LocalTime.FromSecondsSinceMidnight(second));
            if (start > told) yield return new Interval(start, start + _duration);
            told = Moment.Max(told, start);
        }
    }
}
