using OptiTime.Demo.Geography;
using OptiTime.Planning.Travel;

namespace OptiTime.Demo.Companies;

/// <summary>Some country, as densely inhabited as it is: where a company's people live and its customers are.</summary>
/// <param name="communes">Its communes, at least one. A point in one of them may lie up to 4 km from the commune's own.</param>
internal sealed class Area(IReadOnlyList<Commune> communes)
{
    private readonly CommuneSampler _sampler = new(communes);

    /// <summary>The communes within a radius of a centre.</summary>
    internal static Area Around(Location centre, double radiusKilometres) =>
        new(Communes.Read().Within(centre.Latitude, centre.Longitude, radiusKilometres));

    /// <summary>How many people live there.</summary>
    internal long Population { get; } = communes.Sum(commune => (long)commune.Population);

    /// <summary>A commune drawn by its population, and a point in it to the metre.</summary>
    internal (Commune Commune, Location Location) Draw(Random dice)
    {
        Commune commune = _sampler.Pick(dice);
        (double latitude, double longitude) = CommuneSampler.PlaceIn(commune, dice);
        return (commune, new Location(Math.Round(latitude, 5), Math.Round(longitude, 5)));
    }
}
