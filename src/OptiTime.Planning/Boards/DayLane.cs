using System.Collections.Immutable;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Boards;

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
    private LaneSource? _source;
    private LaneLayout? _layout;

    /// <summary>The lane of some tours, to be laid out when somebody looks.</summary>
    /// <param name="tours">The tours, in the order of resource, unit and beginning.</param>
    /// <param name="source">What it is laid out from.</param>
    internal DayLane(ImmutableArray<Tour> tours, LaneSource source) => (_tours, _source) = (tours, source);

    private DayLane(LaneLayout layout) => (_tours, _layout) = ([], layout);

    /// <summary>No tours.</summary>
    public static DayLane Empty { get; } = new(LaneLayout.Empty);

    /// <summary>The tours, in the order of resource, unit and beginning.</summary>
    public ImmutableArray<Tour> Tours => _tours;

    /// <summary>How many positions there are.</summary>
    public int Positions => Layout.Gaps.Length;

    /// <summary>
    /// The positions, laid out by whoever looks first: most boards are only a step from one command to the next and are never searched. Two
    /// who look at once lay out the same.
    /// </summary>
    internal LaneLayout Layout
    {
        get
        {
            // The source is given up after the layout is there: who finds no source finds the layout.
            LaneSource? source = Volatile.Read(ref _source);
            if (Volatile.Read(ref _layout) is { } laid) return laid;
            LaneLayout layout = DayLaneBuilder.Build(this, source!);
            Volatile.Write(ref _layout, layout);
            Volatile.Write(ref _source, null);
            return layout;
        }
    }

    /// <summary>The newest lane up to this one that has been laid out: what the next one copies from, without holding on to all between.</summary>
    internal DayLane LastLaid => Volatile.Read(ref _source)?.Before ?? this;

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

/// <summary>What a lane is laid out from.</summary>
/// <param name="Before">A lane laid out before: positions of tours that are the same objects are copied from it.</param>
/// <param name="Resources">The resources by number.</param>
/// <param name="Places">The places the tours go to.</param>
/// <param name="Clock">The territory's clock, for the hour in which a gap begins.</param>
internal sealed record LaneSource(DayLane Before, ImmutableArray<ResourceEntry?> Resources, PlaceTable Places, DayClock Clock);
