using System.Collections.Immutable;
using NodaTime;

namespace OptiTime.Demo.Scenarios;

/// <summary>The scenarios that can be asked for by name.</summary>
public static class KnownScenarios
{
    private delegate Scenario Maker(LocalDate firstDay, ScenarioSize size);

    private static readonly (string Name, string Shows, ScenarioSize Full, Maker Make)[] Makers =
    [
        (LyonScenario.Name, LyonScenario.Shows, LyonScenario.Full, LyonScenario.Create),
        (MultiburoScenario.Name, MultiburoScenario.Shows, MultiburoScenario.Full, MultiburoScenario.Create),
        (DomoservicesScenario.Name, DomoservicesScenario.Shows, DomoservicesScenario.Full, DomoservicesScenario.Create),
        (VivendiWaterScenario.Name, VivendiWaterScenario.Shows, VivendiWaterScenario.Full, VivendiWaterScenario.Create),
        (EcsScenario.Name, EcsScenario.Shows, EcsScenario.Full, EcsScenario.Create),
        (CegosScenario.Name, CegosScenario.Shows, CegosScenario.Full, CegosScenario.Create),
    ];

    /// <summary>The scenario shown unless another is asked for.</summary>
    public const string Default = LyonScenario.Name;

    /// <summary>Their names and what each shows, the default first.</summary>
    public static ImmutableArray<(string Name, string Shows)> All { get; } = [.. Makers.Select(known => (known.Name, known.Shows))];

    /// <summary>The zone whose local day is a scenario's first; all are French.</summary>
    public const string Zone = "Europe/Paris";

    /// <summary>Makes a scenario.</summary>
    /// <param name="name">One of <see cref="All"/>.</param>
    /// <param name="firstDay">The first local day to be filled.</param>
    /// <param name="size">How large; null for the scenario's own size, that of a demonstration.</param>
    /// <exception cref="ArgumentException">There is no scenario of that name; the message lists those there are.</exception>
    public static Scenario Create(string name, LocalDate firstDay, ScenarioSize? size = null)
    {
        foreach ((string known, _, ScenarioSize full, Maker make) in Makers)
        {
            if (known == name) return make(firstDay, size ?? full);
        }
        throw new ArgumentException($"There is no scenario '{name}'. Known scenarios: {string.Join(", ", All.Select(known => known.Name))}.", nameof(name));
    }
}
