using System.Text.Json.Serialization;

namespace OptiTime.Silo.Api.Wire;

/// <summary>The states of a hold.</summary>
[JsonConverter(typeof(KebabEnumConverter<HoldState>))]
public enum HoldState
{
    /// <summary>It reserves its place.</summary>
    Held,

    /// <summary>It became a booking.</summary>
    Confirmed,

    /// <summary>It was given back.</summary>
    Released,

    /// <summary>Nobody confirmed it in time.</summary>
    Expired,
}
