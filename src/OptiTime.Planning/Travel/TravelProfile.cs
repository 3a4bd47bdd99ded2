using System.Collections.Immutable;

namespace OptiTime.Planning.Travel;

/// <summary>How a mobile resource travels: the speed for each hour of the local day and how much longer the road is than the great circle.</summary>
/// <param name="Name">The profile's name: <c>car</c>, <c>bicycle</c>, ... 1 to 64 characters.</param>
/// <param name="DetourFactor">Road metres per great-circle metre; 1 to 5.</param>
/// <param name="KilometresPerHour">24 speeds, index 0 for the hour that begins at local midnight; each 1 to 300.</param>
public sealed record TravelProfile(string Name, double DetourFactor, ImmutableArray<double> KilometresPerHour)
{
    /// <summary>
    /// A car in and around a large town: 30 km/h in the peaks, 45 km/h at night, 37 km/h otherwise, roads 1.35 times the great circle
    /// (the detour index of dense European road networks lies between 1.2 and 1.4).
    /// </summary>
    public static TravelProfile Car { get; } = new("car", 1.35,
        [.. Enumerable.Range(0, 24).Select(hour => hour is 7 or 8 or 17 or 18 ? 30.0 : hour is >= 21 or < 6 ? 45.0 : 37.0)]);

    /// <summary>Equality by content: two profiles with the same speeds are the same.</summary>
    public bool Equals(TravelProfile? other) =>
        other is not null && Name == other.Name && DetourFactor.Equals(other.DetourFactor) && KilometresPerHour.SequenceEqual(other.KilometresPerHour);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, DetourFactor, KilometresPerHour.Length);
}
