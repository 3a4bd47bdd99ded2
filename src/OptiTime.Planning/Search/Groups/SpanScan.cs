using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Search.Ejection;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;
using OptiTime.Planning.Value;

namespace OptiTime.Planning.Search.Groups;

/// <summary>Finds the stretches of starts in which those of a pool could take part, day by day, from the gaps of the lanes.</summary>
internal ref struct SpanScan
{
    internal required Board Board;
    internal required GroupPool Pool;
    internal required Target Target;
    internal required TravelRows Roads;
    internal required ReadOnlySpan<int> FirstUnits;
    internal required ImmutableArray<string> Preferred;
    internal required OpportunityCost? Opportunity;
    internal required Moment Now;

    /// <summary>What may be moved to make room: then stretches are told too that would be free without some of it. Null for nothing.</summary>
    internal MovableWork? Movable;

    /// <summary>When the site is open without a break, in order; nothing where the step is at none.</summary>
    internal required ReadOnlySpan<Interval> Open;

    /// <summary>The first start that is of use.</summary>
    internal required int First;

    /// <summary>The last start that is of use (included).</summary>
    internal required int Last;

    private DayLane _lane;
    private LaneLayout _layout;
    private ReadOnlySpan<Interval> _open;
    private int _day;

    /// <summary>Looks at the tours of a day.</summary>
    /// <returns>How many positions were looked at.</returns>
    internal long Fill(int day)
    {
        (_day, _lane) = (day, Board.LaneOf(day));
        long looked = 0;
        if (!_lane.Tours.IsEmpty)
        {
            _layout = _lane.Layout;
            bool isOfUse = _layout.Closes > Now.Value && _layout.Closes > First + Pool.Offset && _layout.Opens <= Last + Pool.Offset;
            if (isOfUse)
            {
                _open = OpenWhile(_layout.Opens, _layout.Closes);
                foreach (int number in Pool.Numbers) looked += Visit(number);
            }
        }
        Pool.EndDay();
        return looked;
    }

    private readonly ReadOnlySpan<Interval> OpenWhile(int from, int to)
    {
        int first = 0, end = Open.Length;
        while (first < end && Open[first].To.Value <= from) first++;
        while (end > first && Open[end - 1].From.Value >= to) end--;
        return Open[first..end];
    }

    private readonly long Visit(int number)
    {
        (int tour, int end) = _layout.ToursOf(number);
        if (tour == end) return 0;
        ResourceEntry resource = Board.ResourceOf(number);
        bool travels = resource.IsMobile;
        int[] row = travels ? Roads.RowFor(resource.Detour) : [];
        long lost = Opportunity is { } cost && cost.IsPaidOn(_day)
            ? cost.Units(cost.Prices.GroupOf(resource.Resource.Id), _day, cost.Occupied(new Seconds(Pool.Length), travels)) : 0;
        var rates = new Rates(
            CostUnits.Of(Pool.Length, 0, resource.Resource.Rates) + lost, CostUnits.Of(1, 0, resource.Resource.Rates), CostUnits.Of(0, 1, resource.Resource.Rates),
            !Preferred.IsEmpty && Preferred.Contains(resource.Resource.Id) ? CostUnits.Of(Board.Settings.PreferenceBonus) : 0);
        long looked = 0;
        for (; tour < end; tour++)
        {
            ref readonly TourSpan span = ref _layout.Spans[tour];
            looked += span.Positions;
            int unit = FirstUnits[number] + (resource.Resource.Capacity == 1 ? 0 : _lane.Tours[tour].Unit);
            Scan(in span, tour, unit, in rates, travels ? new NodeBlock(_layout, in span, row) : default, travels);
            if (Movable is not null) ScanWithout(Movable, resource, tour, unit, in rates, row);
        }
        return looked;
    }

    private readonly void Scan(in TourSpan span, int tour, int unit, in Rates rates, NodeBlock block, bool travels)
    {
        // Of a tour that has begun, what started stays, and nobody sets out before now.
        Tour? running = _layout.Opens <= Now.Value ? _lane.Tours[tour] : null;
        (int index, Detour detour) = (-1, default);
        foreach (ref readonly Gap gap in _layout.Gaps.AsSpan(span.FirstGap, span.EndGap - span.FirstGap))
        {
            if (running is not null && gap.Index < running.Stops.Length && running.Stops[gap.Index].Start <= Now) continue;
            if (travels && gap.Index != index) (index, detour) = (gap.Index, block.DetourAt(gap.Index));
            int departure = running is null ? gap.Departure : DepartureFrom(running, in gap);
            int first = Math.Max(gap.Opens, departure + detour.SecondsTo), last = Math.Min(gap.Closes, gap.ArriveBy - detour.SecondsFrom) - Pool.Length;
            if (first > last) continue;
            Offer(first, last, rates.CostOf(in detour), rates.Work - rates.Bonus, unit, span.Resource, tour, travels);
        }
    }

    /// <summary>Tells the stretches that would be free without some movable stops in a row: dearer by the trouble of moving them.</summary>
    private readonly void ScanWithout(MovableWork movable, ResourceEntry resource, int tour, int unit, in Rates rates, int[] row)
    {
        Tour planned = _lane.Tours[tour];
        if (planned.Period.Span.To <= Now || planned.Stops.IsEmpty) return;
        bool travels = resource.IsMobile;
        var latest = new Moment[planned.Stops.Length + 1];
        planned.FillLatestStarts(latest);
        for (int first = 0; first < planned.Stops.Length; first++)
        {
            Moment leave = planned.DepartureTo(first) >= Now ? planned.DepartureTo(first) : planned.Period.Arrival(Now, Seconds.Zero);
            Pace pace = resource.PaceFor(Board.Clock.HourOf(planned.DepartureTo(first)), planned.LegTo(first));
            (Leg ways, long trouble) = (planned.LegTo(first), 0);
            for (int after = first + 1; after <= planned.Stops.Length && after - first <= SlotSearch.MostEjected; after++)
            {
                if (movable.CostOf(planned.Stops[after - 1]) is not { } cost) break;
                (ways, trouble) = (ways + planned.LegTo(after), trouble + cost);
                (Leg to, Leg from) = travels ? (pace.Over(row[planned.PlaceBefore(first)]), pace.Over(row[planned.PlaceAt(after)])) : default;
                var detour = new Detour(
                    to.Time.Value, from.Time.Value, (to + from - ways).Time.Value, (to + from - ways).Distance.Value);
                for (int stretch = 0; stretch <= planned.Period.Breaks.Length; stretch++)
                {
                    if (!DayLaneBuilder.TryStretch(planned.Period, stretch, leave, latest[after], first, out Gap gap)) continue;
                    int opens = Math.Max(gap.Opens, gap.Departure + detour.SecondsTo), closes = Math.Min(gap.Closes, gap.ArriveBy - detour.SecondsFrom) - Pool.Length;
                    if (opens <= closes) Offer(opens, closes, rates.CostOf(in detour) + trouble, rates.Work - rates.Bonus, unit, resource.Number, tour, travels);
                }
            }
        }
    }

    private readonly int DepartureFrom(Tour running, in Gap gap)
    {
        if (running.DepartureTo(gap.Index) >= Now) return gap.Departure;
        Moment leave = running.Period.Arrival(Now, Seconds.Zero);
        return (leave + DayLaneBuilder.BreaksBetween(running.Period, leave, new Moment(gap.Opens))).Value;
    }

    /// <summary>Tells a stretch by the time of the step, held to what is of use and, for who travels to a site, to the hours of the site.</summary>
    private readonly void Offer(int first, int last, long cost, long floor, int unit, int resource, int tour, bool travels)
    {
        int from = Math.Max(first - Pool.Offset, First), to = Math.Min(last - Pool.Offset, Last);
        if (from > to) return;
        if (!travels || Target.Site is null)
        {
            Pool.Add(from, to, cost, floor, unit, resource, tour, _day);
            return;
        }
        foreach (Interval open in _open)
        {
            int opens = Math.Max(from, open.From.Value - Pool.Offset), closes = Math.Min(to, open.To.Value - Pool.Length - Pool.Offset);
            if (opens <= closes) Pool.Add(opens, closes, cost, floor, unit, resource, tour, _day);
        }
    }

    /// <summary>What a resource costs, in cost units.</summary>
    private readonly record struct Rates(long Work, long PerSecond, long PerMetre, long Bonus)
    {
        internal long CostOf(in Detour detour) => Work - Bonus + (detour.AddedSeconds * PerSecond) + (detour.AddedMetres * PerMetre);
    }
}
