using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Tests.Backlog;

/// <summary>Work that can wait and takes several: a lift inspected by two, a course for the company's own people. The branch checks every promise after every command.</summary>
public sealed class GroupJobTests
{
    private static readonly Role Trainer = Crews.AnyKind("technician", RolePlace.Site), Room = Crews.AnyKind("room", RolePlace.Site);
    private static readonly Interval Monday = Lyon.MondaySpan("08:00-17:00"), Week = new(Monday.From, Monday.From + Seconds.FromHours(24 * 5));

    private static readonly Service Pair = Crews.Of(
        "pair", new PromiseRule([Lyon.Span("08:00-10:00")], Seconds.FromMinutes(30), null), Step("1", [Crews.AnyKind("technician", RolePlace.Customer, 2)]));

    private static readonly Service Course = Crews.Of("own-course", new PromiseRule([], Seconds.FromHours(1), null),
        Step("1", [Trainer, Room]), Step("2", [Trainer, Room]) with { Follows = new StepFollows(["technician", "room"], NextWorkingDay: true) });

    private readonly Branch _branch = new(settings: Lyon.Settings with { HorizonDays = 10 });

    public GroupJobTests()
    {
        _branch.Hire(Lyon.Technician("T1"), Lyon.Technician("T2"), Lyon.Room("M1"));
        foreach (Service service in (Service[])[Pair, Course]) _branch.Sell(service);
    }

    private string RecordCourse(Interval? between = null) => _branch.Record(Course, null, between ?? Week, site: "OPERA");

    private ImmutableArray<Interval> TimesOf(string job) => _branch.Board.PlannedTimes(_branch.CommitmentOf(job));

    [Fact]
    public void Two_are_planned_together_at_any_time_of_the_range_whatever_customers_are_told()
    {
        string job = _branch.Record(Pair, Lyon.Bron, Lyon.MondaySpan("13:00-17:00"));

        _branch.PlanJobs().ShouldBe(1);

        CommittedStep step = _branch.CommitmentOf(job).Steps.ShouldHaveSingleItem();
        step.Assignments.Select(who => who.Resource).ShouldBe(["T1", "T2"], ignoreOrder: true);
        (step.Promise, step.EarliestStart).ShouldBe((Lyon.MondaySpan("13:00-17:00"), step.LatestStart));
        BoardSnapshot.PlannedTours(_branch.Board).SelectMany(tour => tour.Stops).Select(stop => stop.During).Distinct().ShouldBe(TimesOf(job));
    }

    [Fact]
    public void A_course_of_two_days_is_planned_with_the_same_trainer_and_room_and_waits_until_there_are_two_such_days()
    {
        string job = RecordCourse(new Interval(Monday.From, Lyon.At("2026-11-24T17:00")));
        foreach (string span in (string[])["08:00-12:00", "13:00-17:00"])
            _branch.Book(Branch.Ask(Room1(4), null, Lyon.MondaySpan(span)));
        _branch.PlanJobs().ShouldBe(0);
        _branch.CommitmentOf(job).State.ShouldBe(CommitmentState.Waiting);

        _branch.Hire(Lyon.Room("M2"));
        _branch.PlanJobs().ShouldBe(1);

        _branch.CommitmentOf(job).Steps.ShouldAllBe(step => step.Assignments[1].Resource == "M2");
        TimesOf(job).Select(time => Lyon.Clock.DayOf(time.From) - Lyon.Monday).ShouldBe([0, 1]);
    }

    [Fact]
    public void Of_two_who_plan_the_same_job_the_second_is_refused_and_so_is_who_names_others_than_the_service_asks_for()
    {
        string job = _branch.Record(Pair, Lyon.Bron, Monday);
        OfferedStep step = new(Monday, Monday.From, Monday.To, Monday.From + Seconds.FromHours(2), null, [new("technician", "T1"), new("technician", "T2")]);

        _branch.Send(new PlanJob(job, [step with { Resources = [new("technician", "T1")] }])).Refusal!.Code.ShouldBe(RefusalCode.ServiceChanged);
        _branch.Send(new PlanJob(job, [step, step])).Refusal!.Code.ShouldBe(RefusalCode.ServiceChanged);
        _branch.Send(new PlanJob(job, [step with { Resources = [new("technician", "T1"), new("technician", "T1")] }])).Refusal!.Code.ShouldBe(RefusalCode.OfferTaken);
        _branch.Done(new PlanJob(job, [step]));
        _branch.Send(new PlanJob(job, [step])).Refusal!.Code.ShouldBe(RefusalCode.OfferTaken);
    }

    [Fact]
    public void All_of_a_job_gives_way_to_a_change_of_master_data_unless_it_has_begun()
    {
        string job = RecordCourse();
        _branch.PlanJobs();

        _branch.Done(new RemoveResource("M1", null));
        _branch.CommitmentOf(job).Steps.ShouldAllBe(step => step.Assignments.IsEmpty && step.Promise == Week);
        BoardSnapshot.PlannedTours(_branch.Board).ShouldBeEmpty();

        _branch.Hire(Lyon.Room("M1"));
        _branch.PlanJobs().ShouldBe(1);
        _branch.Now = TimesOf(job)[0].To + Seconds.FromMinutes(1);
        _branch.Send(new RemoveResource("M1", null)).Refusal!.Jobs.ShouldBe([job]);
    }

    [Fact]
    public void What_is_done_before_its_last_step_gives_the_time_of_the_others_back()
    {
        string job = RecordCourse();
        _branch.PlanJobs();
        _branch.Now = TimesOf(job)[0].From + Seconds.FromMinutes(10);

        Answer done = _branch.Done(new EndJob(job, Ending.Done, null));

        done.Planned.ShouldHaveSingleItem();
        _branch.CommitmentOf(job).Steps.ShouldHaveSingleItem();
        BoardSnapshot.PlannedTours(_branch.Board).SelectMany(tour => tour.Stops).ShouldAllBe(stop => stop.Step == 0);
    }

    [Fact]
    public void A_job_of_which_a_day_has_left_the_board_is_called_off_or_done_as_any_other()
    {
        string done = RecordCourse(), cancelled = RecordCourse();
        _branch.PlanJobs().ShouldBe(2);
        _branch.Now = TimesOf(done).Concat(TimesOf(cancelled)).Max(time => time.From) - Seconds.FromHours(1);
        _branch.Done(new AdvanceHorizon());

        _branch.Done(new EndJob(done, Ending.Done, null));
        _branch.Done(new EndJob(cancelled, Ending.Cancelled, null)).Ending.ShouldBe(Ending.Cancelled);

        _branch.Board.Commitments.ContainsKey(cancelled).ShouldBeFalse();
        _branch.Now += Seconds.FromHours(24 * 5);
        _branch.Done(new AdvanceHorizon());
        _branch.Board.Commitments.ContainsKey(done).ShouldBeFalse();
    }

    [Fact]
    public void A_job_of_two_waits_again_whole_when_a_customer_needs_one_of_them()
    {
        // The pair fills the morning of both; T2 is not asked for, and gets his morning back.
        Service morning = Crews.Of("morning-pair", Pair.Promise, Step("1", [Crews.AnyKind("technician", RolePlace.Customer, 2)]) with { Duration = Seconds.FromHours(3) });
        _branch.Sell(morning);
        string job = _branch.Record(morning, Lyon.Bron, new Interval(Lyon.OnMonday("08:00"), Lyon.At("2026-11-25T17:00")));
        _branch.Done(new PlanJob(job, [new OfferedStep(Monday, Lyon.OnMonday("08:30"), Lyon.OnMonday("08:30"), Lyon.OnMonday("08:30"), null, [new("technician", "T1"), new("technician", "T2")])]));
        SearchQuery query = Branch.Ask(Sold.Boiler, Lyon.Bron, Monday) with { Wishes = [Lyon.MondaySpan("08:00-10:00")], Require = ["T1"], Impact = ImpactAllowed.WithinPromises };

        FoundOffer offer = _branch.Search(query).Offers.ShouldHaveSingleItem();
        _branch.Done(new PlaceHold("H", _branch.Terms(query, offer), Seconds.FromMinutes(5)));

        var move = offer.Moved.ShouldHaveSingleItem();
        (move.Commitment, move.IsJob, move.To).ShouldBe((job, true, null));
        _branch.CommitmentOf(job).State.ShouldBe(CommitmentState.Waiting);
        BoardSnapshot.PlannedTours(_branch.Board).ShouldHaveSingleItem().Stops.ShouldHaveSingleItem().Commitment.ShouldBe("H");
        _branch.PlanJobs().ShouldBe(1);
    }

    [Theory]
    [InlineData("pair", false, null, "location")]
    [InlineData("pair", true, "OPERA", "location")]
    [InlineData("own-course", false, null, "location")]
    [InlineData("own-course", false, "NOWHERE", "location.site")]
    public void A_job_of_several_that_cannot_be_is_refused_with_the_field_at_fault(string service, bool hasPoint, string? site, string field)
    {
        var place = hasPoint ? new Planning.Travel.Place("P", Lyon.Bron) : null;

        _branch.Send(new RecordJob("J", new JobTerms(service, null, null, place, site, Week, 50))).Refusal!.Field.ShouldBe(field);
    }

    [Fact]
    public void A_range_too_short_for_all_steps_is_refused()
    {
        Refusal refusal = _branch.Send(new RecordJob("J", new JobTerms(Course.Id, null, null, null, "OPERA", new Interval(Monday.From, Monday.From + Seconds.FromHours(20)), 50))).Refusal!;

        (refusal.Field, refusal.Message, refusal.Remedy).ShouldBe(("due", "Leaves 20 h 00 min for 25 h 00 min of work.", "Send a later 'due', or an earlier 'earliest'."));
    }

    private Service Room1(int hours)
    {
        Service service = Crews.Of($"room-{hours}", new PromiseRule([], Seconds.FromHours(1), null), Step("1", [Room]) with { Duration = Seconds.FromHours(hours) });
        _branch.Sell(service);
        return service;
    }

    private static ServiceStep Step(string name, ImmutableArray<Role> roles) => new(name, Seconds.FromHours(2), Seconds.Zero, roles, Seconds.Zero, null);
}
