using System.Collections.Immutable;

namespace OptiTime.Planning.Demand;

/// <summary>Where a role is played.</summary>
public enum RolePlace
{
    /// <summary>At the customer: a mobile resource travels there.</summary>
    Customer,

    /// <summary>At a site: a resource fixed there, or a mobile one that travels there.</summary>
    Site,

    /// <summary>Nowhere in particular: by phone or screen.</summary>
    Remote,
}

/// <summary>One requirement of a service step: who or what must be there.</summary>
/// <param name="Name">The role's name, unique in its step: <c>technician</c>, <c>room</c>. 1 to 64 characters.</param>
/// <param name="Kind">The kind of resource that plays it; null for any kind.</param>
/// <param name="Skills">The skills and least levels asked for; empty for none.</param>
/// <param name="Count">How many resources play it; 1 to 20. Default 1.</param>
/// <param name="Where">Where it is played.</param>
public sealed record Role(string Name, string? Kind, ImmutableArray<Skill> Skills, int Count, RolePlace Where)
{
    /// <summary>Equality by content.</summary>
    public bool Equals(Role? other) =>
        other is not null && Name == other.Name && Kind == other.Kind && Count == other.Count && Where == other.Where && Skills.SequenceEqual(other.Skills);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Kind, Count, Where);
}
