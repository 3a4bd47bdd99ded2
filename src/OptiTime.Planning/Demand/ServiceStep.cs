using System.Collections.Immutable;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Demand;

/// <summary>A part of a service that is done in one go, within one working period of everyone who takes part.</summary>
/// <param name="Name">The step's name, unique in its service. 1 to 64 characters.</param>
/// <param name="Duration">How long it is planned to take: the median. 60 s to 24 h.</param>
/// <param name="Spread">The standard deviation of that duration; zero where it is certain. Not above the duration.</param>
/// <param name="Roles">What it needs; at least one role.</param>
/// <param name="MinimumLag">The least time between the end of the step before and the start of this one. Zero for the first.</param>
/// <param name="MaximumLag">The most time between them; null for no limit.</param>
/// <param name="Follows">How it goes on from the step before; null where only the lags say. Null for the first.</param>
public sealed record ServiceStep(
    string Name, Seconds Duration, Seconds Spread, ImmutableArray<Role> Roles, Seconds MinimumLag, Seconds? MaximumLag, StepFollows? Follows = null)
{
    /// <summary>Equality by content.</summary>
    public bool Equals(ServiceStep? other) =>
        other is not null && Name == other.Name && Duration == other.Duration && Spread == other.Spread
        && MinimumLag == other.MinimumLag && MaximumLag == other.MaximumLag && Follows == other.Follows && Roles.SequenceEqual(other.Roles);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Duration, Spread, Roles.Length);
}
