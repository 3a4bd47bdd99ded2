using System.Collections.Immutable;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;

namespace OptiTime.Planning.Boards;

/// <summary>
/// Working periods that end later than the working time says, because overtime was booked. The longer period is the fact; that it is overtime
/// follows from the working time, which says when it would have ended.
/// </summary>
internal static class OvertimePeriods
{
    /// <summary>Until when a period may last at the most: by the overtime allowed, the next period, and absences. Its own end where none is allowed.</summary>
    internal static Moment LatestEnd(Board board, ResourceEntry entry, int index)
    {
        WorkingPeriod period = entry.Periods[index];
        if (entry.Resource.Overtime is not { } overtime || RegularEnd(board, entry.Resource, period) is not { } regular) return period.Span.To;
        Moment latest = regular + overtime.Most;
        if (index + 1 < entry.Periods.Length) latest = Moment.Min(latest, entry.Periods[index + 1].Span.From);
        foreach (Absence absence in entry.Resource.Working?.Absences ?? [])
        {
            if (absence.Span.From >= period.Span.To) latest = Moment.Min(latest, absence.Span.From);
        }
        return Moment.Max(latest, period.Span.To);
    }

    /// <summary>The change that lets a period end at another time.</summary>
    internal static ResourceDefined Ending(ResourceEntry entry, int index, Moment end)
    {
        WorkingPeriod period = entry.Periods[index];
        return new ResourceDefined(entry.Resource, entry.Periods.SetItem(index, period with { Span = period.Span with { To = end } }));
    }

    /// <summary>When a tour is over: home again, or done with the last stop.</summary>
    internal static Moment EndOf(Tour tour) =>
        tour.Stops.IsEmpty ? tour.Period.Span.From : tour.Period.Arrival(tour.Stops[^1].End, tour.Return.Time);

    /// <summary>The periods that tours outlast which were planned on a board with longer ones: whose they are, until when each is needed, and for which steps.</summary>
    /// <param name="board">The board as it is.</param>
    /// <param name="longer">The board with longer periods.</param>
    /// <param name="tours">Tours of the second.</param>
    /// <param name="commitment">The commitment for which they were planned.</param>
    internal static IEnumerable<Outlasted> OutlastedBy(Board board, Board longer, IEnumerable<Tour> tours, string commitment)
    {
        foreach (var period in tours.GroupBy(tour => (tour.Resource, tour.Period.Span.From)))
        {
            ResourceEntry entry = board.FindResource(longer.ResourceOf(period.Key.Resource).Resource.Id)!;
            int index = IndexOf(entry.Periods, period.Key.From);
            // Units of a pool share their hours.
            Tour last = period.MaxBy(EndOf)!;
            if (EndOf(last) is var end && end > entry.Periods[index].Span.To)
                yield return new Outlasted(entry, index, end, [.. last.Stops.Where(stop => stop.Commitment == commitment).Select(stop => stop.Step)]);
        }
    }

    /// <summary>The changes that give overtime back which nobody needs after some tours became shorter.</summary>
    /// <param name="board">The board with the shorter tours.</param>
    /// <param name="shorter">The tours.</param>
    /// <param name="now">The present: what is over stays.</param>
    internal static IEnumerable<ResourceDefined> GivenBack(Board board, IEnumerable<TourPlanned> shorter, Moment now)
    {
        foreach (IGrouping<string, TourPlanned> tours in shorter.GroupBy(tour => tour.Resource, StringComparer.Ordinal))
        {
            if (board.FindResource(tours.Key) is not { Resource.Overtime: not null } entry) continue;
            ImmutableArray<WorkingPeriod> periods = entry.Periods;
            foreach (Moment start in tours.Select(tour => tour.PeriodStart).Distinct())
            {
                int index = IndexOf(periods, start);
                if (index < 0 || periods[index].Span.To <= now || RegularEnd(board, entry.Resource, periods[index]) is not { } regular) continue;
                Moment needed = board.ToursOf(periods[index].Day).Where(tour => tour.Resource == entry.Number && tour.Period.Span.From == start)
                    .Select(EndOf).Append(regular).Aggregate(Moment.Max);
                if (needed < periods[index].Span.To) periods = periods.SetItem(index, periods[index] with { Span = periods[index].Span with { To = needed } });
            }
            if (periods != entry.Periods) yield return new ResourceDefined(entry.Resource, periods);
        }
    }

    /// <summary>The new periods of a resource, with the overtime that was booked in the old ones where the resource as it has become still allows it.</summary>
    /// <param name="board">The board before.</param>
    /// <param name="before">The resource as it was.</param>
    /// <param name="after">The resource as it is to be.</param>
    /// <param name="periods">Its periods by its new working time.</param>
    /// <param name="now">The present.</param>
    internal static ImmutableArray<WorkingPeriod> Keeping(
        Board board, ResourceEntry before, Resource after, ImmutableArray<WorkingPeriod> periods, Moment now)
    {
        if (before.Resource.Overtime is null || after.Overtime is not { } overtime) return periods;
        foreach (WorkingPeriod longer in before.Periods.Where(period => period.Span.To > now))
        {
            int index = IndexOf(periods, longer.Span.From);
            if (index < 0 || periods[index].Span.To >= longer.Span.To || longer.Span.To > periods[index].Span.To + overtime.Most) continue;
            bool meetsNext = index + 1 < periods.Length && periods[index + 1].Span.From < longer.Span.To;
            if (meetsNext || RegularEnd(board, before.Resource, longer) is not { } regular || longer.Span.To <= regular) continue;
            periods = periods.SetItem(index, periods[index] with { Span = longer.Span });
        }
        return periods;
    }

    /// <summary>When a period would end by the working time alone; null where that has no such period any more.</summary>
    private static Moment? RegularEnd(Board board, Resource resource, WorkingPeriod period) =>
        PeriodResolution.PeriodsOf(resource, [], board.Clock, period.Day, period.Day + 1)
            .Where(rule => rule.Span.Overlaps(period.Span)).Select(rule => (Moment?)rule.Span.To).FirstOrDefault();

    private static int IndexOf(ImmutableArray<WorkingPeriod> periods, Moment start)
    {
        for (int index = 0; index < periods.Length; index++)
        {
            if (periods[index].Span.From == start) return index;
        }
        return -1;
    }
}

/// <summary>A working period that ends too early for what is planned.</summary>
/// <param name="Resource">Whose it is.</param>
/// <param name="Index">Which of its periods.</param>
/// <param name="End">Until when it is needed.</param>
/// <param name="Steps">The steps for which it is.</param>
internal sealed record Outlasted(ResourceEntry Resource, int Index, Moment End, ImmutableArray<int> Steps)
{
    /// <summary>What the overtime costs.</summary>
    internal Money Cost => Resource.Resource.Overtime!.CostOf(End - Resource.Periods[Index].Span.To);
}
