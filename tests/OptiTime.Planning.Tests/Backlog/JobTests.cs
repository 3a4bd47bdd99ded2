using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.History;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Tests.Backlog;

public sealed class JobTests
{
    private static readonly Interval Monday = Lyon.MondaySpan("08:00-17:00");

    private static Branch WithTechnician()
    {
        var branch = new Branch();
        branch.Hire(Lyon.Technician("T1"));
        return branch;
    }

    [Fact]
    public void A_job_waits_until_it_is_planned_inside_its_range_and_is_never_told_as_a_booking()
    {
        Branch branch = WithTechnician();
        string job = branch.Record(Sold.Boiler, Lyon.Bron, Monday);
        branch.CommitmentOf(job).State.ShouldBe(CommitmentState.Waiting);
        branch.Board.Waiting.ShouldHaveSingleItem().Id.ShouldBe(job);

        branch.PlanJobs().ShouldBe(1);

        branch.CommitmentOf(job).State.ShouldBe(CommitmentState.Backlog);
        Monday.Contains(branch.PlannedAt(job)).ShouldBeTrue();
        branch.Board.Waiting.ShouldBeEmpty();
        branch.Send(new ConfirmHold(job, null, null)).Refusal!.Code.ShouldBe(RefusalCode.UnknownCommitment);
        branch.Send(new CancelBooking(job, null)).Refusal!.Code.ShouldBe(RefusalCode.UnknownCommitment);
    }

    [Fact]
    public void What_is_due_on_an_earlier_day_is_looked_at_first_and_of_one_day_what_has_the_higher_priority()
    {
        Branch branch = WithTechnician();
        var later = new Interval(Monday.From, Lyon.At("2026-11-26T17:00"));
        string last = branch.Record(Sold.Boiler, Lyon.Bron, later, priority: 100);
        string second = branch.Record(Sold.Boiler, Lyon.Bron, Monday, priority: 10);
        string first = branch.Record(Sold.Boiler, Lyon.Bron, Monday, priority: 90);

        branch.Board.Waiting.Select(job => job.Id).ShouldBe([first, second, last]);
    }

    [Fact]
    public void A_job_is_planned_at_any_time_of_the_day_whatever_customers_of_its_service_are_told()
    {
        Branch branch = WithTechnician();
        foreach (string span in new[] { "08:00-10:00", "10:00-12:00", "13:00-15:00" }) branch.Book(Branch.Ask(Sold.Boiler, Lyon.Bron, Monday) with { Wishes = [Lyon.MondaySpan(span)] });
        string job = branch.Record(Sold.Boiler, Lyon.Bron, Monday);

        branch.PlanJobs().ShouldBe(1);

        branch.CommitmentOf(job).Steps[0].Promise.ShouldBe(Monday);
    }

    [Fact]
    public void What_is_frozen_is_left_to_customers_unless_the_job_is_due_by_then()
    {
        Branch branch = WithTechnician();
        branch.Now = Lyon.OnMonday("07:00");
        string patient = branch.Record(Sold.Boiler, Lyon.Bron, Monday);
        string pressing = branch.Record(Sold.Boiler, Lyon.Bron, Lyon.MondaySpan("07:30-10:00"));

        branch.PlanJobs().ShouldBe(2);

        branch.PlannedAt(patient).From.ShouldBeGreaterThanOrEqualTo(Lyon.OnMonday("09:00"));
        branch.PlannedAt(pressing).To.ShouldBeLessThanOrEqualTo(Lyon.OnMonday("10:00"));
    }

    [Fact]
    public void Of_two_who_plan_the_same_job_the_second_is_refused()
    {
        Branch branch = WithTechnician();
        string job = branch.Record(Sold.Boiler, Lyon.Bron, Monday);
        var plan = new PlanJob(job, [new OfferedStep(Monday, Monday.From, Monday.To, Monday.From, null, [new("technician", "T1")])]);

        branch.Done(plan);

        branch.Send(plan).Refusal!.Code.ShouldBe(RefusalCode.OfferTaken);
    }

    [Fact]
    public void A_job_that_is_done_before_it_began_leaves_its_place_and_one_that_has_begun_stays_until_its_day_is_over()
    {
        Branch branch = WithTechnician();
        string early = branch.Record(Sold.Boiler, Lyon.Bron, Monday), begun = branch.Record(Sold.Boiler, Lyon.Caluire, Monday);
        branch.PlanJobs();

        branch.Done(new EndJob(early, Ending.Done, null)).Ending.ShouldBe(Ending.Done);
        branch.Board.Commitments.ContainsKey(early).ShouldBeFalse();

        branch.Now = branch.PlannedAt(begun).From + Seconds.FromMinutes(1);
        branch.Done(new EndJob(begun, Ending.Done, "as told")).Commitment!.State.ShouldBe(CommitmentState.Done);
        branch.PlannedAt(begun).From.ShouldBeLessThan(branch.Now);
        branch.Send(new EndJob(begun, Ending.Cancelled, null)).Refusal!.Code.ShouldBe(RefusalCode.AlreadyOver);
        branch.Now = Lyon.At("2026-11-26T08:00");
        branch.Done(new AdvanceHorizon());
        branch.Board.Commitments.ContainsKey(begun).ShouldBeFalse();
    }

    [Fact]
    public void A_job_nobody_has_called_done_outlives_the_day_it_was_planned_on_and_can_still_be_ended()
    {
        Branch branch = WithTechnician();
        string job = branch.Record(Sold.Boiler, Lyon.Bron, Monday);
        branch.PlanJobs();
        branch.Now = Lyon.At("2026-11-26T08:00");
        branch.Done(new AdvanceHorizon());

        branch.CommitmentOf(job).State.ShouldBe(CommitmentState.Backlog);
        branch.Board.PlannedTimes(branch.CommitmentOf(job)).ShouldBeEmpty();
        branch.Done(new EndJob(job, Ending.Done, null)).Ending.ShouldBe(Ending.Done);
        branch.Board.Commitments.ContainsKey(job).ShouldBeFalse();
    }

    [Fact]
    public void Who_did_a_job_may_be_retrained_once_it_is_over_and_once_its_day_has_gone_too()
    {
        Branch branch = WithTechnician();
        string job = branch.Record(Sold.Boiler, Lyon.Bron, Monday);
        branch.PlanJobs();
        string who = branch.CommitmentOf(job).Steps[0].Assignments[0].Resource;
        branch.Now = Lyon.At("2026-11-24T08:00");
        branch.Hire(branch.Board.FindResource(who)!.Resource with { Skills = [] });
        branch.CommitmentOf(job).State.ShouldBe(CommitmentState.Backlog);

        // The branch has every board checked.
        branch.Now = Lyon.At("2026-11-26T08:00");
        branch.Done(new AdvanceHorizon());

        branch.CommitmentOf(job).Steps[0].Assignments[0].Resource.ShouldBe(who);
    }

    [Fact]
    public void A_job_gives_way_to_a_change_of_master_data_and_waits_again()
    {
        Branch branch = WithTechnician();
        string job = branch.Record(Sold.Boiler, Lyon.Bron, Monday);
        branch.PlanJobs();

        branch.Hire(Lyon.Technician("T1", Lyon.Hours("18:00-20:00")));
        branch.CommitmentOf(job).State.ShouldBe(CommitmentState.Waiting);

        branch.Hire(Lyon.Technician("T1"));
        branch.PlanJobs().ShouldBe(1);
        branch.Done(new RemoveResource("T1", null));
        branch.CommitmentOf(job).State.ShouldBe(CommitmentState.Waiting);
    }

    [Theory]
    [InlineData("nothing", "08:00-17:00", false, null, "service")]
    [InlineData("boiler", "08:00-08:30", true, null, "due")]
    [InlineData("boiler", "08:00-17:00", false, null, "location")]
    [InlineData("meeting", "08:00-17:00", true, "OPERA", "location")]
    [InlineData("meeting", "08:00-17:00", false, "NOWHERE", "location.site")]
    [InlineData("meeting", "08:00-17:00", false, null, "location")]
    public void A_job_that_cannot_be_is_refused_with_the_field_at_fault(string service, string span, bool hasPoint, string? site, string field)
    {
        Branch branch = WithTechnician();
        var place = hasPoint ? new Place("P", Lyon.Bron) : null;

        branch.Send(new RecordJob("J", new JobTerms(service, null, null, place, site, Lyon.MondaySpan(span), 50))).Refusal!.Field.ShouldBe(field);
    }

    [Fact]
    public void The_story_of_a_job_tells_what_became_of_it()
    {
        Branch branch = WithTechnician();
        string job = branch.Record(Sold.Boiler, Lyon.Bron, Monday);
        branch.PlanJobs();
        branch.Hire(Lyon.Technician("T1", Lyon.Hours("18:00-20:00")));
        branch.Hire(Lyon.Technician("T1"));
        branch.PlanJobs();
        branch.Done(new EndJob(job, Ending.Done, null));

        CommitmentStory.Of(job, branch.Log).Events.Select(happened => happened.Kind).ShouldBe(
        [
            CommitmentEventKind.Recorded, CommitmentEventKind.Planned, CommitmentEventKind.PutBack, CommitmentEventKind.Planned, CommitmentEventKind.Done,
        ]);
    }

    [Fact]
    public void Jobs_at_sites_are_planned_in_rooms_and_inside_the_hours_of_the_site_where_somebody_travels_there()
    {
        var branch = new Branch();
        branch.Hire(Lyon.Room("M1"), Lyon.Technician("T1", Lyon.Hours("06:00-23:00")));
        string cleaning = branch.Record(Sold.Meeting, null, Monday, site: "OPERA");
        string visit = branch.Record(Sold.Training, null, new Interval(Lyon.OnMonday("06:00"), Lyon.OnMonday("23:00")), site: "GERLAND");

        branch.PlanJobs().ShouldBe(2);

        branch.CommitmentOf(cleaning).Steps[0].Assignments[0].Resource.ShouldBe("M1");
        branch.CommitmentOf(visit).Steps[0].Site.ShouldBe("GERLAND");
    }
}
