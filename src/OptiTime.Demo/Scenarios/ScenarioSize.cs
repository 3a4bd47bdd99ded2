namespace OptiTime.Demo.Scenarios;

/// <summary>How large a scenario is made.</summary>
/// <param name="Technicians">How many technicians, where the scenario has any. 1 to 200; from 8 on every skill is there.</param>
/// <param name="Customers">How many customers. 1 to 9,000.</param>
/// <param name="Days">How many days are filled. 1 to 60.</param>
public sealed record ScenarioSize(int Technicians, int Customers, int Days)
{
    /// <summary>The size of a demonstration: 40 technicians, 600 customers, 30 days.</summary>
    public static ScenarioSize Full { get; } = new(40, 600, 30);
}
