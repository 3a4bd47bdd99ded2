using OptiTime.Planning.Boards;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Repair;

/// <summary>
/// Finds the smallest change that puts back what lost its place, inside what was promised: in this order as many promises kept, as few bookings moved, as
/// few jobs that wait, then minutes and cost. Several attempts are compared: what anybody would do by hand, then by regret, then with the costs looked at
/// differently; each makes room by ejection chains for what has no free place. Nothing that has begun, is frozen or pinned is moved, and nothing more
/// urgent than what it would be moved for. Pure: the same board, work, budget and moment give the same repair.
/// </summary>
public static class RepairSearch
{
    /// <summary>How many attempts are made where something could be better.</summary>
    private const int MostAttempts = 6;

    /// <summary>How many attempts are made where everything has a place and nothing was moved.</summary>
    private const int AttemptsToSave = 3;

    /// <summary>About how many positions a repair looks at unless somebody says otherwise: some 30 ms of work.</summary>
    public const long DefaultPositions = 3_000_000;

    /// <summary>Looks for a repair.</summary>
    /// <param name="board">The board after what happened, on which the work that lost its place stands in no tour.</param>
    /// <param name="lost">That work.</param>
    /// <param name="budget">What the repair may cost others.</param>
    /// <param name="now">The present.</param>
    /// <param name="positions">At most about so many positions are looked at.</param>
    public static RepairPlan Find(Board board, IReadOnlyCollection<LostWork> lost, RepairBudget budget, Moment now, long positions = DefaultPositions)
    {
        var field = new RepairField(board, [.. lost.Where(one => RepairItems.IsSingle(one.Work))], budget, now);
        var scan = new RepairScan(board, positions);
        var attempt = new RepairAttempt(field, scan);
        FieldState given = field.Save();
        attempt.Greedily();
        RepairItem[] byHand = [.. attempt.Bookings.Where(item => item.Slot >= 0)];
        attempt.ByChains();
        (FieldState best, RepairScore score) = (field.Save(), RepairScore.Of(field, attempt.Bookings));
        for (int number = 0; number < (score is { Unkept: 0, Moved: 0 } ? AttemptsToSave : MostAttempts) && scan.Left > 0; number++)
        {
            field.Restore(given);
            attempt.ByRegret(number);
            attempt.ByChains();
            var other = RepairScore.Of(field, attempt.Bookings);
            // What would find a place by hand finds one, whatever else could be had for it.
            if (other.CompareTo(score) >= 0 || byHand.Any(item => item.Slot < 0)) continue;
            (best, score) = (field.Save(), other);
        }
        field.Restore(best);
        attempt.FillWithJobs();
        return RepairReport.Of(field, lost, scan.Left <= 0);
    }
}
