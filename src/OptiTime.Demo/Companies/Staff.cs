using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using OptiTime.Demo.Geography;
using OptiTime.Demo.Scenarios;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Travel;

namespace OptiTime.Demo.Companies;

/// <summary>The people of a service company: technicians on tours from their homes, and agents by phone.</summary>
internal static class Staff
{
    // Dealt out in turn, so that eight technicians have every skill at the level the services ask for.
    private static readonly Skill[][] Trades =
    [
        [new("gas-boiler", 3), new("plumbing", 1), new("electricity", 1)],
        [new("gas-boiler", 2), new("heat-pump", 1)],
        [new("electricity", 2), new("heat-pump", 2)],
        [new("gas-boiler", 1), new("plumbing", 2)],
        [new("heat-pump", 2), new("electricity", 1), new("plumbing", 1)],
        [new("gas-boiler", 2), new("electricity", 1)],
        [new("plumbing", 2), new("gas-boiler", 1)],
        [new("heat-pump", 2), new("gas-boiler", 2)],
    ];

    /// <summary>Technicians, ... with homes in an area.</summary>
    /// <param name="area">Where they live.</param>
    /// <param name="count">How many.</param>
    /// <param name="clock">The territory's clock.</param>
    /// <param name="firstDay">The first day of the scenario; absences are drawn for the horizon behind it.</param>
    /// <param name="seed">The scenario's seed.</param>
    internal static ImmutableArray<Employed> Technicians(Area area, int count, DayClock clock, int firstDay, int seed) =>
        [.. Enumerable.Range(1, count).Select(rank => Technician(area, rank, clock, firstDay, seed))];

    /// <summary>Agents, ... who give advice by phone.</summary>
    internal static ImmutableArray<Employed> Agents(int count) =>
        [.. Enumerable.Range(1, count).Select(rank => string.Create(CultureInfo.InvariantCulture, $"A-{rank}")).Select(id => new Employed(
            new Resource(id, $"Agent {id}", "agent", Mobility.Remote, null, null, null, 1, [new("advice", 1)],
                Hours.Weekly(Hours.WithLunch(Hours.Weekdays, 9, 18)), new CostRates(new Money(3_000), Money.Zero)), null))];

    private static Employed Technician(Area area, int rank, DayClock clock, int firstDay, int seed)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"R-{rank}");
        Random dice = Dice.Of(seed, "technician", rank);
        (Commune commune, Location location) = area.Draw(dice);
        Skill[] skills = Trades[(rank - 1) % Trades.Length];
        bool early = dice.Next(3) == 0;
        // One in seven works four days.
        IsoDayOfWeek free = dice.Next(2) == 0 ? IsoDayOfWeek.Wednesday : IsoDayOfWeek.Friday;
        ImmutableArray<IsoDayOfWeek> days = rank % 7 == 0 ? Hours.Weekdays.Remove(free) : Hours.Weekdays;
        Shift shift = early ? Hours.WithLunch(days, 7.5, 16.5) : Hours.WithLunch(days, 8, 17);
        var working = new WorkingTime(null, [shift], [], Hours.Absences(clock, firstDay, TerritorySettings.DefaultHorizonDays, seed, id));
        var rates = new CostRates(new Money(3_200 + (300 * skills.Max(skill => skill.Level))), new Money(45));
        string home = $"home-{id}";
        return new Employed(
            new Resource(id, $"Technician {rank}, {commune.Name}", "technician", Mobility.Mobile, null, home, null, 1, [.. skills], working, rates),
            new Place(home, location));
    }
}
