using OptiTime.Simulation.Store;

namespace OptiTime.Simulation.Runs;

/// <summary>What an episode is made of.</summary>
internal sealed record EpisodeOptions
{
    /// <summary>How many attempts to book callers make before they go home. Default 4,000.</summary>
    internal long Attempts { get; init; } = 4_000;

    /// <summary>After how many steps whole boards are checked. Default 1,000.</summary>
    internal int WholeBoardEvery { get; init; } = 1_000;

    /// <summary>The defect put in on purpose. Default: none.</summary>
    internal Mutant Mutant { get; init; } = Mutant.None;
}
