using OptiTime.Engine.Optimization;
using OptiTime.Engine.Planners;
using OptiTime.Engine.Tests.Fixtures;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Travel;
using OptiTime.Planning.Verification;

namespace OptiTime.Engine.Tests.Optimization;

public sealed class OptimizerTests : IAsyncLifetime
{
    private static readonly Location West = new(45.75, 4.70), East = new(45.75, 5.00);

    private readonly List<TerritoryPlanners> _others = [];
    private Silo _silo = null!;

    /// <summary>Two technicians with a home at either end of the town, each of whom serves three customers of the other end.</summary>
    public async ValueTask InitializeAsync()
    {
        _silo = await Silo.StartAsync();
        await _silo.DoAsync(new PutResource(Lyon.Technician("W"), new Place(Lyon.HomeOf("W"), West), null));
        await _silo.DoAsync(new PutResource(Lyon.Technician("E"), new Place(Lyon.HomeOf("E"), East), null));
        for (int customer = 0; customer < 3; customer++)
        {
            await BookAsync(East, "W", customer);
            await BookAsync(West, "E", customer);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (TerritoryPlanners planners in _others) planners.Dispose();
        await _silo.DisposeAsync();
    }

    private async Task<string> BookAsync(Location end, string by, int customer)
    {
        SearchQuery query = Silo.Query(Silo.Repair, "08:00-17:00", 1) with { At = end with { Latitude = end.Latitude + (customer * 0.004) }, Require = [by] };
        FoundOffer offer = (await _silo.Planners.SearchAsync("lyon", query, Silo.Stop)).Result!.Offers[0];
        return await _silo.BookAsync(_silo.Terms(offer) with { Place = new Place("at-" + _silo.NewId(), query.At!.Value), AnyResource = true });
    }

    /// <summary>A silo that optimises; its steps are run one after the other, when the test says so.</summary>
    private (TerritoryPlanners Planners, SteppedScheduler Steps) Optimising(
        IOptimizerLock? right = null, OptimizerOptions? options = null, Task? begins = null, Action<string, Exception>? faulted = null)
    {
        var steps = new SteppedScheduler();
        var services = new PlannerServices(_silo.Log, _silo.Clock, Guid.NewGuid, steps, new PlannerOptions { SearchesAtOnce = 2 })
        {
            Optimizer = new OptimizerServices(right ?? new SoleOptimizer(), options ?? new OptimizerOptions { Rounds = 1_500 })
            {
                Begins = begins ?? Task.CompletedTask,
                Faulted = faulted,
            },
        };
        var planners = new TerritoryPlanners(services);
        _others.Add(planners);
        return (planners, steps);
    }

    private static async Task TickAsync((TerritoryPlanners Planners, SteppedScheduler Steps) silo)
    {
        await silo.Planners.FollowAsync(Silo.Stop);
        await silo.Planners.TickAsync(Silo.Stop);
        await silo.Steps.IdleAsync();
    }

    private static async Task UntilSettledAsync((TerritoryPlanners Planners, SteppedScheduler Steps) silo)
    {
        do await TickAsync(silo);
        while (silo.Planners.Optimizers.Find("lyon") is not { IsSettled: true });
    }

    private async Task<Board> CheckedAsync()
    {
        var checker = new LogChecker(every: 1);
        await foreach (LogEntry entry in _silo.Store.ReadAsync("lyon", 0, Silo.Stop)) checker.Next(entry).ShouldBeEmpty();
        return checker.Board!;
    }

    /// <summary>What all the work and all the road of a board cost, leg by leg.</summary>
    private static long CostOf(Board board) =>
        Enumerable.Range(board.FirstDay, board.AfterDay - board.FirstDay).SelectMany(day => board.ToursOf(day)).Sum(tour =>
        {
            ResourceEntry resource = board.ResourceOf(tour.Resource);
            return resource.CostOf(tour.Return).Cents + tour.Stops.Sum(stop => resource.CostOf(stop.Leg).Cents + resource.CostOf(stop.Duration).Cents);
        });

    [Fact]
    public async Task A_plan_becomes_cheaper_by_what_is_reported_and_no_promise_is_broken()
    {
        Board before = await _silo.BoardAsync();
        var optimising = Optimising();
        await optimising.Planners.BoardAsync("lyon", Silo.Stop);

        await UntilSettledAsync(optimising);

        Board after = await CheckedAsync();
        TerritoryOptimizer optimizer = optimising.Planners.Optimizers.Find("lyon")!;
        optimizer.Made.ShouldBeGreaterThan(0);
        optimizer.Refused.ShouldBe(0);
        // The trouble of those who moved is taken off what is reported; every leg is rounded.
        (CostOf(before) - CostOf(after)).ShouldBeGreaterThanOrEqualTo(optimizer.Saved.Cents - 20);
        foreach (Commitment work in after.Commitments.Values.Select(entry => entry.Commitment))
            work.Steps[0].Promise.ShouldBe(before.Commitments[work.Id].Commitment.Steps[0].Promise);
    }

    [Fact]
    public async Task It_stops_when_it_no_longer_pays_and_begins_again_when_the_plan_has_changed()
    {
        var optimising = Optimising(options: new OptimizerOptions { Rounds = 1_500, WakeAfter = 2 });
        await optimising.Planners.BoardAsync("lyon", Silo.Stop);
        await UntilSettledAsync(optimising);
        long turns = optimising.Planners.Optimizers.Turns;

        await TickAsync(optimising);
        await TickAsync(optimising);
        optimising.Planners.Optimizers.Turns.ShouldBe(turns);
        await BookAsync(East, "W", 3);
        await TickAsync(optimising);
        optimising.Planners.Optimizers.Turns.ShouldBe(turns, "one version is not worth it");
        await BookAsync(West, "E", 3);
        await TickAsync(optimising);

        optimising.Planners.Optimizers.Turns.ShouldBe(turns + 1);
    }

    [Fact]
    public async Task While_many_are_calling_it_gives_way()
    {
        var optimising = Optimising(options: new OptimizerOptions { MostCalls = 3 });
        await optimising.Planners.BoardAsync("lyon", Silo.Stop);
        for (int call = 0; call < 4; call++) await optimising.Planners.SearchAsync("lyon", Silo.Query(Silo.Repair, "08:00-17:00"), Silo.Stop);

        await TickAsync(optimising);
        (optimising.Planners.Optimizers.GaveWay, optimising.Planners.Optimizers.Turns).ShouldBe((1, 0));

        await TickAsync(optimising);
        optimising.Planners.Optimizers.Turns.ShouldBe(1);
    }

    [Fact]
    public async Task Who_calls_while_it_searches_ends_the_search()
    {
        TerritoryPlanners? called = null;
        // Each time it begins somebody calls.
        var right = new AskedRight(async () => await called!.SendAsync("lyon", new ExpireHolds(), null, Silo.Stop));
        var optimising = Optimising(right, new OptimizerOptions { Rounds = 1_500, MostCalls = 100 });
        called = optimising.Planners;
        await called.BoardAsync("lyon", Silo.Stop);

        await TickAsync(optimising);
        await TickAsync(optimising);

        called.Optimizers.Find("lyon")!.Made.ShouldBe(0);
        right.Asked = () => Task.CompletedTask;
        await UntilSettledAsync(optimising);
        called.Optimizers.Find("lyon")!.Made.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Until_it_may_begin_nothing_is_optimised()
    {
        var begins = new TaskCompletionSource();
        var optimising = Optimising(begins: begins.Task);
        await optimising.Planners.BoardAsync("lyon", Silo.Stop);

        await TickAsync(optimising);
        optimising.Planners.Optimizers.Turns.ShouldBe(0);

        begins.SetResult();
        await TickAsync(optimising);
        optimising.Planners.Optimizers.Turns.ShouldBe(1);
    }

    [Fact]
    public async Task What_goes_wrong_is_told_once_and_tried_again_after_a_rest()
    {
        var told = new List<string>();
        var right = new AskedRight(() => throw new InvalidOperationException("odd"));
        var optimising = Optimising(right, faulted: (territory, fault) => told.Add($"{territory}: {fault.Message}"));
        await optimising.Planners.BoardAsync("lyon", Silo.Stop);

        await TickAsync(optimising);
        await TickAsync(optimising);
        told.ShouldBe(["lyon: odd"]);

        right.Asked = () => Task.CompletedTask;
        _silo.Clock.Advance(TimeSpan.FromSeconds(11));
        await UntilSettledAsync(optimising);
        optimising.Planners.Optimizers.Find("lyon")!.Made.ShouldBeGreaterThan(0);
        told.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Of_two_silos_one_works_and_when_it_lets_go_the_other()
    {
        var rights = new SharedRights();
        var one = Optimising(rights.For("one"));
        var other = Optimising(rights.For("other"));
        await one.Planners.BoardAsync("lyon", Silo.Stop);
        await other.Planners.BoardAsync("lyon", Silo.Stop);

        await TickAsync(one);
        await TickAsync(other);
        await UntilSettledAsync(one);
        one.Planners.Optimizers.Find("lyon")!.Made.ShouldBeGreaterThan(0);
        other.Planners.Optimizers.Find("lyon")!.Made.ShouldBe(0);

        await one.Planners.RetireAllAsync();
        await BookAsync(East, "W", 3);
        await BookAsync(West, "E", 3);
        _silo.Clock.Advance(TimeSpan.FromSeconds(11));
        await UntilSettledAsync(other);
        other.Planners.Optimizers.Find("lyon")!.Made.ShouldBeGreaterThan(0);
        await CheckedAsync();
    }

    [Fact]
    public async Task A_territory_that_is_let_go_while_the_right_to_it_is_taken_is_left_to_others()
    {
        var rights = new SharedRights();
        TerritoryPlanners? planners = null;
        // Nobody has called for long: before the right is there, the planner has gone.
        async Task LetGoAsync()
        {
            _silo.Clock.Advance(TimeSpan.FromMinutes(11));
            while (planners!.Active.Count > 0)
            {
                await planners.FollowAsync(Silo.Stop);
                await planners.TickAsync(Silo.Stop);
            }
        }
        var optimising = Optimising(new AskedRight(LetGoAsync, rights.For("one")));
        planners = optimising.Planners;
        await planners.BoardAsync("lyon", Silo.Stop);

        await TickAsync(optimising);

        planners.Active.ShouldBeEmpty();
        (await rights.For("other").HoldAsync("lyon", Silo.Stop)).ShouldBeTrue();
    }

    [Fact]
    public async Task If_both_work_and_callers_book_meanwhile_nothing_breaks_and_everybody_is_answered()
    {
        var one = Optimising();
        var other = Optimising();
        await one.Planners.BoardAsync("lyon", Silo.Stop);
        await other.Planners.BoardAsync("lyon", Silo.Stop);
        var replies = new List<Task<CommandReply>>();

        for (int round = 0; round < 6; round++)
        {
            SearchQuery query = Silo.Query(Silo.Repair, "08:00-17:00", 1) with { At = round % 2 == 0 ? East : West };
            OfferTerms terms = _silo.Terms((await _silo.Planners.SearchAsync("lyon", query, Silo.Stop)).Result!.Offers[0]) with { AnyResource = true };
            Task ticks = Task.WhenAll(TickAsync(one), TickAsync(other));
            replies.Add(_silo.SendAsync(new Book(_silo.NewId(), terms, null, null)));
            await ticks;
            await replies[^1];
        }

        foreach (Task<CommandReply> reply in replies) ((await reply) is Accepted or Refused { Refusal.Code: RefusalCode.OfferTaken }).ShouldBeTrue((await reply).ToString());
        replies.Count(reply => reply.Result is Accepted).ShouldBeGreaterThan(0);
        await CheckedAsync();
    }

    [Fact]
    public async Task What_is_pinned_stays_where_a_person_wants_it()
    {
        Board before = await _silo.BoardAsync();
        foreach (string id in before.Commitments.Keys.ToList()) await _silo.DoAsync(new PinWork(id, false, "as agreed"));
        var optimising = Optimising();
        await optimising.Planners.BoardAsync("lyon", Silo.Stop);

        await UntilSettledAsync(optimising);

        optimising.Planners.Optimizers.Find("lyon")!.Made.ShouldBe(0);
    }

    /// <summary>Runs work in the order in which it comes, when it is waited for.</summary>
    private sealed class SteppedScheduler : IPlannerScheduler
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<Task> _work = new();

        public void Schedule(Func<Task> work) => _work.Enqueue(Task.Run(work));

        internal async Task IdleAsync()
        {
            while (_work.TryDequeue(out Task? work)) await work;
        }
    }

    /// <summary>Does something before it has the right: that of one silo, which always has it, unless told otherwise.</summary>
    private sealed class AskedRight(Func<Task> asked, IOptimizerLock? right = null) : IOptimizerLock
    {
        private readonly IOptimizerLock _right = right ?? new SoleOptimizer();

        internal Func<Task> Asked { get; set; } = asked;

        public async ValueTask<bool> HoldAsync(string territory, CancellationToken stop)
        {
            await Asked();
            return await _right.HoldAsync(territory, stop);
        }

        public ValueTask ReleaseAsync(string territory, CancellationToken stop) => _right.ReleaseAsync(territory, stop);
    }

    /// <summary>Rights that several silos share.</summary>
    private sealed class SharedRights
    {
        private readonly System.Collections.Concurrent.ConcurrentDictionary<string, string> _holders = new();

        internal IOptimizerLock For(string silo) => new Side(this, silo);

        private sealed class Side(SharedRights all, string silo) : IOptimizerLock
        {
            public ValueTask<bool> HoldAsync(string territory, CancellationToken stop) => ValueTask.FromResult(all._holders.GetOrAdd(territory, silo) == silo);

            public ValueTask ReleaseAsync(string territory, CancellationToken stop)
            {
                all._holders.TryRemove(new KeyValuePair<string, string>(territory, silo));
                return ValueTask.CompletedTask;
            }
        }
    }
}
