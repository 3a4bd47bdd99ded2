using System.Text.Json.Serialization;

namespace OptiTime.Silo.Api.Wire;

/// <summary>The states of a booking.</summary>
[JsonConverter(typeof(KebabEnumConverter<BookingStatus>))]
public enum BookingStatus
{
    /// <summary>It stands.</summary>
    Confirmed,

    /// <summary>A disruption took its place: what was promised stands, nobody is planned for it, and its customer is to be called.</summary>
    Broken,

    /// <summary>The customer or the company called it off.</summary>
    Cancelled,
}
