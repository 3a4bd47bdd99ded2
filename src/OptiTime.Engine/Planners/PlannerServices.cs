using OptiTime.Engine.Directory;
using OptiTime.Engine.Log;
using OptiTime.Engine.Optimization;
using OptiTime.Planning.Time;

namespace OptiTime.Engine.Planners;

/// <summary>What every planner of a silo is given from outside: the log, a clock, ids and somebody to run its steps.</summary>
/// <param name="Log">The log.</param>
/// <param name="Clock">The store's clock, as far as it is known here; it is set by what is read from the log.</param>
/// <param name="NewId">Makes an id for an append.</param>
/// <param name="Scheduler">Runs steps.</param>
/// <param name="Options">The limits.</param>
public sealed record PlannerServices(
    IPlanLog Log, StoreClock Clock, Func<Guid> NewId, IPlannerScheduler Scheduler, PlannerOptions Options)
{
    /// <summary>Knows which versions of a log touched what; null where bookings that lost their place are left to people.</summary>
    public IPlanDirectory? Directory { get; init; }

    /// <summary>What optimises plans; null where nothing does.</summary>
    public OptimizerServices? Optimizer { get; init; }

    /// <summary>With the clock of a machine, from which the store's is to be reckoned.</summary>
    public PlannerServices(IPlanLog log, TimeProvider clock, Func<Guid> newId, IPlannerScheduler scheduler, PlannerOptions options)
        : this(log, clock as StoreClock ?? new StoreClock(clock), newId, scheduler, options) { }

    /// <summary>The present, by the store's clock.</summary>
    public Moment Now() => Moment.From(Clock.GetUtcNow());
}
