using OptiTime.Planning.Search;

namespace OptiTime.LoadTests.FirstCalls;

/// <summary>What is played.</summary>
/// <param name="Scenario">The company; its first branch and that one's first workload.</param>
/// <param name="Technicians">How many people it has.</param>
/// <param name="Taken">How full the days are to be when they are over: the share of working time, 0 to 1; travel counts as work.</param>
/// <param name="Before">How many days are lived before the first day that is told of: the plan begins empty.</param>
/// <param name="Days">How many working days are told of.</param>
/// <param name="Impact">What an offer may move.</param>
/// <param name="Weight">What opportunity cost is multiplied by; 0 for none.</param>
/// <param name="Seed">Where the randomness comes from.</param>
internal sealed record FirstCallPlan(string Scenario, int Technicians, double Taken, int Before, int Days, ImpactAllowed Impact, double Weight, int Seed);
