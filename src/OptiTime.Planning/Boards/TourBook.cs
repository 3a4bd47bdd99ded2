using System.Collections.Immutable;
using System.Runtime.InteropServices;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Packing;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Boards;

/// <summary>The tours of a board while it is being changed: only the days that are touched are laid out again.</summary>
internal sealed class TourBook(int firstDay, ImmutableArray<DayLane> lanes)
{
    private readonly Dictionary<int, List<Tour>> _touched = [];
    private ImmutableArray<DayLane> _lanes = lanes;

    /// <summary>The first day.</summary>
    internal int FirstDay { get; private set; } = firstDay;

    /// <summary>The day after the last.</summary>
    internal int AfterDay => FirstDay + _lanes.Length;

    /// <summary>Gives a resource the tours of its periods: those that begin when one did before keep their stops.</summary>
    /// <param name="entry">The resource.</param>
    /// <param name="relay">Whether the positions of tours that stay must be laid out again: home or pace has changed.</param>
    internal void Lay(ResourceEntry entry, bool relay)
    {
        ILookup<int, WorkingPeriod> byDay = entry.Periods.ToLookup(period => period.Day);
        for (int day = FirstDay; day < AfterDay; day++)
        {
            IEnumerable<WorkingPeriod> periods = byDay[day];
            (int from, int to) = RangeOf(ToursOn(day), entry.Number);
            if (IsLaid(ToursOn(day)[from..to], entry, periods, relay)) continue;
            List<Tour> tours = Touch(day);
            List<Tour> before = tours.GetRange(from, to - from);
            tours.RemoveRange(from, to - from);
            tours.InsertRange(from, ToursFor(entry, periods, before));
        }
    }

    /// <summary>Periods in place of which those of others are taken where they are equal: who works the same hours shares them.</summary>
    internal ImmutableArray<WorkingPeriod> Shared(ImmutableArray<WorkingPeriod> periods) => [.. periods.Select(Shared)];

    /// <summary>Takes all tours of a resource away.</summary>
    internal void Remove(int resource)
    {
        for (int day = FirstDay; day < AfterDay; day++)
        {
            (int from, int to) = RangeOf(ToursOn(day), resource);
            if (from < to) Touch(day).RemoveRange(from, to - from);
        }
    }

    /// <summary>Puts stops into a tour in place of those it has.</summary>
    internal void Plan(ResourceEntry entry, int unit, Moment periodStart, ImmutableArray<TourStop> stops, Leg back)
    {
        WorkingPeriod period = entry.Periods.FirstOrDefault(period => period.Span.From == periodStart)
            ?? throw new InvalidOperationException($"Resource '{entry.Resource.Id}' has no working period that begins at {periodStart}.");
        List<Tour> tours = Touch(period.Day);
        int index = DayLane.Find(CollectionsMarshal.AsSpan(tours), entry.Number, unit, periodStart);
        tours[index] = tours[index] with { Stops = stops, Return = back };
    }

    /// <summary>Drops the days before one and adds empty days up to another.</summary>
    /// <returns>The ids of the commitments whose last step stood on a dropped day.</returns>
    internal IReadOnlyCollection<string> Advance(int firstDay, int afterDay)
    {
        var dropped = new HashSet<PackedId>();
        var kept = new HashSet<PackedId>();
        for (int day = FirstDay; day < AfterDay; day++)
        {
            foreach (Tour tour in ToursOn(day))
            {
                foreach (TourStop stop in tour.Stops) (day < firstDay ? dropped : kept).Add(stop.Key);
            }
            if (day < firstDay) _touched.Remove(day);
        }
        int skip = Math.Min(firstDay - FirstDay, _lanes.Length);
        var rest = _lanes[skip..];
        FirstDay = firstDay;
        _lanes = rest.AddRange(Enumerable.Repeat(DayLane.Empty, Math.Max(0, afterDay - firstDay - rest.Length)));
        dropped.ExceptWith(kept);
        return [.. dropped.Select(key => key.ToString())];
    }

    /// <summary>Gives every place of every tour its new number.</summary>
    internal void Renumber(int[] numbers)
    {
        for (int day = FirstDay; day < AfterDay; day++)
        {
            List<Tour> tours = Touch(day);
            for (int index = 0; index < tours.Count; index++)
            {
                Tour tour = tours[index];
                if (tour.Home < 0) continue;
                tours[index] = tour with
                {
                    Home = numbers[tour.Home],
                    Stops = [.. tour.Stops.Select(stop => stop with { Place = numbers[stop.Place] })],
                };
            }
        }
    }

    /// <summary>The lanes, those of touched days laid out again.</summary>
    internal ImmutableArray<DayLane> Build(ImmutableArray<ResourceEntry?> resources, PlaceTable places, DayClock clock)
    {
        if (_touched.Count == 0) return _lanes;
        var lanes = _lanes.ToBuilder();
        foreach ((int day, List<Tour> tours) in _touched)
            lanes[day - FirstDay] = new DayLane([.. tours], new LaneSource(lanes[day - FirstDay].LastLaid, resources, places, clock));
        return lanes.MoveToImmutable();
    }

    private WorkingPeriod Shared(WorkingPeriod period)
    {
        if (period.Day < FirstDay || period.Day >= AfterDay) return period;
        foreach (Tour tour in ToursOn(period.Day))
        {
            if (tour.Period.Equals(period)) return tour.Period;
        }
        return period;
    }

    private static bool IsLaid(ReadOnlySpan<Tour> tours, ResourceEntry entry, IEnumerable<WorkingPeriod> periods, bool relay)
    {
        int expected = periods.Count() * entry.Resource.Capacity;
        if (tours.Length != expected) return false;
        if (relay && expected > 0) return false;
        foreach (Tour tour in tours)
        {
            if (tour.Home != entry.Home || tour.Unit >= entry.Resource.Capacity || !periods.Contains(tour.Period)) return false;
        }
        return true;
    }

    private static IEnumerable<Tour> ToursFor(ResourceEntry entry, IEnumerable<WorkingPeriod> periods, List<Tour> before)
    {
        for (int unit = 0; unit < entry.Resource.Capacity; unit++)
        {
            foreach (WorkingPeriod period in periods)
            {
                int at = DayLane.Find(CollectionsMarshal.AsSpan(before), entry.Number, unit, period.Span.From);
                yield return at >= 0
                    ? before[at] with { Period = period, Home = entry.Home }
                    : new Tour(entry.Number, unit, period, entry.Home, [], default);
            }
        }
    }

    private static (int From, int To) RangeOf(ReadOnlySpan<Tour> tours, int resource)
    {
        int from = DayLane.Find(tours, resource, -1, default), to = DayLane.Find(tours, resource, int.MaxValue, default);
        return (from < 0 ? ~from : from, to < 0 ? ~to : to);
    }

    private ReadOnlySpan<Tour> ToursOn(int day) =>
        _touched.TryGetValue(day, out List<Tour>? tours) ? CollectionsMarshal.AsSpan(tours) : _lanes[day - FirstDay].Tours.AsSpan();

    private List<Tour> Touch(int day)
    {
        if (!_touched.TryGetValue(day, out List<Tour>? tours)) _touched[day] = tours = [.. _lanes[day - FirstDay].Tours];
        return tours;
    }
}
