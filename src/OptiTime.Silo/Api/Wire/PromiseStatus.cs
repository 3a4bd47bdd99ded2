using System.Text.Json.Serialization;

namespace OptiTime.Silo.Api.Wire;

/// <summary>What a customer had of a commitment at a time.</summary>
[JsonConverter(typeof(KebabEnumConverter<PromiseStatus>))]
public enum PromiseStatus
{
    /// <summary>Nothing yet.</summary>
    Absent,

    /// <summary>A hold.</summary>
    Held,

    /// <summary>A booking, also after it was served.</summary>
    Confirmed,

    /// <summary>A hold that had been given back.</summary>
    Released,

    /// <summary>A hold nobody confirmed in time.</summary>
    Expired,

    /// <summary>A booking that had been called off.</summary>
    Cancelled,

    /// <summary>A booking that had lost its place.</summary>
    Broken,
}
