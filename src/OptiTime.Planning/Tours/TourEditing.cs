using System.Collections.Immutable;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Tours;

/// <summary>Puts a stop into a tour or takes one out, and plans the others anew: later starts where it must, earlier ones where it may.</summary>
public static class TourEditing
{
    /// <summary>
    /// A tour with one stop more, every stop after it as early as its promise, the road and its own planned start allow: putting a stop in
    /// never plans another one earlier.
    /// </summary>
    /// <param name="tour">The tour.</param>
    /// <param name="index">Where the stop goes, from 0.</param>
    /// <param name="stop">The stop; its start and leg are found here.</param>
    /// <param name="to">The way to it.</param>
    /// <param name="from">The way from it to what comes after.</param>
    /// <param name="now">What started by then stays as it is, and nobody sets out earlier.</param>
    /// <returns>The tour; null when somebody would be late or the period too short.</returns>
    public static Tour? Insert(Tour tour, int index, TourStop stop, Leg to, Leg from, Moment now)
    {
        Moment start = StartAt(tour, index, stop, to, now);
        if (start > stop.Latest || start + stop.Duration > tour.Period.Span.To) return null;
        var stops = ImmutableArray.CreateBuilder<TourStop>(tour.Stops.Length + 1);
        stops.AddRange(tour.Stops.AsSpan(0, index));
        stops.Add(stop with { Start = start, Leg = to });
        Leg leg = from;
        for (int next = index; next < tour.Stops.Length; next++)
        {
            TourStop later = tour.Stops[next] with { Leg = leg };
            Moment planned = Moment.Max(later.Start, EarliestStart(tour, stops[^1].End, leg, later));
            planned = tour.Period.EarliestService(planned, later.Duration);
            if (planned > later.Latest || (later.Start <= now && planned != later.Start)) return null;
            stops.Add(later with { Start = planned });
            if (next + 1 < tour.Stops.Length) leg = tour.Stops[next + 1].Leg;
        }
        Leg home = index == tour.Stops.Length ? from : tour.Return;
        if (tour.Period.Arrival(stops[^1].End, home.Time) > tour.Period.Span.To) return null;
        return tour with { Stops = stops.MoveToImmutable(), Return = home };
    }

    /// <summary>When a stop would start that is put into a tour; to be asked only where there is room for it.</summary>
    /// <inheritdoc cref="Insert"/>
    internal static Moment StartAt(Tour tour, int index, TourStop stop, Leg to, Moment now) =>
        EarliestStart(tour, Moment.Max(tour.DepartureTo(index), now), to, stop);

    /// <summary>A tour with one stop less; those after it that have not started move up as far as their promises allow, and give their time back.</summary>
    /// <param name="tour">The tour.</param>
    /// <param name="index">Which stop goes.</param>
    /// <param name="across">The way that joins what was before and after it.</param>
    /// <param name="now">What started by then stays as it is, and nothing is planned earlier.</param>
    /// <param name="keepsStarts">Whether nothing moves up.</param>
    public static Tour Remove(Tour tour, int index, Leg across, Moment now, bool keepsStarts = false)
    {
        Leg old = tour.LegTo(index) + tour.LegTo(index + 1);
        // The roads of another hour may make the direct way the slower one; then it keeps the old one's time, so that calling off never breaks a promise.
        Leg joined = tour.Stops.Length == 1 ? default : across.Time <= old.Time ? across
            : new Leg(old.Time, new Metres(Math.Min(across.Distance.Value, old.Distance.Value)));
        var stops = ImmutableArray.CreateBuilder<TourStop>(tour.Stops.Length - 1);
        stops.AddRange(tour.Stops.AsSpan(0, index));
        for (int next = index + 1; next < tour.Stops.Length; next++)
        {
            TourStop later = next == index + 1 ? tour.Stops[next] with { Leg = joined } : tour.Stops[next];
            if (later.Start > now && !keepsStarts)
            {
                Moment leave = Moment.Max(stops.Count == 0 ? tour.Period.Span.From : stops[^1].End, now);
                later = later with { Start = Moment.Min(later.Start, EarliestStart(tour, leave, later.Leg, later)) };
            }
            stops.Add(later);
        }
        return tour with { Stops = stops.MoveToImmutable(), Return = index + 1 == tour.Stops.Length ? joined : tour.Return };
    }

    /// <summary>The earliest start of a stop for somebody who leaves then.</summary>
    private static Moment EarliestStart(Tour tour, Moment leave, Leg leg, TourStop stop)
    {
        Moment there = Moment.Max(tour.Period.Arrival(leave, leg.Time), stop.Earliest);
        return tour.Period.EarliestService(there, stop.Duration);
    }
}
