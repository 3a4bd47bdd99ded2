using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Repair;

/// <summary>
/// What happened in the field, or is known to be going to: a fact that makes a plan infeasible. It is never refused for what it does to the plan. What has
/// been stays as it is, and what has begun is finished first.
/// </summary>
public abstract record Disruption;

/// <summary>Somebody does not work, now or as planned: ill, on leave.</summary>
/// <param name="Resource">Who.</param>
/// <param name="Span">From when to when; not over yet.</param>
/// <param name="Reason">Why; null where nobody said. At most 200 characters.</param>
public sealed record ResourceAbsent(string Resource, Interval Span, string? Reason) : Disruption;

/// <summary>A vehicle, a room or a piece of equipment is out of order: whoever requires it cannot serve either.</summary>
/// <param name="Resource">What.</param>
/// <param name="Span">From when to when; not over yet.</param>
/// <param name="Reason">Why; null where nobody said. At most 200 characters.</param>
public sealed record ResourceBrokenDown(string Resource, Interval Span, string? Reason) : Disruption;

/// <summary>Somebody begins a working period late.</summary>
/// <param name="Resource">Who.</param>
/// <param name="Until">When they begin; inside the period.</param>
public sealed record ResourceLate(string Resource, Moment Until) : Disruption;

/// <summary>A step takes longer than planned, or begins later.</summary>
/// <param name="Commitment">The booking's or job's id.</param>
/// <param name="Step">Which of its steps, from 0.</param>
/// <param name="End">When it is expected to end; to come.</param>
public sealed record WorkOverruns(string Commitment, int Step, Moment End) : Disruption;

/// <summary>A site is closed.</summary>
/// <param name="Site">Which.</param>
/// <param name="Span">From when to when; not over yet.</param>
/// <param name="Reason">Why; null where nobody said. At most 200 characters.</param>
public sealed record SiteClosed(string Site, Interval Span, string? Reason) : Disruption;

/// <summary>Nobody can be served where somebody is to be: the customer is not at home. The booking loses its place, and is not given another before they were called.</summary>
/// <param name="Commitment">The booking's id.</param>
public sealed record CustomerAbsent(string Commitment) : Disruption;

/// <summary>
/// Work has come up that must begin soon: it becomes a booking, and what is told already makes room for it inside its promise. Where there is no room nothing
/// is promised, and it waits on the call-back list.
/// </summary>
/// <param name="Commitment">The id of the booking it becomes.</param>
/// <param name="Service">The id of the service.</param>
/// <param name="Before">It must begin before then; to come, and at most <see cref="MostAhead"/> away.</param>
/// <param name="Reason">Why it cannot wait; null where nobody said. At most 200 characters.</param>
public sealed record UrgentWork(string Commitment, string Service, Moment Before, string? Reason) : Disruption
{
    /// <summary>How far ahead work is urgent: what can wait longer is booked. 72 h.</summary>
    public static Seconds MostAhead => Seconds.FromHours(72);
}

/// <summary>Ways that begin inside a circle take longer for a while.</summary>
/// <param name="Delay">Where, when, and how much longer.</param>
public sealed record TrafficSlow(TrafficDelay Delay) : Disruption;
