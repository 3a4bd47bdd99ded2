using OptiTime.Planning.Boards;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Explain;

/// <summary>Where a step can be served.</summary>
/// <param name="Point">The point to travel to; null for a resource that does not.</param>
/// <param name="Site">The site travelled to, whose hours hold; null for none.</param>
internal sealed record Spot(Location? Point, SiteEntry? Site);

/// <summary>A promise that may be made, and between which moments the step may then start.</summary>
/// <param name="Promise">What is told.</param>
/// <param name="Earliest">The first start.</param>
/// <param name="Latest">The last start (included).</param>
internal readonly record struct Timing(Interval Promise, Moment Earliest, Moment Latest);
