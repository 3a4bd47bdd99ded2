using OptiTime.Demo.Companies;
using OptiTime.Demo.Geography;
using OptiTime.Planning.Travel;

namespace OptiTime.Demo.Scenarios;

/// <summary>
/// The country around a large city: a circle, which overlaps with those of its neighbours. A commune belongs to the nearest city in whose
/// circle it lies, just as a request that names no territory does.
/// </summary>
/// <param name="Territory">The territory's id.</param>
/// <param name="Code">Three letters with which the ids of its resources and customers begin.</param>
/// <param name="City">The city's name.</param>
/// <param name="Centre">Where it is.</param>
/// <param name="Kilometres">The radius of the circle.</param>
/// <param name="HardWater">Whether the water there comes out of chalk.</param>
internal sealed record Region(string Territory, string Code, string City, Location Centre, int Kilometres, bool HardWater = false)
{
    /// <summary>Metropolitan France: 98 in a hundred of the people of the communes file live in one of the circles, 61 in two or more.</summary>
    internal static Region[] All { get; } =
    [
        new("ile-de-france", "PAR", "Paris", new Location(48.8566, 2.3522), 80, HardWater: true),
        new("flandre-artois", "LIL", "Lille", new Location(50.6292, 3.0573), 130, HardWater: true),
        new("normandie", "ROU", "Rouen", new Location(49.4431, 1.0993), 140, HardWater: true),
        new("champagne", "REI", "Reims", new Location(49.2583, 4.0317), 130, HardWater: true),
        new("lorraine", "NCY", "Nancy", new Location(48.6921, 6.1844), 120),
        new("alsace", "STR", "Strasbourg", new Location(48.5734, 7.7521), 110),
        new("haute-bretagne", "REN", "Rennes", new Location(48.1173, -1.6778), 140),
        new("basse-bretagne", "BRE", "Brest", new Location(48.3904, -4.4861), 110),
        new("pays-de-loire", "NTE", "Nantes", new Location(47.2184, -1.5536), 140),
        new("centre", "TOU", "Tours", new Location(47.3941, 0.6848), 150, HardWater: true),
        new("bourgogne", "DIJ", "Dijon", new Location(47.3220, 5.0415), 150),
        new("aquitaine", "BOR", "Bordeaux", new Location(44.8378, -0.5792), 170),
        new("limousin", "LIM", "Limoges", new Location(45.8336, 1.2611), 140),
        new("midi-toulousain", "TLS", "Toulouse", new Location(43.6047, 1.4442), 150),
        new("auvergne", "CLF", "Clermont-Ferrand", new Location(45.7772, 3.0870), 130),
        new("lyonnais", "LYO", "Lyon", new Location(45.7640, 4.8357), 130),
        new("dauphine-savoie", "GRE", "Grenoble", new Location(45.1885, 5.7245), 110),
        new("languedoc", "MTP", "Montpellier", new Location(43.6108, 3.8767), 150),
        new("provence", "MRS", "Marseille", new Location(43.2965, 5.3698), 130, HardWater: true),
        new("cote-d-azur", "NCE", "Nice", new Location(43.7102, 7.2620), 110),
        new("corse", "AJA", "Ajaccio", new Location(41.9189, 8.7381), 110),
    ];

    /// <summary>Whether a commune lies in the circle.</summary>
    internal bool Covers(Commune commune) => MetresTo(commune) <= Kilometres * 1000;

    /// <summary>Each region with the communes that belong to it; a commune in no circle belongs to none.</summary>
    internal static IEnumerable<(Region Region, Area Area)> Shared() =>
        from commune in Communes.Read()
        let nearest = All.Where(one => one.Covers(commune)).MinBy(one => one.MetresTo(commune))
        where nearest is not null
        group commune by nearest into own
        let area = new Area([.. own])
        orderby area.Population descending
        select (own.Key, area);

    private double MetresTo(Commune commune) => Centre.MetresTo(new Location(commune.Latitude, commune.Longitude));
}
