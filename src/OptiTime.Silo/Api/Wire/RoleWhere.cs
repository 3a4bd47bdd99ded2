using System.Text.Json.Serialization;

namespace OptiTime.Silo.Api.Wire;

/// <summary>Where a role is played.</summary>
[JsonConverter(typeof(KebabEnumConverter<RoleWhere>))]
public enum RoleWhere
{
    /// <summary>At the customer: a mobile resource travels there.</summary>
    Customer,

    /// <summary>At a site.</summary>
    Site,

    /// <summary>By phone or screen.</summary>
    Remote,
}
