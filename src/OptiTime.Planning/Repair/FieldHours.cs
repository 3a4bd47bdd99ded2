using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Repair;

/// <summary>Working periods as the field makes them: what has begun is finished first, whatever the hours were to be.</summary>
internal static class FieldHours
{
    /// <summary>The hours of a resource with an absence. It begins when what has begun is done and whoever travels is home.</summary>
    /// <param name="board">The board.</param>
    /// <param name="entry">The resource.</param>
    /// <param name="span">From when to when.</param>
    /// <param name="reason">Why.</param>
    /// <param name="now">The present.</param>
    internal static (Resource Resource, ImmutableArray<WorkingPeriod> Periods) Without(
        Board board, ResourceEntry entry, Interval span, string? reason, Moment now)
    {
        Interval away = span with { From = Moment.Max(Moment.Max(span.From, now), DoneWithWhatHasBegun(board, entry, now)) };
        Resource resource = away.IsEmpty ? entry.Resource : entry.Resource with { Working = With(entry.Resource.Working ?? WorkingTime.Always, away, reason, now) };
        return (resource, Of(board, entry, resource, now));
    }

    /// <summary>The periods of a resource by its hours, with what has been and what has begun left as it is.</summary>
    internal static ImmutableArray<WorkingPeriod> Of(Board board, ResourceEntry entry, Resource resource, Moment now)
    {
        ImmutableArray<WorkingPeriod> open = resource.Site is { } site ? board.Sites[site].Open : [];
        ImmutableArray<WorkingPeriod> periods = PeriodResolution.PeriodsOf(resource, open, board.Clock, board.FirstDay, board.AfterDay);
        periods = OvertimePeriods.Keeping(board, entry, resource, PeriodResolution.KeepingPast(entry.Periods, periods, now), now);
        return Around(board, entry, periods, ResourceDecisions.ToursOf(board, entry.Number), now);
    }

    /// <summary>Opening hours in which visits that have begun have their time.</summary>
    internal static ImmutableArray<WorkingPeriod> Around(ImmutableArray<WorkingPeriod> open, IEnumerable<TourStop> begun)
    {
        foreach (TourStop visit in begun)
        {
            int index = IndexOf(open, visit.Start);
            if (index < 0) continue;
            WorkingPeriod period = open[index];
            // Others come when it opens again, so it does so when it would have.
            IEnumerable<Interval> breaks = period.Breaks.Select(pause => Meets(pause, visit) ? pause with { From = Moment.Min(visit.End, pause.To) } : pause);
            Interval span = period.Span with { To = Moment.Max(period.Span.To, visit.End) };
            period = period with { Span = span, Breaks = WorkingTimeResolution.Normalise(breaks, span) };
            open = [.. open.Take(index), period, .. PeriodResolution.Behind(period, open.Skip(index + 1))];
        }
        return open;
    }

    /// <summary>Hours with one absence more. Those that are over make room where there are too many.</summary>
    internal static WorkingTime With(WorkingTime working, Interval away, string? reason, Moment now)
    {
        ImmutableArray<Absence> known = working.Absences;
        if (known.Length >= WorkingTime.MaximumEntries) known = [.. known.Where(absence => absence.Span.To > now).TakeLast(WorkingTime.MaximumEntries - 1)];
        return working with { Absences = known.Add(new Absence(away, reason)) };
    }

    /// <summary>Periods in which what has begun has its time: an end that is too early is later, and a break that work goes on through comes after it.</summary>
    /// <param name="board">The board.</param>
    /// <param name="entry">The resource.</param>
    /// <param name="periods">Its periods as they would be.</param>
    /// <param name="tours">Its tours, with what is known of them now.</param>
    /// <param name="now">The present.</param>
    internal static ImmutableArray<WorkingPeriod> Around(
        Board board, ResourceEntry entry, ImmutableArray<WorkingPeriod> periods, IEnumerable<Tour> tours, Moment now)
    {
        foreach (Tour tour in tours.Where(tour => LastBegun(tour, now) >= 0 && EndOf(board, entry, tour, LastBegun(tour, now)) > now))
        {
            int index = IndexOf(periods, tour.Stops[0].Start);
            if (index < 0) continue;
            WorkingPeriod period = periods[index];
            int last = LastBegun(tour, now);
            foreach (TourStop stop in tour.Stops.Take(last + 1)) period = period with { Breaks = After(period, stop) };
            Leg home = TourRefit.WayHome(board, entry, new Standing(period.Day, tour, last), tour.Stops[last].End);
            Moment until = period.Arrival(tour.Stops[last].End, home.Time);
            if (until > period.Span.To) period = period with { Span = period.Span with { To = until } };
            periods = [.. periods.Take(index), period, .. PeriodResolution.Behind(period, periods.Skip(index + 1))];
        }
        return periods;
    }

    /// <summary>When the last of what has begun is done, and its resource is home; the beginning of time where nothing has.</summary>
    private static Moment DoneWithWhatHasBegun(Board board, ResourceEntry entry, Moment now) => ResourceDecisions.ToursOf(board, entry.Number)
        .Where(tour => LastBegun(tour, now) >= 0).Select(tour => EndOf(board, entry, tour, LastBegun(tour, now))).Aggregate(default(Moment), Moment.Max);

    private static Moment EndOf(Board board, ResourceEntry entry, Tour tour, int index)
    {
        Moment leave = tour.Stops[index].End;
        return tour.Period.Arrival(leave, TourRefit.WayHome(board, entry, new Standing(tour.Period.Day, tour, index), leave).Time);
    }

    private static int LastBegun(Tour tour, Moment now)
    {
        int last = tour.Stops.Length - 1;
        while (last >= 0 && tour.Stops[last].Start > now) last--;
        return last;
    }

    private static ImmutableArray<Interval> After(WorkingPeriod period, TourStop stop) => WorkingTimeResolution.Normalise(
        period.Breaks.Select(pause => Meets(pause, stop) ? new Interval(stop.End, stop.End + pause.Length) : pause), period.Span);

    private static bool Meets(Interval pause, TourStop stop) => pause.Overlaps(new Interval(stop.Start, stop.End));

    private static int IndexOf(ImmutableArray<WorkingPeriod> periods, Moment at)
    {
        for (int index = 0; index < periods.Length; index++)
        {
            if (periods[index].Span.Contains(at)) return index;
        }
        return -1;
    }
}
