using System.Collections.Concurrent;
using OptiTime.Engine.Planners;
using OptiTime.Engine.Tests.Fixtures;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Travel;
using OptiTime.Planning.Verification;

namespace OptiTime.Engine.Tests.Backlog;

public sealed class JobFillerTests
{
    private static RecordJob Job(string id, string span = "08:00-17:00") => new(
        id, new JobTerms(Silo.Repair.Id, null, null, new Place("at-" + id, Lyon.Bron), null, Lyon.MondaySpan(span), 50));

    private static Board State(TerritoryPlanners planners) => planners.BoardAsync("lyon", Silo.Stop).AsTask().GetAwaiter().GetResult()!;

    [Fact]
    public async Task A_job_is_planned_when_it_comes_without_waiting_for_a_tick()
    {
        await using Silo silo = await Silo.StartAsync();
        var scheduler = new WatchedScheduler();
        using TerritoryPlanners planners = silo.NewPlanners(scheduler: scheduler);

        (await planners.SendAsync("lyon", Job("J1"), null, Silo.Stop)).ShouldBeOfType<Accepted>();
        await scheduler.IdleAsync();

        State(planners).Commitments["J1"].Commitment.State.ShouldBe(CommitmentState.Backlog);
        BoardChecker.Check(BoardSnapshot.Of(State(planners))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Many_jobs_that_come_at_once_are_all_planned_as_far_as_there_is_room()
    {
        await using Silo silo = await Silo.StartAsync();
        var scheduler = new WatchedScheduler();
        using TerritoryPlanners planners = silo.NewPlanners(scheduler: scheduler);

        CommandReply[] replies = await Task.WhenAll(Enumerable.Range(0, 40).Select(job => planners.SendAsync("lyon", Job($"J{job}"), null, Silo.Stop).AsTask()));
        await scheduler.IdleAsync();

        replies.ShouldAllBe(reply => reply is Accepted);
        Board board = State(planners);
        // Two technicians, seven hours of work each beside the way there and back.
        (board.Commitments.Count - board.Waiting.Count).ShouldBeInRange(12, 16);
        BoardChecker.Check(BoardSnapshot.Of(board)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_waits_is_planned_by_the_tick_once_there_is_room()
    {
        await using Silo silo = await Silo.StartAsync();
        var scheduler = new WatchedScheduler();
        using TerritoryPlanners planners = silo.NewPlanners(scheduler: scheduler);
        await planners.SendAsync("lyon", Job("J1") with { Terms = Job("J1").Terms with { Between = Lyon.MondaySpan("17:30-19:00") } }, null, Silo.Stop);
        await scheduler.IdleAsync();
        await planners.TickAsync(Silo.Stop);
        State(planners).Waiting.ShouldHaveSingleItem();

        var late = new PutResource(Lyon.Technician("T9", Lyon.Hours("17:00-20:00")), new Place(Lyon.HomeOf("T9"), Lyon.Bron), null);
        (await planners.SendAsync("lyon", late, null, Silo.Stop)).ShouldBeOfType<Accepted>();
        silo.Clock.Advance(TimeSpan.FromSeconds(6));
        await planners.FollowAsync(Silo.Stop);
        await planners.TickAsync(Silo.Stop);

        State(planners).Waiting.ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_silos_that_fill_the_same_gaps_plan_each_job_once()
    {
        await using Silo silo = await Silo.StartAsync();
        using TerritoryPlanners one = silo.NewPlanners(scheduler: new WatchedScheduler()), other = silo.NewPlanners(scheduler: new WatchedScheduler());
        await other.BoardAsync("lyon", Silo.Stop);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(job => one.SendAsync("lyon", Job($"J{job}"), null, Silo.Stop).AsTask()));
        await other.FollowAsync(Silo.Stop);

        await Task.WhenAll(Enumerable.Range(0, 4).SelectMany(_ => new[] { one.TickAsync(Silo.Stop), other.TickAsync(Silo.Stop) }));
        await one.FollowAsync(Silo.Stop);
        await one.TickAsync(Silo.Stop);

        var checker = new LogChecker(every: 1);
        await foreach (var entry in silo.Store.ReadAsync("lyon", 0, Silo.Stop)) checker.Next(entry).ShouldBeEmpty();
        checker.Board!.Waiting.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_job_that_is_told_once_more_with_its_key_is_not_taken_on_twice()
    {
        await using Silo silo = await Silo.StartAsync();
        Answer first = await silo.DoAsync(Job("J1"), key: Silo.Key("k"));
        var again = (await silo.SendAsync(Job("J2"), key: Silo.Key("k"))).ShouldBeOfType<Accepted>();

        again.Replayed.ShouldBeTrue();
        again.Answer.Commitment!.Id.ShouldBe(first.Commitment!.Id);
        (await silo.BoardAsync()).Commitments.Keys.ShouldBe(["J1"]);
    }

    /// <summary>Runs work on the pool, and knows when all of it has ended.</summary>
    private sealed class WatchedScheduler : IPlannerScheduler
    {
        private readonly ConcurrentQueue<Task> _work = new();

        public void Schedule(Func<Task> work) => _work.Enqueue(Task.Run(work));

        internal async Task IdleAsync()
        {
            while (_work.TryDequeue(out Task? work)) await work;
        }
    }
}
