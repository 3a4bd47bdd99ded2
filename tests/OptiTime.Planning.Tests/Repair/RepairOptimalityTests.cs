using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Tests.Fixtures;

namespace OptiTime.Planning.Tests.Repair;

/// <summary>How near repairs come to the best there is, on days small enough to try everything.</summary>
public sealed class RepairOptimalityTests
{
    [Fact]
    public void No_repair_is_better_than_the_best_or_worse_than_plain_reinsertion() => Laws.Hold(random => Compare(random), cases: 60);

    /// <summary>The shares are what was measured, on the same days: whoever changes the search may only raise them.</summary>
    [Fact]
    public void Repairs_of_small_days_keep_as_many_promises_as_can_be_kept_and_move_hardly_more_than_they_must()
    {
        (int days, int asKept, int asMoved, int asShifted, int kept, int best) = (0, 0, 0, 0, 0, 0);
        for (int seed = 0; seed < 300; seed++)
        {
            (int lost, RepairByHand.Result plan, RepairByHand.Result hand) = Compare(new Random(seed));
            if (lost == 0) continue;
            days++;
            (kept, best) = (kept + plan.Kept, best + hand.Kept);
            if (plan.Kept == hand.Kept) asKept++;
            if ((plan.Kept, plan.Moved) == (hand.Kept, hand.Moved)) asMoved++;
            if (plan.CompareTo(hand) <= 0) asShifted++;
        }
        string seen = $"{days} days: {kept} of {best} promises kept; best in promises {asKept}, also in moves {asMoved}, also in minutes {asShifted}";
        TestContext.Current.TestOutputHelper?.WriteLine(seen);
        days.ShouldBeGreaterThan(200, seen);
        asKept.ShouldBeGreaterThanOrEqualTo(days * 97 / 100, seen);
        asMoved.ShouldBeGreaterThanOrEqualTo(days * 97 / 100, seen);
        asShifted.ShouldBeGreaterThanOrEqualTo(days * 85 / 100, seen);
    }

    private static (int Lost, RepairByHand.Result Plan, RepairByHand.Result Hand) Compare(Random random)
    {
        Branch branch = CrowdedSmallDays.Any(random);
        (Board board, ImmutableArray<LostWork> lost) = HardDays.After(branch, new ResourceAbsent("T1", Lyon.MondaySpan(random.Next(0, 3) == 0 ? "09:30-18:00" : "00:00-18:00"), "ill"));
        RepairFigures figures = RepairSearch.Find(board, lost, RepairBudget.Unlimited, branch.Now).Figures;
        var plan = new RepairByHand.Result(figures.Kept, figures.Moved, figures.Shifted.Value);
        RepairByHand.Result best = RepairByHand.Best(board, lost, branch.Now), hand = RepairByHand.BestSparing(board, lost, branch.Now);
        // Minutes are left out: a repair may put several back where they were, only earlier, and by hand so many are not taken out.
        (plan with { Shifted = 0 }).CompareTo(best with { Shifted = 0 }).ShouldBeGreaterThanOrEqualTo(0, $"{plan} is better than {best}");
        plan.Kept.ShouldBeGreaterThanOrEqualTo(GreedyReinsertion.Find(board, lost, RepairBudget.Unlimited, branch.Now).Figures.Kept);
        return (lost.Length, plan, hand);
    }
}
