using OptiTime.Simulation.Runs;

namespace OptiTime.Simulation.Commands;

/// <summary>What was asked for on the command line.</summary>
/// <param name="Time">How long to play.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Episode">The only episode to play; null for one after the other.</param>
/// <param name="Episodes">How many at the most.</param>
/// <param name="Threads">How many at once.</param>
/// <param name="Options">What each is made of.</param>
internal sealed record SimulationOrder(TimeSpan Time, ulong Seed, long? Episode, long Episodes, int Threads, EpisodeOptions Options);
