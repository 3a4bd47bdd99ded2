using System.Collections.Immutable;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Boards;

/// <summary>Which periods a site or a resource has on the days of a board.</summary>
internal static class PeriodResolution
{
    /// <summary>When a site is open on some days.</summary>
    internal static ImmutableArray<WorkingPeriod> OpeningOf(Site site, DayClock clock, int firstDay, int afterDay) =>
        WorkingTimeResolution.Resolve(site.Opening, clock, firstDay, afterDay);

    /// <summary>When a resource works on some days: its own hours; of a fixed one those that its site shares, of others without hours always.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="siteOpen">When its site is open from the day before the first; for a fixed resource.</param>
    /// <param name="clock">The territory's clock.</param>
    /// <param name="firstDay">The first day.</param>
    /// <param name="afterDay">The day after the last.</param>
    internal static ImmutableArray<WorkingPeriod> PeriodsOf(
        Resource resource, ImmutableArray<WorkingPeriod> siteOpen, DayClock clock, int firstDay, int afterDay)
    {
        if (resource.Mobility != Mobility.Fixed) return WorkingTimeResolution.Resolve(resource.Working ?? WorkingTime.Always, clock, firstDay, afterDay);
        // A shift that began the evening before, cut by the opening of the new day, gives a period of the new day.
        ImmutableArray<WorkingPeriod> hours = resource.Working is { } working
            ? WorkingTimeResolution.Within(WorkingTimeResolution.Resolve(working, clock, firstDay - 1, afterDay), siteOpen, clock) : siteOpen;
        return [.. hours.Where(period => period.Day >= firstDay && period.Day < afterDay)];
    }

    /// <summary>
    /// New periods behind what has been: the past is not resolved anew. A period that is running keeps its beginning and what it was until
    /// now, so that its tour stays the same tour, and follows the new hours from then on.
    /// </summary>
    internal static ImmutableArray<WorkingPeriod> KeepingPast(ImmutableArray<WorkingPeriod> before, ImmutableArray<WorkingPeriod> after, Moment now)
    {
        var result = ImmutableArray.CreateBuilder<WorkingPeriod>();
        result.AddRange(before.Where(period => period.Span.To <= now));
        WorkingPeriod? current = after.FirstOrDefault(period => period.Span.Contains(now));
        if (before.FirstOrDefault(period => period.Span.Contains(now)) is { } running)
        {
            var span = new Interval(running.Span.From, current?.Span.To ?? now);
            IEnumerable<Interval> breaks = running.Breaks.Select(pause => pause.Intersect(new Interval(span.From, now)));
            if (current is not null) breaks = breaks.Concat(current.Breaks.Select(pause => pause.Intersect(new Interval(now, span.To))));
            if (!span.IsEmpty) result.Add(new WorkingPeriod(running.Day, span, WorkingTimeResolution.Normalise(breaks, span)));
        }
        result.AddRange(Behind(result.Count == 0 ? null : result[^1], after.Where(period => period.Span.To > now)));
        return result.DrainToImmutable();
    }

    /// <summary>What is left of periods behind the one before them, which may have become longer than its hours; null for none before them.</summary>
    internal static IEnumerable<WorkingPeriod> Behind(WorkingPeriod? before, IEnumerable<WorkingPeriod> periods)
    {
        Moment from = before?.Span.To ?? default;
        foreach (WorkingPeriod period in periods.Where(period => period.Span.To > from))
        {
            Interval span = period.Span with { From = Moment.Max(period.Span.From, from) };
            yield return span == period.Span ? period : period with { Span = span, Breaks = WorkingTimeResolution.Normalise(period.Breaks, span) };
        }
    }
}
