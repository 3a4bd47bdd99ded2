using OptiTime.Demo.Companies;
using OptiTime.Demo.Scenarios;
using OptiTime.Engine.Planners;
using OptiTime.Planning.Backlog;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Demo.Loading;

/// <summary>
/// Takes the backlog of a branch on, in the order in which planners look at jobs, and plans each where there is room: the planner's host does the
/// same, but when it comes to it nobody can say, and a demonstration is the same on every run.
/// </summary>
internal sealed class BacklogLoader(Branch branch, ITerritoryPlanners planners, TimeProvider clock)
{
    // The planner's host may be faster, or somebody may book.
    private const int Tries = 4;

    private const long Positions = 1_000_000;

    private readonly PatientCaller _caller = new(planners, clock);
    private readonly SlotSearch _search = new();
    private readonly string _territory = branch.Territory.Id;

    /// <summary>Takes it on, or what is missing of it.</summary>
    internal async Task LoadAsync(CancellationToken stop)
    {
        Catalogue catalogue = await planners.CatalogueAsync(stop);
        foreach (BacklogWork work in branch.Backlog.OrderBy(work => work.DueDay).ThenByDescending(work => work.Priority).ThenBy(work => work.Id, StringComparer.Ordinal))
        {
            if (!(await BoardAsync(stop)).Commitments.ContainsKey(work.Id)) await _caller.PutAsync(_territory, new RecordJob(work.Id, await TermsAsync(work, stop)), stop);
            await PlanAsync(work.Id, catalogue, stop);
        }
    }

    private async Task<JobTerms> TermsAsync(BacklogWork work, CancellationToken stop)
    {
        Board board = await BoardAsync(stop);
        var between = new Interval(board.Clock.StartOf(work.FirstDay), board.Clock.StartOf(work.DueDay + 1));
        var place = new Place($"home-{work.Customer.Id}", work.Customer.Location, work.Customer.Id);
        return new JobTerms(work.Service, work.Customer.Id, null, place, null, between, work.Priority);
    }

    private async Task PlanAsync(string id, Catalogue catalogue, CancellationToken stop)
    {
        for (int attempt = 0; attempt < Tries; attempt++)
        {
            PlanJob? plan = JobSearch.Find(_search, await BoardAsync(stop), catalogue, id, Moment.From(clock.GetUtcNow()), Positions);
            if (plan is null || await _caller.SendAsync(_territory, plan, null, stop) is Accepted) return;
        }
    }

    private async Task<Board> BoardAsync(CancellationToken stop) =>
        await planners.BoardAsync(_territory, stop) ?? throw new LoadFailedException($"Territory '{_territory}' is gone.");
}
