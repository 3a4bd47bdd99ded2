using OptiTime.Simulation.Runs;

namespace OptiTime.Simulation.Commands;

/// <summary>What was asked for on the command line.</summary>
/// <param name="Time">How long to play.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Scenario">The only scenario to play; null for one after the other.</param>
/// <param name="Scenarios">How many at the most.</param>
/// <param name="Threads">How many at once.</param>
/// <param name="Options">What each is made of.</param>
internal sealed record SimulationOrder(TimeSpan Time, ulong Seed, long? Scenario, long Scenarios, int Threads, ScenarioOptions Options);
