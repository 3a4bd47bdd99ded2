using System.Collections.Immutable;

namespace OptiTime.Demo.Scenarios;

/// <summary>How much is asked for, day by day.</summary>
internal static class DemandCurve
{
    /// <summary>As a plan looks when it is booked from the front: full at first, emptier the farther away a day is.</summary>
    /// <param name="days">How many days.</param>
    /// <param name="first">The share of working time taken on the first day.</param>
    /// <param name="last">The share on the last; the days between lie on a line.</param>
    /// <param name="services">What is asked for, the same every day.</param>
    internal static ImmutableArray<DayDemand> Falling(int days, double first, double last, params ImmutableArray<WantedService> services) =>
        [.. Enumerable.Range(0, days).Select(offset => new DayDemand(first + ((last - first) * offset / Math.Max(1, days - 1)), services))];
}
