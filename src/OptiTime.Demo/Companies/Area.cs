using OptiTime.Demo.Geography;
using OptiTime.Planning.Travel;

namespace OptiTime.Demo.Companies;

/// <summary>The country around a point, as densely inhabited as it is: where a company's people live and its customers are.</summary>
internal sealed class Area
{
    private readonly CommuneSampler _sampler;

    /// <summary>The communes within a radius of a centre. A point in one of them may lie up to 4 km farther out.</summary>
    internal Area(Location centre, double radiusKilometres) =>
        _sampler = new CommuneSampler(Communes.Read().Within(centre.Latitude, centre.Longitude, radiusKilometres));

    /// <summary>A commune drawn by its population, and a point in it to the metre.</summary>
    internal (Commune Commune, Location Location) Draw(Random dice)
    {
        Commune commune = _sampler.Pick(dice);
        (double latitude, double longitude) = CommuneSampler.PlaceIn(commune, dice);
        return (commune, new Location(Math.Round(latitude, 5), Math.Round(longitude, 5)));
    }
}
