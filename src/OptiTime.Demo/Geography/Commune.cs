namespace OptiTime.Demo.Geography;

/// <summary>
/// A French commune, or an arrondissement of Paris, Lyon or Marseille: a point on the map and the people who live
/// around it. Angles are in decimal degrees (WGS 84), people are counted in persons.
/// </summary>
/// <param name="Insee">Insee's official geographic code: five characters, digits or 2A and 2B in Corsica. No unit.</param>
/// <param name="Name">The official French name, with its accents. No unit.</param>
/// <param name="Department">The department's French name, such as Rhône. No unit.</param>
/// <param name="Region">The region's French name, such as Auvergne-Rhône-Alpes. No unit.</param>
/// <param name="Latitude">Latitude of the commune's main place, in decimal degrees, north positive.</param>
/// <param name="Longitude">Longitude of the commune's main place, in decimal degrees, east positive.</param>
/// <param name="Population">Legal population, in persons; at least 1.</param>
public sealed record Commune(
    string Insee,
    string Name,
    string Department,
    string Region,
    double Latitude,
    double Longitude,
    int Population);
