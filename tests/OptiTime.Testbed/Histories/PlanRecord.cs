namespace OptiTime.Testbed.Histories;

/// <summary>A version of a territory's log.</summary>
public sealed record LogVersion(string Territory, long Number, DateTimeOffset At, IReadOnlyList<Fact> Facts);

/// <summary>What there is at the end: the log as the database has it, the plan as silos show it, and the table that refuses double bookings.</summary>
/// <param name="Log">Every version of every territory, in any order.</param>
/// <param name="Plan">What the boards say.</param>
/// <param name="Assignments">What the table says.</param>
public sealed record PlanRecord(IReadOnlyList<LogVersion> Log, IReadOnlyList<Occupation> Plan, IReadOnlyList<Occupation> Assignments);
