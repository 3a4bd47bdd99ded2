using OptiTime.LoadTests.Calls;
using OptiTime.LoadTests.Reports;
using OptiTime.LoadTests.Runs;

namespace OptiTime.LoadTests.Tests.Runs;

/// <summary>The driver against a real silo. What is measured means nothing here; that everything is asked, answered and counted does.</summary>
public sealed class LoadTestTests
{
    [Fact]
    public async Task Callers_ask_hold_confirm_give_back_and_cancel_and_every_request_is_counted()
    {
        await using FilledSilo silo = await FilledSilo.StartAsync();
        var plan = new LoadPlan(new Mix(true, 0.3, 1, 0.001), 60, IsPoisson: true, TimeSpan.Zero, TimeSpan.FromSeconds(2), 11);
        LoadResult result = await RunAsync(silo, plan);

        result.Tally.Asked.ShouldBe(Enum.GetValues<RequestKind>());
        result.Failed.ShouldBe(0);
        foreach (RequestKind kind in result.Tally.Asked)
            result.Tally[kind].ByStatus.Sum(one => one.Count).ShouldBe(result.Tally[kind].Latency.Count);
        // Who has a hold decides, one way or the other; nobody decides without one.
        Count(result, RequestKind.Confirm, 201).ShouldBeGreaterThan(Count(result, RequestKind.Release, 204));
        (Count(result, RequestKind.Confirm, 201) + Count(result, RequestKind.Release, 204)).ShouldBeLessThanOrEqualTo(Count(result, RequestKind.Hold, 201));
    }

    [Fact]
    public async Task A_run_that_is_given_up_gives_back_what_it_holds()
    {
        await using FilledSilo silo = await FilledSilo.StartAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var plan = new LoadPlan(new Mix(true, 0.3, 1, 0.05), 60, IsPoisson: true, TimeSpan.Zero, TimeSpan.FromMinutes(2), 13);
        using LoadTest test = await LoadTest.PrepareAsync([silo.Address], [], false, new LoadSettings(plan, 16, 3, [], IsQuick: true), _ => { }, stop.Token);

        await Should.ThrowAsync<OperationCanceledException>(test.RunAsync(
            plan,
            (_, _) =>
            {
                if (silo.Holds > 3) stop.Cancel();
            },
            stop.Token));

        silo.Holds.ShouldBe(0);
    }

    [Fact]
    public async Task The_same_seed_asks_the_same_number_of_questions_and_the_report_has_their_answers()
    {
        await using FilledSilo silo = await FilledSilo.StartAsync();
        var plan = new LoadPlan(Mix.Availability, 100, IsPoisson: true, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1), 12);
        LoadResult first = await RunAsync(silo, plan), second = await RunAsync(silo, plan);

        first.Tally[RequestKind.Availability].Latency.Count.ShouldBe(second.Tally[RequestKind.Availability].Latency.Count);
        first.Tally.Asked.ShouldBe([RequestKind.Availability]);
        RunReport.Write(first).ShouldContain($"200: {Count(first, RequestKind.Availability, 200)}");
    }

    [Fact]
    public async Task A_service_that_is_not_sold_is_named_with_those_that_are()
    {
        await using FilledSilo silo = await FilledSilo.StartAsync();
        var settings = new LoadSettings(new LoadPlan(Mix.Availability, 1, true, TimeSpan.Zero, TimeSpan.FromSeconds(1), 1), 8, null, ["moon-landing"], true);
        LoadTestException refused = await Should.ThrowAsync<LoadTestException>(LoadTest.PrepareAsync([silo.Address], [], false, settings, _ => { }, default));
        refused.Message.ShouldContain("moon-landing");
        refused.Message.ShouldContain("boiler-maintenance");
    }

    private static async Task<LoadResult> RunAsync(FilledSilo silo, LoadPlan plan)
    {
        var settings = new LoadSettings(plan, 16, 3, [], IsQuick: true);
        using LoadTest test = await LoadTest.PrepareAsync([silo.Address], [], byTerritory: false, settings, _ => { }, TestContext.Current.CancellationToken);
        return await test.RunAsync(plan, (_, _) => { }, TestContext.Current.CancellationToken);
    }

    private static long Count(LoadResult result, RequestKind kind, int status) =>
        result.Tally[kind].ByStatus.Where(one => one.Status == status).Sum(one => one.Count);
}
