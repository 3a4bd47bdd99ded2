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
/// Loads a scenario through the commands any caller uses. While the plan is being filled the territory's name says so; a load that was
/// interrupted goes on where it stopped, since every booking has the same id on every run, and one that was finished is not begun again.
/// </summary>
/// <param name="planners">The planners.</param>
/// <param name="customers">The customer table.</param>
/// <param name="clock">The clock: nothing is booked in the past.</param>
public sealed class ScenarioLoader(ITerritoryPlanners planners, ICustomerDirectory customers, TimeProvider clock)
{
    /// <summary>How the name of a territory ends while it is being filled.</summary>
    public const string FillingMark = " (being filled)";

    // Days and workloads filled at once; each keeps three commands in flight, enough for the planner to commit in large groups.
    private const int FilledAtOnce = 24;

    // The share of the progress bar that master data takes.
    private const double MasterDataShare = 0.05;

    private readonly PatientCaller _caller = new(planners, clock);

    /// <summary>Loads a scenario, or what is missing of it.</summary>
    /// <exception cref="LoadFailedException">Something was refused, or the store cannot be written.</exception>
    public async Task<LoadReport> LoadAsync(Scenario scenario, IProgress<LoadProgress>? progress, CancellationToken stop)
    {
        string territory = scenario.Company.Territory.Id;
        Board? before = await planners.BoardAsync(territory, stop);
        if (before is not null && !before.Settings.Name.EndsWith(FillingMark, StringComparison.Ordinal))
            return new LoadReport(true, 0, 0, Loads(scenario, before));

        await PutCompanyAsync(scenario.Company, before, progress, stop);
        (int bookings, int unserved) = await FillAsync(scenario, progress, stop);
        await _caller.PutAsync(territory, new DefineTerritory(scenario.Company.Territory, null), stop);
        return new LoadReport(false, bookings, unserved, Loads(scenario, (await planners.BoardAsync(territory, stop))!));
    }

    private async Task PutCompanyAsync(Company company, Board? before, IProgress<LoadProgress>? progress, CancellationToken stop)
    {
        string territory = company.Territory.Id;
        progress?.Report(new LoadProgress(0, "territory, sites, resources", 0));
        if (before is null)
            await _caller.PutAsync(territory, new DefineTerritory(company.Territory with { Name = company.Territory.Name + FillingMark }, null), stop);
        await PutAllAsync(territory, company.Sites.Where(site => before?.Sites.ContainsKey(site.Id) != true).Select(site => new PutSite(site, null)), stop);
        await PutAllAsync(
            territory,
            company.Resources.Where(one => before?.FindResource(one.Resource.Id) is null).Select(one => new PutResource(one.Resource, one.Home, null)), stop);

        progress?.Report(new LoadProgress(MasterDataShare / 2, "services, customers", 0));
        Catalogue catalogue = await planners.CatalogueAsync(stop);
        await PutAllAsync(
            Catalogue.LogName,
            company.Services.Where(service => !service.Equals(catalogue.Find(service.Id))).Select(service => new PutService(service, null)), stop);
        await customers.PutAsync(company.Customers, null, stop);
    }

    private async Task PutAllAsync(string log, IEnumerable<Command> commands, CancellationToken stop) =>
        await Task.WhenAll(commands.Select(command => _caller.PutAsync(log, command, stop)));

    private async Task<(int Bookings, int Unserved)> FillAsync(Scenario scenario, IProgress<LoadProgress>? progress, CancellationToken stop)
    {
        var filler = new DayFiller(scenario, planners, clock);
        int firstDay = DayClock.DayOf(scenario.FirstDay), bookings = 0, unserved = 0;
        // Technicians have the most to do: begun first, they do not end last and alone.
        (Workload Workload, int Offset)[] parts =
            [.. scenario.Workloads.SelectMany(workload => Enumerable.Range(0, scenario.Days).Select(offset => (workload, offset)))];
        double[] done = new double[parts.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = FilledAtOnce, CancellationToken = stop };
        await Parallel.ForAsync(0, parts.Length, options, async (index, partStop) =>
        {
            (Workload workload, int offset) = parts[index];
            double share = workload.ShareOn(offset, scenario.Days);
            int missed = await filler.FillAsync(workload, firstDay + offset, share, (booked, part) =>
            {
                int sum = Interlocked.Add(ref bookings, booked);
                done[index] = part;
                progress?.Report(new LoadProgress(MasterDataShare + ((1 - MasterDataShare) * done.Average()), "bookings", sum));
            }, partStop);
            Interlocked.Add(ref unserved, missed);
        });
        return (bookings, unserved);
    }

    private static ImmutableArray<WorkloadLoad> Loads(Scenario scenario, Board board)
    {
        int firstDay = DayClock.DayOf(scenario.FirstDay);
        return [.. scenario.Workloads.Select(workload => new WorkloadLoad(
            workload.Name, PlanLoad.Of(board, workload.Resources, firstDay + 1, firstDay + scenario.Days)))];
    }
}
