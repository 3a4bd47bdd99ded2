using OptiTime.Planning.Commitments;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;

namespace OptiTime.Planning.Boards;

/// <summary>How likely a commitment keeps its promises as it stands on a board.</summary>
public static class Punctuality
{
    /// <summary>
    /// The probability, 0 to 1, that everybody is there within the promise of each step: the smallest of all who take part. Null when nobody stands
    /// on the board for it.
    /// </summary>
    public static double? Of(Board board, Commitment commitment)
    {
        double? least = null;
        for (int step = 0; step < commitment.Steps.Length; step++)
        {
            for (int assignment = 0; assignment < commitment.Steps[step].Assignments.Length; assignment++)
            {
                if (board.Find(commitment, step, assignment) is not { } standing) continue;
                TourStop stop = standing.Stop;
                double onTime = OnTime.Of(standing.Tour, standing.Index, stop with { Latest = LatestOf(commitment.Steps[step]) - stop.Lead });
                least = Math.Min(least ?? 1, onTime);
            }
        }
        return least;
    }

    /// <summary>The last start that keeps a promise. One that is fixed so that several come together may be missed and the window told still kept.</summary>
    /// <param name="promise">The promise.</param>
    /// <param name="earliest">The first start agreed.</param>
    /// <param name="latest">The last start agreed (included).</param>
    /// <param name="duration">How long the step takes.</param>
    internal static Moment LatestOf(Interval promise, Moment earliest, Moment latest, Seconds duration)
    {
        bool isWindow = earliest == latest && promise != new Interval(earliest, earliest + duration);
        return isWindow ? promise.To - new Seconds(1) : latest;
    }

    private static Moment LatestOf(CommittedStep step) => LatestOf(step.Promise, step.EarliestStart, step.LatestStart, step.Duration);
}
