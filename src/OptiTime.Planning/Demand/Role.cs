using System.Collections.Immutable;
using OptiTime.Planning.Time;

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
/// <param name="Part">The part of the step for which it is needed; null for the whole step.</param>
/// <param name="Setup">How long before that whoever plays it is taken, to make things ready. 0 to 24 h; null for no time.</param>
/// <param name="CleanUp">How long after it they are still taken. 0 to 24 h; null for no time.</param>
public sealed record Role(
    string Name, string? Kind, ImmutableArray<Skill> Skills, int Count, RolePlace Where, RolePart? Part = null, Seconds? Setup = null, Seconds? CleanUp = null)
{
    /// <summary>Whether those who play it are taken for exactly the time of the step.</summary>
    public bool IsForTheStep => Part is null && Setup is null && CleanUp is null;

    /// <summary>When those who play it are taken: for their part of the step, with the setup before and the clean-up after.</summary>
    /// <param name="step">When the step takes place.</param>
    public Interval Occupies(Interval step)
    {
        Moment from = step.From + (Part?.From ?? Seconds.Zero);
        return new Interval(from - (Setup ?? Seconds.Zero), from + (Part?.Length ?? step.Length) + (CleanUp ?? Seconds.Zero));
    }

    /// <summary>Equality by content.</summary>
    public bool Equals(Role? other) =>
        other is not null && Name == other.Name && Kind == other.Kind && Count == other.Count && Where == other.Where && Part == other.Part
        && Setup == other.Setup && CleanUp == other.CleanUp && Skills.SequenceEqual(other.Skills);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Kind, Count, Where);
}
