using System.Collections.Immutable;
using OptiTime.Planning.Backlog;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Optimization.Improving;

/// <summary>What it costs to leave a job waiting.</summary>
public static class WaitingCosts
{
    /// <summary>How long before it is due a job begins to press: two weeks.</summary>
    public static Seconds Ahead => Seconds.FromHours(14 * 24);

    // What is due now is worth so many times what is due in two weeks or later.
    private const int Pressing = 10;

    /// <summary>
    /// The work, by the dearest who could be asked for each role, so that doing it is never dearer for itself; and an amount that is the higher the nearer it is
    /// due and the higher it ranks.
    /// </summary>
    /// <param name="board">The board.</param>
    /// <param name="catalogue">The catalogue, which says what it takes.</param>
    /// <param name="job">The job.</param>
    /// <param name="now">The present.</param>
    /// <param name="options">What counts.</param>
    /// <returns>An amount in <see cref="CostUnits"/>.</returns>
    internal static long Of(Board board, Catalogue catalogue, Commitment job, Moment now, ImprovementOptions options)
    {
        long dearest = catalogue.Find(job.Service.Id) is { } service ? service.Steps.Sum(step => step.Roles.Sum(role => DearestOf(board, job, step, role) * role.Count)) : 0;
        double left = Math.Clamp((double)(job.Steps[0].Promise.To - now).Value / Ahead.Value, 0, 1);
        double rank = (1 + ((job.Priority ?? JobTerms.DefaultPriority) / (double)JobTerms.DefaultPriority)) / 2;
        return dearest + (long)(CostUnits.Of(options.Waiting) * rank * (1 + ((Pressing - 1) * (1 - left))));
    }

    private static long DearestOf(Board board, Commitment job, ServiceStep step, Role role)
    {
        Seconds taken = role.Occupies(new Interval(default, default(Moment) + step.Duration)).Length;
        ImmutableArray<string> sites = JobSearch.SiteOf(job) is { } site ? [site] : [];
        long dearest = 0;
        foreach (ResourceEntry? entry in board.Table.Slots)
        {
            if (entry is not null && Eligibility.HasKind(entry.Resource, role) && Eligibility.CanBeThere(entry.Resource, role, sites))
                dearest = Math.Max(dearest, CostUnits.Of(taken.Value, 0, entry.Resource.Rates));
        }
        return dearest;
    }
}
