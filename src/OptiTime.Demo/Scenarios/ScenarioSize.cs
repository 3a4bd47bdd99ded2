namespace OptiTime.Demo.Scenarios;

/// <summary>How large a scenario is made, all its branches together.</summary>
/// <param name="Technicians">
/// How many technicians, where the scenario has any. 1 to 5,000; from 8 on every skill is there. A national scenario has at least 6 in each
/// territory.
/// </param>
/// <param name="Customers">How many customers. 1 to 100,000; a national scenario has at least 10 in each territory.</param>
/// <param name="Days">How many days are filled. 1 to 80.</param>
public sealed record ScenarioSize(int Technicians, int Customers, int Days);
