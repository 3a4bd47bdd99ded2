using OptiTime.Demo.Companies;
using OptiTime.Demo.Loading;
using OptiTime.Demo.Scenarios;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Verification;

namespace OptiTime.Demo.Tests.Loading;

public sealed class ScenarioLoadTests
{
    private static readonly ScenarioSize Small = new(8, 60, 5);

    public static TheoryData<string, ScenarioSize> Sizes => new()
    {
        { "lyon", Small }, { "vivendi-water", LoadedStore.SmallNation }, { "ecs", new ScenarioSize(16, 60, 5) }, { "cegos", new ScenarioSize(24, 60, 12) },
    };

    [Theory, MemberData(nameof(Sizes))]
    public async Task A_load_that_was_interrupted_goes_on_books_nothing_twice_and_ends_as_it_would_have_ended(string name, ScenarioSize size)
    {
        using LoadedStore whole = new(), broken = new();
        Scenario scenario = KnownScenarios.Create(name, LoadedStore.FirstDay, size);
        int expected = (await whole.LoadAsync(scenario)).Bookings;
        expected.ShouldBeGreaterThan(100);
        int made = 0;
        foreach (int stretch in new[] { expected / 3, expected / 3 })
        {
            using var stop = new CancellationTokenSource();
            await Should.ThrowAsync<OperationCanceledException>(() => broken.LoadAsync(scenario, new Interruption(stretch, stop), stop.Token));
            broken.Reopen();
            int there = (await BoardsAsync(broken, scenario)).Sum(board => board.Commitments.Count);
            there.ShouldBeInRange(made + stretch, expected - 1);
            made = there;
        }
        (await BoardsAsync(broken, scenario)).ShouldContain(board => board.Settings.Name.EndsWith(ScenarioLoader.FillingMark));

        LoadReport rest = await broken.LoadAsync(scenario);

        rest.Bookings.ShouldBe(expected - made);
        (await PlanAsync(broken, scenario)).ShouldBe(await PlanAsync(whole, scenario));
        (await BoardsAsync(broken, scenario)).Select(board => board.Settings.Name).ShouldBe(scenario.Branches.Select(branch => branch.Territory.Name));
        foreach (Board board in await BoardsAsync(broken, scenario))
        {
            BoardChecker.Check(BoardSnapshot.Of(board)).ShouldBeEmpty();
            LogChecker.Check(await broken.Store.ReadAsync(board.Settings.Id, 0, CancellationToken.None).ToListAsync()).ShouldBeEmpty();
        }
        (await broken.Store.FindAsync(scenario.Branches[^1].Customers[^1].Id, CancellationToken.None))!.Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_made_up_company_is_not_put_beside_another()
    {
        using LoadedStore store = new();
        await store.LoadAsync(KnownScenarios.Create("multiburo", LoadedStore.FirstDay, Small with { Days = 1 }));
        long before = (await store.Planners.CatalogueAsync(CancellationToken.None)).Version;

        LoadFailedException refused = await Should.ThrowAsync<LoadFailedException>(
            () => store.LoadAsync(KnownScenarios.Create("lyon", LoadedStore.FirstDay, Small)));

        refused.Message.ShouldContain("--data");
        (await store.Planners.CatalogueAsync(CancellationToken.None)).Version.ShouldBe(before);
        (await store.Store.TerritoriesAsync(CancellationToken.None)).ShouldHaveSingleItem();
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
    public async Task Who_is_booked_for_a_customer_without_wishes_may_be_replaced_by_anybody()
    {
        using LoadedStore store = new();
        Scenario scenario = KnownScenarios.Create("lyon", LoadedStore.FirstDay, Small);
        await store.LoadAsync(scenario);
        var choosy = scenario.Branches[0].Customers.Where(one => one is not { Prefer.IsEmpty: true, Require.IsEmpty: true, Refuse.IsEmpty: true }).Select(one => one.Id).ToHashSet();

        ILookup<bool, bool?> anybody = (await BoardsAsync(store, scenario))[0].Commitments.Values.Select(entry => entry.Commitment)
            .ToLookup(booking => choosy.Contains(booking.Customer!), booking => booking.AnyResource);

        anybody[true].ShouldNotBeEmpty();
        anybody[true].ShouldAllBe(any => any == null);
        anybody[false].ShouldNotBeEmpty();
        anybody[false].ShouldAllBe(any => any == true);
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

    private static async Task<List<Board>> BoardsAsync(LoadedStore store, Scenario scenario)
    {
        var boards = new List<Board>();
        foreach (Branch branch in scenario.Branches)
        {
            if (await store.Planners.BoardAsync(branch.Territory.Id, CancellationToken.None) is { } board) boards.Add(board);
        }
        return boards;
    }

    private static async Task<string[]> PlanAsync(LoadedStore store, Scenario scenario)
    {
        var plan = new List<string>();
        foreach (Board board in await BoardsAsync(store, scenario))
        {
            plan.AddRange((await store.Store.AssignmentsAsync(board.Settings.Id, board.Clock.StartOf(board.FirstDay), CancellationToken.None))
                .Select(row => row.ToString()));
        }
        return [.. plan.Order(StringComparer.Ordinal)];
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
