namespace OptiTime.Silo.Api.Wire;

/// <summary>What a resource cannot work without: whoever books it books one of these too, for the same time.</summary>
public sealed record RequirementDocument
{
    /// <summary>The name under which it takes part: <c>van</c>, <c>analyser</c>. Unique among the requirements of a resource. 1 to 64 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The kind of resource. Default: any; then at least one skill is needed.</summary>
    public string? Kind { get; init; }

    /// <summary>The skills and least levels asked for. At most 100.</summary>
    public IReadOnlyList<SkillLevel>? Skills { get; init; }
}
