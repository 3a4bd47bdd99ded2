using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
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
    /// The work, by the dearest who could be asked, so that doing it is never dearer for itself; and an amount that is the higher the nearer it is due and the higher it
    /// ranks.
    /// </summary>
    /// <param name="board">The board.</param>
    /// <param name="job">The job.</param>
    /// <param name="now">The present.</param>
    /// <param name="options">What counts.</param>
    /// <returns>An amount in <see cref="CostUnits"/>.</returns>
    internal static long Of(Board board, Commitment job, Moment now, ImprovementOptions options)
    {
        CommittedStep step = job.Steps[0];
        long dearest = board.Resources.Where(entry => entry.IsMobile).Select(entry => CostUnits.Of(step.Duration.Value, 0, entry.Resource.Rates)).DefaultIfEmpty(0).Max();
        double left = Math.Clamp((double)(step.Promise.To - now).Value / Ahead.Value, 0, 1);
        double rank = (1 + ((job.Priority ?? JobTerms.DefaultPriority) / (double)JobTerms.DefaultPriority)) / 2;
        return dearest + (long)(CostUnits.Of(options.Waiting) * rank * (1 + ((Pressing - 1) * (1 - left))));
    }
}
