using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Time;

namespace OptiTime.Storage.Projections;

/// <summary>What an append does to one resource.</summary>
internal sealed class ResourceEffect
{
    private readonly List<(int Capacity, HashSet<Moment> Starts)> _shapes = [];

    /// <summary>Whether the resource is there after the append.</summary>
    internal bool IsThere { get; private set; }

    /// <summary>Tours of units below this one may stay: the least capacity the append gave the resource.</summary>
    internal int Units => _shapes.Min(shape => shape.Capacity);

    /// <summary>Tours whose working period begins at one of these may stay: those of every definition in the append.</summary>
    internal IEnumerable<Moment> Starts => _shapes.Select(shape => shape.Starts.AsEnumerable()).Aggregate((some, others) => some.Intersect(others));

    /// <summary>The resource is defined.</summary>
    internal void Define(Resource resource, IEnumerable<WorkingPeriod> periods)
    {
        IsThere = true;
        _shapes.Add((resource.Capacity, [.. periods.Select(period => period.Span.From)]));
    }

    /// <summary>The resource is removed.</summary>
    internal void Remove()
    {
        IsThere = false;
        _shapes.Add((0, []));
    }

    /// <summary>Whether a tour that stood before the append is still possible after everything the append did to the resource.</summary>
    internal bool Keeps(TourKey tour) => _shapes.TrueForAll(shape => Keeps(shape, tour));

    /// <summary>Whether a tour is possible after the latest thing the append did to the resource.</summary>
    internal bool KeepsNow(TourKey tour) => Keeps(_shapes[^1], tour);

    private static bool Keeps((int Capacity, HashSet<Moment> Starts) shape, TourKey tour) =>
        tour.Unit < shape.Capacity && shape.Starts.Contains(tour.PeriodStart);
}
