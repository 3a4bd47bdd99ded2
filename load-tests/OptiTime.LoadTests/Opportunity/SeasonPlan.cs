namespace OptiTime.LoadTests.Opportunity;

/// <summary>What is played.</summary>
/// <param name="Scenario">The company.</param>
/// <param name="Technicians">How many people its first workload has.</param>
/// <param name="Load">How much is asked for, as a share of what the people could do.</param>
/// <param name="Weeks">How many weeks are measured.</param>
/// <param name="Learning">How many weeks before them demand is only counted.</param>
/// <param name="Seed">Where the randomness comes from.</param>
internal sealed record SeasonPlan(string Scenario, int Technicians, double Load, int Weeks, int Learning, int Seed);
