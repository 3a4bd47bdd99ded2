using System.Collections.Immutable;
using OptiTime.Engine.Directory;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;

namespace OptiTime.LoadTests.FirstCalls;

/// <summary>When a customer would like to be visited.</summary>
internal enum PartOfDay
{
    /// <summary>At any time.</summary>
    Any,

    /// <summary>In a morning.</summary>
    Morning,

    /// <summary>In an afternoon.</summary>
    Afternoon,
}

/// <summary>Somebody calls for the first time.</summary>
/// <param name="At">When.</param>
/// <param name="Service">What for.</param>
/// <param name="Customer">Who.</param>
/// <param name="Until">By when it must be done.</param>
/// <param name="Part">When it would suit them.</param>
/// <param name="Wishes">The same as stretches of time, until then; empty for any time.</param>
internal sealed record FirstCall(Moment At, Service Service, Customer Customer, Moment Until, PartOfDay Part, ImmutableArray<Interval> Wishes);
