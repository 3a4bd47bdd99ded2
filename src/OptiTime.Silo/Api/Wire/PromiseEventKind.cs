using System.Text.Json.Serialization;

namespace OptiTime.Silo.Api.Wire;

/// <summary>What can happen to a promise.</summary>
[JsonConverter(typeof(KebabEnumConverter<PromiseEventKind>))]
public enum PromiseEventKind
{
    /// <summary>An offer was held.</summary>
    Held,

    /// <summary>The hold was confirmed.</summary>
    Confirmed,

    /// <summary>An offer was held and confirmed in one.</summary>
    Booked,

    /// <summary>Somebody moved the booking to another offer.</summary>
    Rescheduled,

    /// <summary>The planned time moved inside the promise; what the customer was told still stood.</summary>
    Slid,

    /// <summary>The hold was given back.</summary>
    Released,

    /// <summary>Nobody confirmed the hold in time.</summary>
    Expired,

    /// <summary>The booking was called off.</summary>
    Cancelled,

    /// <summary>It was given another place inside its promise, to make room for something else or because the plan is cheaper so; what the customer was told still stood.</summary>
    Moved,

    /// <summary>A dispatcher gave it another place by hand.</summary>
    Assigned,

    /// <summary>A dispatcher took its place away.</summary>
    Unassigned,

    /// <summary>A dispatcher pinned it: from then on nothing but a person or an impossibility moves it.</summary>
    Pinned,

    /// <summary>A dispatcher let it be moved again.</summary>
    Unpinned,

    /// <summary>A disruption took its place: what was promised could not be kept as things stood.</summary>
    Broken,

    /// <summary>It was given a place again, inside what was promised.</summary>
    Repaired,

    /// <summary>The customer was called about it.</summary>
    Called,

    /// <summary>The customer was promised something else, as a proposal said that was accepted.</summary>
    Renegotiated,
}
