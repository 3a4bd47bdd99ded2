using System.Collections.Immutable;

namespace OptiTime.Planning.Demand;

/// <summary>How a step goes on from the step before it.</summary>
/// <param name="SameRoles">The roles, by name in both steps, that the same resources play again; empty for none.</param>
/// <param name="NextWorkingDay">
/// Whether it takes place at the same local time on the next local day on which those resources work (where there are none: on which the site is
/// open). Otherwise only the lags say when.
/// </param>
public sealed record StepFollows(ImmutableArray<string> SameRoles, bool NextWorkingDay)
{
    /// <summary>Equality by content.</summary>
    public bool Equals(StepFollows? other) => other is not null && NextWorkingDay == other.NextWorkingDay && SameRoles.SequenceEqual(other.SameRoles);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(NextWorkingDay, SameRoles.Length);
}
