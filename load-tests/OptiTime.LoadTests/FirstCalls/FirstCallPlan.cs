using OptiTime.Planning.Search;

namespace OptiTime.LoadTests.FirstCalls;

/// <summary>What day is played.</summary>
/// <param name="Scenario">The company; its first branch and that one's first workload.</param>
/// <param name="Technicians">How many people it has.</param>
/// <param name="Taken">The share of each day's working time that is taken before the first call, 0 to 1; travel counts as work.</param>
/// <param name="Days">How many days are filled and can be asked for.</param>
/// <param name="Calls">How many call; null for as many as are served on a day.</param>
/// <param name="Impact">What an offer may move.</param>
/// <param name="Seed">Where the randomness comes from.</param>
internal sealed record FirstCallPlan(string Scenario, int Technicians, double Taken, int Days, int? Calls, ImpactAllowed Impact, int Seed);
