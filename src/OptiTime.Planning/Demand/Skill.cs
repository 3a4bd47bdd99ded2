namespace OptiTime.Planning.Demand;

/// <summary>A skill at a level: what a resource has, or the least a role asks for. What has a level also has every lower one.</summary>
/// <param name="Name">The skill's name, 1 to 64 characters: <c>gas-boiler</c>, <c>seats</c>.</param>
/// <param name="Level">1 to 1,000; 1 where levels mean nothing.</param>
public readonly record struct Skill(string Name, int Level)
{
    /// <summary>The highest level.</summary>
    public const int MaximumLevel = 1_000;
}
