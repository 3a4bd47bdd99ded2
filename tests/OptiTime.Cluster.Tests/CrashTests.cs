using OptiTime.Cluster.Tests.Callers;
using OptiTime.Cluster.Tests.Clusters;
using OptiTime.Testbed.Histories;

namespace OptiTime.Cluster.Tests;

/// <summary>What is acknowledged stays, and what was begun is finished, though processes end under it.</summary>
[Collection(ClusterTests.Name)]
public sealed class CrashTests(ClusterFixture shared)
{
    private const string East = "east", West = "west";
    private const int Bookers = 6;

    [Fact]
    public async Task Every_booking_that_was_acknowledged_while_PostgreSQL_was_killed_again_and_again_is_there()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        using var enough = new CancellationTokenSource();
        var history = new History(TimeProvider.System);
        using var desk = new Desk(history, Desk.Patient);
        RunningCluster cluster = shared.Cluster;
        Task[] bookers = [.. Enumerable.Range(0, Bookers).Select(async number =>
        {
            var booker = new Booker($"crash-{number}", desk, East);
            int calls = number;
            while (!enough.IsCancellationRequested) await booker.BookAsync(() => cluster.Silos[calls++ % 3], insists: true, patience.Token);
        })];

        // The moment of a kill is that of an acknowledgement: others are under way then.
        foreach (int acknowledged in (int[])[15, 30, 45])
        {
            await ClusterFixture.UntilAsync(() => Task.FromResult(Acknowledged(history).Count() >= acknowledged), $"{acknowledged} bookings were acknowledged");
            await cluster.Server.KillAsync();
            await cluster.Server.StartAsync();
        }
        await ClusterFixture.UntilAsync(() => Task.FromResult(Acknowledged(history).Count() >= 60), "bookings go on after the last kill");
        await enough.CancelAsync();
        await Task.WhenAll(bookers);

        long last = Acknowledged(history).Max(call => call.Version!.Value);
        Reply? plan = null;
        // A silo finds out by itself, and not at once, that its database is back.
        await ClusterFixture.UntilAsync(async () =>
        {
            plan = await desk.ReadPlanAsync(cluster.Silos[0], East, last);
            return plan is { IsDone: true, Call.IsStale: false };
        }, () => $"a plan is read that is not stale, and not {plan?.Call}");
        HistoryChecker.Check(history.Calls, await cluster.RecordAsync(Wire.OccupationsOf(plan!.Body), East)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_silo_that_is_told_to_end_while_it_is_booked_at_finishes_what_it_began_and_ends_well()
    {
        Member leaving = await shared.Cluster.AddAsync("leaving");
        using var ended = new CancellationTokenSource();
        var history = new History(TimeProvider.System);
        using var desk = new Desk(history, Desk.Patient);
        Task[] bookers = [.. Enumerable.Range(0, Bookers).Select(async number =>
        {
            var booker = new Booker($"drain-{number}", desk, West);
            while (!ended.IsCancellationRequested)
            {
                // A closed port refuses at once: without a pause the silo would have to end against those who call it.
                if (await booker.BookAsync(() => leaving.Silo, insists: false) is not { IsDone: true }) await Task.Delay(TimeSpan.FromMilliseconds(50));
            }
        })];
        await ClusterFixture.UntilAsync(() => Task.FromResult(Acknowledged(history).Count() >= 10), "bookings are made at the silo");

        int code = await leaving.Silo.TerminateAsync();
        await ended.CancelAsync();
        await Task.WhenAll(bookers);

        code.ShouldBe(0, leaving.Silo.Written);
        IReadOnlyList<LogVersion> log = await PlanRecordReader.ReadLogAsync(shared.Cluster.Store);
        HashSet<string?> booked = [.. log.SelectMany(version => version.Facts).Select(fact => fact.Reference)];
        Acknowledged(history).Select(call => call.Reference).ShouldBeSubsetOf(booked);
        // Who got no answer came too late, and nothing was begun for them.
        history.Calls.Where(call => call is { IsWrite: true, Outcome: CallOutcome.Unknown }).ShouldAllBe(call => !booked.Contains(call.Reference));
        history.Calls.ShouldAllBe(call => call.Outcome != CallOutcome.Postponed);
        await shared.Cluster.RemoveAsync(leaving);
    }

    private static IEnumerable<Call> Acknowledged(History history) => history.Calls.Where(call => call is { IsWrite: true, Outcome: CallOutcome.Acknowledged });
}
