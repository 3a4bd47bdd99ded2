using OptiTime.Planning.Boards;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Optimization.Improving;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Tests.Optimization.Improving;

public sealed class TroubleTests
{
    private static readonly ImprovementOptions Free = new() { Rounds = 1_500, Stability = 0 }, Counted = Free with { Stability = 1 };

    [Fact]
    public void Trouble_counts_for_whoever_is_served_by_somebody_else_and_today_at_another_time() => Laws.Hold(random => Troubled(random), cases: 25);

    [Fact]
    public void Other_times_of_today_are_worth_watching() => Enumerable.Range(1, 40).Sum(seed => Troubled(new Random(seed))).ShouldBeGreaterThan(0);

    /// <summary>Holds what batches gain with trouble and without against each other, and says how many were noticeably earlier or later.</summary>
    private static int Troubled(Random random)
    {
        Branch branch = PlanImproverTests.FullMonday(random);
        var improved = new Improved(branch);
        int retimed = 0;
        foreach (ImprovementBatch batch in improved.Search(Free).Batches)
        {
            Board before = improved.Board;
            long counted = new Rearrangement(before, branch.Catalogue, branch.Now, Counted).Make(batch.Moves).ShouldNotBeNull();
            long free = improved.Make(batch, Free).ShouldNotBeNull();
            (int elsewhere, int times) = Compare(before, improved.Board, branch.Now);
            (free - counted).ShouldBe((elsewhere + times) * CostUnits.Of(InstabilityRates.Default.Told));
            retimed += times;
        }
        return retimed;
    }

    private static (int Elsewhere, int Times) Compare(Board before, Board after, Moment now)
    {
        (int elsewhere, int times) = (0, 0);
        foreach (Commitment work in before.Commitments.Values.Select(entry => entry.Commitment))
        {
            if (before.Find(work, 0) is not { } stood || after.Find(after.Commitments[work.Id].Commitment, 0) is not { } stands) continue;
            if (stood.Tour.Resource != stands.Tour.Resource || stood.Tour.Period != stands.Tour.Period) elsewhere++;
            else if (stood.Tour.Period.Day == before.Days.DayOf(now) && Math.Abs((stands.Stop.Start - stood.Stop.Start).Value) > 900) times++;
        }
        return (elsewhere, times);
    }
}
