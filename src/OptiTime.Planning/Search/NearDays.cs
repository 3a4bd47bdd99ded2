using System.Collections.Immutable;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Search;

/// <summary>Days around one, where something is looked for as near as can be: more of them only where there is nothing nearer.</summary>
internal static class NearDays
{
    /// <summary>How many days sooner and later are looked at.</summary>
    private static readonly ImmutableArray<int> Reaches = [0, 1, 3, 7, 14];

    /// <summary>The stretches to look in, each with those before it.</summary>
    /// <param name="clock">The territory's clock.</param>
    /// <param name="day">The day.</param>
    /// <param name="from">Nothing before this moment is looked at.</param>
    internal static IEnumerable<Interval> Around(DayClock clock, int day, Moment from) => Reaches
        .Select(reach => new Interval(Moment.Max(from, clock.StartOf(day - reach)), clock.StartOf(day + reach + 1))).Where(between => !between.IsEmpty);
}
