using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.History;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Tests.Repair;

/// <summary>What happens in the field, and what becomes of the plan. After every command the branch has its board checked.</summary>
public sealed class DisruptionTests
{
    private readonly Branch _branch = new();

    [Fact]
    public void Who_falls_ill_is_replaced_where_somebody_else_is_free_and_the_ledger_says_so()
    {
        _branch.Hire(Lyon.Technician("T1"));
        string booked = BookAt("10:00-12:00");
        _branch.Hire(Lyon.Technician("T2"));
        RepairEntry repair = Done(new ResourceAbsent("T1", Lyon.MondaySpan("07:00-18:00"), "ill"));

        Serves(booked).ShouldBe("T2");
        RepairLine line = repair.Lines.ShouldHaveSingleItem();
        (line.Commitment, line.Outcome, line.FromResource, line.ToResource).ShouldBe((booked, RepairOutcome.Moved, "T1", "T2"));
        line.Why.ShouldStartWith("T1 is absent");
        (repair.Moved, repair.After.Broken).ShouldBe((1, 0));
        _branch.Board.FindResource("T1")!.Resource.Working!.Absences.ShouldHaveSingleItem().Reason.ShouldBe("ill");
    }

    [Fact]
    public void A_booking_nobody_else_can_serve_is_broken_and_on_the_call_back_list_until_it_has_a_place_again()
    {
        _branch.Hire(Lyon.Technician("T1"));
        string booked = BookAt("10:00-12:00");
        Interval promise = _branch.CommitmentOf(booked).Steps[0].Promise;
        Done(new ResourceAbsent("T1", Lyon.MondaySpan("07:00-18:00"), null)).ToCall().ShouldBe([booked]);

        _branch.Board.Broken.ShouldBe([booked]);
        Commitment broken = _branch.CommitmentOf(booked);
        broken.State.ShouldBe(CommitmentState.Broken);
        broken.Steps[0].Assignments.ShouldBeEmpty();
        broken.Steps[0].Promise.ShouldBe(promise);

        _branch.Done(new NoteCall(booked, CallOutcome.Told, "tomorrow is fine"));
        SearchQuery tomorrow = Branch.Ask(Sold.Boiler, Lyon.PartDieu, new Interval(Lyon.At("2026-11-24T08:00"), Lyon.At("2026-11-24T17:00")));
        _branch.Done(new RescheduleBooking(booked, _branch.Terms(tomorrow, _branch.Search(tomorrow).Offers[0])));
        _branch.CommitmentOf(booked).State.ShouldBe(CommitmentState.Confirmed);
        _branch.Board.Broken.ShouldBeEmpty();
        CommitmentStory.Of(booked, _branch.Log).Events.Select(happened => happened.Kind).ShouldBe(
            [CommitmentEventKind.Booked, CommitmentEventKind.Broken, CommitmentEventKind.Called, CommitmentEventKind.Rescheduled]);
    }

    [Fact]
    public void A_broken_booking_can_be_called_off_and_not_held_or_confirmed()
    {
        string booked = Broken();
        _branch.Send(new ConfirmHold(booked, null, null)).Refusal!.Code.ShouldBe(RefusalCode.AlreadyConfirmed);
        _branch.Done(new CancelBooking(booked, "elsewhere")).Ending.ShouldBe(Ending.Cancelled);
        _branch.Board.Broken.ShouldBeEmpty();
    }

    [Fact]
    public void What_has_begun_is_finished_and_what_fits_stays()
    {
        _branch.Hire(Lyon.Technician("T1"));
        string morning = BookAt("08:00-10:00"), noon = BookAt("10:00-12:00"), evening = BookAt("15:00-17:00");
        Interval begun = _branch.PlannedAt(morning), after = _branch.PlannedAt(evening);
        _branch.Now = begun.From + Seconds.FromMinutes(10);
        RepairEntry repair = Done(new ResourceAbsent("T1", new Interval(_branch.Now, Lyon.OnMonday("14:00")), null));

        (_branch.PlannedAt(morning), _branch.PlannedAt(evening)).ShouldBe((begun, after));
        repair.Lines.ShouldHaveSingleItem().Commitment.ShouldBe(noon);
        repair.ToCall().ShouldBe([noon]);
    }

    [Fact]
    public void Work_that_takes_longer_pushes_what_stands_behind_it_within_its_promise_and_no_further()
    {
        _branch.Hire(Lyon.Technician("T1"));
        string first = BookAt("08:00-10:00"), second = BookAt("10:00-12:00"), third = BookAt("13:00-15:00");
        Interval begun = _branch.PlannedAt(first), last = _branch.PlannedAt(third);
        _branch.Now = begun.From + Seconds.FromMinutes(5);
        RepairEntry repair = Done(new WorkOverruns(first, 0, Lyon.OnMonday("10:20")));

        _branch.PlannedAt(first).ShouldBe(new Interval(begun.From, Lyon.OnMonday("10:20")));
        _branch.PlannedAt(second).From.ShouldBeInRange(Lyon.OnMonday("10:20"), Lyon.OnMonday("12:00"));
        _branch.PlannedAt(third).ShouldBe(last);
        repair.Lines.Select(line => (line.Commitment, line.Outcome)).ShouldContain((second, RepairOutcome.Slid));
        repair.Lines.Single(line => line.Commitment == first).Why.ShouldBe("it takes longer, or begins later");
        repair.Lines.Single(line => line.Commitment == second).Why.ShouldBe("something else in its tour");
    }

    [Fact]
    public void Where_one_of_a_pool_works_past_the_end_of_the_day_what_the_others_did_stays()
    {
        _branch.Hire(Lyon.Room("M1", capacity: 2));
        string[] morning = [.. Enumerable.Range(0, 2).Select(_ => _branch.Book(Branch.Ask(Sold.Meeting, null, Lyon.MondaySpan("09:00-10:30"))))];
        string evening = _branch.Book(Branch.Ask(Sold.Meeting, null, Lyon.MondaySpan("18:30-20:00")));
        _branch.Now = Lyon.OnMonday("20:05");

        Done(new WorkOverruns(evening, 0, Lyon.OnMonday("20:30"))).Lines.ShouldHaveSingleItem().Commitment.ShouldBe(evening);

        morning.ShouldAllBe(id => _branch.CommitmentOf(id).State == CommitmentState.Confirmed);
        morning.Select(id => _branch.PlannedAt(id)).ShouldAllBe(planned => planned == Lyon.MondaySpan("09:00-10:30"));
    }

    [Fact]
    public void Work_that_goes_on_through_the_break_and_past_the_end_of_the_day_is_finished_all_the_same()
    {
        _branch.Hire(Lyon.Technician("T1"));
        string booked = BookAt("10:00-12:00"), evening = BookAt("15:00-17:00");
        _branch.Now = _branch.PlannedAt(booked).From;
        RepairEntry repair = Done(new WorkOverruns(booked, 0, Lyon.OnMonday("18:30")));

        _branch.PlannedAt(booked).To.ShouldBe(Lyon.OnMonday("18:30"));
        repair.ToCall().ShouldBe([evening]);
        Done(new ResourceAbsent("T1", new Interval(_branch.Now, Lyon.OnMonday("20:00")), null)).Lines.ShouldBeEmpty();
        _branch.PlannedAt(booked).To.ShouldBe(Lyon.OnMonday("18:30"));
    }

    [Theory]
    [InlineData("09:30", true)]
    [InlineData("10:45", false)]
    [InlineData("11:30", false)]
    public void What_begins_later_begins_no_sooner_and_loses_its_place_where_that_is_after_its_promise_whoever_is_free(string end, bool stands)
    {
        _branch.Hire(Lyon.Technician("T1"));
        string booked = BookAt("08:00-10:00");
        _branch.Hire(Lyon.Technician("T2"));
        CommittedStep step = _branch.CommitmentOf(booked).Steps[0];
        Moment begins = Lyon.OnMonday(end) - step.Duration;
        (begins <= step.LatestStart).ShouldBe(stands);
        RepairEntry repair = Done(new WorkOverruns(booked, 0, Lyon.OnMonday(end)));

        _branch.CommitmentOf(booked).State.ShouldBe(stands ? CommitmentState.Confirmed : CommitmentState.Broken);
        repair.ToCall().ShouldBe(stands ? [] : [booked]);
        if (stands) _branch.PlannedAt(booked).From.ShouldBeGreaterThanOrEqualTo(begins);
        else _branch.Send(new ReturnBooking("R9", LostBooking.Of(booked, _branch.Log).ShouldNotBeNull())).Refusal!.Code.ShouldBe(RefusalCode.OfferTaken);
    }

    [Fact]
    public void A_late_start_moves_the_morning_within_its_promises()
    {
        _branch.Hire(Lyon.Technician("T1"));
        string first = BookAt("08:00-10:00");
        _branch.Now = Lyon.OnMonday("07:30");
        Done(new ResourceLate("T1", Lyon.OnMonday("08:20")));
        _branch.PlannedAt(first).From.ShouldBeInRange(Lyon.OnMonday("08:20"), Lyon.OnMonday("10:00"));
    }

    [Fact]
    public void In_traffic_planned_ways_take_longer_and_so_do_those_of_new_offers_until_it_is_over()
    {
        _branch.Hire(Lyon.Technician("T1"));
        string booked = BookAt("10:00-12:00");
        Leg planned = Tour().Stops[0].Leg;
        SearchQuery morning = Branch.Ask(Sold.Boiler, Lyon.Bron, Lyon.MondaySpan("08:00-10:00"));
        SearchQuery tomorrow = Branch.Ask(Sold.Boiler, Lyon.Bron, new Interval(Lyon.At("2026-11-24T08:00"), Lyon.At("2026-11-24T10:00")));
        (Leg Today, Leg Tomorrow) before = (WayOf(morning), WayOf(tomorrow));
        RepairEntry far = Done(new TrafficSlow(new TrafficDelay(new Location(48.86, 2.35), new Metres(40_000), Lyon.MondaySpan("07:00-10:00"), 3)));
        (far.Before.Travel, far.After.Travel).ShouldBe((Seconds.Zero, Seconds.Zero), "no tour changes");
        RepairEntry near = Done(new TrafficSlow(new TrafficDelay(Lyon.Bellecour, new Metres(40_000), Lyon.MondaySpan("07:00-10:00"), 3)));
        near.After.Travel.ShouldBeGreaterThan(near.Before.Travel);

        Tour().Stops[0].Leg.Distance.ShouldBe(planned.Distance);
        Tour().Stops[0].Leg.Time.Value.ShouldBeInRange((3 * planned.Time.Value) - 2, (3 * planned.Time.Value) + 2);
        _branch.PlannedAt(booked).From.ShouldBeInRange(Lyon.OnMonday("10:00"), Lyon.OnMonday("12:00"));
        WayOf(morning).Time.ShouldBeGreaterThan(before.Today.Time);
        WayOf(tomorrow).ShouldBe(before.Tomorrow);

        _branch.Now = Lyon.OnMonday("13:00");
        Done(new TrafficSlow(new TrafficDelay(Lyon.Ecully, new Metres(500), Lyon.MondaySpan("13:00-14:00"), 2)));
        _branch.Board.Settings.Traffic!.Value.ShouldHaveSingleItem().Factor.ShouldBe(2, "what is over is forgotten");
    }

    [Fact]
    public void Traffic_is_nothing_to_a_room_when_the_place_of_one_meeting_is_looked_at_for_another()
    {
        _branch.Hire(Lyon.Room("ROOM"));
        string[] booked = [.. new[] { "10:00-11:30", "14:00-15:30" }.Select(span => _branch.Book(Branch.Ask(Sold.Meeting, null, Lyon.MondaySpan(span))))];
        Done(new TrafficSlow(new TrafficDelay(Lyon.Bellecour, new Metres(40_000), Lyon.MondaySpan("07:00-20:00"), 3)));

        var missing = new HandleDisruption(_branch.NewId("R"), new CustomerAbsent(booked[0]), RepairBudget.Unlimited, null) { ProposeFor = Seconds.FromHours(1) };
        _branch.Done(missing).Repair!.Proposals!.Value.ShouldHaveSingleItem();
        Interval planned = _branch.PlannedAt(booked[1]);
        _branch.Hire(Lyon.Room("ROOM") with { Rates = new CostRates(new Money(1_100), Money.Zero) });
        _branch.PlannedAt(booked[1]).ShouldBe(planned);
    }

    [Fact]
    public void Whose_customer_was_told_something_in_the_very_entry_is_left_to_people()
    {
        string booked = Broken();
        LostBooking.Of(booked, _branch.Log).ShouldNotBeNull();
        _branch.Done(new NoteCall(booked, CallOutcome.Told, "we will see"));
        // A planner writes commands that come together as one entry.
        LogEntry[] log = [.. _branch.Log];
        LogEntry both = log[^2] with { Changes = [.. log[^2].Changes, .. log[^1].Changes] };
        LostBooking.Of(booked, [.. log[..^2], both]).ShouldBeNull();
    }

    [Fact]
    public void A_customer_who_is_not_at_home_is_called_and_not_given_another_time_unasked()
    {
        _branch.Hire(Lyon.Technician("T1"), Lyon.Technician("T2"));
        string booked = BookAt("08:00-10:00");
        _branch.Now = _branch.PlannedAt(booked).From + Seconds.FromMinutes(10);
        Done(new CustomerAbsent(booked)).ToCall().ShouldBe([booked]);
        _branch.CommitmentOf(booked).State.ShouldBe(CommitmentState.Broken);
    }

    [Fact]
    public void A_hold_that_has_no_place_left_is_released_and_a_job_waits_again()
    {
        _branch.Hire(Lyon.Technician("T1"));
        string hold = _branch.Hold(Ask("08:00-10:00"));
        string job = _branch.Record(Sold.Boiler, Lyon.Bron, new Interval(Lyon.OnMonday("08:00"), Lyon.OnMonday("17:00")));
        _branch.PlanJobs().ShouldBe(1);
        RepairEntry repair = Done(new ResourceAbsent("T1", Lyon.MondaySpan("07:00-18:00"), null));

        repair.Lines.Select(line => (line.Commitment, line.Outcome)).ShouldBe([(hold, RepairOutcome.Released), (job, RepairOutcome.Waiting)], ignoreOrder: true);
        _branch.Board.Commitments.ContainsKey(hold).ShouldBeFalse();
        _branch.CommitmentOf(job).State.ShouldBe(CommitmentState.Waiting);
    }

    [Fact]
    public void A_closed_site_costs_its_rooms_their_meetings()
    {
        _branch.Hire(Lyon.Room("M1"), Lyon.Room("M2", "GERLAND"));
        string meeting = _branch.Book(Branch.Ask(Sold.Meeting, null, Lyon.MondaySpan("09:00-12:00")) with { Sites = ["OPERA"] });
        RepairEntry repair = Done(new SiteClosed("OPERA", Lyon.MondaySpan("00:00-23:00"), "flood"));
        repair.Lines.ShouldHaveSingleItem().Commitment.ShouldBe(meeting);
        _branch.Search(Branch.Ask(Sold.Meeting, null, Lyon.MondaySpan("09:00-12:00")) with { Sites = ["OPERA"] }).Offers.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("over", "to")]
    [InlineData("late", "until")]
    [InlineData("nobody at work", "until")]
    [InlineData("ended long ago", "end")]
    [InlineData("no such step", "step")]
    [InlineData("a day and more", "end")]
    public void What_cannot_have_happened_is_refused_naming_the_field(string what, string field)
    {
        _branch.Hire(Lyon.Technician("T1"));
        string booked = BookAt("08:00-10:00");
        Disruption impossible = what switch
        {
            "over" => new ResourceAbsent("T1", new Interval(_branch.Now - Seconds.FromHours(2), _branch.Now), null),
            "late" => new ResourceLate("T1", _branch.Now),
            "nobody at work" => new ResourceLate("T1", Lyon.OnMonday("22:00")),
            "ended long ago" => new WorkOverruns(booked, 0, _branch.Now),
            "no such step" => new WorkOverruns(booked, 1, Lyon.OnMonday("12:00")),
            _ => new WorkOverruns(booked, 0, Lyon.At("2026-11-24T12:00")),
        };
        Refusal refusal = _branch.Send(new HandleDisruption("R1", impossible, RepairBudget.Unlimited, null)).Refusal.ShouldNotBeNull();
        (refusal.Code, refusal.Field).ShouldBe((RefusalCode.Invalid, field));
    }

    [Fact]
    public void Who_moves_up_into_a_place_that_is_kept_no_more_is_in_the_ledger()
    {
        Branch branch = CrowdedMonday.Begin();
        var tuesday = new Interval(Lyon.At("2026-11-24T08:00"), Lyon.At("2026-11-24T09:30"));
        branch.Hire(Lyon.Technician("T1", Lyon.Hours("08:00-17:00") with { Absences = [new Absence(tuesday, null)] }));
        string late = branch.Book(Branch.Ask(Sold.Boiler, Lyon.PartDieu, new Interval(Lyon.At("2026-11-24T10:00"), Lyon.At("2026-11-24T12:00"))));
        Interval alone = branch.PlannedAt(late);
        CrowdedMonday.Open(branch);
        Interval behind = branch.PlannedAt(late);
        behind.From.ShouldBeGreaterThan(alone.From, "a place is kept before it");

        RepairEntry repair = branch.Done(new HandleDisruption("R1", new ResourceAbsent("T1", CrowdedMonday.Monday, "ill"), RepairBudget.Unlimited, null)).Repair!;

        branch.Board.Proposals.ShouldBeEmpty();
        branch.PlannedAt(late).ShouldBe(alone);
        RepairLine line = repair.Lines.Single(one => one.Commitment == late);
        (line.Outcome, line.From, line.To).ShouldBe((RepairOutcome.Slid, behind, alone));
    }

    [Fact]
    public void What_was_agreed_otherwise_or_is_proposed_is_not_given_a_place_unasked()
    {
        string booked = Broken();
        LostBooking first = LostBooking.Of(booked, _branch.Log).ShouldNotBeNull();
        SearchQuery tomorrow = Branch.Ask(Sold.Boiler, Lyon.PartDieu, new Interval(Lyon.At("2026-11-24T08:00"), Lyon.At("2026-11-24T12:00")));
        _branch.Done(new RescheduleBooking(booked, _branch.Terms(tomorrow, _branch.Search(tomorrow).Offers[0])));
        var away = new ResourceAbsent("T1", new Interval(Lyon.At("2026-11-24T00:00"), Lyon.At("2026-11-24T23:00")), null);
        string open = _branch.Done(new HandleDisruption("R8", away, RepairBudget.Unlimited, null) { ProposeFor = Seconds.FromHours(1) }).Repair!.Proposals!.Value.ShouldHaveSingleItem();
        _branch.Hire(Lyon.Technician("T2"));
        LostBooking again = LostBooking.Of(booked, _branch.Log).ShouldNotBeNull();

        _branch.Send(new ReturnBooking("R9", again)).Refusal!.Code.ShouldBe(RefusalCode.Proposed);
        _branch.Done(new RefuseProposal(open, null));
        _branch.Send(new ReturnBooking("R9", first)).Refusal!.Code.ShouldBe(RefusalCode.OfferTaken);
        _branch.Done(new ReturnBooking("R9", again));
        _branch.CommitmentOf(booked).State.ShouldBe(CommitmentState.Confirmed);
    }

    [Fact]
    public void Limits_are_of_who_says_them_one_by_one()
    {
        var other = new RepairBudget(9, Seconds.FromHours(9), 9, 9);
        new RepairBudget(1, null, 3, null).Or(other).ShouldBe(new RepairBudget(1, Seconds.FromHours(9), 3, 9));
        new RepairBudget(null, Seconds.FromHours(2), null, 4).Or(other).ShouldBe(new RepairBudget(9, Seconds.FromHours(2), 9, 4));
    }

    [Fact]
    public void A_call_is_noted_only_where_somebody_is_to_be_called()
    {
        _branch.Hire(Lyon.Technician("T1"));
        _branch.Send(new NoteCall(BookAt("08:00-10:00"), CallOutcome.Told, null)).Refusal!.Code.ShouldBe(RefusalCode.NotBroken);
        _branch.Send(new NoteCall("nobody", CallOutcome.Told, null)).Refusal!.Code.ShouldBe(RefusalCode.UnknownCommitment);
    }

    private Planning.Tours.Tour Tour() => _branch.Board.ToursOf(Lyon.Monday).Single(tour => !tour.Stops.IsEmpty);

    private Leg WayOf(SearchQuery query) => _branch.Search(query).Offers[0].Travel;

    private string Broken()
    {
        _branch.Hire(Lyon.Technician("T1"));
        string booked = BookAt("10:00-12:00");
        Done(new ResourceAbsent("T1", Lyon.MondaySpan("07:00-18:00"), null));
        return booked;
    }

    private RepairEntry Done(Disruption disruption) =>
        _branch.Done(new HandleDisruption(_branch.NewId("R"), disruption, RepairBudget.Unlimited, "dispatcher")).Repair.ShouldNotBeNull();

    private string Serves(string commitment) => _branch.CommitmentOf(commitment).Steps[0].Assignments[0].Resource;

    private string BookAt(string promise) => _branch.Book(Ask(promise));

    private static SearchQuery Ask(string promise) => Branch.Ask(Sold.Boiler, Lyon.PartDieu, Lyon.MondaySpan(promise));
}
