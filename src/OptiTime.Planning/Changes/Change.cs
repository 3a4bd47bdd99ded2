using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Changes;

/// <summary>
/// A fact of a log: the after-image of what it touched, never the cause. Applying one is plain assignment; it reckons no travel, zone
/// rule or price, so that replay gives the same board, byte for byte, for ever.
/// </summary>
public abstract record Change;

/// <summary>
/// A fact for the record only: boards are the same with and without it. It stands in the log in its place and time; a build that does not know
/// it stops there all the same, since it cannot know that it is one.
/// </summary>
public abstract record Remark : Change;

/// <summary>The territory is this, and its board covers these days.</summary>
/// <param name="Settings">The territory.</param>
/// <param name="FirstDay">The first local day on the board, as numbered by <see cref="DayClock"/>.</param>
/// <param name="AfterDay">The day after the last.</param>
public sealed record TerritoryDefined(TerritorySettings Settings, int FirstDay, int AfterDay) : Change;

/// <summary>A site is this, and open in these periods.</summary>
/// <param name="Site">The site.</param>
/// <param name="Open">Its opening hours over the days of the board, resolved.</param>
public sealed record SiteDefined(Site Site, ImmutableArray<WorkingPeriod> Open) : Change;

/// <summary>A site is no more.</summary>
/// <param name="Id">The site's id.</param>
public sealed record SiteRemoved(string Id) : Change;

/// <summary>
/// A resource is this, and works in these periods. Tours whose period begins at the same moment stay; the others leave the board, and
/// what stood in them is planned again by a <see cref="TourPlanned"/> of the same append.
/// </summary>
/// <param name="Resource">The resource.</param>
/// <param name="Periods">Its working periods over the days of the board, resolved.</param>
public sealed record ResourceDefined(Resource Resource, ImmutableArray<WorkingPeriod> Periods) : Change;

/// <summary>A resource is no more.</summary>
/// <param name="Id">The resource's id.</param>
public sealed record ResourceRemoved(string Id) : Change;

/// <summary>A commitment is this: new, confirmed, or rescheduled.</summary>
/// <param name="Commitment">The commitment as it now stands.</param>
/// <param name="Reason">Why it was moved, where somebody said so.</param>
public sealed record CommitmentRecorded(Commitment Commitment, string? Reason = null) : Change;

/// <summary>A commitment has ended and left its tours.</summary>
/// <param name="Id">The commitment's id.</param>
/// <param name="Ending">How it ended.</param>
/// <param name="Reason">Why, where somebody said so.</param>
public sealed record CommitmentEnded(string Id, Ending Ending, string? Reason) : Change;

/// <summary>A stop of a tour.</summary>
/// <param name="Commitment">The commitment served.</param>
/// <param name="Step">Which of its steps, from 0.</param>
/// <param name="During">The time for which the resource is taken, without travel.</param>
/// <param name="Leg">The way to it from the stop before, or from home.</param>
/// <param name="Service">When the step itself is planned, where that is another time (setup, clean-up, a part of the step); null where it is the same.</param>
public readonly record struct PlannedStop(string Commitment, int Step, Interval During, Leg Leg, Interval? Service = null)
{
    /// <summary>When the step itself is planned.</summary>
    public Interval StepTime => Service ?? During;
}

/// <summary>The tour of a resource's unit in one working period is this: the whole of it.</summary>
/// <param name="Resource">The resource's id.</param>
/// <param name="Unit">Which unit, from 0.</param>
/// <param name="PeriodStart">When the working period begins.</param>
/// <param name="Stops">The stops in order; may be empty.</param>
/// <param name="Return">The way home after the last.</param>
public sealed record TourPlanned(string Resource, int Unit, Moment PeriodStart, ImmutableArray<PlannedStop> Stops, Leg Return) : Change
{
    /// <summary>What names the tour.</summary>
    public TourKey Key => new(Resource, Unit, PeriodStart);
}

/// <summary>Time has passed: the days before the first leave the board with all that ended in them, and new days have come.</summary>
/// <param name="FirstDay">The first local day now on the board.</param>
/// <param name="AfterDay">The day after the last; never earlier than before.</param>
/// <param name="SiteHours">The opening hours of the days that have come, by site.</param>
/// <param name="ResourcePeriods">The working periods of the days that have come, by resource.</param>
public sealed record HorizonAdvanced(
    int FirstDay, int AfterDay, ImmutableArray<NewPeriods> SiteHours, ImmutableArray<NewPeriods> ResourcePeriods) : Change;

/// <summary>Periods that have come onto the board.</summary>
/// <param name="Id">The site's or resource's id.</param>
/// <param name="Periods">The periods, in order.</param>
public sealed record NewPeriods(string Id, ImmutableArray<WorkingPeriod> Periods);

/// <summary>
/// The offers taken of late (in snapshots only): an offer can be held once, and the board remembers those of the current and the
/// previous half hour, longer than any offer is valid.
/// </summary>
/// <param name="Generation">The number of the current half hour since the epoch.</param>
/// <param name="Current">The ids of offers taken in it.</param>
/// <param name="Previous">The ids of offers taken in the half hour before.</param>
public sealed record OffersRemembered(int Generation, ImmutableArray<string> Current, ImmutableArray<string> Previous) : Change;

/// <summary>A service is this (in the catalogue's log).</summary>
/// <param name="Service">The service.</param>
public sealed record ServiceDefined(Service Service) : Change;

/// <summary>A service is no longer sold (in the catalogue's log).</summary>
/// <param name="Id">The service's id.</param>
public sealed record ServiceRemoved(string Id) : Change;

/// <summary>What happened in the field, and what was made of it: an entry of the ledger.</summary>
/// <param name="Repair">The entry.</param>
public sealed record RepairRecorded(RepairEntry Repair) : Remark;

/// <summary>The customer of a broken booking was called.</summary>
/// <param name="Commitment">The booking's id.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Note">What was said; null for nothing. At most 200 characters.</param>
public sealed record CustomerCalled(string Commitment, CallOutcome Outcome, string? Note) : Remark;
