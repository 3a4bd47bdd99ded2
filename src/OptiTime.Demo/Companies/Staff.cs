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

/// <summary>The people of a service company: those on tours from their homes, and agents by phone.</summary>
/// <param name="area">Where they live.</param>
/// <param name="firstDay">The first day of the scenario; absences are drawn for the horizon behind it.</param>
/// <param name="seed">The scenario's seed.</param>
internal sealed class Staff(Area area, LocalDate firstDay, int seed)
{
    private readonly DayClock _clock = DayClock.For(KnownScenarios.Zone)!;

    /// <summary>People of a profession, numbered from 1, with homes in the area.</summary>
    internal ImmutableArray<Employed> OnTour(Profession profession, int count) =>
        [.. Enumerable.Range(1, count).Select(rank => OneOnTour(profession, rank))];

    /// <summary>Agents who give advice by phone.</summary>
    /// <param name="count">How many.</param>
    /// <param name="prefix">What their ids begin with.</param>
    internal static ImmutableArray<Employed> Agents(int count, string prefix = "A-") =>
        [.. Enumerable.Range(1, count).Select(rank => string.Create(CultureInfo.InvariantCulture, $"{prefix}{rank}")).Select(id => new Employed(
            new Resource(id, $"Agent {id}", "agent", Mobility.Remote, null, null, null, 1, [new("advice", 1)],
                Hours.Weekly(Hours.WithLunch(Hours.Weekdays, 9, 18)), new CostRates(new Money(3_000), Money.Zero)), null))];

    private Employed OneOnTour(Profession profession, int rank)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"{profession.Prefix}{rank}");
        Random dice = Dice.Of(seed, profession.Kind, rank);
        (Commune commune, Location location) = area.Draw(dice);
        Skill[] skills = profession.Skills[(rank - 1) % profession.Skills.Length];
        Shift shift = dice.One(profession.Shifts);
        // One in seven works four days.
        IsoDayOfWeek free = dice.Next(2) == 0 ? IsoDayOfWeek.Wednesday : IsoDayOfWeek.Friday;
        if (rank % 7 == 0) shift = shift with { Days = shift.Days.Remove(free) };
        var working = new WorkingTime(
            null, [shift], Hours.Holidays(firstDay, TerritorySettings.DefaultHorizonDays),
            Hours.Absences(_clock, DayClock.DayOf(firstDay), TerritorySettings.DefaultHorizonDays, seed, id));
        var rates = new CostRates(new Money(3_200 + (300 * skills.Max(skill => skill.Level))), new Money(45));
        string home = $"home-{id}";
        return new Employed(
            new Resource(id, $"{profession.Title} {rank}, {commune.Name}", profession.Kind, Mobility.Mobile, null, home, profession.Profile?.Name, 1,
                [.. skills], working, rates),
            new Place(home, location));
    }
}
