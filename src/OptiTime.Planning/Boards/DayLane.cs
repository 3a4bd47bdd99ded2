using System.Collections.Immutable;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;

namespace OptiTime.Planning.Boards;

/// <summary>Where the gaps of one tour stand in the arrays of its lane.</summary>
/// <param name="Resource">The number of the resource.</param>
/// <param name="First">The first gap.</param>
/// <param name="End">The gap after the last.</param>
public readonly record struct TourGaps(int Resource, int First, int End);

/// <summary>
/// The tours of one local day, and every position at which a stop could be put into one of them, side by side in arrays: what a search
/// walks. A position is a gap between two stops (or home) within one stretch of working time between breaks. Journeys may span a break,
/// services may not; so for a gap that holds a break, the stop before is seen as if it ended later by the length of the breaks that lie
/// before the stretch, and the stop after as if it began earlier by those behind it. Then every position is tested by the same two
/// comparisons.
/// </summary>
public sealed class DayLane
{
    private readonly ImmutableArray<Tour> _tours;

    internal DayLane(ImmutableArray<Tour> tours, TourGaps[] ranges, Gap[] gaps)
    {
        (_tours, Ranges, Gaps) = (tours, ranges, gaps);
        (Opens, Closes) = (int.MaxValue, int.MinValue);
        foreach (Tour tour in tours)
        {
            Opens = Math.Min(Opens, tour.Period.Span.From.Value);
            Closes = Math.Max(Closes, tour.Period.Span.To.Value);
        }
    }

    /// <summary>No tours.</summary>
    public static DayLane Empty { get; } = new([], [], []);

    /// <summary>The tours, in the order of resource, unit and beginning.</summary>
    public ImmutableArray<Tour> Tours => _tours;

    /// <summary>For each tour its stretch of <see cref="Gaps"/>.</summary>
    internal TourGaps[] Ranges { get; }

    /// <summary>The positions of all tours.</summary>
    internal Gap[] Gaps { get; }

    /// <summary>When the first period begins.</summary>
    internal int Opens { get; }

    /// <summary>When the last period ends.</summary>
    internal int Closes { get; }

    /// <summary>How many positions there are.</summary>
    public int Positions => Gaps.Length;

    /// <summary>The index of a tour; negative (the complement of where it would stand) when there is none.</summary>
    internal int Find(int resource, int unit, Moment periodStart) => Find(_tours.AsSpan(), resource, unit, periodStart);

    internal static int Find(ReadOnlySpan<Tour> tours, int resource, int unit, Moment periodStart)
    {
        int low = 0, high = tours.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            Tour tour = tours[middle];
            int order = tour.Resource != resource ? tour.Resource.CompareTo(resource)
                : tour.Unit != unit ? tour.Unit.CompareTo(unit) : tour.Period.Span.From.CompareTo(periodStart);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }
        return ~low;
    }
}

/// <summary>One position at which a stop can be put into a tour. 40 bytes, times in seconds of <see cref="Moment"/>.</summary>
internal struct Gap
{
    /// <summary>The place before.</summary>
    internal int From;

    /// <summary>The place after.</summary>
    internal int To;

    /// <summary>When the resource leaves the place before, moved on by the breaks between.</summary>
    internal int Departure;

    /// <summary>When it must be at the place after, moved back by the breaks between.</summary>
    internal int ArriveBy;

    /// <summary>The service may not start before.</summary>
    internal int Opens;

    /// <summary>The service may not end after.</summary>
    internal int Closes;

    /// <summary>The seconds of the leg that would be replaced.</summary>
    internal int LegSeconds;

    /// <summary>The metres of the leg that would be replaced.</summary>
    internal int LegMetres;

    /// <summary>How both new legs would be travelled.</summary>
    internal int Pace;

    /// <summary>The index in the tour at which the stop would stand.</summary>
    internal int Index;
}
