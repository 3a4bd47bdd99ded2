using System.ComponentModel;
using System.Text.Json.Serialization;

namespace OptiTime.Silo.Api.Wire;

/// <summary>What can happen in the field.</summary>
[Description("What can happen in the field.")]
[JsonConverter(typeof(KebabEnumConverter<DisruptionKind>))]
public enum DisruptionKind
{
    /// <summary>Somebody does not work: ill, on leave. Takes <c>resource</c>, <c>from</c>, <c>to</c>.</summary>
    Absence,

    /// <summary>A vehicle, a room or a piece of equipment is out of order; whoever requires it cannot serve either. Takes <c>resource</c>, <c>from</c>, <c>to</c>.</summary>
    Breakdown,

    /// <summary>Somebody begins their working period late. Takes <c>resource</c>, <c>until</c>.</summary>
    LateStart,

    /// <summary>Work takes longer than planned, or begins later. Takes <c>booking</c>, <c>end</c>, and <c>step</c> where there are several.</summary>
    Overrun,

    /// <summary>A site is closed. Takes <c>site</c>, <c>from</c>, <c>to</c>.</summary>
    SiteClosed,

    /// <summary>Nobody can be served, since the customer is not there. Takes <c>booking</c>.</summary>
    NotAtHome,

    /// <summary>
    /// Work has come up that must begin soon: it becomes a booking, and what is told already makes room for it inside its promise. Takes <c>service</c>, <c>before</c>,
    /// <c>customer</c>, <c>location</c>, <c>require</c>, <c>refuse</c>, <c>externalReference</c>.
    /// </summary>
    UrgentJob,

    /// <summary>Ways that begin in a circle take longer for a while. Takes <c>centre</c>, <c>radiusMetres</c>, <c>factor</c>, <c>from</c>, <c>to</c>.</summary>
    Traffic,
}
