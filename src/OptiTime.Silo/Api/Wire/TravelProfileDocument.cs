namespace OptiTime.Silo.Api.Wire;

/// <summary>How a mobile resource travels.</summary>
public sealed record TravelProfileDocument
{
    /// <summary>The profile's name: <c>car</c>, <c>bicycle</c>, ... 1 to 64 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Road metres per great-circle metre. 1 to 5.</summary>
    public required double DetourFactor { get; init; }

    /// <summary>24 speeds, the first for the hour that begins at local midnight. Each 1 to 300.</summary>
    public required IReadOnlyList<double> KilometresPerHour { get; init; }
}
