using System.Collections.Immutable;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Demand;

/// <summary>What a customer of a service is told: a window in which the service begins, or its exact time.</summary>
/// <param name="Windows">
/// The windows of every local day, in order: the service begins inside the one that is promised. Empty: the exact time is promised, from
/// start to end.
/// </param>
/// <param name="Granularity">Where the exact time is promised: starts lie on multiples of this after local midnight. 60 s to 24 h. Default 15 min.</param>
/// <param name="MinimumLength">
/// The shortest window that may be promised when a wish cuts one short. Default half of the window cut.
/// </param>
public sealed record PromiseRule(ImmutableArray<LocalSpan> Windows, Seconds Granularity, Seconds? MinimumLength)
{
    /// <summary>Whether the exact time is promised.</summary>
    public bool IsExact => Windows.IsEmpty;

    /// <summary>Equality by content.</summary>
    public bool Equals(PromiseRule? other) =>
        other is not null && Granularity == other.Granularity && MinimumLength == other.MinimumLength && Windows.SequenceEqual(other.Windows);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Granularity, MinimumLength, Windows.Length);
}
