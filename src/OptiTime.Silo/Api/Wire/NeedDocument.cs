namespace OptiTime.Silo.Api.Wire;

/// <summary>What a role needs, whatever it is called.</summary>
public sealed record NeedDocument
{
    /// <summary>The kind of resource; null for any.</summary>
    public required string? Kind { get; init; }

    /// <summary>The skills and least levels.</summary>
    public required IReadOnlyList<SkillLevel> Skills { get; init; }
}
