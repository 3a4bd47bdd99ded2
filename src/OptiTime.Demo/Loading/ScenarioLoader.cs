using System.Collections.Immutable;
using OptiTime.Demo.Companies;
using OptiTime.Demo.Scenarios;
using OptiTime.Engine.Directory;
using OptiTime.Engine.Planners;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;

namespace OptiTime.Demo.Loading;

/// <summary>
/// Loads a scenario through the commands any caller uses. While a plan is being filled its territory's name says so; a load that was
/// interrupted goes on where it stopped, since every booking has the same id on every run, and one that was finished is not begun again.
/// </summary>
/// <param name="planners">The planners.</param>
/// <param name="customers">The customer table.</param>
/// <param name="directory">Knows which territories there are.</param>
/// <param name="clock">The clock: nothing is booked in the past.</param>
public sealed class ScenarioLoader(ITerritoryPlanners planners, ICustomerDirectory customers, IPlanDirectory directory, TimeProvider clock)
{
    /// <summary>How the name of a territory ends while it is being filled.</summary>
    public const string FillingMark = " (being filled)";

    // A branch more than there are processors: while one waits for the disk, the others plan.
    private static readonly int BranchesAtOnce = Environment.ProcessorCount + 1;

    /// <summary>Loads a scenario, or what is missing of it.</summary>
    /// <exception cref="LoadFailedException">The store is another company's, something was refused, or the store cannot be written.</exception>
    public async Task<LoadReport> LoadAsync(Scenario scenario, IProgress<LoadProgress>? progress, CancellationToken stop)
    {
        await RefuseAnotherCompanyAsync(scenario, stop);
        var tally = new LoadTally(scenario, progress);
        tally.Begin();
        Catalogue catalogue = await planners.CatalogueAsync(stop);
        await new PatientCaller(planners, clock).PutAllAsync(
            Catalogue.LogName,
            scenario.Services.Where(service => !service.Equals(catalogue.Find(service.Id))).Select(service => new PutService(service, null)), stop);

        int loaded = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = BranchesAtOnce, CancellationToken = stop };
        await Parallel.ForEachAsync(scenario.Branches, options, async (branch, branchStop) =>
        {
            if (!await new BranchLoader(scenario, branch, planners, customers, clock, tally).LoadAsync(branchStop)) Interlocked.Increment(ref loaded);
        });
        var loads = ImmutableArray.CreateBuilder<BranchLoad>();
        foreach (Branch branch in scenario.Branches)
            loads.Add(LoadOf(scenario, branch, (await planners.BoardAsync(branch.Territory.Id, stop))!));
        return new LoadReport(loaded == 0, tally.Bookings, tally.Unserved, loads.DrainToImmutable());
    }

    /// <summary>A made-up company is never put beside another, whose services it would change.</summary>
    private async Task RefuseAnotherCompanyAsync(Scenario scenario, CancellationToken stop)
    {
        IReadOnlyList<TerritorySettings> there = await directory.TerritoriesAsync(stop);
        if (there.Count == 0 || there.Any(one => scenario.Branches.Any(branch => branch.Territory.Id == one.Id))) return;
        throw new LoadFailedException(
            $"the directory holds the plans of another company ({there[0].Name}{(there.Count > 1 ? ", ..." : "")}). Give {scenario.Company} a directory of its own with --data.");
    }

    private static BranchLoad LoadOf(Scenario scenario, Branch branch, Board board)
    {
        int firstDay = DayClock.DayOf(scenario.FirstDay);
        int jobs = board.Commitments.Values.Count(entry => entry.Commitment.IsJob);
        return new BranchLoad(
            branch.Territory.Name, branch.Resources.Count(one => one.Resource.Mobility == Mobility.Mobile), board.Commitments.Count - jobs, jobs, jobs - board.Waiting.Count,
            [.. branch.Workloads.Select(workload => new WorkloadLoad(workload.Name, [.. Enumerable
                .Range(firstDay + 1, scenario.Days - 1)
                .GroupBy(day => DayClock.DateOf(day).With(NodaTime.DateAdjusters.PreviousOrSame(NodaTime.IsoDayOfWeek.Monday)))
                .Select(week => WeekOf(week.Key, [.. week], board, workload))]))]);
    }

    private static WeekLoad WeekOf(NodaTime.LocalDate monday, int[] days, Board board, Workload workload)
    {
        var urgent = days.SelectMany(day => board.ToursOf(day)).Where(tour => workload.Resources.Contains(board.ResourceOf(tour.Resource).Resource.Id))
            .SelectMany(tour => tour.Stops).Select(stop => board.Commitments[stop.Commitment].Commitment).Where(commitment => !commitment.IsJob)
            .Select(commitment => commitment.Service.Class == PriorityClass.Urgent).ToList();
        PlanLoad load = days.Aggregate(default(PlanLoad), (sum, day) => sum + PlanLoad.Of(board, workload.Resources, day));
        return new WeekLoad(monday, load, urgent.Count, urgent.Count(one => one));
    }
}
