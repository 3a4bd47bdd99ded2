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
    /// <param name="siteOpen">When its site is open; for a fixed resource.</param>
    /// <param name="clock">The territory's clock.</param>
    /// <param name="firstDay">The first day.</param>
    /// <param name="afterDay">The day after the last.</param>
    internal static ImmutableArray<WorkingPeriod> PeriodsOf(
        Resource resource, ImmutableArray<WorkingPeriod> siteOpen, DayClock clock, int firstDay, int afterDay)
    {
        ImmutableArray<WorkingPeriod> open = [.. siteOpen.Where(period => period.Day >= firstDay && period.Day < afterDay)];
        if (resource.Working is not { } working)
            return resource.Mobility == Mobility.Fixed ? open : WorkingTimeResolution.Resolve(WorkingTime.Always, clock, firstDay, afterDay);
        ImmutableArray<WorkingPeriod> own = WorkingTimeResolution.Resolve(working, clock, firstDay, afterDay);
        return resource.Mobility == Mobility.Fixed ? WorkingTimeResolution.Within(own, open, clock) : own;
    }

    /// <summary>New periods behind those that are over: the past is not resolved anew, and new hours begin where it ends.</summary>
    internal static ImmutableArray<WorkingPeriod> KeepingPast(ImmutableArray<WorkingPeriod> before, ImmutableArray<WorkingPeriod> after, Moment now)
    {
        ImmutableArray<WorkingPeriod> past = [.. before.Where(period => period.Span.To <= now)];
        Moment from = past.IsEmpty ? default : past[^1].Span.To;
        return [.. past, .. after.Where(period => period.Span.From >= from && period.Span.To > now)];
    }
}
