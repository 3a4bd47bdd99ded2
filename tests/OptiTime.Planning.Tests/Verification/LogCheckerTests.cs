using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;
using OptiTime.Planning.Verification;

namespace OptiTime.Planning.Tests.Verification;

/// <summary>Each test breaks one rule of a log that keeps all, and the checker names that rule and no other.</summary>
public sealed class LogCheckerTests
{
    private static readonly Moment Morning = Lyon.At("2026-11-20T10:00");
    private static readonly Moment Expiry = Morning + Seconds.FromMinutes(5);
    private static readonly Commitment Hold = Sold.Booking("C1", Sold.Agent, "A1", Lyon.MondaySpan("09:00-09:30"), 30).Held(Expiry);
    private static readonly TourPlanned Empty = new("A1", 0, Lyon.OnMonday("08:00"), [], default);
    private static readonly TourPlanned Full = Empty with { Stops = [new PlannedStop("C1", 0, Lyon.MondaySpan("09:00-09:30"), default)] };
    private static readonly Change[] Begins = [new TerritoryDefined(Lyon.Settings, Lyon.Monday, Lyon.Monday + 7), new ResourceDefined(Lyon.Agent("A1"), Lyon.Periods(Lyon.OfficeHours))];
    private static readonly Change[] Holds = [new CommitmentRecorded(Hold), Full];
    private static readonly Change[] Confirms = [new CommitmentRecorded(Hold with { State = CommitmentState.Confirmed, HeldUntil = null })];

    [Fact]
    public void A_log_that_keeps_every_promise_has_no_breach() => LogChecker.Check(Log(Begins, Holds, Confirms, Ends(Ending.Cancelled)), every: 1).ShouldBeEmpty();

    [Fact]
    public void A_gap_in_the_versions_is_named()
    {
        LogEntry[] log = Log(Begins, Holds, Confirms);
        Breaks([log[0], log[2]], PlanRules.Version, PlanRules.Replay);
    }

    [Fact]
    public void A_log_that_does_not_begin_at_one_is_named() => Breaks(Log(Begins, Begins)[1..], PlanRules.Version);

    [Fact]
    public void An_entry_of_another_log_is_named()
    {
        LogEntry[] log = Log(Begins, Holds);
        Breaks([log[0], log[1] with { Log = "grenoble" }], PlanRules.Version);
    }

    [Fact]
    public void A_time_that_goes_back_is_named()
    {
        LogEntry[] log = Log(Begins, Holds);
        Breaks([log[0], log[1] with { At = Morning - new Seconds(1) }], PlanRules.Time);
    }

    [Fact]
    public void A_hold_that_ends_twice_is_named() => Breaks(Log(Begins, Holds, Ends(Ending.Released), Ends(Ending.Released)), PlanRules.Life);

    [Fact]
    public void An_ending_of_what_never_began_is_named() => Breaks(Log(Begins, Ends(Ending.Released)), PlanRules.Life);

    [Fact]
    public void A_change_after_the_end_is_named() => Breaks(Log(Begins, Holds, Ends(Ending.Released), [.. Confirms, Full]), PlanRules.Life, PlanRules.Offer);

    [Fact]
    public void A_booking_that_becomes_a_hold_again_is_named() => Breaks(Log(Begins, Holds, Confirms, Holds), PlanRules.Life);

    [Theory]
    [InlineData(Ending.Released)]
    [InlineData(Ending.Expired)]
    public void A_booking_that_ends_like_a_hold_is_named(Ending ending) => Breaks(Log(Begins, Holds, Confirms, Ends(ending)), PlanRules.Life);

    [Fact]
    public void A_hold_that_ends_like_a_booking_is_named() => Breaks(Log(Begins, Holds, Ends(Ending.Cancelled)), PlanRules.Life);

    [Fact]
    public void A_hold_that_expires_before_its_time_is_named() => Breaks(Log(Begins, Holds, Ends(Ending.Expired)), PlanRules.HoldTime);

    [Fact]
    public void A_hold_that_expires_at_its_time_is_no_breach()
    {
        LogEntry[] log = Log(Begins, Holds, Ends(Ending.Expired));
        LogChecker.Check([log[0], log[1], log[2] with { At = Expiry }]).ShouldBeEmpty();
    }

    [Fact]
    public void A_hold_confirmed_too_late_is_named()
    {
        LogEntry[] log = Log(Begins, Holds, Confirms);
        Breaks([log[0], log[1], log[2] with { At = Expiry }], PlanRules.HoldTime);
    }

    [Fact]
    public void An_offer_held_twice_is_named() => Breaks(
        Log(Begins, Holds, Ends(Ending.Released), [new CommitmentRecorded(Hold with { Id = "C2" }), Empty with { Stops = [Full.Stops[0] with { Commitment = "C2" }] }]),
        PlanRules.Offer);

    [Fact]
    public void What_begins_without_its_place_is_named_unless_it_came_up() => Breaks(
        Log(Begins, [new CommitmentRecorded(Hold with { State = CommitmentState.Broken, HeldUntil = null, Steps = [Hold.Steps[0] with { Assignments = [] }] })]), PlanRules.Life);

    [Fact]
    public void An_entry_that_cannot_be_applied_is_named_once() => Breaks(Log(Begins, [Full], Holds), PlanRules.Replay);

    [Fact]
    public void A_breach_on_the_board_is_named_when_the_board_is_checked()
    {
        LogEntry[] log = Log(Begins, [new CommitmentRecorded(Hold)], [Full]);
        Breaks(log, PlanRules.Standing);
        LogChecker.Check(log).ShouldBeEmpty();
        LogChecker.Check(log, every: 3).ShouldBeEmpty();
    }

    [Fact]
    public void A_commitment_that_left_with_its_day_may_not_come_back()
    {
        Change[] advances = [new HorizonAdvanced(Lyon.Monday + 1, Lyon.Monday + 8, [], [new NewPeriods("A1", [])])];
        LogChecker.Check(Log(Begins, Holds, Confirms, advances), every: 1).ShouldBeEmpty();
        Breaks(Log(Begins, Holds, Confirms, advances, Ends(Ending.Cancelled)), PlanRules.Life, PlanRules.Replay);
    }

    private static Change[] Ends(Ending ending) => [new CommitmentEnded("C1", ending, null), Empty];

    private static LogEntry[] Log(params Change[][] appends) => [.. appends.Select((changes, index) =>
        new LogEntry("lyon", index + 1, Morning + new Seconds(index), new Guid(index + 1, 0, 0, new byte[8]), [.. changes], []))];

    private static void Breaks(LogEntry[] log, params string[] rules)
    {
        IReadOnlyList<Breach> breaches = LogChecker.Check(log, every: 1);
        breaches.Select(breach => breach.Rule).Distinct().Order().ShouldBe(rules.Order(), string.Join("\n", breaches));
    }
}
