using OptiTime.Engine.Directory;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using OptiTime.Storage.Tests.Support;
using static OptiTime.Storage.Tests.Support.Samples;

namespace OptiTime.Storage.Tests.Contract;

public abstract class DirectoryContract(IStoreFactory factory) : StoreContract(factory)
{
    private static readonly CommitmentQuery All = new(null, null, null, null, null, null, 100);

    private async Task<string[]> List(CommitmentQuery query) =>
        [.. (await Store.Plans.ListBookingsAsync(query, default)).Select(row => $"{row.Territory}/{row.Commitment.Id}")];

    [Fact]
    public async Task Territories_are_listed_as_last_defined()
    {
        await Define("rhone");
        await Define("ain");
        TerritorySettings renamed = Territory("rhone").Settings with { Name = "Rhône" };
        await Written(Part("rhone", 1, new TerritoryDefined(renamed, FirstDay, FirstDay + Days)));

        (await Store.Plans.TerritoriesAsync(default)).ShouldBe([Territory("ain").Settings, renamed]);
    }

    [Fact]
    public async Task The_territory_of_a_site_is_known_while_the_site_is_there()
    {
        await Define("rhone");
        await Written(Part("rhone", 1, new SiteDefined(new Site("OPERA", "Opéra", new Location(45.7, 4.8), WorkingTime.Always), [])));
        (await Store.Plans.TerritoryOfSiteAsync("OPERA", default)).ShouldBe("rhone");

        await Written(Part("rhone", 2, new SiteRemoved("OPERA")));
        (await Store.Plans.TerritoryOfSiteAsync("OPERA", default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_commitment_is_found_through_its_whole_life_with_its_last_planned_time()
    {
        await Define("rhone", "r1");
        Commitment hold = Hold("c1", "r1", customer: "C-1");
        var nine = new Interval(Hour(FirstDay, 9), Hour(FirstDay, 10));
        var ten = new Interval(Hour(FirstDay, 10), Hour(FirstDay, 11));

        await Written(Part("rhone", 1, new CommitmentRecorded(hold), Tour("r1", FirstDay, Stop("c1", FirstDay, 9))));
        await ShouldBe(new CommitmentRow("rhone", hold, [nine], null, null, 2));

        await Written(Part("rhone", 2, new CommitmentRecorded(Confirmed(hold))));
        await ShouldBe(new CommitmentRow("rhone", Confirmed(hold), [nine], null, null, 3));

        await Written(Part("rhone", 3, Tour("r1", FirstDay, Stop("c1", FirstDay, 10))));
        await ShouldBe(new CommitmentRow("rhone", Confirmed(hold), [ten], null, null, 3));
        (await Store.Plans.LivingAsync("rhone", default)).ShouldHaveSingleItem();

        await Written(Part("rhone", 4, Tour("r1", FirstDay), new CommitmentEnded("c1", Ending.Cancelled, "moved away")));
        await ShouldBe(new CommitmentRow("rhone", Confirmed(hold), [ten], Ending.Cancelled, "moved away", 5));
        (await Store.Plans.LivingAsync("rhone", default)).ShouldBeEmpty();
        (await Occupied("rhone")).ShouldBeEmpty();
        (await Store.Plans.FindAsync("ain", "c1", default)).ShouldBeNull();

        async Task ShouldBe(CommitmentRow expected) =>
            Structure.Of(await Store.Plans.FindAsync("rhone", "c1", default)).ShouldBe(Structure.Of(expected));
    }

    private static Commitment Job(string id, int dueHour, string? customer = null) => Hold(id, "r1", customer: customer) with
    {
        State = CommitmentState.Waiting,
        HeldUntil = null,
        Priority = 70,
        Steps = [Hold(id, "r1").Steps[0] with { Promise = new Interval(Hour(FirstDay, 8), Hour(FirstDay, dueHour)), Assignments = [] }],
    };

    private static Commitment AsPlanned(Commitment job) =>
        job with { State = CommitmentState.Backlog, Steps = [job.Steps[0] with { Assignments = Hold(job.Id, "r1").Steps[0].Assignments }] };

    private async Task<string[]> Jobs(JobState? state, string? customer = null, int? dueBefore = null, (string, string)? after = null, int limit = 100) =>
    [
        .. (await Store.Plans.ListJobsAsync(
            new JobQuery("rhone", state, customer, dueBefore is { } hour ? Hour(FirstDay, hour) : null, Hour(FirstDay, 12), after, limit), default))
            .Select(row => row.Commitment.Id),
    ];

    [Fact]
    public async Task A_job_is_found_through_its_whole_life_and_is_planned_nowhere_while_it_waits()
    {
        await Define("rhone", "r1");
        Commitment job = Job("j1", 16);
        var nine = new Interval(Hour(FirstDay, 9), Hour(FirstDay, 10));

        await Written(Part("rhone", 1, new CommitmentRecorded(job)));
        await ShouldBe(new CommitmentRow("rhone", job, [], null, null, 2));
        await Written(Part("rhone", 2, new CommitmentRecorded(AsPlanned(job)), Tour("r1", FirstDay, Stop("j1", FirstDay, 9))));
        await ShouldBe(new CommitmentRow("rhone", AsPlanned(job), [nine], null, null, 3));
        await Written(Part("rhone", 3, new CommitmentRecorded(job), Tour("r1", FirstDay)));
        await ShouldBe(new CommitmentRow("rhone", job, [], null, null, 4));
        (await Occupied("rhone")).ShouldBeEmpty();
        await Written(Part("rhone", 4, new CommitmentRecorded(AsPlanned(job)), Tour("r1", FirstDay, Stop("j1", FirstDay, 9))));
        await Written(Part("rhone", 5, new CommitmentRecorded(AsPlanned(job) with { State = CommitmentState.Done })));
        await ShouldBe(new CommitmentRow("rhone", AsPlanned(job) with { State = CommitmentState.Done }, [nine], null, null, 6));
        (await Store.Plans.VersionsOfAsync("rhone", "j1", default)).ShouldBe([2, 3, 4, 5, 6]);

        async Task ShouldBe(CommitmentRow expected) =>
            Structure.Of(await Store.Plans.FindAsync("rhone", "j1", default)).ShouldBe(Structure.Of(expected));
    }

    [Fact]
    public async Task Jobs_are_listed_by_state_customer_and_due_time_page_by_page_and_are_no_bookings()
    {
        await Define("rhone", "r1");
        await Written(Part(
            "rhone", 1, new CommitmentRecorded(Job("j1", 16, "C-1")), new CommitmentRecorded(Job("j2", 12)), new CommitmentRecorded(AsPlanned(Job("j3", 15))),
            new CommitmentRecorded(AsPlanned(Job("j4", 11))), new CommitmentRecorded(AsPlanned(Job("j5", 16)) with { State = CommitmentState.Done }),
            new CommitmentRecorded(Job("j6", 16)), new CommitmentRecorded(Job("j7", 16)), new CommitmentRecorded(Booking("b1", "r1")),
            Tour("r1", FirstDay, Stop("j4", FirstDay, 9), Stop("j5", FirstDay, 11), Stop("j3", FirstDay, 13))));
        await Written(Part("rhone", 2, new CommitmentEnded("j6", Ending.Done, null), new CommitmentEnded("j7", Ending.Cancelled, "sold")));

        (await Jobs(null)).ShouldBe(["j1", "j2", "j3", "j4", "j5", "j6", "j7"]);
        (await Jobs(JobState.Waiting)).ShouldBe(["j1"]);
        (await Jobs(JobState.Planned)).ShouldBe(["j3"]);
        (await Jobs(JobState.Overdue)).ShouldBe(["j2", "j4"]);
        (await Jobs(JobState.Done)).ShouldBe(["j5", "j6"]);
        (await Jobs(JobState.Cancelled)).ShouldBe(["j7"]);
        (await Jobs(null, customer: "C-1")).ShouldBe(["j1"]);
        (await Jobs(null, dueBefore: 13)).ShouldBe(["j2", "j4"]);
        (await Jobs(null, after: ("rhone", "j2"), limit: 2)).ShouldBe(["j3", "j4"]);
        (await List(All)).ShouldBe(["rhone/b1"]);
        (await List(All with { WithHolds = true })).ShouldBe(["rhone/b1"]);
    }

    [Fact]
    public async Task A_commitment_that_ends_leaves_no_assignment_even_if_its_tour_is_not_planned_again()
    {
        await Define("rhone", "r1");
        await Written(Part("rhone", 1, new CommitmentRecorded(Hold("c1", "r1")), Tour("r1", FirstDay, Stop("c1", FirstDay, 9))));

        await Written(Part("rhone", 2, new CommitmentEnded("c1", Ending.Expired, null)));

        (await Occupied("rhone")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_step_that_is_planned_again_leaves_the_times_of_the_others()
    {
        await Define("rhone", "r1");
        Commitment course = Booking("c1", "r1") with { Steps = [Hold("c1", "r1").Steps[0], Hold("c1", "r1").Steps[0] with { Name = "second" }] };
        PlannedStop second = Stop("c1", FirstDay + 1, 9) with { Step = 1 };
        await Written(Part("rhone", 1, new CommitmentRecorded(course), Tour("r1", FirstDay, Stop("c1", FirstDay, 9)), Tour("r1", FirstDay + 1, second)));

        await Written(Part("rhone", 2, Tour("r1", FirstDay + 1, second with { During = new Interval(Hour(FirstDay + 1, 12), Hour(FirstDay + 1, 13)) })));

        (await Store.Plans.FindAsync("rhone", "c1", default))!.Planned.ShouldBe(
            [new Interval(Hour(FirstDay, 9), Hour(FirstDay, 10)), new Interval(Hour(FirstDay + 1, 12), Hour(FirstDay + 1, 13))]);
    }

    [Fact]
    public async Task Bookings_are_listed_by_every_condition_and_holds_are_not()
    {
        await Define("ain", "a1");
        await Define("rhone", "r1");
        await Written(
            Part("ain", 1,
                new CommitmentRecorded(Booking("c1", "a1", customer: "C-1", reference: "CRM-1")),
                Tour("a1", FirstDay, Stop("c1", FirstDay, 9))),
            Part("rhone", 1,
                new CommitmentRecorded(Booking("c2", "r1", customer: "C-1")),
                new CommitmentRecorded(Booking("c3", "r1", customer: "C-2", reference: "CRM-1")),
                new CommitmentRecorded(Hold("c4", "r1", customer: "C-1")),
                Tour("r1", FirstDay, Stop("c2", FirstDay, 9), Stop("c3", FirstDay, 10), Stop("c4", FirstDay, 11))));
        await Written(Part("rhone", 2,
            Tour("r1", FirstDay, Stop("c3", FirstDay, 10), Stop("c4", FirstDay, 11)), new CommitmentEnded("c2", Ending.Cancelled, null)));

        (await List(All)).ShouldBe(["ain/c1", "rhone/c2", "rhone/c3"]);
        (await List(All with { Territory = "rhone" })).ShouldBe(["rhone/c2", "rhone/c3"]);
        (await List(All with { Customer = "C-1" })).ShouldBe(["ain/c1", "rhone/c2"]);
        (await List(All with { ExternalReference = "CRM-1" })).ShouldBe(["ain/c1", "rhone/c3"]);
        (await List(All with { ExternalReference = "CRM-1", Customer = "C-2", Territory = "rhone" })).ShouldBe(["rhone/c3"]);
        (await List(All with { From = Hour(FirstDay, 10) })).ShouldBe(["rhone/c3"]);
        (await List(All with { To = Hour(FirstDay, 10) })).ShouldBe(["ain/c1", "rhone/c2"]);
        (await List(All with { Limit = 2 })).ShouldBe(["ain/c1", "rhone/c2"]);
        (await List(All with { Limit = 2, After = ("rhone", "c2") })).ShouldBe(["rhone/c3"]);
        (await List(All with { After = ("ain", "zzz") })).ShouldBe(["rhone/c2", "rhone/c3"]);
    }

    [Fact]
    public async Task Assignments_are_listed_from_a_moment_on()
    {
        await Define("rhone", "r1", "r2");
        await Written(Part("rhone", 1, [
            .. Held("c1", "c2", "c3"),
            Tour("r2", FirstDay, Stop("c3", FirstDay, 9)), Tour("r1", FirstDay, Stop("c1", FirstDay, 8), Stop("c2", FirstDay, 10))]));

        (await Store.Plans.AssignmentsAsync("rhone", Hour(FirstDay, 9), default)).ShouldBe([
            new AssignmentRow("r1", 0, new Interval(Hour(FirstDay, 10), Hour(FirstDay, 11)), "c2", 0),
            new AssignmentRow("r2", 0, new Interval(Hour(FirstDay, 9), Hour(FirstDay, 10)), "c3", 0)]);
        (await Store.Plans.AssignmentsAsync("ain", default, default)).ShouldBeEmpty();
    }
}
