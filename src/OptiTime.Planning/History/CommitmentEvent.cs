using System.Collections.Immutable;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.History;

/// <summary>What can happen to a commitment.</summary>
public enum CommitmentEventKind
{
    /// <summary>An offer was held.</summary>
    Held,

    /// <summary>The hold was confirmed and is a booking.</summary>
    Confirmed,

    /// <summary>An offer was held and confirmed in one.</summary>
    Booked,

    /// <summary>The booking was moved to another offer.</summary>
    Rescheduled,

    /// <summary>Its planned time moved inside its promise.</summary>
    Slid,

    /// <summary>The hold was given back, or taken by a disruption.</summary>
    Released,

    /// <summary>Nobody confirmed the hold in time.</summary>
    Expired,

    /// <summary>The booking or the backlog job was called off.</summary>
    Cancelled,

    /// <summary>It was given another place inside its promise, for the sake of something else.</summary>
    Moved,

    /// <summary>A dispatcher gave it a place.</summary>
    Assigned,

    /// <summary>A dispatcher took its place away.</summary>
    Unassigned,

    /// <summary>A dispatcher pinned it.</summary>
    Pinned,

    /// <summary>A dispatcher let it be moved again.</summary>
    Unpinned,

    /// <summary>Its customer was promised something else, as a proposal said that was accepted.</summary>
    Renegotiated,

    /// <summary>A backlog job was recorded, and waits.</summary>
    Recorded,

    /// <summary>A backlog job was planned.</summary>
    Planned,

    /// <summary>A backlog job gave way, and waits again.</summary>
    PutBack,

    /// <summary>A backlog job was done.</summary>
    Done,

    /// <summary>The booking lost its place.</summary>
    Broken,

    /// <summary>The booking was given a place again, inside what was promised.</summary>
    Repaired,

    /// <summary>The customer of a broken booking was called.</summary>
    Called,
}

/// <summary>Something that happened to a commitment, with how it stood afterwards.</summary>
/// <param name="Version">The version of the log that says so.</param>
/// <param name="At">When the store took that version.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Commitment">The commitment as it then stood.</param>
/// <param name="Planned">When each step was then planned, in order; of one that has ended: when it last was.</param>
/// <param name="Reason">Why, where somebody said so.</param>
/// <param name="Tours">Of one that slid: the tours it stood in, before and after.</param>
public sealed record CommitmentEvent(
    long Version, Moment At, CommitmentEventKind Kind, Commitment Commitment, ImmutableArray<Interval> Planned, string? Reason,
    ImmutableArray<TourKey> Tours)
{
    /// <summary>Whether it ended the commitment.</summary>
    public bool IsEnd => Kind is CommitmentEventKind.Released or CommitmentEventKind.Expired or CommitmentEventKind.Cancelled or CommitmentEventKind.Done;
}
