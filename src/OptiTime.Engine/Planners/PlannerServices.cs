using OptiTime.Engine.Log;
using OptiTime.Planning.Time;

namespace OptiTime.Engine.Planners;

/// <summary>What every planner of a silo is given from outside: the log, a clock, ids and somebody to run its steps.</summary>
/// <param name="Log">The log.</param>
/// <param name="Clock">The clock by which the store's is estimated.</param>
/// <param name="NewId">Makes an id for an append.</param>
/// <param name="Scheduler">Runs steps.</param>
/// <param name="Options">The limits.</param>
public sealed record PlannerServices(
    IPlanLog Log, TimeProvider Clock, Func<Guid> NewId, IPlannerScheduler Scheduler, PlannerOptions Options)
{
    /// <summary>The present, by the clock given.</summary>
    public Moment Now() => Moment.From(Clock.GetUtcNow());
}
