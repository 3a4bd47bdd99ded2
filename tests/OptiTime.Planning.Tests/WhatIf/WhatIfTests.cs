using NodaTime;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Verification;
using OptiTime.Planning.WhatIf;

namespace OptiTime.Planning.Tests.WhatIf;

public sealed class WhatIfTests
{
    private const long Plenty = long.MaxValue / 2;

    [Fact]
    public void Without_changes_nothing_is_otherwise_and_the_board_stays_as_it_was() => Laws.Hold(random =>
    {
        Branch branch = Towns.Busy(random);
        Tour[] before = [.. ToursOf(branch.Board)];
        WhatIfAnswer answer = Ask(branch, random.Next(), 20);

        Told(answer.Changed).ShouldBe(Told(answer.AsIs));
        (answer.AsIs.Requests, answer.LeftOut, answer.Displacement.Displaced).ShouldBe((20, 0, 0));
        ToursOf(branch.Board).ShouldBe(before);
    }, cases: 40);

    [Fact]
    public void The_same_question_gets_the_same_answer() => Laws.Hold(random =>
    {
        Branch branch = Towns.Busy(random);
        int seed = random.Next();
        HypotheticalChange[] changes = AnyChanges(branch, random);

        Told(Ask(branch, seed, 15, changes).Changed).ShouldBe(Told(Ask(branch, seed, 15, changes).Changed));
    }, cases: 20);

    /// <summary>Whatever is changed, the plan that might be keeps every promise but those told as broken, and others than those displaced stay where they are.</summary>
    [Fact]
    public void What_is_displaced_finds_a_place_that_keeps_its_promise_or_is_told_as_broken()
    {
        int displaced = 0, jobs = 0;
        Laws.Hold(random =>
        {
            Branch branch = Towns.Busy(random, bookings: 25);
            for (int job = 0; job < 4; job++) branch.Record(Sold.Boiler, Towns.AnyPoint(random), new(branch.Now, branch.Now + Seconds.FromHours(random.Next(6, 60))));
            branch.PlanJobs();
            var plan = new TrialPlan(branch.Board, branch.Catalogue);
            var displacement = Displacement.Make(plan, AnyChanges(branch, random), branch.Now);
            displacement.Impossible.ShouldBeNull();
            BoardChecker.Check(BoardSnapshot.Of(plan.Board)).ShouldBeEmpty();
            // Those who found a place have another name; those who did not are missing.
            string[] gone = [.. branch.Board.Commitments.Keys.Except(plan.Board.Commitments.Keys)];
            displacement.Broken.ShouldBeSubsetOf(gone);
            plan.Board.Commitments.Keys.Except(branch.Board.Commitments.Keys).Count().ShouldBe(displacement.Displaced - displacement.Broken.Length);
            displaced += displacement.Displaced;
            jobs += displacement.Jobs;
            string[] planned = [.. branch.Board.Commitments.Values.Where(entry => entry.Commitment.State == CommitmentState.Backlog).Select(entry => entry.Commitment.Id)];
            planned.Where(job => plan.Board.Commitments[job].Commitment.State == CommitmentState.Waiting).ShouldBe(displacement.Waiting, ignoreOrder: true);
            displacement.Waiting.Length.ShouldBeLessThanOrEqualTo(displacement.Jobs);
        }, cases: 60);
        displaced.ShouldBeGreaterThan(0, "no case displaced anything");
        jobs.ShouldBeGreaterThan(0, "no case displaced a job");
    }

    [Fact]
    public void A_job_that_gives_way_is_planned_again_by_somebody_else_or_waits()
    {
        var branch = new Branch();
        branch.Hire(Lyon.Technician("T1"), Lyon.Technician("T2"));
        string job = branch.Record(Sold.Boiler, Lyon.Bron, Lyon.MondaySpan("08:00-17:00"));
        branch.PlanJobs();
        string by = branch.CommitmentOf(job).Steps[0].Assignments[0].Resource, other = by == "T1" ? "T2" : "T1";
        var plan = new TrialPlan(branch.Board, branch.Catalogue);

        var once = Displacement.Make(plan, [new WithoutResource(by)], branch.Now);

        (once.Displaced, once.Jobs, once.Waiting.Length).ShouldBe((0, 1, 0));
        plan.Board.Commitments[job].Commitment.Steps[0].Assignments[0].Resource.ShouldBe(other);
        var both = Displacement.Make(new TrialPlan(branch.Board, branch.Catalogue), [new WithoutResource(by), new WithoutResource(other)], branch.Now);
        (both.Jobs, both.Waiting.ShouldHaveSingleItem()).ShouldBe((1, job));
        Resource indoors = Lyon.Agent(by);
        Displacement.Make(plan = new TrialPlan(branch.Board, branch.Catalogue), [new WithResource(indoors, null)], branch.Now).Jobs.ShouldBe(1, "who comes to work in another way serves nobody at home");
        plan.Board.Commitments[job].Commitment.State.ShouldBe(CommitmentState.Backlog);
    }

    [Fact]
    public void What_has_begun_stays_served()
    {
        var branch = new Branch();
        branch.Hire(Lyon.Technician("T1"));
        branch.Book(Branch.Ask(Sold.Boiler, Lyon.Bron, Lyon.MondaySpan("08:00-10:00")));
        branch.Book(Branch.Ask(Sold.Boiler, Lyon.Bron, Lyon.MondaySpan("13:00-15:00")));
        branch.Now = Lyon.OnMonday("12:10");

        var displacement = Displacement.Make(new TrialPlan(branch.Board, branch.Catalogue), [new WithoutResource("T1")], branch.Now);

        (displacement.Displaced, displacement.Broken.Length).ShouldBe((1, 1));
    }

    [Fact]
    public void A_change_that_is_not_possible_is_told_by_its_place()
    {
        var branch = new Branch();
        branch.Hire(Lyon.Technician("T1"));

        WhatIfAnswer answer = Ask(branch, 1, 5, new WithoutResource("T1"), new WithoutResource("T1"));

        answer.Displacement.Impossible.ShouldNotBeNull().Index.ShouldBe(1);
        answer.Displacement.Impossible.Refusal.Code.ShouldBe(RefusalCode.UnknownResource);
    }

    [Fact]
    public void What_the_work_does_not_reach_is_told_as_left_out()
    {
        var branch = new Branch();
        branch.Hire(Lyon.Technician("T1"));
        var streams = new RequestStreams(branch.Board, branch.Catalogue, branch.Now);
        PairedRequest[] stream = [.. streams.Pair(streams.Draw([], 1, 50, 3), [], 1)];

        WhatIfAnswer answer = WhatIfRun.Answer(branch.Board, branch.Catalogue, [], stream, branch.Now, 100_000, default);

        answer.LeftOut.ShouldBeInRange(1, 49);
        answer.AsIs.Requests.ShouldBe(50 - answer.LeftOut);
        answer.Changed.Requests.ShouldBe(answer.AsIs.Requests);
    }

    private static WhatIfAnswer Ask(Branch branch, int seed, int requests, params HypotheticalChange[] changes)
    {
        var streams = new RequestStreams(branch.Board, branch.Catalogue, branch.Now);
        return WhatIfRun.Answer(branch.Board, branch.Catalogue, changes, [.. streams.Pair(streams.Draw([], seed, requests, 3), changes, seed)], branch.Now, Plenty, default);
    }

    private static HypotheticalChange[] AnyChanges(Branch branch, Random random)
    {
        string[] technicians = [.. branch.Board.Resources.Where(entry => entry.IsMobile).Select(entry => entry.Resource.Id)];
        Resource more = Towns.AnyTechnician(random, "T9");
        return
        [
            random.Next(0, 2) == 0
                ? new WithoutResource(technicians[random.Next(technicians.Length)])
                : new WithAbsence(technicians[random.Next(technicians.Length)], new Planning.Time.Interval(Lyon.OnMonday("09:00"), Lyon.OnMonday("09:00") + Seconds.FromHours(random.Next(1, 30)))),
            .. random.Next(0, 2) == 0 ? [new WithResource(more, Branch.HomeOf(more))] : Array.Empty<HypotheticalChange>(),
            new WithDemand(random.NextDouble() * 3, random.Next(0, 2) == 0 ? IsoDayOfWeek.Monday : null, null),
        ];
    }

    private static IEnumerable<Tour> ToursOf(Board board) => Enumerable.Range(board.FirstDay, board.AfterDay - board.FirstDay).SelectMany(day => board.ToursOf(day));

    private static string Told(WhatIfFigures figures) =>
        $"{string.Join(' ', figures.Classes)} {string.Join(' ', figures.Refused)} {string.Join(' ', figures.Cost)} {figures.Revenue} {figures.Travel}";
}
