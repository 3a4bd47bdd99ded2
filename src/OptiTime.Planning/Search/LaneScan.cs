using System.Runtime.CompilerServices;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Search;

/// <summary>
/// Cheapest feasible insertion (Solomon 1987, "Algorithms for the vehicle routing and scheduling problems with time window constraints",
/// insertion heuristic I1 with forward and backward slack) over every position of a day: the hot loop. It takes no lock and allocates nothing.
/// </summary>
internal ref struct LaneScan
{
    internal DayLane Lane;
    internal ReadOnlySpan<ScanResource> Resources;
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

    /// <summary>Looks at every position of the lane that an eligible resource has.</summary>
    /// <returns>How many positions that were.</returns>
    internal long Run()
    {
        LaneLayout layout = Lane.Layout;
        bool running = layout.Opens <= Now;
        long looked = 0;
        TourGaps[] ranges = layout.Ranges;
        for (int tour = 0; tour < ranges.Length; tour++)
        {
            TourGaps range = ranges[tour];
            ref readonly ScanResource resource = ref Resources[range.Resource];
            if (!resource.Eligible) continue;
            looked += range.End - range.First;
            ReadOnlySpan<Gap> gaps = layout.Gaps.AsSpan(range.First, range.End - range.First);
            if (running) ScanRunning(Lane.Tours[tour], gaps, tour, in resource);
            else if (Travels) ScanTravelling(gaps, tour, in resource);
            else ScanStanding(gaps, tour, in resource);
        }
        return looked;
    }

    private void ScanTravelling(ReadOnlySpan<Gap> gaps, int tour, in ScanResource resource)
    {
        ReadOnlySpan<int> row = Rows[resource.Row];
        for (int index = 0; index < gaps.Length; index++) Travel(in gaps[index], row, tour, in resource);
    }

    private void ScanStanding(ReadOnlySpan<Gap> gaps, int tour, in ScanResource resource)
    {
        for (int index = 0; index < gaps.Length; index++) Stand(in gaps[index], tour, in resource);
    }

    /// <summary>A tour that has begun: what started stays, and nobody sets out before now.</summary>
    private void ScanRunning(Tour running, ReadOnlySpan<Gap> gaps, int tour, in ScanResource resource)
    {
        ReadOnlySpan<int> row = Travels ? Rows[resource.Row] : [];
        // Who rests now sets out when the break is over.
        Moment leave = running.Period.Arrival(new Moment(Now), Seconds.Zero);
        foreach (ref readonly Gap stored in gaps)
        {
            if (stored.Index < running.Stops.Length && running.Stops[stored.Index].Start.Value <= Now) continue;
            Gap gap = stored;
            if (running.DepartureTo(gap.Index).Value < Now)
                gap.Departure = (leave + DayLaneBuilder.BreaksBetween(running.Period, leave, new Moment(gap.Opens))).Value;
            if (Travels) Travel(in gap, row, tour, in resource);
            else Stand(in gap, tour, in resource);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Travel(in Gap gap, ReadOnlySpan<int> row, int tour, in ScanResource resource)
    {
        int metresTo = row[gap.From], metresFrom = row[gap.To];
        int secondsTo = Pace.SecondsFor(metresTo, gap.Pace), secondsFrom = Pace.SecondsFor(metresFrom, gap.Pace);
        int first = Math.Max(gap.Opens, gap.Departure + secondsTo);
        int last = Math.Min(gap.Closes, gap.ArriveBy - secondsFrom) - Duration;
        if (first > last) return;
        long rank = resource.Base
            + ((secondsTo + secondsFrom - gap.LegSeconds) * resource.PerSecond)
            + (((long)metresTo + metresFrom - gap.LegMetres) * resource.PerMetre);
        Offer(first, last, rank, gap.Index, tour);
    }

    /// <summary>A free interval. Among equals the tightest is taken, so that long stretches stay free; the difference is far below a cent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Stand(in Gap gap, int tour, in ScanResource resource)
    {
        int first = Math.Max(gap.Opens, gap.Departure), last = Math.Min(gap.Closes, gap.ArriveBy) - Duration;
        if (first <= last) Offer(first, last, resource.Base + (last - first), gap.Index, tour);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Offer(int first, int last, long rank, int index, int tour)
    {
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
