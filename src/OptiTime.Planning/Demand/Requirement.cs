using System.Collections.Immutable;

namespace OptiTime.Planning.Demand;

/// <summary>What a resource cannot work without: whoever books the resource books one of these too, for the same time.</summary>
/// <param name="Name">The name under which it takes part: <c>van</c>, <c>analyser</c>. Unique among the requirements of its resource. 1 to 64 characters.</param>
/// <param name="Kind">The kind of resource; null for any kind.</param>
/// <param name="Skills">The skills and least levels asked for; empty for none.</param>
public sealed record Requirement(string Name, string? Kind, ImmutableArray<Skill> Skills)
{
    /// <summary>How deep requirements may go: a resource, what it requires, what that requires in turn, and so on.</summary>
    public const int MaximumDepth = 4;

    /// <summary>The most requirements of one resource.</summary>
    public const int MaximumCount = 10;

    /// <summary>The role it comes to when the resource plays one: for the same time.</summary>
    /// <param name="by">The role that the resource plays.</param>
    /// <param name="where">Where it is played: with the resource, or remote.</param>
    public Role RoleFor(Role by, RolePlace where) => by with { Name = Name, Kind = Kind, Skills = Skills, Count = 1, Where = where };

    /// <summary>Equality by content.</summary>
    public bool Equals(Requirement? other) => other is not null && Name == other.Name && Kind == other.Kind && Skills.SequenceEqual(other.Skills);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Kind, Skills.Length);
}
