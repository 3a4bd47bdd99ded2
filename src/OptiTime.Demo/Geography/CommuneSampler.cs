namespace OptiTime.Demo.Geography;

/// <summary>
/// Draws communes as people are spread over them: a commune is chosen with probability proportional to its population
/// (persons). All randomness comes from the caller, so that the same seed draws the same places.
/// </summary>
public sealed class CommuneSampler
{
    private const double KilometresPerDegree = 111.195;
    private const double SmallestRadiusKilometres = 1;
    private const double LargestRadiusKilometres = 4;
    private const double ArrondissementRadiusKilometres = 1.5;

    private readonly Commune[] communes;

    // cumulative[i] is the population of communes 0 to i: strictly increasing, whole numbers, hence no rounding drift.
    private readonly long[] cumulative;

    /// <summary>Prepares to draw from some communes.</summary>
    /// <param name="communes">The communes, at least one, each with a population of 1 person or more.</param>
    /// <exception cref="ArgumentException">There is no commune, or one has no people.</exception>
    public CommuneSampler(IReadOnlyList<Commune> communes)
    {
        ArgumentNullException.ThrowIfNull(communes);
        if (communes.Count == 0)
            throw new ArgumentException("There is no commune to draw from.", nameof(communes));

        this.communes = [.. communes];
        cumulative = new long[this.communes.Length];
        var sum = 0L;
        for (var i = 0; i < cumulative.Length; i++)
        {
            if (this.communes[i].Population <= 0)
                throw new ArgumentException($"{this.communes[i].Name} has no people.", nameof(communes));
            sum += this.communes[i].Population;
            cumulative[i] = sum;
        }
    }

    /// <summary>Chooses a commune with probability proportional to its population, in logarithmic time.</summary>
    /// <param name="random">The source of randomness; one number is drawn from it.</param>
    /// <returns>One of the communes.</returns>
    public Commune Pick(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        // Person number 1 to the total: theirs is the first commune whose cumulative population reaches that number.
        var person = random.NextInt64(cumulative[^1]) + 1;
        var found = Array.BinarySearch(cumulative, person);
        return communes[found >= 0 ? found : ~found];
    }

    /// <summary>
    /// Scatters a point around a commune's centre, uniformly within a disc of 1 km for a village of 1,000 people or fewer
    /// up to 4 km for a city of 100,000 or more (1.5 km for an arrondissement). The commune's real outline is unknown:
    /// the point may fall in a neighbour, a field or the sea.
    /// </summary>
    /// <param name="commune">The commune to place a point in.</param>
    /// <param name="random">The source of randomness; two numbers are drawn from it.</param>
    /// <returns>The point's latitude and longitude, in decimal degrees.</returns>
    public static (double Latitude, double Longitude) PlaceIn(Commune commune, Random random)
    {
        ArgumentNullException.ThrowIfNull(commune);
        ArgumentNullException.ThrowIfNull(random);
        // The square root makes it uniform over the area; without it, points would crowd at the centre.
        var distance = RadiusKilometres(commune) * Math.Sqrt(random.NextDouble());
        var bearing = Math.Tau * random.NextDouble();
        // A flat map is exact to metres over so few kilometres; a degree of longitude shrinks with the latitude.
        var latitude = commune.Latitude + distance * Math.Cos(bearing) / KilometresPerDegree;
        var longitude = commune.Longitude
            + distance * Math.Sin(bearing) / (KilometresPerDegree * Math.Cos(double.DegreesToRadians(commune.Latitude)));
        return (latitude, longitude);
    }

    private static double RadiusKilometres(Commune commune)
    {
        // The arrondissements are far denser than any commune of their size: by population they would cover each other.
        if (commune.Name.EndsWith(" Arrondissement", StringComparison.Ordinal))
            return ArrondissementRadiusKilometres;

        // Each tenfold population adds 1.5 km.
        var radius = SmallestRadiusKilometres + 1.5 * Math.Log10(commune.Population / 1000.0);
        return Math.Clamp(radius, SmallestRadiusKilometres, LargestRadiusKilometres);
    }
}
