using System.Text.Json.Serialization;

namespace OptiTime.Silo.Api.Wire;

/// <summary>The states of a booking.</summary>
[JsonConverter(typeof(KebabEnumConverter<BookingStatus>))]
public enum BookingStatus
{
    /// <summary>It stands.</summary>
    Confirmed,

    /// <summary>The customer or the company called it off.</summary>
    Cancelled,
}
