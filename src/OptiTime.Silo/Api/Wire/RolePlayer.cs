using System.Text.Json.Serialization;

namespace OptiTime.Silo.Api.Wire;

/// <summary>Who or what plays a role.</summary>
public sealed record RolePlayer
{
    /// <summary>The role's name.</summary>
    public required string Role { get; init; }

    /// <summary>The resource's id.</summary>
    public required string Resource { get; init; }

    /// <summary>Which of its units, from 0; null in an offer of a resource with several, which gets its unit with the hold.</summary>
    public required int? Unit { get; init; }

    /// <summary>The territory that lends the resource. Left out where it is one of the territory's own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Territory { get; init; }
}
