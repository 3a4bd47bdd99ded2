using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;

namespace OptiTime.Planning.Search;

/// <summary>
/// Cheapest feasible insertion (Solomon 1987, "Algorithms for the vehicle routing and scheduling problems with time window constraints",
/// insertion heuristic I1 with forward and backward slack) over the positions of a day: the hot loop. It takes no lock and allocates nothing.
/// <para>
/// Three sieves stand before the full look at a position, each so coarse that nothing is lost in it: a tour whose least cost is no better than
/// what every promise of the day has already is passed over, and with it all resources behind it in the order; of the others' positions those
/// whose slack is shorter than both ways and the service fall out eight at a time; and what costs no less than all the best is not looked at.
/// </para>
/// </summary>
internal ref struct LaneScan
{
    /// <summary>How many resources are visited nearest first: enough to find something good for every promise in an ordinary day.</summary>
    private const int Seeds = 16;

    internal DayLane Lane;
    internal NearestFirst Resources;
    internal ReadOnlySpan<ScanResource> Facts;
    internal ScanResource Extremes;
    internal ReadOnlySpan<int[]> Rows;
    internal ReadOnlySpan<int> Earliest;
    internal ReadOnlySpan<int> Latest;
    internal Span<Candidate> Best;
    internal int FirstWindow;
    internal int EndWindow;
    internal int Duration;
    internal int Day;
    internal int Now;
    internal bool IsExact;
    internal bool Travels;
    internal long LeastOpportunity;
    private LaneLayout _layout;
    private long _worst;
    private long _looked;
    private bool _running;

    /// <summary>Looks at every position of the lane that could be better than what was found.</summary>
    /// <returns>How many positions were looked at.</returns>
    internal long Run()
    {
        _layout = Lane.Layout;
        _running = _layout.Opens <= Now;
        FindWorst();
        // No resource costs less in any tour of the lane than its place in the order says, less this. The order knows nothing of bid prices.
        long loose = Extremes.Looseness(_layout.Reach) - LeastOpportunity;
        int seeds = Math.Min(Seeds, Resources.Order.Length);
        for (int place = 0; place < seeds && Resources.LeastFrom(place) - loose < _worst; place++) Visit(Resources.Order[place]);
        // Those that are left are taken as they lie in memory: neighbours there are read together.
        Resources.Take(seeds, Resources.PlacesBelow(_worst, loose));
        while (Resources.TryNext(out int resource)) Visit(resource);
        return _looked;
    }

    private void Visit(int number)
    {
        ref readonly ScanResource resource = ref Facts[number];
        (int tour, int end) = _layout.ToursOf(number);
        for (; tour < end; tour++)
        {
            ref readonly TourSpan span = ref _layout.Spans[tour];
            if (resource.LeastCost(span.Reach) >= _worst) continue;
            _looked += span.Positions;
            if (_running) ScanRunning(in span, tour, in resource);
            else if (Travels) ScanTravelling(in span, tour, in resource);
            else ScanStanding(in span, tour, in resource);
        }
    }

    private void ScanTravelling(in TourSpan span, int tour, in ScanResource resource)
    {
        var block = new NodeBlock(_layout, in span, Rows[resource.Row]);
        ReadOnlySpan<Gap> gaps = _layout.Gaps.AsSpan(span.FirstGap, span.EndGap - span.FirstGap);
        int gap = 0;
        for (int first = 0; first < span.Positions; first += Vector256<int>.Count)
        {
            uint open = block.Open(first, Duration, in resource, _worst);
            for (; open != 0; open &= open - 1)
            {
                int index = first + BitOperations.TrailingZeroCount(open);
                Detour detour = block.DetourAt(index);
                long rank = resource.RankOf(in detour);
                if (rank >= _worst) continue;
                while (gap < gaps.Length && gaps[gap].Index < index) gap++;
                for (; gap < gaps.Length && gaps[gap].Index == index; gap++) Travel(in gaps[gap], in detour, rank, tour);
            }
        }
    }

    private void ScanStanding(in TourSpan span, int tour, in ScanResource resource)
    {
        foreach (ref readonly Gap gap in _layout.Gaps.AsSpan(span.FirstGap, span.EndGap - span.FirstGap)) Stand(in gap, tour, in resource);
    }

    /// <summary>A tour that has begun: what started stays, and nobody sets out before now.</summary>
    private void ScanRunning(in TourSpan span, int tour, in ScanResource resource)
    {
        Tour running = Lane.Tours[tour];
        NodeBlock block = Travels ? new NodeBlock(_layout, in span, Rows[resource.Row]) : default;
        // Who rests now sets out when the break is over.
        Moment leave = running.Period.Arrival(new Moment(Now), Seconds.Zero);
        foreach (ref readonly Gap stored in _layout.Gaps.AsSpan(span.FirstGap, span.EndGap - span.FirstGap))
        {
            if (stored.Index < running.Stops.Length && running.Stops[stored.Index].Start.Value <= Now) continue;
            Gap gap = stored;
            if (running.DepartureTo(gap.Index).Value < Now)
                gap.Departure = (leave + DayLaneBuilder.BreaksBetween(running.Period, leave, new Moment(gap.Opens))).Value;
            if (!Travels)
            {
                Stand(in gap, tour, in resource);
                continue;
            }
            Detour detour = block.DetourAt(gap.Index);
            Travel(in gap, in detour, resource.RankOf(in detour), tour);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Travel(in Gap gap, in Detour detour, long rank, int tour)
    {
        int first = Math.Max(gap.Opens, gap.Departure + detour.SecondsTo);
        int last = Math.Min(gap.Closes, gap.ArriveBy - detour.SecondsFrom) - Duration;
        if (first <= last && rank < _worst) Offer(first, last, rank, gap.Index, tour);
    }

    /// <summary>A free interval. Among equals the tightest is taken, so that long stretches stay free; the difference is far below a cent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Stand(in Gap gap, int tour, in ScanResource resource)
    {
        int first = Math.Max(gap.Opens, gap.Departure), last = Math.Min(gap.Closes, gap.ArriveBy) - Duration;
        long rank = resource.Base + (last - first);
        if (first <= last && rank < _worst) Offer(first, last, rank, gap.Index, tour);
    }

    private void Offer(int first, int last, long rank, int index, int tour)
    {
        bool isBetter = false;
        int window = IsExact ? FirstNotBefore(first) : FirstWindow;
        for (; window < EndWindow; window++)
        {
            int start = Math.Max(first, Earliest[window]);
            if (start > last)
            {
                if (IsExact) break;
                continue;
            }
            if (start > Latest[window] || rank >= Best[window].Rank) continue;
            ref Candidate best = ref Best[window];
            (best.Rank, best.Day, best.Tour, best.Index) = (rank, Day, tour, index);
            isBetter = true;
        }
        if (isBetter) FindWorst();
    }

    /// <summary>What something must cost less than to be of use for any promise that the lane's periods could keep.</summary>
    private void FindWorst()
    {
        _worst = long.MinValue;
        for (int window = FirstWindow; window < EndWindow; window++)
        {
            if (Latest[window] >= _layout.Opens && Earliest[window] < _layout.Closes) _worst = Math.Max(_worst, Best[window].Rank);
        }
    }

    /// <summary>The first exact start not before a moment: the starts of a day are in order.</summary>
    private readonly int FirstNotBefore(int moment)
    {
        int low = FirstWindow, high = EndWindow;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (Earliest[middle] < moment) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
