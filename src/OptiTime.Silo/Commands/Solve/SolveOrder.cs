using OptiTime.Planning.Optimization.Instances;

namespace OptiTime.Silo.Commands.Solve;

/// <summary>How an instance is to be solved.</summary>
/// <param name="Time">For how long.</param>
/// <param name="Seed">The number chance begins with.</param>
/// <param name="Convention">How distances are counted.</param>
/// <param name="Threads">How many searches look side by side.</param>
internal sealed record SolveOrder(TimeSpan Time, ulong Seed, DistanceConvention Convention, int Threads);
