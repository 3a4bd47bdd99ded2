using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Explain;
using OptiTime.Planning.History;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Tests.ByHand;

/// <summary>What a dispatcher may do with a place, and what nobody may. The branch checks every promise of its board after every command.</summary>
public sealed class AssignTests
{
    private static readonly Interval Monday = Lyon.MondaySpan("08:00-17:00"), Morning = Lyon.MondaySpan("08:00-10:00");

    private readonly Branch _branch = new();

    public AssignTests() => _branch.Hire(Lyon.Technician("T1", Lyon.Hours("08:00-17:00")), Lyon.Technician("T2"), Lyon.Room("M1"), Lyon.Room("M2"));

    private static AssignWork Assign(string id, string? resource = null, Moment? start = null, string? reason = null, bool isJob = false, bool pin = true, string role = "technician") =>
        new(id, isJob, resource is null ? [] : [new AssignedRole(role, resource)], start, reason, pin);

    private string BookMorning(string resource = "T1") => _branch.Book(Branch.Ask(Sold.Boiler, Lyon.Bron, Monday) with { Wishes = [Morning], Require = [resource] });

    private string AnybodyInTheMorning() => _branch.Book(Branch.Ask(Sold.Boiler, Lyon.Bron, Monday) with { Wishes = [Morning] });

    private Refusal Refused(AssignWork command) => _branch.Send(command).Refusal.ShouldNotBeNull();

    private string ResourceOf(string id) => _branch.CommitmentOf(id).Steps[0].Assignments[0].Resource;

    private static string Other(string resource) => resource == "T1" ? "T2" : "T1";

    [Fact]
    public void Work_is_given_to_another_who_has_room_inside_its_promise_and_is_then_pinned()
    {
        string booking = AnybodyInTheMorning();
        string other = Other(ResourceOf(booking));

        Answer answer = _branch.Done(Assign(booking, other));

        ResourceOf(booking).ShouldBe(other);
        Morning.Contains(_branch.PlannedAt(booking).From).ShouldBeTrue();
        _branch.CommitmentOf(booking).Pinned.ShouldBe(true);
        answer.ByHand!.Overridden.ShouldBeEmpty();
        answer.ByHand.CallCustomer.ShouldBeFalse();
        answer.Commitment!.Cost.Select(line => line.Kind).ShouldBe(["labour", "travel"]);
        CommitmentStory.Of(booking, _branch.Log).Events[^1].Kind.ShouldBe(CommitmentEventKind.Assigned);
    }

    [Fact]
    public void Whom_a_customer_may_have_wanted_alone_is_remembered_while_the_booking_has_no_place()
    {
        SearchQuery query = Branch.Ask(Sold.Boiler, Lyon.Bron, Monday) with { Wishes = [Morning], Require = ["T1"] };
        OfferTerms terms = _branch.Terms(query, _branch.Search(query).Offers[0]) with { AnyResource = false };
        string booking = _branch.Done(new Book(_branch.NewId("C"), terms, null, null)).Commitment!.Id;
        _branch.Done(new UnassignWork(booking, false, "ill"));

        Refused(Assign(booking, "T2")).Checks.ShouldContain(check => check.Code == CheckCodes.Chosen && check.Words.Contains("'T1'"));
        _branch.Done(Assign(booking, "T2", reason: "the customer agreed")).ByHand!.Overridden.ShouldContain(CheckCodes.Chosen);
    }

    [Fact]
    public void It_starts_when_the_dispatcher_says_and_others_slide_inside_their_promises()
    {
        string first = BookMorning(), second = AnybodyInTheMorning();
        if (ResourceOf(second) != "T1") _branch.Done(Assign(second, "T1"));
        Moment start = _branch.PlannedAt(first).From + Seconds.FromMinutes(10);

        Answer answer = _branch.Done(Assign(first, start: start));

        _branch.PlannedAt(first).From.ShouldBe(start);
        answer.ByHand!.Shifted.Where(move => move.Commitment == second).Select(move => move.To).ShouldBe(
            answer.ByHand.Shifted.IsEmpty ? [] : [_branch.PlannedAt(second)]);
        Morning.Contains(_branch.PlannedAt(second).From).ShouldBeTrue();
    }

    [Fact]
    public void Outside_what_was_told_it_is_planned_only_with_a_reason_and_the_window_it_then_starts_in_is_told()
    {
        string booking = AnybodyInTheMorning();
        AssignWork late = Assign(booking, start: Lyon.OnMonday("13:30"));

        Refusal refusal = Refused(late);
        refusal.Code.ShouldBe(RefusalCode.NeedsOverride);
        refusal.Checks.ShouldHaveSingleItem().Code.ShouldBe(CheckCodes.Told);
        refusal.Message.ShouldContain("Monday 23 November, 08:00 to 10:00");
        Answer answer = _branch.Done(late with { Override = "she called" });

        answer.ByHand!.CallCustomer.ShouldBeTrue();
        answer.ByHand.Overridden.ShouldBe([CheckCodes.Told]);
        _branch.PlannedAt(booking).From.ShouldBe(Lyon.OnMonday("13:30"));
        _branch.CommitmentOf(booking).Steps[0].Promise.ShouldBe(Lyon.MondaySpan("13:00-15:00"));
        CommitmentStory.Of(booking, _branch.Log).Events[^1].Reason.ShouldBe("she called");
    }

    [Fact]
    public void Where_no_window_is_promised_the_exact_time_is()
    {
        _branch.Hire(Lyon.Technician("T3", Lyon.Hours("06:00-20:00")));
        string booking = AnybodyInTheMorning();

        _branch.Done(Assign(booking, "T3", Lyon.OnMonday("18:00"), "no other way"));

        _branch.CommitmentOf(booking).Steps[0].Promise.ShouldBe(Lyon.MondaySpan("18:00-19:00"));
        _branch.PlannedAt(booking).ShouldBe(Lyon.MondaySpan("18:00-19:00"));
    }

    [Fact]
    public void Who_may_have_been_chosen_is_replaced_only_with_a_reason()
    {
        string booking = BookMorning();

        Refused(Assign(booking, "T2")).Checks.ShouldHaveSingleItem().Code.ShouldBe(CheckCodes.Chosen);
        _branch.Done(Assign(booking, "T2", reason: "T1 is ill, she agrees"));

        ResourceOf(booking).ShouldBe("T2");
    }

    [Fact]
    public void Whom_the_customer_does_not_want_serves_only_with_a_reason()
    {
        string booking = AnybodyInTheMorning();
        string other = Other(ResourceOf(booking));
        AssignWork command = Assign(booking, other) with { Refuse = [other] };

        Refused(command).Checks.ShouldContain(check => check.Code == CheckCodes.Refused && check.MayBeOverridden);
        _branch.Done(command with { Override = "she agreed on the phone" }).ByHand!.Overridden.ShouldBe([CheckCodes.Refused]);
    }

    [Fact]
    public void What_is_frozen_moves_only_with_a_reason_and_what_has_begun_not_at_all()
    {
        string booking = AnybodyInTheMorning();
        string other = Other(ResourceOf(booking));
        _branch.Now = Lyon.OnMonday("07:00");

        Refused(Assign(booking, other)).Checks.ShouldContain(check => check.Code == CheckCodes.Frozen && check.MayBeOverridden);

        _branch.Now = _branch.PlannedAt(booking).From;
        Refusal begun = Refused(Assign(booking, other, reason: "now"));
        (begun.Code, begun.Checks[0].Code).ShouldBe((RefusalCode.Impossible, CheckCodes.Begun));
    }

    [Fact]
    public void What_cannot_be_is_refused_with_the_whole_chain_whatever_the_reason()
    {
        string booking = AnybodyInTheMorning();
        _branch.Hire(Lyon.Technician("T9", null, new Skill("gas-boiler", 1)));

        Refusal unskilled = Refused(Assign(booking, "T9", reason: "please"));
        (unskilled.Code, unskilled.Checks.First(check => check.Result == CheckResult.Failed).Code).ShouldBe((RefusalCode.Impossible, CheckCodes.Skills));
        Refusal closed = Refused(Assign(booking, start: Lyon.OnMonday("20:00"), reason: "please"));
        closed.Checks.First(check => check.Result == CheckResult.Failed).Code.ShouldBe(CheckCodes.WorkingTime);
        Refusal past = Refused(Assign(booking, start: Lyon.At("2026-11-22T08:00"), reason: "please"));
        past.Checks.First(check => check.Result == CheckResult.Failed).Code.ShouldBe(CheckCodes.LeadTime);
        unskilled.Checks.Select(check => check.Code).ShouldBe(
        [
            CheckCodes.Kind, CheckCodes.Place, CheckCodes.Skills, CheckCodes.Refused, CheckCodes.Required, CheckCodes.LeadTime, CheckCodes.Horizon, CheckCodes.SiteHours,
            CheckCodes.WorkingTime, CheckCodes.Break, CheckCodes.Occupied, CheckCodes.WayThere, CheckCodes.WayOn, CheckCodes.WayHome,
        ]);
    }

    [Fact]
    public void A_room_is_never_given_away_twice_and_who_has_it_is_named()
    {
        string one = _branch.Book(Branch.Ask(Sold.Meeting, null, Lyon.MondaySpan("09:00-10:30")) with { Require = ["M1"] });
        string other = _branch.Book(Branch.Ask(Sold.Meeting, null, Lyon.MondaySpan("09:00-10:30")) with { Require = ["M2"] });

        Check taken = Refused(Assign(other, "M1", reason: "please", role: "room")).Checks.First(check => check.Result == CheckResult.Failed);

        (taken.Code, taken.Commitment).ShouldBe((CheckCodes.Occupied, one));
    }

    [Fact]
    public void Overtime_that_the_resource_may_work_is_booked_with_a_reason()
    {
        _branch.Hire(Lyon.Technician("T3") with { Overtime = new Overtime(Seconds.FromHours(2), new Money(2_000)) });
        string booking = AnybodyInTheMorning();
        AssignWork late = Assign(booking, "T3", Lyon.OnMonday("16:45"));

        Refused(late).Checks.Select(check => check.Code).ShouldBe([CheckCodes.Overtime, CheckCodes.Told], ignoreOrder: true);
        Answer answer = _branch.Done(late with { Override = "the boiler is out" });

        answer.Commitment!.Cost.Select(line => line.Kind).ShouldBe(["labour", "travel", "overtime"]);
        _branch.Board.FindResource("T3")!.Periods.First(period => period.Day == Lyon.Monday).Span.To.ShouldBeGreaterThan(Lyon.OnMonday("17:45"));
        _branch.Done(new UnassignWork(booking, false, "all wrong"));
        _branch.Board.FindResource("T3")!.Periods.First(period => period.Day == Lyon.Monday).Span.To.ShouldBe(Lyon.OnMonday("17:00"));
    }

    [Fact]
    public void A_job_that_waits_is_assigned_and_outside_its_range_only_with_a_reason()
    {
        string job = _branch.Record(Sold.Boiler, Lyon.Bron, Monday);

        _branch.Done(Assign(job, "T2", isJob: true));
        (_branch.CommitmentOf(job).State, ResourceOf(job), _branch.CommitmentOf(job).Pinned).ShouldBe((CommitmentState.Backlog, "T2", true));
        AssignWork tomorrow = Assign(job, start: Lyon.At("2026-11-24T09:00"), isJob: true);
        Refused(tomorrow).Checks.ShouldHaveSingleItem().Code.ShouldBe(CheckCodes.Told);
        Answer answer = _branch.Done(tomorrow with { Override = "the tenant is away" });

        answer.ByHand!.CallCustomer.ShouldBeFalse();
        _branch.CommitmentOf(job).Steps[0].Promise.ShouldBe(new Interval(Monday.From, Lyon.At("2026-11-24T10:00")));
        Refused(Assign(job, "T1")).Code.ShouldBe(RefusalCode.UnknownCommitment, "it is no booking");
    }

    [Fact]
    public void A_booking_whose_place_was_taken_away_is_broken_until_it_is_given_another()
    {
        string booking = AnybodyInTheMorning();
        Interval promise = _branch.CommitmentOf(booking).Steps[0].Promise;

        _branch.Done(new UnassignWork(booking, false, "the van is needed")).ByHand!.CallCustomer.ShouldBeTrue();

        _branch.CommitmentOf(booking).State.ShouldBe(CommitmentState.Broken);
        _branch.Board.PlannedTimes(_branch.CommitmentOf(booking)).ShouldBeEmpty();
        _branch.Send(new PinWork(booking, false, "x")).Refusal!.Code.ShouldBe(RefusalCode.Impossible);
        _branch.Done(Assign(booking, "T2"));
        (_branch.CommitmentOf(booking).State, _branch.CommitmentOf(booking).Steps[0].Promise).ShouldBe((CommitmentState.Confirmed, promise));
        CommitmentStory.Of(booking, _branch.Log).Events.Select(one => one.Kind).ShouldBe([CommitmentEventKind.Booked, CommitmentEventKind.Unassigned, CommitmentEventKind.Assigned]);
    }

    [Fact]
    public void A_promise_that_is_over_asks_for_a_start()
    {
        string booking = AnybodyInTheMorning();
        _branch.Done(new UnassignWork(booking, false, "the van is needed"));
        _branch.Now = Lyon.OnMonday("11:00");

        Refused(Assign(booking, "T2", reason: "late")).Message.ShouldContain("Say when it is to start.");
        _branch.Done(Assign(booking, "T2", Lyon.OnMonday("14:00"), "late"));

        _branch.CommitmentOf(booking).Steps[0].Promise.ShouldBe(Lyon.MondaySpan("13:00-15:00"));
    }

    [Fact]
    public void A_hold_is_kept_for_its_caller()
    {
        string hold = _branch.Hold(Branch.Ask(Sold.Boiler, Lyon.Bron, Monday));

        Refused(Assign(hold, "T2", reason: "x")).Code.ShouldBe(RefusalCode.NotConfirmed);
        _branch.Send(new PinWork(hold, false, "x")).Refusal!.Code.ShouldBe(RefusalCode.NotConfirmed);
        _branch.Send(new UnassignWork("nothing", true, "x")).Refusal!.Code.ShouldBe(RefusalCode.UnknownCommitment);
    }

    [Theory]
    [InlineData("plumber", "T2", "resources[0].role")]
    [InlineData("technician", "T0", "resources[0].resource")]
    public void A_name_that_is_not_there_is_refused_with_its_field(string role, string resource, string field) =>
        Refused(Assign(AnybodyInTheMorning(), resource, role: role)).Field.ShouldBe(field);

    [Fact]
    public void A_waiting_job_that_was_unassigned_is_planned_again_and_pinned_it_stands_in_the_way_of_master_data()
    {
        string job = _branch.Record(Sold.Boiler, Lyon.Bron, Monday);
        _branch.Done(Assign(job, "T2", isJob: true, pin: false));
        _branch.Done(new UnassignWork(job, true, "not there"));
        _branch.CommitmentOf(job).State.ShouldBe(CommitmentState.Waiting);
        _branch.PlanJobs().ShouldBe(1);

        _branch.Done(new PinWork(job, true, "the key is there"));
        _branch.Done(new PinWork(job, true, "said twice"));
        _branch.Send(new RemoveResource(ResourceOf(job), null)).Refusal!.Jobs.ShouldBe([job]);
        _branch.Done(new UnpinWork(job, true, null));
        _branch.Done(new RemoveResource(ResourceOf(job), null));

        _branch.CommitmentOf(job).State.ShouldBe(CommitmentState.Waiting);
        CommitmentStory.Of(job, _branch.Log).Events.Select(one => one.Kind).ShouldBe(
        [
            CommitmentEventKind.Recorded, CommitmentEventKind.Assigned, CommitmentEventKind.Unassigned, CommitmentEventKind.Planned, CommitmentEventKind.Pinned,
            CommitmentEventKind.Unpinned, CommitmentEventKind.PutBack,
        ]);
    }
}
