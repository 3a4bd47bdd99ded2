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
}
