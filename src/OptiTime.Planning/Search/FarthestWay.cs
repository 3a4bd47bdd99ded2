using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Telling;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Search;

/// <summary>
/// Who lives too far away to come, do the work and go home within any of their working periods, whatever else is planned: the way there and back
/// at their fastest hour takes longer than the longest of them leaves.
/// </summary>
internal sealed class FarthestWay
{
    private readonly Board _board;
    private readonly Role _role;
    private readonly Seconds _duration;
    private readonly ImmutableArray<Location> _points;

    private FarthestWay(Board board, Role role, Seconds duration, ImmutableArray<Location> points) => (_board, _role, _duration, _points) = (board, role, duration, points);

    /// <summary>For a role somebody travels to; null where nobody does.</summary>
    internal static FarthestWay? Of(Board board, SearchQuery query, Role role, Seconds duration, ImmutableArray<string> sites)
    {
        ImmutableArray<Location> points = role.Where switch
        {
            RolePlace.Customer => query.At is { } point ? [point] : [],
            RolePlace.Site => [.. sites.Select(site => board.Sites[site].Site.Location)],
            _ => [],
        };
        return points.IsEmpty ? null : new FarthestWay(board, role, duration, points);
    }

    /// <summary>Whether a resource lives too far away.</summary>
    internal bool IsTooFar(ResourceEntry entry, Interval between) => entry.IsMobile && 2L * WayOf(entry).Time.Value > LongestRoom(entry, between).Value;

    /// <summary>The numbers of the nearest of those who live too far away.</summary>
    internal string Tell(IReadOnlyList<ResourceEntry> far, int of, Interval between)
    {
        ResourceEntry nearest = far.MinBy(entry => WayOf(entry).Distance.Value)!;
        Leg way = WayOf(nearest);
        string all = far.Count == of && of > 1 ? ", all that could serve, " : " ";
        string who = $"{PlainWords.Resources(far.Count, _board.Settings.Id)}{all}{(far.Count == 1 ? "lives" : "live")} too far away";
        if (way.Distance.Value >= GreatCircle.UnknownMetres) return $"{who}: nobody knows the way from their homes.";
        string skilled = _role.Skills.IsEmpty ? "" : $" with {PlainWords.List([.. _role.Skills.Select(skill => skill.Name)], "and")}";
        string room = LongestRoom(nearest, between) is { Value: > 0 } left
            ? $"the longest shift leaves {new Seconds(left.Value / 2)} each way" : "no shift is as long as the work itself";
        return $"{who}: the nearest{skilled}, '{nearest.Resource.Id}', lives {PlainWords.Distance(way.Distance)} away by road, {way.Time} each way at the fastest hour; {room}.";
    }

    private Leg WayOf(ResourceEntry entry) =>
        entry.FastestPace.Over(_points.Min(point => _board.Places.Metres(entry.Home, point, entry.Detour)));

    /// <summary>What the longest of the working periods leaves for both ways.</summary>
    private Seconds LongestRoom(ResourceEntry entry, Interval between)
    {
        int longest = 0;
        foreach (WorkingPeriod period in entry.Periods)
        {
            if (!period.Span.Overlaps(between)) continue;
            longest = Math.Max(longest, period.Span.Length.Value - period.Breaks.Sum(pause => pause.Length.Value));
        }
        return new Seconds(longest) - _duration;
    }
}
