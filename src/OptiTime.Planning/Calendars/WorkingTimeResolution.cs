using System.Collections.Immutable;
using NodaTime;
using OptiTime.Planning.Time;
using Interval = OptiTime.Planning.Time.Interval;

namespace OptiTime.Planning.Calendars;

/// <summary>Resolves a <see cref="WorkingTime"/> into <see cref="WorkingPeriod"/>s: the one place where zone rules become facts.</summary>
public static class WorkingTimeResolution
{
    /// <summary>The periods that begin on the local days from <paramref name="firstDay"/> (included) to <paramref name="afterDay"/> (excluded), in order.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="territory">The clock of the territory, whose local days are counted.</param>
    /// <param name="firstDay">The first day, as numbered by <see cref="DayClock"/>.</param>
    /// <param name="afterDay">The day after the last.</param>
    public static ImmutableArray<WorkingPeriod> Resolve(WorkingTime rule, DayClock territory, int firstDay, int afterDay)
    {
        DayClock clock = rule.Zone is { } zone ? DayClock.For(zone) ?? territory : territory;
        var spans = new List<WorkingPeriod>();
        // A day of another zone may begin on the neighbouring day here, and a night shift reach into the next: look one day wider and keep
        // what then begins inside.
        var bounds = new Interval(territory.StartOf(firstDay), territory.StartOf(afterDay));
        for (int day = firstDay - 1; day <= afterDay; day++)
        {
            foreach (Shift shift in ShiftsOf(rule, DayClock.DateOf(day)))
            {
                Interval span = clock.Resolve(day, shift.Hours);
                if (span.IsEmpty) continue;
                spans.Add(new WorkingPeriod(territory.DayOf(span.From), span, BreaksOf(shift, clock, day, span)));
            }
        }
        spans.Sort((left, right) => left.Span.From.CompareTo(right.Span.From));
        return Cut(Merge(spans, territory).FindAll(period => bounds.Contains(period.Span.From)), rule.Absences, territory);
    }

    /// <summary>The periods of a resource that can only work while another rule is open: the hours both share.</summary>
    public static ImmutableArray<WorkingPeriod> Within(
        ImmutableArray<WorkingPeriod> periods, ImmutableArray<WorkingPeriod> open, DayClock territory)
    {
        var result = ImmutableArray.CreateBuilder<WorkingPeriod>();
        foreach (WorkingPeriod period in periods)
        {
            foreach (WorkingPeriod hours in open)
            {
                Interval shared = period.Span.Intersect(hours.Span);
                if (shared.IsEmpty) continue;
                Interval[] breaks = [.. period.Breaks.Concat(hours.Breaks)];
                // A period cut to begin after midnight begins on the next day.
                int day = shared.From == period.Span.From ? period.Day : territory.DayOf(shared.From);
                result.Add(new WorkingPeriod(day, shared, Normalise(breaks, shared)));
            }
        }
        return result.ToImmutable();
    }

    private static IEnumerable<Shift> ShiftsOf(WorkingTime rule, LocalDate date)
    {
        foreach (SpecialDay special in rule.SpecialDays)
        {
            if (special.Day == date) return special.Hours;
        }
        return rule.Week.Where(shift => shift.Days.Contains(date.DayOfWeek));
    }

    private static ImmutableArray<Interval> BreaksOf(Shift shift, DayClock clock, int day, Interval span)
    {
        if (shift.Breaks.IsEmpty) return [];
        IEnumerable<Interval> resolved = shift.Breaks.Select(pause =>
            clock.Resolve(pause.From < shift.Hours.From ? day + 1 : day, pause));
        return Normalise(resolved, span);
    }

    /// <summary>Breaks in order, inside the span, joined where they touch.</summary>
    internal static ImmutableArray<Interval> Normalise(IEnumerable<Interval> breaks, Interval span)
    {
        var result = ImmutableArray.CreateBuilder<Interval>();
        foreach (Interval pause in breaks.Select(pause => pause.Intersect(span)).Where(pause => !pause.IsEmpty).OrderBy(pause => pause.From))
        {
            if (result.Count > 0 && pause.From <= result[^1].To)
                result[^1] = new Interval(result[^1].From, Moment.Max(result[^1].To, pause.To));
            else
                result.Add(pause);
        }
        return result.ToImmutable();
    }

    /// <summary>
    /// Joins shifts of a day that overlap; shifts that only touch stay two tours. A shift of a later day that overlaps begins when the one
    /// before ends: handovers round the clock must not grow together into one period of weeks.
    /// </summary>
    private static List<WorkingPeriod> Merge(List<WorkingPeriod> sorted, DayClock territory)
    {
        var result = new List<WorkingPeriod>(sorted.Count);
        foreach (WorkingPeriod period in sorted)
        {
            bool overlaps = result.Count > 0 && period.Span.From < result[^1].Span.To;
            if (overlaps && period.Day != result[^1].Day)
            {
                var rest = new Interval(result[^1].Span.To, period.Span.To);
                if (!rest.IsEmpty) result.Add(new WorkingPeriod(territory.DayOf(rest.From), rest, Normalise(period.Breaks, rest)));
            }
            else if (overlaps)
            {
                var joined = new Interval(result[^1].Span.From, Moment.Max(result[^1].Span.To, period.Span.To));
                result[^1] = new WorkingPeriod(result[^1].Day, joined, Normalise(result[^1].Breaks.Concat(period.Breaks), joined));
            }
            else result.Add(period);
        }
        return result;
    }

    private static ImmutableArray<WorkingPeriod> Cut(List<WorkingPeriod> periods, ImmutableArray<Absence> absences, DayClock territory)
    {
        if (absences.IsEmpty) return [.. periods];
        var result = ImmutableArray.CreateBuilder<WorkingPeriod>();
        Interval[] cuts = [.. absences.Select(absence => absence.Span).Where(span => !span.IsEmpty).OrderBy(span => span.From)];
        foreach (WorkingPeriod period in periods)
        {
            Moment from = period.Span.From;
            foreach (Interval cut in cuts.Where(cut => cut.Overlaps(period.Span)))
            {
                Keep(period, new Interval(from, cut.From));
                from = Moment.Max(from, cut.To);
            }
            Keep(period, new Interval(from, period.Span.To));
        }
        return result.ToImmutable();

        void Keep(WorkingPeriod period, Interval span)
        {
            if (!span.IsEmpty) result.Add(new WorkingPeriod(territory.DayOf(span.From), span, Normalise(period.Breaks, span)));
        }
    }
}
