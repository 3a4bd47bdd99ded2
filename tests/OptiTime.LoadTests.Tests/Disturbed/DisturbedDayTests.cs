using System.Collections.Immutable;
using OptiTime.LoadTests.Disturbed;
using OptiTime.LoadTests.Reports;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;
using OptiTime.Planning.Verification;

namespace OptiTime.LoadTests.Tests.Disturbed;

public sealed class DisturbedDayTests
{
    private static readonly DisturbedPlan Small = new("lyonnais", 1, 200, 0.8, 0.15, 0.15, 0.1, 30, 512, 1, 3);

    // Booked and optimised once: boards are immutable.
    private static readonly Lazy<WaterDay> Morning = new(() => Booked(Small));

    [Fact]
    public void A_day_is_booked_as_full_as_asked_for_and_optimising_it_breaks_nothing_and_drives_less()
    {
        var day = new WaterDay(Small);
        int road = DayRoads.Of(day.Plan.Board, day.Number).Distance.Value;
        day.Load.Share.ShouldBeInRange(0.75, 0.9);

        day.Optimise(512, CancellationToken.None);

        DayRoads.Of(day.Plan.Board, day.Number).Distance.Value.ShouldBeLessThan(road);
        day.Plan.Board.Commitments.Values.ShouldAllBe(entry => entry.Commitment.State == CommitmentState.Confirmed);
        BoardChecker.Check(BoardSnapshot.Of(day.Plan.Board)).ShouldBeEmpty();
    }

    [Fact]
    public void The_same_seed_lets_the_same_happen_and_the_same_come_of_it()
    {
        WaterDay again = Booked(Small);
        DayEvents events = DayEvents.Draw(again);

        events.Illnesses.ShouldBe(DayEvents.Draw(Morning.Value).Illnesses);
        events.LongVisits.ShouldBe(DayEvents.Draw(Morning.Value).LongVisits);
        events.UrgentCalls.Select(call => call.At).ShouldBe(DayEvents.Draw(Morning.Value).UrgentCalls.Select(call => call.At));
        Played(again, events).ShouldBe(Played(Morning.Value, events));
        DayEvents.Draw(Booked(Small with { Seed = 4 })).LongVisits.ShouldNotBe(events.LongVisits);
    }

    [Fact]
    public void Nobody_is_forgotten_whoever_repairs_breaks_less_and_who_repairs_nothing_moves_nobody()
    {
        DayEvents events = DayEvents.Draw(Morning.Value);
        Dictionary<string, DayOutcome> outcomes = Played(Morning.Value, events).ToDictionary(one => one.Name, one => one.Outcome);
        int booked = Morning.Value.Plan.Board.Commitments.Count;

        outcomes.Values.ShouldAllBe(day => day.Promised == booked + day.UrgentServed && day.UrgentCalls == events.UrgentCalls.Length);
        outcomes.Values.ShouldAllBe(day => day.Broken <= day.Called && day.Moved <= day.Moves && day.Elsewhere <= day.Moved);
        (outcomes["no repair"].Moved, outcomes["no repair"].Broken).ShouldBe((0, outcomes["no repair"].Called));
        outcomes["no repair"].Broken.ShouldBeGreaterThan(outcomes[Way.Ours].Broken);
        outcomes[Way.Full].Moved.ShouldBeGreaterThan(outcomes[Way.Ours].Moved);
    }

    [Fact]
    public void What_is_planned_anew_keeps_what_is_frozen_and_leaves_nobody_without_a_place_who_has_one()
    {
        // As it was booked, so that there is something to gain.
        DayPlan plan = new WaterDay(Small with { Taken = 0.6 }).Plan;
        Moment now = Morning.Value.Midnight + Seconds.FromHours(8);
        var before = DayRoads.StandingOn(plan.Board, Morning.Value.Number);

        WholeDay.PlanAnew(plan, Morning.Value.Number, now, 2_048, 5);

        var after = DayRoads.StandingOn(plan.Board, Morning.Value.Number);
        after.Keys.ShouldBe(before.Keys, ignoreOrder: true);
        Moment thaw = now + Seconds.FromMinutes(Small.Freeze);
        before.Where(one => one.Value.Start < thaw).ShouldAllBe(one => after[one.Key].Equals(one.Value));
        before.Count(one => after[one.Key] != one.Value).ShouldBeGreaterThan(0);
        BoardChecker.Check(BoardSnapshot.Of(plan.Board)).ShouldBeEmpty();
    }

    [Fact]
    public void The_counter_sees_who_is_moved_who_slides_and_who_has_to_be_called()
    {
        WaterDay day = Morning.Value;
        Board before = day.Plan.Board;
        Tour tour = before.ToursOf(day.Number).First(tour => tour.Stops.Length >= 3);
        DayPlan without = day.Plan.Copy();
        without.Send(new HandleDisruption("T1", new ResourceAbsent(before.ResourceOf(tour.Resource).Resource.Id, new Interval(day.Midnight, day.After), null), new RepairBudget(MaximumResources: 0), null), day.Midnight);
        var counter = new DayCounter(day.Number);
        foreach (CommitmentEntry entry in before.Commitments.Values) counter.Promise(entry.Commitment);

        counter.Compare(before, without.Board, without.Board, day.Midnight, TimeSpan.Zero, "somebody was ill");
        DayOutcome lost = counter.End(without.Board);
        counter.Compare(without.Board, without.Board, before, day.Midnight, TimeSpan.Zero, "somebody was ill");
        DayOutcome found = counter.End(before);

        (lost.Broken, lost.Called, lost.Moved).ShouldBe((tour.Stops.Length, tour.Stops.Length, 0));
        (found.Broken, found.Called, found.Moved).ShouldBe((0, tour.Stops.Length, 0));
        lost.Losses.Select(loss => (loss.Booking, loss.At, loss.What)).ShouldBe(tour.Stops.Select(stop => stop.Commitment).Order(StringComparer.Ordinal).Select(id => (id, "00:00", "somebody was ill")));
        found.Losses.ShouldBeEmpty();
        Moment begun = tour.Stops[^1].Start;
        counter.Compare(before, before, Later(before, tour, Seconds.FromMinutes(16)), begun - new Seconds(1), TimeSpan.Zero, "somebody was ill");
        counter.End(before).Moved.ShouldBe(1);
        counter.Compare(before, before, Later(before, tour, Seconds.FromMinutes(16)), begun, TimeSpan.Zero, "somebody was ill");
        counter.Compare(before, before, Later(before, tour, Seconds.FromMinutes(15)), begun - new Seconds(1), TimeSpan.Zero, "somebody was ill");
        counter.Compare(before, Later(before, tour, Seconds.FromMinutes(16)), Later(before, tour, Seconds.FromMinutes(16)), begun - new Seconds(1), TimeSpan.Zero, "somebody was ill");
        (counter.End(before).Moved, counter.End(before).Moves, counter.End(before).Elsewhere).ShouldBe((1, 1, 0));
    }

    [Theory]
    [InlineData(30, 105_000, 4, "The bar is kept.")]
    [InlineData(31, 100_000, 4, "**The bar is missed.**")]
    [InlineData(30, 106_000, 4, "**The bar is missed.**")]
    [InlineData(30, 100_000, 5, "**The bar is missed.**")]
    public void The_bar_is_kept_by_few_moves_little_road_and_no_more_broken_promises(int moved, int metres, int broken, string says)
    {
        DayOutcome theirs = Outcome(100, 100_000, 4);

        DisturbedReport.WriteBar("x", Outcome(moved, metres, broken), theirs).ShouldEndWith(says);
        DisturbedReport.Write([("x", [Outcome(moved, metres, broken), theirs])]).ShouldContain($"| **bookings moved** | {moved + 100} |");
    }

    [Fact]
    public void Whose_promises_were_broken_is_told_way_by_way()
    {
        DayOutcome broken = Outcome(0, 0, 1) with { Losses = [new DayLoss("B1", "leak", "08:00 to 09:59", "08:30", "T1 is absent")] }, kept = Outcome(0, 0, 0);

        string table = DisturbedReport.WriteLosses(["lyonnais, 1", "lyonnais, 2"], [("ours", [kept, broken]), ("theirs", [kept, kept])]);

        table.ShouldContain("| lyonnais, 2 | B1 | leak | 08:00 to 09:59 | 08:30: T1 is absent |  |");
        table.ShouldNotContain("lyonnais, 1");
    }

    [Fact]
    public void A_territory_there_is_not_is_told_with_those_there_are() =>
        Should.Throw<LoadTestException>(() => new WaterDay(Small with { Territory = "atlantis" })).Message.ShouldContain("lyonnais");

    private static WaterDay Booked(DisturbedPlan plan)
    {
        var day = new WaterDay(plan);
        day.Optimise(512, CancellationToken.None);
        return day;
    }

    private static ImmutableArray<(string Name, DayOutcome Outcome)> Played(WaterDay day, DayEvents events) =>
        [.. Way.All(day).Select(way => (way.Name, DisturbedDay.Play(day, events, way, CancellationToken.None) with { Answers = [], Losses = [] }))];

    private static Board Later(Board board, Tour tour, Seconds by)
    {
        TourStop last = tour.Stops[^1];
        Tour later = tour with { Stops = tour.Stops.SetItem(tour.Stops.Length - 1, last with { Start = last.Start + by }) };
        return board.Assuming([later.ToChange(board.ResourceOf(tour.Resource).Resource.Id)], [], board.Version, board.At);
    }

    private static DayOutcome Outcome(int moved, int metres, int broken) => new(10, broken, broken, moved, moved, moved, 0, 0, new Leg(Seconds.Zero, new Metres(metres)), []);
}
