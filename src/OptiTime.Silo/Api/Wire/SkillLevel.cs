namespace OptiTime.Silo.Api.Wire;

/// <summary>A skill at a level: what a resource has, or the least a role asks for.</summary>
public sealed record SkillLevel
{
    /// <summary>The skill's name: <c>gas-boiler</c>, <c>seats</c>. 1 to 64 characters.</summary>
    public required string Name { get; init; }

    /// <summary>1 to 1,000. Default 1.</summary>
    public int? Level { get; init; }
}
