using System.Globalization;

namespace OptiTime.Demo.Geography;

/// <summary>
/// Reads the communes shipped with the demo and finds those around a place. Angles are in decimal degrees (WGS 84),
/// distances in kilometres as the crow flies.
/// </summary>
public static class Communes
{
    private const string Resource = "OptiTime.Demo.Geography.communes.csv";
    private const string Header = "insee,name,department,region,latitude,longitude,population";
    private const double EarthRadiusKilometres = 6371.0088;

    /// <summary>Reads every commune of the embedded file, sorted by Insee code (ordinal).</summary>
    /// <returns>The communes; coordinates in decimal degrees, population in persons.</returns>
    /// <exception cref="InvalidDataException">The file is absent from the assembly or a line is not as expected.</exception>
    public static IReadOnlyList<Commune> Read()
    {
        using var stream = typeof(Communes).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidDataException($"The assembly embeds no {Resource}.");
        using var reader = new StreamReader(stream);
        if (reader.ReadLine() != Header)
            throw new InvalidDataException($"{Resource} does not begin with {Header}.");

        var communes = new List<Commune>();
        while (reader.ReadLine() is { } line)
            communes.Add(Parse(line));
        return communes;
    }

    /// <summary>Keeps the communes whose point lies within a radius of a centre, the boundary included, in their given order.</summary>
    /// <param name="communes">The communes to choose from.</param>
    /// <param name="latitude">The centre's latitude, in decimal degrees, north positive.</param>
    /// <param name="longitude">The centre's longitude, in decimal degrees, east positive.</param>
    /// <param name="radiusKilometres">The radius, in kilometres; zero or more.</param>
    /// <returns>The communes inside the circle, possibly none.</returns>
    public static IReadOnlyList<Commune> Within(
        this IReadOnlyList<Commune> communes, double latitude, double longitude, double radiusKilometres)
    {
        ArgumentNullException.ThrowIfNull(communes);
        ArgumentOutOfRangeException.ThrowIfNegative(radiusKilometres);
        return [.. communes.Where(c => Kilometres(c.Latitude, c.Longitude, latitude, longitude) <= radiusKilometres)];
    }

    // The derivation refuses names with a comma or a quote, so that splitting is enough here.
    private static Commune Parse(string line)
    {
        var fields = line.Split(',');
        if (fields.Length != 7
            || !double.TryParse(fields[4], NumberStyles.Float, CultureInfo.InvariantCulture, out var latitude)
            || !double.TryParse(fields[5], NumberStyles.Float, CultureInfo.InvariantCulture, out var longitude)
            || !int.TryParse(fields[6], NumberStyles.None, CultureInfo.InvariantCulture, out var population))
        {
            throw new InvalidDataException($"{Resource} has a line that is no commune: {line}");
        }

        return new Commune(fields[0], fields[1], fields[2], fields[3], latitude, longitude, population);
    }

    // Haversine: the plainer spherical law of cosines loses its digits at the few kilometres that matter here.
    private static double Kilometres(double latitude1, double longitude1, double latitude2, double longitude2)
    {
        var halfNorth = double.DegreesToRadians(latitude2 - latitude1) / 2;
        var halfEast = double.DegreesToRadians(longitude2 - longitude1) / 2;
        var chord = Math.Pow(Math.Sin(halfNorth), 2)
            + Math.Cos(double.DegreesToRadians(latitude1)) * Math.Cos(double.DegreesToRadians(latitude2))
            * Math.Pow(Math.Sin(halfEast), 2);
        // Rounding can push the chord of two antipodes a hair above 1, where Asin would give NaN.
        return 2 * EarthRadiusKilometres * Math.Asin(Math.Min(1, Math.Sqrt(chord)));
    }
}
