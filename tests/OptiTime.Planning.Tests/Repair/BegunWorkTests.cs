using System.Collections.Immutable;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Tests.Repair;

/// <summary>What becomes of work of several steps that has begun: what is done stays, and the rest finds another time, or is called about. The branch checks every board.</summary>
public sealed class BegunWorkTests
{
    private readonly Branch _branch = new();

    [Fact]
    public void Who_falls_ill_on_the_second_day_of_a_course_is_replaced_and_the_first_day_stays()
    {
        string course = CourseOfTwoDays(anybody: true);
        Hire("T2");
        Interval first = TimesOf(course)[0];
        _branch.Now = first.To + Seconds.FromHours(1);

        Done(AbsentOnTuesday("T1")).ToCall().ShouldBeEmpty();

        (Commitment now, ImmutableArray<Interval> times) = (_branch.CommitmentOf(course), TimesOf(course));
        (now.State, times[0]).ShouldBe((CommitmentState.Confirmed, first));
        now.Steps.Select(step => step.Assignments[0].Resource).ShouldBe(["T1", "T2"]);
    }

    [Fact]
    public void Where_nobody_can_go_on_the_customer_is_called_about_the_rest_and_what_is_done_stays()
    {
        string course = CourseOfTwoDays(anybody: true);
        Interval first = TimesOf(course)[0];
        _branch.Now = first.From + Seconds.FromMinutes(10);

        RepairEntry repair = Done(AbsentOnTuesday("T1"));

        repair.ToCall().ShouldBe([course]);
        repair.Lines.Select(line => (line.Step, line.Outcome)).ShouldBe([(1, RepairOutcome.Broken)]);
        Commitment broken = _branch.CommitmentOf(course);
        (broken.State, TimesOf(course).ShouldHaveSingleItem()).ShouldBe((CommitmentState.Broken, first));
        broken.Steps.Select(step => step.Assignments.Length).ShouldBe([1, 0]);

        // When its day has left the board it is still not forgotten.
        _branch.Now = Lyon.At("2026-11-26T09:00");
        _branch.Done(new AdvanceHorizon());
        _branch.Board.Broken.ShouldBe([course]);
        _branch.Done(new CancelBooking(course, "elsewhere")).Ending.ShouldBe(Ending.Cancelled);
    }

    [Fact]
    public void Of_a_course_that_has_not_begun_nothing_stays_where_one_of_its_days_finds_no_place()
    {
        string course = CourseOfTwoDays(anybody: true);
        _branch.Now = TimesOf(course)[0].From - Seconds.FromMinutes(10);

        RepairEntry repair = Done(AbsentOnTuesday("T1"));

        repair.Lines.Select(line => (line.Step, line.Outcome)).ShouldBe([(0, RepairOutcome.Broken), (1, RepairOutcome.Broken)]);
        TimesOf(course).ShouldBeEmpty();
        _branch.CommitmentOf(course).Steps.ShouldAllBe(step => step.Assignments.IsEmpty);
    }

    [Fact]
    public void A_hold_ends_as_a_whole_though_its_first_day_has_begun()
    {
        SearchQuery query = AskForCourseOfTwoDays(same: false);
        FoundOffer offer = _branch.Search(query).Offers[0];
        _branch.Now = offer.Steps[0].Start - Seconds.FromMinutes(50);
        string hold = _branch.Done(new PlaceHold(_branch.NewId("H"), _branch.Terms(query, offer), Seconds.FromMinutes(60))).Commitment!.Id;
        _branch.Now += Seconds.FromMinutes(55);

        Done(AbsentOnTuesday("T1")).Lines.Select(line => (line.Commitment, line.Outcome)).ShouldBe([(hold, RepairOutcome.Released), (hold, RepairOutcome.Released)]);

        _branch.Board.Commitments.Count.ShouldBe(0);
    }

    [Fact]
    public void Nothing_is_proposed_for_the_rest_that_would_begin_all_of_it_anew()
    {
        string course = CourseOfTwoDays(anybody: true);
        _branch.Now = TimesOf(course)[0].From + Seconds.FromMinutes(10);

        var absent = new HandleDisruption(_branch.NewId("R"), AbsentOnTuesday("T1"), RepairBudget.Unlimited, null) { ProposeFor = Seconds.FromHours(1) };
        RepairEntry repair = _branch.Done(absent).Repair!;

        (repair.ToCall().Single(), repair.Proposals).ShouldBe((course, null));
        _branch.Board.Holds.ShouldBeEmpty();
    }

    [Fact]
    public void The_rest_of_it_is_given_to_somebody_by_hand()
    {
        string course = CourseOfTwoDays(anybody: true);
        Interval first = TimesOf(course)[0];
        _branch.Now = first.To + Seconds.FromHours(1);
        Done(AbsentOnTuesday("T1"));
        Hire("T3");

        Moment start = Lyon.Clock.AfterDays(first.From, 1);
        _branch.Done(new AssignWork(course, false, [new AssignedRole("technician", "T3", "2")], start, "the customer agreed", false));

        Commitment now = _branch.CommitmentOf(course);
        now.State.ShouldBe(CommitmentState.Confirmed);
        now.Steps.Select(step => step.Assignments[0].Resource).ShouldBe(["T1", "T3"]);
        TimesOf(course).ShouldBe([first, new Interval(start, start + Seconds.FromHours(3))]);
    }

    [Fact]
    public void Who_must_go_on_is_not_replaced()
    {
        string course = CourseOfTwoDays(anybody: true, same: true);
        Hire("T2");
        _branch.Now = TimesOf(course)[0].To + Seconds.FromHours(1);
        Done(AbsentOnTuesday("T1")).ToCall().ShouldBe([course]);
    }

    [Fact]
    public void Work_that_runs_into_its_own_next_step_pushes_it_on_as_far_as_its_lags_and_its_promise_go()
    {
        _branch.Hire(Lyon.Technician("T1", Lyon.Hours("08:00-18:00")), Lyon.Technician("T2", Lyon.Hours("08:00-18:00")));
        string work = BookTwoVisits(new PromiseRule([Lyon.Span("08:00-12:00"), Lyon.Span("12:00-18:00")], Seconds.FromMinutes(15), null));
        ImmutableArray<Interval> planned = TimesOf(work);
        _branch.Now = planned[0].From + Seconds.FromMinutes(10);
        Moment end = planned[1].From + Seconds.FromMinutes(5);

        Done(new WorkOverruns(work, 0, end)).ToCall().ShouldBeEmpty();

        ImmutableArray<Interval> now = TimesOf(work);
        now[0].ShouldBe(new Interval(planned[0].From, end));
        now[1].From.ShouldBeGreaterThanOrEqualTo(end + Seconds.FromMinutes(30));
        _branch.CommitmentOf(work).State.ShouldBe(CommitmentState.Confirmed);
    }

    [Fact]
    public void Where_its_next_step_was_told_to_the_minute_it_loses_its_place()
    {
        _branch.Hire(Lyon.Technician("T1", Lyon.Hours("08:00-18:00")), Lyon.Technician("T2", Lyon.Hours("08:00-18:00")));
        string work = BookTwoVisits(new PromiseRule([], Seconds.FromMinutes(15), null));
        ImmutableArray<Interval> planned = TimesOf(work);
        _branch.Now = planned[0].From;
        Moment end = planned[1].From + Seconds.FromMinutes(5);

        Done(new WorkOverruns(work, 0, end)).ToCall().ShouldBe([work]);

        TimesOf(work).ShouldBe([new Interval(planned[0].From, end)]);
    }

    [Fact]
    public void Where_less_time_is_left_than_was_sold_its_next_step_loses_its_place_though_nobody_is_in_its_way()
    {
        _branch.Hire(Lyon.Technician("T1", Lyon.Hours("08:00-18:00")), Lyon.Technician("T2", Lyon.Hours("08:00-18:00")));
        string work = BookTwoVisits(new PromiseRule([], Seconds.FromMinutes(15), null));
        ImmutableArray<Interval> planned = TimesOf(work);
        _branch.Now = planned[0].From;

        Done(new WorkOverruns(work, 0, planned[1].From - Seconds.FromMinutes(10))).ToCall().ShouldBe([work]);
    }

    [Fact]
    public void The_rest_goes_on_no_later_after_it_than_was_sold()
    {
        _branch.Hire(Lyon.Technician("T1", Lyon.Hours("08:00-18:00")));
        string work = BookTwoVisits(new PromiseRule([Lyon.Span("08:00-18:00")], Seconds.FromMinutes(15), null), most: 60);
        Moment done = TimesOf(work)[0].To;
        _branch.Now = done;

        Done(new ResourceAbsent("T1", new Interval(done, done + Seconds.FromMinutes(150)), null)).ToCall().ShouldBe([work]);
    }

    [Fact]
    public void The_rest_of_a_course_goes_on_at_its_time_of_the_day_or_not_at_all()
    {
        Hire("T1");
        ServiceStep day = new("1", Seconds.FromHours(1), Seconds.Zero, [Crews.AnyKind("technician", RolePlace.Customer)], Seconds.Zero, null);
        Service course = Crews.Of(
            "mornings", new PromiseRule([Lyon.Span("08:00-12:00")], Seconds.FromMinutes(15), null), day, day with { Name = "2", Follows = new StepFollows([], NextWorkingDay: true) });
        _branch.Sell(course);
        string work = Book(Branch.Ask(course, Lyon.Bron, new Interval(Lyon.OnMonday("08:00"), Lyon.At("2026-11-25T20:00"))), anybody: true);
        Interval second = TimesOf(work)[1];
        _branch.Now = TimesOf(work)[0].To;

        Done(new ResourceAbsent("T1", second with { From = second.From - Seconds.FromHours(1) }, null)).ToCall().ShouldBe([work]);
    }

    [Fact]
    public void A_customer_who_is_not_at_home_for_the_second_visit_had_the_first()
    {
        _branch.Hire(Lyon.Technician("T1", Lyon.Hours("08:00-18:00")), Lyon.Technician("T2", Lyon.Hours("08:00-18:00")));
        string work = BookTwoVisits(new PromiseRule([], Seconds.FromMinutes(15), null));
        ImmutableArray<Interval> planned = TimesOf(work);
        _branch.Now = planned[1].From + Seconds.FromMinutes(5);

        Done(new CustomerAbsent(work)).ToCall().ShouldBe([work]);

        TimesOf(work).ShouldBe([planned[0]]);
        _branch.Now = planned[1].To + Seconds.FromHours(1);
        Done(new ResourceAbsent("T2", new Interval(_branch.Now, _branch.Now + Seconds.FromHours(2)), null));
        _branch.Board.Broken.ShouldBe([work]);
    }

    [Fact]
    public void A_job_that_was_begun_keeps_what_is_done_and_has_nobody_for_the_rest()
    {
        Service two = TwoVisits(new PromiseRule([], Seconds.FromMinutes(15), null));
        _branch.Sell(two);
        Hire("T1");
        string job = _branch.Record(two, Lyon.Bron, Lyon.MondaySpan("08:00-17:00"));
        _branch.PlanJobs().ShouldBe(1);
        ImmutableArray<Interval> planned = TimesOf(job);
        _branch.Now = planned[0].From + Seconds.FromMinutes(5);

        Done(new ResourceAbsent("T1", Lyon.MondaySpan("07:00-20:00"), "ill")).Lines.ShouldHaveSingleItem().Outcome.ShouldBe(RepairOutcome.Waiting);

        (_branch.CommitmentOf(job).State, TimesOf(job).ShouldHaveSingleItem()).ShouldBe((CommitmentState.Backlog, planned[0]));
        Hire("T4");
        _branch.Send(new AssignWork(job, true, [new AssignedRole("technician", "T4", "2")], null, "x", false)).Refusal.ShouldNotBeNull().Field.ShouldBe("start");
        _branch.Done(new AssignWork(job, true, [new AssignedRole("technician", "T4", "2")], planned[0].To + Seconds.FromMinutes(45), "x", false));
        TimesOf(job).Length.ShouldBe(2);
    }

    [Fact]
    public void Who_took_part_in_the_beginning_and_went_home_is_on_record_with_the_step_as_long_as_it_took()
    {
        Role agent = Crews.AnyKind("agent", RolePlace.Remote) with { Part = new RolePart(Seconds.Zero, Seconds.FromMinutes(15)) };
        Service guided = Crews.Of(
            "guided", new PromiseRule([], Seconds.FromMinutes(15), null),
            new ServiceStep("1", Seconds.FromHours(1), Seconds.Zero, [Crews.AnyKind("technician", RolePlace.Customer), agent], Seconds.Zero, null));
        _branch.Sell(guided);
        _branch.Hire(Lyon.Technician("T1", Lyon.Hours("08:00-20:00")), Lyon.Agent("A1") with { Working = Lyon.Hours("08:00-17:00") });
        string work = Book(Branch.Ask(guided, Lyon.Bron, Lyon.MondaySpan("16:30-18:00")), anybody: true);
        Moment begins = TimesOf(work)[0].From;
        _branch.Now = Lyon.OnMonday("17:20");

        Done(new WorkOverruns(work, 0, Lyon.OnMonday("18:30"))).ToCall().ShouldBeEmpty();

        var planned = new Interval(begins, Lyon.OnMonday("18:30"));
        Enumerable.Range(0, 2).Select(who => _branch.Board.Find(_branch.CommitmentOf(work), 0, who)!.Value.Stop.StepTime).ShouldBe([planned, planned]);
    }

    private string CourseOfTwoDays(bool anybody, bool same = false) => Book(AskForCourseOfTwoDays(same), anybody);

    private SearchQuery AskForCourseOfTwoDays(bool same)
    {
        Hire("T1");
        Role trainer = Crews.AnyKind("technician", RolePlace.Customer);
        ServiceStep day = new("1", Seconds.FromHours(3), Seconds.Zero, [trainer], Seconds.Zero, null);
        Service course = Crews.Of(
            "course", new PromiseRule([], Seconds.FromHours(1), null), day,
            day with { Name = "2", Follows = new StepFollows(same ? ["technician"] : [], NextWorkingDay: true) });
        _branch.Sell(course);
        return Branch.Ask(course, Lyon.Bron, new Interval(Lyon.OnMonday("08:00"), Lyon.At("2026-11-25T20:00")));
    }

    private string BookTwoVisits(PromiseRule promise, int most = 480)
    {
        Service two = TwoVisits(promise, most);
        _branch.Sell(two);
        return Book(Branch.Ask(two, Lyon.Bron, Lyon.MondaySpan("08:00-18:00")), anybody: true);
    }

    private static Service TwoVisits(PromiseRule promise, int most = 480)
    {
        ServiceStep visit = new("1", Seconds.FromMinutes(60), Seconds.Zero, [Crews.AnyKind("technician", RolePlace.Customer)], Seconds.Zero, null);
        return Crews.Of("two-visits", promise, visit, visit with { Name = "2", MinimumLag = Seconds.FromMinutes(30), MaximumLag = Seconds.FromMinutes(most) });
    }

    private string Book(SearchQuery query, bool anybody)
    {
        OfferTerms terms = _branch.Terms(query, _branch.Search(query).Offers[0]) with { AnyResource = anybody };
        return _branch.Done(new Book(_branch.NewId("C"), terms, null, null)).Commitment!.Id;
    }

    private void Hire(string id) => _branch.Hire(Lyon.Technician(id));

    private ImmutableArray<Interval> TimesOf(string id) => _branch.Board.PlannedTimes(_branch.CommitmentOf(id));

    private static ResourceAbsent AbsentOnTuesday(string id) => new(id, new Interval(Lyon.At("2026-11-24T00:00"), Lyon.At("2026-11-24T23:00")), "ill");

    private RepairEntry Done(Disruption disruption) =>
        _branch.Done(new HandleDisruption(_branch.NewId("R"), disruption, RepairBudget.Unlimited, "dispatcher")).Repair.ShouldNotBeNull();
}
