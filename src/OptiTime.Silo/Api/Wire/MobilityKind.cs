using System.Text.Json.Serialization;

namespace OptiTime.Silo.Api.Wire;

/// <summary>How a resource comes to its work.</summary>
[JsonConverter(typeof(KebabEnumConverter<MobilityKind>))]
public enum MobilityKind
{
    /// <summary>It travels: each working period is a tour from home and back.</summary>
    Mobile,

    /// <summary>It stands at a site.</summary>
    Fixed,

    /// <summary>It works from anywhere.</summary>
    Remote,
}
