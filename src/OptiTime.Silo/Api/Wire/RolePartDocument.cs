namespace OptiTime.Silo.Api.Wire;

/// <summary>The part of a step for which a role is needed.</summary>
public sealed record RolePartDocument
{
    /// <summary>How long after the start of the step it begins. 0 to the step's duration.</summary>
    public required int FromSeconds { get; init; }

    /// <summary>How long it lasts; it ends no later than the step.</summary>
    public required int LengthSeconds { get; init; }
}
