using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;
using OptiTime.Planning.Verification;

namespace OptiTime.Planning.Tests.Repair;

/// <summary>Repairs of what several serve together, or what takes several steps.</summary>
public sealed class GroupRepairLawTests
{
    [Fact]
    public void Whatever_is_put_back_is_as_it_was_sold_and_inside_its_promises() => Laws.Hold(random =>
    {
        Branch branch = AnyBranch(random);
        foreach ((Board board, ImmutableArray<LostWork> lost) in Absences(branch))
        {
            RepairPlan plan = RepairSearch.Find(board, lost, RepairBudget.Unlimited, branch.Now);
            Board after = HardDays.Repaired(board, lost, plan);
            BoardChecker.Check(BoardSnapshot.Of(after)).ShouldBeEmpty();
            foreach (LostWork one in lost.Where(one => !plan.Unplaced.Contains(one.Work.Id))) IsAsSold(after, one.Work);
        }
    }, cases: 40);

    [Fact]
    public void Random_groups_find_other_people_and_other_times()
    {
        (int lost, int groups, int steps, int later) = (0, 0, 0, 0);
        for (int seed = 0; seed < 40; seed++)
        {
            Branch branch = AnyBranch(new Random(seed));
            foreach ((Board board, ImmutableArray<LostWork> work) in Absences(branch))
            {
                RepairPlan plan = RepairSearch.Find(board, work, RepairBudget.Unlimited, branch.Now);
                LostWork[] back = [.. work.Where(one => !RepairItems.IsSingle(one.Work) && !plan.Unplaced.Contains(one.Work.Id))];
                (lost, groups, steps) = (lost + work.Length, groups + back.Length, steps + back.Count(one => one.Work.Steps.Length > 1));
                later += plan.Moves.Count(move => move.Shift > Seconds.Zero && back.Any(one => one.Work.Id == move.Commitment));
            }
        }
        string seen = $"{lost} lost, {groups} groups back, {steps} of several steps, {later} at another time";
        groups.ShouldBeGreaterThan(15, seen);
        steps.ShouldBeGreaterThan(5, seen);
        later.ShouldBeGreaterThan(0, seen);
    }

    internal static Branch AnyBranch(Random random)
    {
        Branch branch = Crews.Busy(random, bookings: 10);
        for (int index = 0; index < 4; index++)
        {
            SearchQuery query = Crews.AnyCourse(branch, random, mayTravel: true);
            if (branch.Search(query).Offers is [var first, ..]) branch.Send(new Book(branch.NewId("C"), branch.Terms(query, first), null, null));
        }
        return branch;
    }

    /// <summary>Each resource absent in turn on the Monday.</summary>
    private static IEnumerable<(Board Board, ImmutableArray<LostWork> Lost)> Absences(Branch branch)
    {
        foreach (ResourceEntry entry in branch.Board.Resources)
        {
            (Board board, ImmutableArray<LostWork> lost) = HardDays.After(branch, new ResourceAbsent(entry.Resource.Id, Lyon.MondaySpan("00:00-23:00"), null));
            if (!lost.IsEmpty) yield return (board, lost);
        }
    }

    private static void IsAsSold(Board after, Commitment before)
    {
        Commitment now = after.Commitments[before.Id].Commitment;
        for (int step = 0; step < before.Steps.Length; step++)
        {
            (CommittedStep was, CommittedStep part) = (before.Steps[step], now.Steps[step]);
            (part.Promise, part.Site, part.Duration).ShouldBe((was.Promise, was.Site, was.Duration));
            Roles(part).ShouldBeSubsetOf(Roles(was).Concat(Required(after, part)));
            Roles(was).Where(role => !Required(after, was).Contains(role)).ShouldBeSubsetOf(Roles(part));
            Interval planned = after.PlannedTimes(now)[step];
            part.Promise.Contains(planned.From).ShouldBeTrue();
            if (was.Promise.Length == was.Duration) planned.From.ShouldBe(was.Promise.From);
            if (before.AnyResource is null) Players(after, part).ShouldBe(Players(after, was));
        }
    }

    private static IEnumerable<string> Roles(CommittedStep step) => step.Assignments.Select(who => who.Role.Name);

    private static string[] Required(Board board, CommittedStep step) =>
        [.. step.Assignments.SelectMany(who => board.FindResource(who.Resource)!.Requirements).Select(requirement => requirement.Name)];

    private static IEnumerable<string> Players(Board board, CommittedStep step) =>
        step.Assignments.Where(who => !Required(board, step).Contains(who.Role.Name)).Select(who => who.Resource).Order(StringComparer.Ordinal);
}
