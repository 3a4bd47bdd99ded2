using System.Collections.Immutable;

namespace OptiTime.Planning.Optimization;

/// <summary>
/// Looks for a cheap plan by ruin and recreate: stops near each other are taken out and put in again, and what comes of it is kept when it is cheaper, or a
/// little dearer while the search is still warm (SISR: Christiaens and Vanden Berghe 2020, "Slack induction by string removals for vehicle routing
/// problems", Transportation Science 54(2)). The same problem, seed and number of rounds give the same plan. It makes nothing while it searches.
/// </summary>
public static class RouteSearch
{
    /// <summary>Searches until the share of its time that is over reaches 1, or it is stopped.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="start">The stops of each vehicle in the plan to begin with, which keeps every window; null to begin with nothing.</param>
    /// <param name="seed">Decides what is left to chance.</param>
    /// <param name="settings">How it searches.</param>
    /// <param name="pace">How long it searches, and what it found so far.</param>
    /// <param name="stop">Ends it early: the best plan so far is the result.</param>
    /// <returns>The cheapest plan found: never dearer than the one to begin with.</returns>
    public static RoutingPlan Run(
        RoutingProblem problem, IReadOnlyList<ImmutableArray<int>>? start, ulong seed, SearchSettings settings, SearchPace pace, CancellationToken stop) =>
        problem.CountsDuration ? new RuinAndRecreate<WorkedRoads>(problem, default, start, seed, settings).Run(pace, stop)
        : problem.IsPlain
            ? new RuinAndRecreate<PlainRoads>(problem, default, start, seed, settings).Run(pace, stop)
            : new RuinAndRecreate<PacedRoads>(problem, new PacedRoads(problem.Vehicles), start, seed, settings).Run(pace, stop);
}
