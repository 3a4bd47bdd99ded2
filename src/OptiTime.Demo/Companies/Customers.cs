using System.Collections.Immutable;
using System.Globalization;
using OptiTime.Demo.Geography;
using OptiTime.Demo.Scenarios;
using OptiTime.Engine.Directory;
using OptiTime.Planning.Travel;

namespace OptiTime.Demo.Companies;

/// <summary>Customers who do not exist, in places that do. Telephone numbers are from the ranges the French regulator keeps for fiction.</summary>
internal static class Customers
{
    private const int FirstNumber = 1001;

    private static readonly string[] GivenNames =
        ["Adèle", "Amine", "Anaïs", "Baptiste", "Camille", "Chloé", "Clément", "Élise", "Émile", "Fatima", "Gaël", "Hugo", "Inès", "Jeanne",
         "Julien", "Karim", "Léa", "Louis", "Manon", "Mathis", "Nadia", "Noé", "Océane", "Paul", "Quentin", "Rose", "Sacha", "Théo", "Victoire", "Yasmine"];

    private static readonly string[] FamilyNames =
        ["André", "Arnaud", "Benali", "Bernard", "Bertrand", "Blanc", "Bonnet", "Chevalier", "Colin", "David", "Dubois", "Dumont", "Durand", "Faure",
         "Fontaine", "Garcia", "Gauthier", "Girard", "Henry", "Lambert", "Laurent", "Leroy", "Martin", "Mercier", "Morel", "Nguyen", "Perrin",
         "Renard", "Robin", "Rousseau", "Roux", "Simon", "Traoré", "Vidal", "Vincent"];

    private static readonly string[] Trades = ["Atelier", "Cabinet", "Studio", "Agence", "Maison", "Éditions", "Laboratoire", "Comptoir"];

    private static readonly string[] Streets =
        ["rue de la République", "rue Victor-Hugo", "avenue Jean-Jaurès", "rue Pasteur", "place de la Mairie", "rue des Écoles", "rue du Moulin",
         "chemin des Vignes", "rue Gambetta", "boulevard Voltaire", "rue de la Gare", "impasse des Lilas"];

    /// <summary>Some customers of an area, numbered from 1001.</summary>
    /// <param name="area">Where they are.</param>
    /// <param name="count">How many.</param>
    /// <param name="companies">The share that are companies, 0 to 1.</param>
    /// <param name="technicians">Resources some of them prefer or refuse; empty for none.</param>
    /// <param name="seed">The scenario's seed.</param>
    /// <param name="prefix">What their ids begin with.</param>
    internal static ImmutableArray<Customer> Draw(
        Area area, int count, double companies, ImmutableArray<string> technicians, int seed, string prefix = "C-") =>
        [.. Enumerable.Range(0, count).Select(rank => Draw(
            area, string.Create(CultureInfo.InvariantCulture, $"{prefix}{FirstNumber + rank}"), companies, technicians, Dice.Of(seed, "customer", rank)))];

    private static Customer Draw(Area area, string id, double companies, ImmutableArray<string> technicians, Random dice)
    {
        (Commune commune, Location location) = area.Draw(dice);
        string family = dice.One(FamilyNames);
        string name = dice.NextDouble() < companies ? $"{dice.One(Trades)} {family}" : $"{dice.One(GivenNames)} {family}";
        string? tier = dice.Next(100) switch { < 5 => "platinum", < 20 => "gold", < 50 => "silver", _ => null };
        ImmutableArray<string> prefer = Acquaintance(6), refuse = Acquaintance(2);
        return new Customer(
            id, name, $"06 39 98 {dice.Next(100):00} {dice.Next(100):00}",
            $"{dice.Next(1, 120)} {dice.One(Streets)}, {commune.Name}", tier, location, prefer, [], refuse.RemoveRange(prefer), 0);

        // With so many in a hundred, the customer has met a technician before.
        ImmutableArray<string> Acquaintance(int percent) =>
            dice.Next(100) < percent && !technicians.IsEmpty ? [technicians[dice.Next(technicians.Length)]] : [];
    }
}
