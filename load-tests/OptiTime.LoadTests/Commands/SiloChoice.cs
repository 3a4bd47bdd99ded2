using System.CommandLine;
using OptiTime.Demo.Scenarios;
using OptiTime.Silo.Commands;

namespace OptiTime.LoadTests.Commands;

/// <summary>Options of the commands that start a silo of their own.</summary>
internal static class SiloChoice
{
    /// <summary>What its plan is filled with.</summary>
    internal static Option<string> Scenario() =>
        new Option<string>("--scenario") { Description = "The demo's company its plan is of.", HelpName = "NAME", DefaultValueFactory = _ => KnownScenarios.Default }
            .OneOf([.. KnownScenarios.All.Select(known => known.Name)]);

    /// <summary>Where its plan is kept.</summary>
    internal static Option<string?> Data() => new("--data") { Description = "Where its plan is kept. [default: a new directory, removed at the end]", HelpName = "DIR" };
}
