using System.Collections.Immutable;
using NodaTime;

namespace OptiTime.Planning.Calendars;

/// <summary>A stretch of the local day. An end not after the start lies on the next day (a night shift); 00:00 to 00:00 is the whole day.</summary>
/// <param name="From">The local time it begins.</param>
/// <param name="To">The local time it ends.</param>
public readonly record struct LocalSpan(LocalTime From, LocalTime To);

/// <summary>Working hours that return every week.</summary>
/// <param name="Days">The days of the week on which the shift begins; at least one.</param>
/// <param name="Hours">From when to when, in local time.</param>
/// <param name="Breaks">Fixed breaks inside the shift, in order. A person may be on the road when a break begins and goes on after it; a service never spans one.</param>
public sealed record Shift(ImmutableArray<IsoDayOfWeek> Days, LocalSpan Hours, ImmutableArray<LocalSpan> Breaks);
