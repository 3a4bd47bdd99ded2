using System.ComponentModel;
using System.Text.Json.Serialization;

namespace OptiTime.Silo.Api.Wire;

/// <summary>How urgent the work of a service is.</summary>
[Description("How urgent the work of a service is.")]
[JsonConverter(typeof(KebabEnumConverter<UrgencyClass>))]
public enum UrgencyClass
{
    /// <summary>Somebody suffers until it is done.</summary>
    Urgent,

    /// <summary>A customer waits for it within an agreed service level.</summary>
    Standard,

    /// <summary>Planned customer projects.</summary>
    Project,

    /// <summary>Preventive work that can wait.</summary>
    Maintenance,
}
