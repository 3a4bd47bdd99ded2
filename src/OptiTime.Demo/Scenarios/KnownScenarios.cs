using System.Collections.Immutable;
using NodaTime;

namespace OptiTime.Demo.Scenarios;

/// <summary>The scenarios that can be asked for by name.</summary>
public static class KnownScenarios
{
    /// <summary>The scenario shown unless another is asked for.</summary>
    public const string Default = LyonScenario.Name;

    /// <summary>Their names and what each shows, the default first.</summary>
    public static ImmutableArray<(string Name, string Shows)> All { get; } =
        [(LyonScenario.Name, LyonScenario.Shows), (MultiburoScenario.Name, MultiburoScenario.Shows)];

    /// <summary>The zone whose local day is a scenario's first; all are French.</summary>
    public const string Zone = "Europe/Paris";

    /// <summary>Makes a scenario.</summary>
    /// <param name="name">One of <see cref="All"/>.</param>
    /// <param name="firstDay">The first local day to be filled.</param>
    /// <param name="size">How large; null for <see cref="ScenarioSize.Full"/>.</param>
    /// <exception cref="ArgumentException">There is no scenario of that name; the message lists those there are.</exception>
    public static Scenario Create(string name, LocalDate firstDay, ScenarioSize? size = null) => name switch
    {
        LyonScenario.Name => LyonScenario.Create(firstDay, size ?? ScenarioSize.Full),
        MultiburoScenario.Name => MultiburoScenario.Create(firstDay, size ?? ScenarioSize.Full),
        _ => throw new ArgumentException(
            $"There is no scenario '{name}'. Known scenarios: {string.Join(", ", All.Select(known => known.Name))}.", nameof(name)),
    };
}
