using System.Collections.Immutable;
using System.Globalization;

namespace OptiTime.Silo.Commands.Solve;

/// <summary>A route to be written and drawn.</summary>
/// <param name="Vehicle">Who drives it, from 0.</param>
/// <param name="Stops">Its stops, by their numbers in the instance.</param>
/// <param name="Length">How long it is.</param>
internal sealed record SolvedRoute(int Vehicle, ImmutableArray<int> Stops, double Length);

/// <summary>What came of a search.</summary>
/// <param name="Routes">The routes that serve somebody.</param>
/// <param name="Cost">What the checker says they cost.</param>
/// <param name="Faults">What the checker says is wrong with them.</param>
/// <param name="Rounds">How many rounds were made, by all searches together.</param>
/// <param name="Took">How long it took.</param>
internal sealed record Solved(ImmutableArray<SolvedRoute> Routes, double Cost, ImmutableArray<string> Faults, long Rounds, TimeSpan Took)
{
    /// <summary>How many routes there are, in words.</summary>
    internal string RoutesTold => Routes.Length == 1 ? "1 route" : string.Create(CultureInfo.InvariantCulture, $"{Routes.Length} routes");
}
