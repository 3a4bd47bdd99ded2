using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Optimization.Improving;

/// <summary>What it is worth to plan a job that waits.</summary>
public static class JobCosts
{
    /// <summary>How long before it is due a job begins to press: two weeks.</summary>
    public static Seconds Ahead => Seconds.FromHours(14 * 24);

    // What is due now is worth so many times what is due in two weeks or later.
    private const int Pressing = 10;

    /// <summary>What it costs to leave a job waiting: its work by the dearest who could be asked, and more the nearer it is due and the higher it ranks.</summary>
    /// <param name="board">The board.</param>
    /// <param name="job">The job.</param>
    /// <param name="now">The present.</param>
    /// <param name="waiting">What it costs to leave a job of middle priority waiting that does not press.</param>
    /// <returns>An amount in <see cref="CostUnits"/>.</returns>
    public static long OfWaiting(Board board, Commitment job, Moment now, Money waiting)
    {
        CommittedStep step = job.Steps[0];
        double left = Math.Clamp((double)(step.Promise.To - now).Value / Ahead.Value, 0, 1);
        double rank = (1 + ((job.Priority ?? JobTerms.DefaultPriority) / (double)JobTerms.DefaultPriority)) / 2;
        long work = board.Resources.Where(entry => entry.IsMobile).Select(entry => CostUnits.Of(step.Duration.Value, 0, entry.Resource.Rates)).DefaultIfEmpty(0).Max();
        return work + (long)(CostUnits.Of(waiting) * rank * (1 + ((Pressing - 1) * (1 - left))));
    }
}
