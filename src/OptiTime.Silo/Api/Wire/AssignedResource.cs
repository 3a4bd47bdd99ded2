namespace OptiTime.Silo.Api.Wire;

/// <summary>Who is to play a role.</summary>
public sealed record AssignedResource
{
    /// <summary>The name of the role, or of what the resource requires.</summary>
    public required string Role { get; init; }

    /// <summary>The resource.</summary>
    public required string Resource { get; init; }

    /// <summary>The step. Default: every step that has the role.</summary>
    public string? Step { get; init; }
}
