namespace OptiTime.Silo.Api.Wire;

/// <summary>A point on the globe (WGS 84).</summary>
public sealed record GeoPoint
{
    /// <summary>Degrees north of the equator, -90 to 90.</summary>
    public required double Lat { get; init; }

    /// <summary>Degrees east of Greenwich, -180 to 180.</summary>
    public required double Lon { get; init; }
}
