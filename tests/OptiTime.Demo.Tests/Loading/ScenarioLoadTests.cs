using OptiTime.Demo.Loading;
using OptiTime.Demo.Scenarios;
using OptiTime.Engine.Directory;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Verification;

namespace OptiTime.Demo.Tests.Loading;

public sealed class ScenarioLoadTests
{
    private static readonly ScenarioSize Small = new(8, 60, 5);

    [Fact]
    public async Task The_same_scenario_gives_the_same_plan_however_its_commands_were_grouped()
    {
        using LoadedStore first = new(), second = new();
        Scenario scenario = KnownScenarios.Create("lyon", LoadedStore.FirstDay, Small);

        await first.LoadAsync(scenario);
        await second.LoadAsync(scenario);

        string[] plan = await PlanAsync(first, scenario);
        plan.Length.ShouldBeGreaterThan(100);
        (await PlanAsync(second, scenario)).ShouldBe(plan);
    }

    [Fact]
    public async Task A_load_that_was_interrupted_goes_on_and_books_nothing_twice()
    {
        using LoadedStore whole = new(), broken = new();
        Scenario scenario = KnownScenarios.Create("lyon", LoadedStore.FirstDay, Small);
        int expected = (await whole.LoadAsync(scenario)).Bookings;
        using var stop = new CancellationTokenSource();
        var interrupt = new Interruption(expected / 2, stop);

        await Should.ThrowAsync<OperationCanceledException>(() => broken.LoadAsync(scenario, interrupt, stop.Token));
        broken.Reopen();
        Board half = (await broken.Planners.BoardAsync("rhone", CancellationToken.None))!;
        half.Settings.Name.ShouldEndWith(ScenarioLoader.FillingMark);
        half.Commitments.Count.ShouldBeInRange(expected / 2, expected - 1);
        LoadReport rest = await broken.LoadAsync(scenario);

        Board board = (await broken.Planners.BoardAsync("rhone", CancellationToken.None))!;
        board.Settings.Name.ShouldBe(scenario.Company.Territory.Name);
        board.Commitments.Count.ShouldBe(half.Commitments.Count + rest.Bookings);
        half.Commitments.Keys.ShouldAllBe(id => board.Commitments.ContainsKey(id));
        ((double)board.Commitments.Count / expected).ShouldBeInRange(0.95, 1.05);
        BoardChecker.Check(BoardSnapshot.Of(board)).ShouldBeEmpty();
        LogChecker.Check(await broken.Store.ReadAsync("rhone", 0, CancellationToken.None).ToListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_load_that_was_interrupted_goes_on_after_midnight()
    {
        using LoadedStore store = new();
        using var stop = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(() => store.LoadAsync(
            KnownScenarios.Create("lyon", LoadedStore.FirstDay, Small), new Interruption(30, stop), stop.Token));
        Scenario tomorrow = KnownScenarios.Create("lyon", LoadedStore.FirstDay.PlusDays(1), Small);

        LoadReport rest = await store.LoadAsync(tomorrow);

        rest.Bookings.ShouldBeGreaterThan(30);
        BoardChecker.Check(BoardSnapshot.Of((await store.Planners.BoardAsync("rhone", CancellationToken.None))!)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_scenarios_with_the_same_sites_do_not_fit_into_one_store()
    {
        using LoadedStore store = new();
        await store.LoadAsync(KnownScenarios.Create("lyon", LoadedStore.FirstDay, Small));

        LoadFailedException failure = await Should.ThrowAsync<LoadFailedException>(
            () => store.LoadAsync(KnownScenarios.Create("multiburo", LoadedStore.FirstDay, Small)));

        failure.Message.ShouldContain("OPERA");
    }

    [Fact]
    public async Task Progress_rises_from_nothing_to_everything()
    {
        using LoadedStore store = new();
        var shares = new Recording();

        LoadReport report = await store.LoadAsync(KnownScenarios.Create("lyon", LoadedStore.FirstDay, Small), shares);

        shares.Told[0].Share.ShouldBe(0);
        shares.Told.Max(told => told.Share).ShouldBe(1, 1e-9);
        shares.Told.Max(told => told.Bookings).ShouldBe(report.Bookings);
    }

    private static async Task<string[]> PlanAsync(LoadedStore store, Scenario scenario)
    {
        string territory = scenario.Company.Territory.Id;
        Board board = (await store.Planners.BoardAsync(territory, CancellationToken.None))!;
        IReadOnlyList<AssignmentRow> rows = await store.Store.AssignmentsAsync(territory, board.Clock.StartOf(board.FirstDay), CancellationToken.None);
        return [.. rows.Select(row => row.ToString()).Order(StringComparer.Ordinal)];
    }

    private sealed class Recording : IProgress<LoadProgress>
    {
        public List<LoadProgress> Told { get; } = [];

        public void Report(LoadProgress value)
        {
            lock (Told) Told.Add(value);
        }
    }

    private sealed class Interruption(int after, CancellationTokenSource stop) : IProgress<LoadProgress>
    {
        public void Report(LoadProgress value)
        {
            if (value.Bookings >= after) stop.Cancel();
        }
    }
}
