namespace OptiTime.Planning.Travel;

/// <summary>A point on the globe in degrees (WGS 84). Latitude -90 to 90, longitude -180 to 180; both finite.</summary>
/// <param name="Latitude">Degrees north of the equator.</param>
/// <param name="Longitude">Degrees east of Greenwich.</param>
public readonly record struct Location(double Latitude, double Longitude)
{
    /// <summary>The mean radius of the Earth in metres (IUGG).</summary>
    public const double EarthRadius = 6_371_008.8;

    /// <summary>Whether both degrees are on the globe.</summary>
    public bool IsOnGlobe => Latitude is >= -90 and <= 90 && Longitude is >= -180 and <= 180;

    /// <summary>The great-circle distance in metres (haversine formula, double precision).</summary>
    public double MetresTo(Location other)
    {
        double φ1 = double.DegreesToRadians(Latitude), φ2 = double.DegreesToRadians(other.Latitude);
        double sinΔφ = Math.Sin((φ2 - φ1) / 2), sinΔλ = Math.Sin(double.DegreesToRadians(other.Longitude - Longitude) / 2);
        double h = (sinΔφ * sinΔφ) + (Math.Cos(φ1) * Math.Cos(φ2) * sinΔλ * sinΔλ);
        return 2 * EarthRadius * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }
}
