using OptiTime.Planning.Boards;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Repair;

/// <summary>
/// Finds the smallest change that puts back what lost its place, inside what was promised: in this order as many promises kept, as few bookings moved, as
/// few jobs that wait, then minutes and cost. Several attempts are compared: what anybody would do by hand, then by regret, then with the costs looked at
/// differently; the best of them make room by ejection chains for what has no free place, for one before another in several orders. Nothing that has begun, is frozen
/// or pinned is moved, and what is more urgent than what it would be moved for only where a promise would be broken otherwise. Pure: the same board, work, budget
/// and moment give the same repair.
/// </summary>
public static class RepairSearch
{
    /// <summary>In how many ways what has lost its place is put into free places.</summary>
    private const int Variations = 12;

    /// <summary>For how many of them, the best ones, room is made by chains.</summary>
    private const int Chained = 4;

    /// <summary>For what would be broken otherwise as many positions more are looked at as this part of the work budget, if that is used up.</summary>
    private const int LastResort = 4;

    /// <summary>About how many positions a repair looks at unless somebody says otherwise: some 25 ms of work.</summary>
    public const long DefaultPositions = 800_000;

    /// <summary>Looks for a repair.</summary>
    /// <param name="board">The board after what happened, on which the work that lost its place stands in no tour.</param>
    /// <param name="lost">That work.</param>
    /// <param name="budget">What the repair may cost others.</param>
    /// <param name="now">The present.</param>
    /// <param name="positions">At most about so many positions are looked at.</param>
    public static RepairPlan Find(Board board, IReadOnlyCollection<LostWork> lost, RepairBudget budget, Moment now, long positions = DefaultPositions)
    {
        // Where several must come together there are fewest ways: they choose first.
        var groups = GroupRepair.Of(board, lost, budget, now);
        if (budget.MaximumResources is { } most) budget = budget with { MaximumResources = most - groups.Resources.Count };
        LostWork[] single = [.. lost.Where(one => RepairItems.IsSingle(one.Work) && groups.Placed.TrueForAll(work => work.Id != one.Work.Id))];
        var field = new RepairField(groups.Board, single, budget, now);
        var scan = new RepairScan(groups.Board, positions);
        var attempt = new RepairAttempt(field, scan);
        List<(FieldState State, RepairScore Score)> free = FreePlaces(field, scan, attempt, positions / 3 * 2);
        field.Restore(free[0].State);
        // What would find a place by hand finds one, whatever else could be had for it.
        RepairItem[] byHand = [.. attempt.Bookings.Where(item => item.Slot >= 0)];
        attempt.ByChains(0);
        (FieldState best, RepairScore score) = (field.Save(), RepairScore.Of(field, attempt.Bookings));
        foreach ((int rank, (FieldState state, RepairScore before)) in free.Skip(1).OrderBy(one => one.Score).Take(Chained).Index())
        {
            if (scan.Left <= 0 && before.Unkept > 0) break;
            field.Restore(state);
            attempt.ByChains(rank + 1);
            var other = RepairScore.Of(field, attempt.Bookings);
            if (other.CompareTo(score) < 0 && byHand.All(item => item.Slot >= 0)) (best, score) = (field.Save(), other);
        }
        field.Restore(best);
        bool isCut = scan.Left <= 0;
        if (score.Unkept > 0)
        {
            scan.Allow(positions / LastResort);
            attempt.ByAnyChains();
        }
        attempt.FillWithJobs();
        return RepairReport.Of(field, groups, lost, isCut || scan.Left <= 0);
    }

    /// <summary>What comes of free places alone: first of what anybody would do by hand, then by regret. Some of the work budget is kept for chains.</summary>
    private static List<(FieldState State, RepairScore Score)> FreePlaces(RepairField field, RepairScan scan, RepairAttempt attempt, long kept)
    {
        var found = new List<(FieldState State, RepairScore Score)>();
        FieldState given = field.Save();
        for (int variation = -1; variation < Variations && (variation < 1 || scan.Left > kept); variation++)
        {
            field.Restore(given);
            if (variation < 0) attempt.Greedily();
            else attempt.ByRegret(variation);
            found.Add((field.Save(), RepairScore.Of(field, attempt.Bookings)));
        }
        return found;
    }
}
