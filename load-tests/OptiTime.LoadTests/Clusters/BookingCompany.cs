using NodaTime;
using OptiTime.Demo.Companies;
using OptiTime.Demo.Scenarios;

namespace OptiTime.LoadTests.Clusters;

/// <summary>The company that is booked: the national scenario's largest territories, with as much in their plans as leaves room for a run.</summary>
internal static class BookingCompany
{
    /// <summary>What callers want: visits of technicians. Counters and trucks are few, and would be full after a minute of such a run.</summary>
    internal static IReadOnlyList<string> Services { get; } =
        ["meter-reading", "meter-replacement", "water-sample", "leak-search", "water-heater-repair", "softener-service"];

    private const string Nation = "vivendi-water";
    private const int Technicians = 1_100, Customers = 30_000, FilledDays = 14;

    // Of the working time the scenario would fill; the weeks behind the filled ones are empty.
    private const double Filled = 0.5;

    /// <summary>Makes it.</summary>
    /// <param name="firstDay">The first local day to be filled.</param>
    /// <param name="territories">How many territories; at most those of the scenario.</param>
    internal static Scenario Create(LocalDate firstDay, int territories)
    {
        Scenario nation = KnownScenarios.Create(Nation, firstDay, new ScenarioSize(Technicians, Customers, FilledDays));
        return nation with { Branches = [.. nation.Branches.Take(territories).Select(Thin)] };
    }

    private static Branch Thin(Branch branch) => branch with
    {
        Workloads = [.. branch.Workloads.Select(workload => workload with
        {
            Demand = [.. workload.Demand.Select(day => day with { Share = day.Share * Filled })],
        })],
    };
}
