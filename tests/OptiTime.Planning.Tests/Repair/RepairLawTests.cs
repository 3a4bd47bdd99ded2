using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;
using OptiTime.Planning.Verification;

namespace OptiTime.Planning.Tests.Repair;

public sealed class RepairLawTests
{
    private readonly record struct Seat(string Resource, int Unit, Moment Period, int Order, Interval During);

    [Fact]
    public void A_repair_leaves_a_plan_that_keeps_every_promise_and_forgets_nobody() => Laws.Hold(random =>
    {
        (Branch branch, Board board, ImmutableArray<LostWork> lost, RepairPlan plan) = Repair(random, RepairBudget.Unlimited);
        Board after = HardDays.Repaired(board, lost, plan);

        BoardChecker.Check(BoardSnapshot.Of(after)).ShouldBeEmpty();
        string[] placed = [.. plan.Moves.Where(move => move.WasLost).Select(move => move.Commitment)];
        placed.Concat(plan.Unplaced).Order().ShouldBe(lost.Select(one => one.Work.Id).Order());
        Dictionary<string, Seat> standing = Seats(after);
        foreach (string id in placed) standing.ShouldContainKey(id);
        foreach (Commitment work in branch.Board.Commitments.Values.Select(entry => entry.Commitment).Where(work => !plan.Unplaced.Contains(work.Id)))
        {
            Commitment now = after.Commitments[work.Id].Commitment;
            if (now.State == CommitmentState.Waiting) continue;
            (now.State, now.Customer).ShouldBe((work.State, work.Customer));
            now.Steps[0].Promise.ShouldBe(work.Steps[0].Promise);
            standing.ShouldContainKey(work.Id);
        }
        plan.Figures.Kept.ShouldBe(lost.Count(one => !one.Work.IsJob && placed.Contains(one.Work.Id)));
        plan.Figures.ToCall.ShouldBe(lost.Count(one => one.Work.State == CommitmentState.Confirmed && !placed.Contains(one.Work.Id)));
    }, cases: 80);

    [Fact]
    public void What_has_begun_is_frozen_held_or_pinned_stays_where_it_is() => Laws.Hold(random =>
    {
        (Branch branch, Board board, ImmutableArray<LostWork> lost, RepairPlan plan) = Repair(random, HardDays.AnyBudget(random));
        Dictionary<string, Seat> before = Seats(board), after = Seats(HardDays.Repaired(board, lost, plan));
        Moment thaw = branch.Now + board.Settings.FreezeHorizon;
        var told = plan.Moves.Select(move => move.Commitment).ToHashSet(StringComparer.Ordinal);
        string[] moved = [.. before.Keys.Where(id => !Stayed(before, after, told, id))];
        foreach (string id in moved)
        {
            Commitment work = board.Commitments[id].Commitment;
            Seat was = before[id];
            was.During.From.ShouldBeGreaterThan(branch.Now);
            was.During.From.ShouldBeGreaterThanOrEqualTo(thaw);
            work.State.ShouldNotBe(CommitmentState.Held);
            work.Pinned.ShouldNotBe(true);
            if (work.IsJob) continue;
            after[id].During.From.ShouldBeGreaterThanOrEqualTo(thaw);
            if (work.AnyResource is null) after[id].Resource.ShouldBe(was.Resource);
        }
        foreach ((string id, Seat was) in before.Where(seat => seat.Value.During.From <= branch.Now)) after[id].During.ShouldBe(was.During);
        foreach (LostWork one in lost.Where(one => one.Work is { AnyResource: null, IsJob: false } && after.ContainsKey(one.Work.Id)))
            after[one.Work.Id].Resource.ShouldBe(one.Work.Steps[0].Assignments[0].Resource);
        moved.ShouldBeSubsetOf(told);
    }, cases: 80);

    [Fact]
    public void A_repair_keeps_its_budget() => Laws.Hold(random =>
    {
        RepairBudget budget = HardDays.AnyBudget(random);
        (_, Board board, ImmutableArray<LostWork> lost, RepairPlan plan) = Repair(random, budget);
        Dictionary<string, Seat> before = Seats(board), after = Seats(HardDays.Repaired(board, lost, plan));
        Dictionary<string, Moment> planned = before.ToDictionary(seat => seat.Key, seat => seat.Value.During.From);
        foreach (LostWork one in lost) planned[one.Work.Id] = one.During!.Value.From;

        plan.Moves.Count(move => !move.IsJob && !move.WasLost).ShouldBe(plan.Figures.Moved);
        plan.Figures.Moved.ShouldBeLessThanOrEqualTo(budget.MaximumMoved ?? int.MaxValue);
        ToursThatChanged(board, plan).Distinct().Count().ShouldBeLessThanOrEqualTo(budget.MaximumResources ?? int.MaxValue);
        int shifted = 0;
        foreach ((string id, Seat seat) in after.Where(seat => planned.ContainsKey(seat.Key) && !board.Commitments[seat.Key].Commitment.IsJob))
        {
            int shift = Math.Abs((seat.During.From - planned[id]).Value);
            shift.ShouldBeLessThanOrEqualTo(budget.MaximumShift?.Value ?? int.MaxValue, id);
            shifted += shift;
        }
        plan.Figures.Shifted.ShouldBe(new Seconds(shifted));
    }, cases: 80);

    [Fact]
    public void What_finds_a_place_by_plain_reinsertion_finds_one_in_a_repair() => Laws.Hold(random =>
    {
        RepairBudget budget = HardDays.AnyBudget(random);
        (Branch branch, Board board, ImmutableArray<LostWork> lost, RepairPlan plan) = Repair(random, budget);
        var field = new RepairField(board, [.. lost.Where(one => RepairItems.IsSingle(one.Work))], budget, branch.Now);
        new RepairAttempt(field, new RepairScan(board, long.MaxValue)).Greedily();

        plan.Unplaced.Intersect(field.Items.Lost.Where(item => item is { Slot: >= 0, IsJob: false }).Select(item => item.Id)).ShouldBeEmpty();
    }, cases: 80);

    [Fact]
    public void The_same_board_is_repaired_in_the_same_way_wherever_it_was_rebuilt() => Laws.Hold(random =>
    {
        Branch branch = HardDays.Any(random);
        (Board board, ImmutableArray<LostWork> lost) = HardDays.After(branch, HardDays.AnyAbsence(branch, random));
        RepairBudget budget = HardDays.AnyBudget(random);
        string once = Facts.Of(RepairSearch.Find(board, lost, budget, branch.Now));

        Facts.Of(RepairSearch.Find(board, [.. lost.Reverse()], budget, branch.Now)).ShouldBe(once);
        Facts.Of(RepairSearch.Find(Board.Restore(BoardSnapshot.Of(board)), lost, budget, branch.Now)).ShouldBe(once);
    }, cases: 25);

    /// <summary>Over many days: never fewer promises than plain reinsertion keeps, and more in all.</summary>
    [Fact]
    public void More_promises_are_kept_than_by_plain_reinsertion()
    {
        (int lostAll, int kept, int keptPlainly, int moved, int waiting) = (0, 0, 0, 0, 0);
        for (int seed = 0; seed < 60; seed++)
        {
            (Branch branch, Board board, ImmutableArray<LostWork> lost, RepairPlan plan) = Repair(new Random(seed), RepairBudget.Unlimited);
            RepairPlan plain = GreedyReinsertion.Find(board, lost, RepairBudget.Unlimited, branch.Now);
            plan.Figures.Kept.ShouldBeGreaterThanOrEqualTo(plain.Figures.Kept, $"seed {seed}");
            (lostAll, kept, keptPlainly) = (lostAll + lost.Length, kept + plan.Figures.Kept, keptPlainly + plain.Figures.Kept);
            (moved, waiting) = (moved + plan.Figures.Moved, waiting + plan.Figures.Waiting);
        }
        string seen = $"{lostAll} lost, {kept} kept, {keptPlainly} plainly, {moved} moved, {waiting} wait";
        kept.ShouldBeGreaterThan(keptPlainly * 11 / 10, seen);
        moved.ShouldBeGreaterThan(10, seen);
        waiting.ShouldBeGreaterThan(10, seen);
    }

    /// <summary>On days where all that lost their place are of one class, held against repairs on which everything more urgent is pinned.</summary>
    [Fact]
    public void Who_is_more_urgent_is_moved_only_where_a_promise_would_be_broken_otherwise()
    {
        (int moved, int kept, int keptSparing) = (0, 0, 0);
        for (int seed = 0; seed < 150; seed++)
        {
            var random = new Random(seed);
            Branch branch = HardDays.Any(random);
            (Board board, ImmutableArray<LostWork> all) = HardDays.After(branch, HardDays.AnyAbsence(branch, random));
            if (all.Where(one => !one.Work.IsJob).ToList() is not { Count: > 0 } promised) continue;
            PriorityClass asker = promised.Max(one => one.Work.Service.Class);
            LostWork[] lost = [.. promised.Where(one => one.Work.Service.Class == asker)];
            string[] urgent = [.. Seats(board).Keys.Where(id => board.Commitments[id].Commitment is { IsJob: false } work && work.Service.Class < asker)];
            Board pinned = board.Assuming(urgent.Select(id => new Planning.Changes.CommitmentRecorded(board.Commitments[id].Commitment with { Pinned = true })), [], board.Version, board.At);

            RepairPlan plan = RepairSearch.Find(board, lost, RepairBudget.Unlimited, branch.Now), sparing = RepairSearch.Find(pinned, lost, RepairBudget.Unlimited, branch.Now);

            int gaveWay = plan.Moves.Count(move => urgent.Contains(move.Commitment));
            if (gaveWay > 0) plan.Figures.Kept.ShouldBeGreaterThan(sparing.Figures.Kept, $"seed {seed}");
            else plan.Figures.Kept.ShouldBe(sparing.Figures.Kept, $"seed {seed}");
            (moved, kept, keptSparing) = (moved + gaveWay, kept + plan.Figures.Kept, keptSparing + sparing.Figures.Kept);
        }
        string seen = $"{moved} moved, {kept} kept, {keptSparing} otherwise";
        TestContext.Current.TestOutputHelper?.WriteLine(seen);
        moved.ShouldBeGreaterThan(5, seen);
        kept.ShouldBeGreaterThan(keptSparing, seen);
    }

    /// <summary>Never fewer promises than plain reinsertion keeps on quieter days either, on which all kinds of things happen.</summary>
    [Fact]
    public void Whatever_happened_no_fewer_promises_are_kept_than_by_plain_reinsertion()
    {
        int kept = 0;
        for (int seed = 0; seed < 150; seed++)
        {
            var random = new Random(seed);
            Branch branch = Towns.Busy(random, bookings: 20);
            HandleDisruption command = AnyDisruption.On(branch, random);
            if (command.Disruption is CustomerAbsent || Decider.Decide(branch.Board, branch.Catalogue, command, branch.Now, branch.Board.Version + 1).Refusal is not null) continue;
            (Board board, ImmutableArray<LostWork> lost) = HardDays.After(branch, command.Disruption);
            RepairPlan plan = RepairSearch.Find(board, lost, RepairBudget.Unlimited, branch.Now), plain = GreedyReinsertion.Find(board, lost, RepairBudget.Unlimited, branch.Now);
            plan.Figures.Kept.ShouldBeGreaterThanOrEqualTo(plain.Figures.Kept, $"seed {seed}");
            kept += plan.Figures.Kept;
        }
        kept.ShouldBeGreaterThan(10);
    }

    private static (Branch Branch, Board Board, ImmutableArray<LostWork> Lost, RepairPlan Plan) Repair(Random random, RepairBudget budget)
    {
        Branch branch = HardDays.Any(random);
        (Board board, ImmutableArray<LostWork> lost) = HardDays.After(branch, HardDays.AnyAbsence(branch, random));
        return (branch, board, lost, RepairSearch.Find(board, lost, budget, branch.Now));
    }

    private static IEnumerable<string> ToursThatChanged(Board board, RepairPlan plan)
    {
        Dictionary<string, Planning.Changes.TourPlanned> given = BoardSnapshot.PlannedTours(board).ToDictionary(tour => $"{tour.Key}", StringComparer.Ordinal);
        foreach (Planning.Changes.TourPlanned tour in plan.Changes.OfType<Planning.Changes.TourPlanned>())
        {
            given.TryGetValue($"{tour.Key}", out Planning.Changes.TourPlanned? before);
            tour.Stops.SequenceEqual(before?.Stops ?? []).ShouldBeFalse("a tour that is as it was is no change");
            yield return tour.Resource;
        }
    }

    /// <summary>Whether work stands in the tour in which it stood, in the order in which it stood there among those who are not told to have moved.</summary>
    private static bool Stayed(Dictionary<string, Seat> before, Dictionary<string, Seat> after, HashSet<string> told, string id)
    {
        if (!after.TryGetValue(id, out Seat now) || !IsSameTour(now, before[id])) return false;
        return before.Where(other => !told.Contains(other.Key) && IsSameTour(other.Value, now) && after.TryGetValue(other.Key, out Seat there) && IsSameTour(there, now))
            .All(other => other.Value.Order.CompareTo(before[id].Order) == after[other.Key].Order.CompareTo(now.Order));
    }

    private static bool IsSameTour(Seat left, Seat right) => (left.Resource, left.Unit, left.Period) == (right.Resource, right.Unit, right.Period);

    private static Dictionary<string, Seat> Seats(Board board)
    {
        var seats = new Dictionary<string, Seat>(StringComparer.Ordinal);
        foreach (Planning.Changes.TourPlanned tour in BoardSnapshot.PlannedTours(board))
        {
            for (int order = 0; order < tour.Stops.Length; order++)
                seats[tour.Stops[order].Commitment] = new Seat(tour.Resource, tour.Unit, tour.PeriodStart, order, tour.Stops[order].StepTime);
        }
        return seats;
    }
}
