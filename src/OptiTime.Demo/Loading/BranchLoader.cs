using System.Collections.Immutable;
using OptiTime.Demo.Companies;
using OptiTime.Demo.Scenarios;
using OptiTime.Engine.Directory;
using OptiTime.Engine.Planners;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Commands;

namespace OptiTime.Demo.Loading;

/// <summary>Loads one branch of a scenario, or what is missing of it.</summary>
internal sealed class BranchLoader(
    Scenario scenario, Branch branch, ITerritoryPlanners planners, ICustomerDirectory customers, TimeProvider clock, LoadTally tally)
{
    // Days and workloads filled at once, each with one request on its way: as many as a planner commits in one group.
    private const int FilledAtOnce = 64;

    // Customers written in one transaction.
    private const int CustomerBatch = 1_000;

    private readonly PatientCaller _caller = new(planners, clock);
    private readonly string _territory = branch.Territory.Id;

    /// <summary>Loads it.</summary>
    /// <returns>Whether it was there already.</returns>
    internal async Task<bool> LoadAsync(CancellationToken stop)
    {
        Board? before = await planners.BoardAsync(_territory, stop);
        if (before is not null && !before.Settings.Name.EndsWith(ScenarioLoader.FillingMark, StringComparison.Ordinal))
        {
            tally.PassOver(branch);
            return true;
        }
        await PutMasterDataAsync(before, stop);
        tally.Put(branch);
        await FillAsync(before, stop);
        await new BacklogLoader(branch, planners, clock).LoadAsync(stop);
        await _caller.PutAsync(_territory, new DefineTerritory(branch.Territory, null), stop);
        return false;
    }

    private async Task PutMasterDataAsync(Board? before, CancellationToken stop)
    {
        if (before is null)
            await _caller.PutAsync(_territory, new DefineTerritory(branch.Territory with { Name = branch.Territory.Name + ScenarioLoader.FillingMark }, null), stop);
        await _caller.PutAllAsync(
            _territory, branch.Sites.Where(site => before?.Sites.ContainsKey(site.Id) != true).Select(site => new PutSite(site, null)), stop);
        await _caller.PutAllAsync(
            _territory,
            branch.Resources.Where(one => before?.FindResource(one.Resource.Id) is null).Select(one => new PutResource(one.Resource, one.Home, null)), stop);
        foreach (Customer[] batch in branch.Customers.Chunk(CustomerBatch))
        {
            // A batch was written whole or not at all.
            if (await customers.FindAsync(batch[0].Id, stop) is null) await customers.PutAsync(batch, null, stop);
        }
    }

    /// <summary>How many requests of each workload and day an earlier run has booked, by how their ids begin.</summary>
    private static Dictionary<string, int> BookedBefore(Board? board) =>
        (board?.Commitments.Keys ?? []).CountBy(id => id.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9')).ToDictionary(StringComparer.Ordinal);

    private Task FillAsync(Board? before, CancellationToken stop)
    {
        Dictionary<string, int> bookedBefore = BookedBefore(before);
        var filler = new DayFiller(scenario, branch, planners, clock);
        // The first workload has the most to do: begun first, it does not end last and alone.
        ImmutableArray<(Workload Workload, int[] Offsets)> parts =
            [.. branch.Workloads.SelectMany(workload => StretchesOf(workload).Select(offsets => (workload, offsets)))];
        var options = new ParallelOptions { MaxDegreeOfParallelism = FilledAtOnce, CancellationToken = stop };
        return Parallel.ForEachAsync(parts, options, async (part, partStop) =>
        {
            foreach (int offset in part.Offsets) await FillDayAsync(part.Workload, offset, partStop);
        });

        async Task FillDayAsync(Workload workload, int offset, CancellationToken dayStop)
        {
            int day = DayClock.DayOf(scenario.FirstDay) + offset;
            double share = workload.Demand[offset].Share, done = DoneBefore(before, workload, day, share);
            int booked = bookedBefore.GetValueOrDefault(RequestStream.PrefixOf(workload, day));
            tally.Inherit(workload, offset, done);
            await filler.FillAsync(workload, day, share, booked, (served, reached) => Note(reached, served ? 1 : 0, served ? 0 : 1), dayStop);
            Note(1, 0, 0);

            void Note(double reached, int bookings, int unserved)
            {
                tally.Fill(workload, offset, reached - done, bookings, unserved);
                done = reached;
            }
        }
    }

    /// <summary>The days of a workload that are filled by themselves, side by side with others; where services take several days, all of them in order.</summary>
    private IEnumerable<int[]> StretchesOf(Workload workload)
    {
        HashSet<string> wanted = [.. workload.Demand.SelectMany(day => day.Services).Select(one => one.Service)];
        IEnumerable<int> days = Enumerable.Range(0, scenario.Days);
        return scenario.Services.Any(service => service.Steps.Length > 1 && wanted.Contains(service.Id)) ? [[.. days]] : days.Select(offset => (int[])[offset]);
    }

    private static double DoneBefore(Board? before, Workload workload, int day, double share) =>
        before is null || share == 0 ? 0 : Math.Min(1, PlanLoad.Of(before, workload.Resources, day).Share / share);
}
