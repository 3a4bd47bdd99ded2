using OptiTime.Simulation.Checks;

namespace OptiTime.Simulation.Runs;

/// <summary>What came of an episode.</summary>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Episode">Its number in the run.</param>
/// <param name="Figures">What it comes to.</param>
/// <param name="Violation">The promise that was broken; null where none was.</param>
/// <param name="Latest">The latest lines of the trace; none where nothing was broken.</param>
internal sealed record EpisodeResult(
    ulong Seed, long Episode, Figures Figures, Violation? Violation, IReadOnlyList<string> Latest);
