using NodaTime;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Travel;
using Interval = OptiTime.Planning.Time.Interval;

namespace OptiTime.Planning.WhatIf;

/// <summary>Something that might be otherwise.</summary>
public abstract record HypotheticalChange;

/// <summary>A resource less. What stands for it is placed anew within its promises, where that can be.</summary>
/// <param name="Resource">The resource's id.</param>
public sealed record WithoutResource(string Resource) : HypotheticalChange;

/// <summary>A resource more, or one that is otherwise than it is.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Home">Where its tours begin and end; for a mobile one.</param>
public sealed record WithResource(Resource Resource, Place? Home) : HypotheticalChange;

/// <summary>A resource away for a while. What stood in that time is placed anew within its promises, where that can be.</summary>
/// <param name="Resource">The resource's id.</param>
/// <param name="During">From when to when.</param>
public sealed record WithAbsence(string Resource, Interval During) : HypotheticalChange;

/// <summary>More or less demand.</summary>
/// <param name="Factor">What the number of requests is multiplied by. 0 to 10.</param>
/// <param name="Weekday">Only for days of this weekday; null for any.</param>
/// <param name="Day">Only for this local day; null for any.</param>
public sealed record WithDemand(double Factor, IsoDayOfWeek? Weekday, int? Day) : HypotheticalChange
{
    /// <summary>The most demand can be multiplied by.</summary>
    public const double MaximumFactor = 10;

    /// <summary>Whether it is about a local day.</summary>
    public bool IsAbout(int day) =>
        (Day is null || Day == day) && (Weekday is null || Calendars.DayClock.DateOf(day).DayOfWeek == Weekday);
}
