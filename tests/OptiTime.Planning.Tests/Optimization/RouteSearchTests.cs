using System.Collections.Immutable;
using OptiTime.Planning.Optimization;
using OptiTime.Planning.Optimization.Instances;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Verification;

namespace OptiTime.Planning.Tests.Optimization;

public sealed class RouteSearchTests
{
    private const int Rounds = 1_500;

    [Fact]
    public void Every_plan_of_an_instance_is_driven_by_the_checker_and_costs_what_it_says() => Laws.Hold(random =>
    {
        RoutingInstance instance = AnyInstance.Instance(random);
        DistanceConvention convention = random.Next(2) == 0 ? DistanceConvention.DoublePrecision : DistanceConvention.Truncated;

        RoutingPlan plan = Solve(instance.ToProblem(convention), null, (ulong)random.Next());

        RouteVerdict verdict = RouteChecker.Check(instance, plan.Routes.Select(route => route.Select(stop => stop + 1).ToImmutableArray()), convention);
        verdict.Faults.ShouldBeEmpty();
        verdict.Distance.ShouldBe(plan.Cost / DistanceConventions.UnitsOf(convention), 1e-6);
    }, cases: 100);

    [Fact]
    public void Every_plan_of_a_field_keeps_its_rules_and_costs_what_it_says() => Laws.Hold(random =>
    {
        (RoutingProblem problem, ImmutableArray<ImmutableArray<int>> start) = AnyInstance.Field(random);

        RoutingPlan plan = Solve(problem, start, (ulong)random.Next());

        DrivenByHand.Cost(problem, plan).ShouldBe(plan.Cost, 1e-6 * (1 + Math.Abs(plan.Cost)));
        plan.Routes[0].Where(stop => problem.Stops[stop].IsFixed).ShouldBe(start[0]);
    }, cases: 200);

    [Fact]
    public void The_days_of_technicians_pass_the_checker_and_take_as_long_as_is_said() => Laws.Hold(random =>
    {
        TechnicianInstance instance = AnyInstance.Technicians(random);

        RoutingPlan plan = Solve(instance.ToProblem(DistanceConvention.DoublePrecision), null, (ulong)random.Next());

        TechnicianVerdict verdict = TechnicianChecker.Check(instance, Days(instance, plan), DistanceConvention.DoublePrecision);
        int[] unserved = [.. plan.Unserved.Where(stop => stop < instance.Requests.Length)];
        verdict.Faults.ShouldBe(unserved.Select(stop => $"Request {instance.Requests[stop].Number} is served 0 times."));
        verdict.Duration.ShouldBe(plan.Cost - (unserved.Length * RoutingStop.MustBeServed), 1e-5);
    }, cases: 150);

    [Fact]
    public void Visits_to_the_depot_are_worth_watching()
    {
        var random = new Random(3);
        RoutingPlan[] plans = [.. Enumerable.Range(0, 40).Select(_ => AnyInstance.Technicians(random)).Select(one => (one, plan: Solve(one.ToProblem(DistanceConvention.DoublePrecision), null, 1)))
            .Where(both => both.plan.Routes.Any(route => route.Any(stop => stop >= both.one.Requests.Length) && route[0] < both.one.Requests.Length)).Select(both => both.plan)];

        plans.Length.ShouldBeGreaterThan(3);
    }

    [Fact]
    public void The_time_of_whoever_is_under_way_counts_from_when_they_are_free() => Laws.Hold(random =>
    {
        TechnicianInstance instance = AnyInstance.Technicians(random);
        RoutingProblem atHome = instance.ToProblem(DistanceConvention.DoublePrecision);
        var problem = new RoutingProblem(
            atHome.Stops, [.. atHome.Vehicles.Select((vehicle, number) => vehicle with { IsUnderWay = number % 2 == 0 })], atHome.Roads, atHome.Choices)
        {
            CountsDuration = true,
            Supplies = atHome.Supplies,
        };

        RoutingPlan plan = Solve(problem, null, (ulong)random.Next());

        ImmutableArray<ImmutableArray<int>> days = Days(instance, plan);
        double home = TechnicianChecker.Check(instance, [.. days.Select((day, number) => number % 2 == 0 ? [] : day)], DistanceConvention.DoublePrecision).Duration;
        double underWay = plan.Routes.Select((route, number) => number % 2 == 0 ? BackAt(problem, number, route) - problem.Vehicles[number].From : 0).Sum();
        int unserved = plan.Unserved.Count(stop => stop < instance.Requests.Length);
        plan.Cost.ShouldBe(home + underWay + (unserved * RoutingStop.MustBeServed), 1e-5);
    }, cases: 60);

    [Fact]
    public void A_search_that_begins_with_a_plan_never_ends_with_a_dearer_one() => Laws.Hold(random =>
    {
        RoutingProblem problem = AnyInstance.Instance(random).ToProblem(DistanceConvention.DoublePrecision);
        RoutingPlan first = Solve(problem, null, (ulong)random.Next(), rounds: 128);

        RoutingPlan second = Solve(problem, first.Routes, (ulong)random.Next(), rounds: 256);

        second.Cost.ShouldBeLessThanOrEqualTo(first.Cost + 1e-9);
    }, cases: 60);

    [Fact]
    public void The_same_seed_and_rounds_give_the_same_plan() => Laws.Hold(random =>
    {
        RoutingProblem problem = AnyInstance.Instance(random).ToProblem(DistanceConvention.DoublePrecision);
        var seed = (ulong)random.Next();

        RoutingPlan one = Solve(problem, null, seed), other = Solve(problem, null, seed);

        one.Routes.Select(route => string.Join(' ', route)).ShouldBe(other.Routes.Select(route => string.Join(' ', route)));
        one.Cost.ShouldBe(other.Cost);
    }, cases: 20);

    [Fact]
    public void Customers_on_a_circle_are_served_once_round()
    {
        IEnumerable<InstanceCustomer> customers = Enumerable.Range(1, 24)
            .Select(number => new InstanceCustomer(number, 50 * Math.Cos(number * 2 * Math.PI / 25), 50 * Math.Sin(number * 2 * Math.PI / 25), 1, 0, 10_000, 1));
        var instance = new RoutingInstance("circle", 5, 100, [new InstanceCustomer(0, 50, 0, 0, 0, 10_000, 0), .. customers]);

        RoutingPlan plan = Solve(instance.ToProblem(DistanceConvention.DoublePrecision), null, 3, rounds: 20_000);

        plan.Cost.ShouldBe(25 * 100 * Math.Sin(Math.PI / 25), 1e-6);
    }

    [Fact]
    public void What_costs_more_than_to_be_left_out_is_left_out()
    {
        var roads = new DistanceMatrix(3, (from, to) => Math.Abs(from - to) * 10);
        var problem = new RoutingProblem(
            [new RoutingStop(0, 100, 1, Penalty: 1_000), new RoutingStop(0, 100, 1, Penalty: 15)], [new RoutingVehicle(2, 2, 0, 500)], roads,
            [new RoutingChoice(0, 0), new RoutingChoice(1, 0, 16)]);

        RoutingPlan plan = Solve(problem, null, 1);

        plan.Unserved.ShouldBe([1]);
        plan.Cost.ShouldBe(40 + 15);
    }

    [Fact]
    public void A_search_that_is_stopped_gives_the_best_so_far()
    {
        RoutingProblem problem = AnyInstance.Instance(new Random(5)).ToProblem(DistanceConvention.DoublePrecision);
        using var stop = new CancellationTokenSource();
        long last = 0;
        var pace = new SearchPace(rounds =>
        {
            last = rounds;
            if (rounds >= 1_000) stop.Cancel();
            return 0;
        });

        RoutingPlan plan = RouteSearch.Run(problem, null, 1, new SearchSettings(), pace, stop.Token);

        DrivenByHand.Cost(problem, plan).ShouldBe(plan.Cost, 1e-6);
        last.ShouldBeInRange(1_000, 1_000 + SearchPace.RoundsBetween);
    }

    [Fact]
    public void A_search_makes_nothing_while_it_searches()
    {
        RoutingProblem problem = AnyInstance.Instance(new Random(8), most: 60).ToProblem(DistanceConvention.DoublePrecision);
        Solve(problem, null, 1, rounds: 2_000);

        long few = Allocated(() => Solve(problem, null, 1, rounds: 20_000)), many = Allocated(() => Solve(problem, null, 1, rounds: 80_000));

        many.ShouldBeLessThan(few + 20_000);
    }

    private static ImmutableArray<ImmutableArray<int>> Days(TechnicianInstance instance, RoutingPlan plan) =>
        [.. plan.Routes.Select(route => route.Select(stop => stop < instance.Requests.Length ? instance.Requests[stop].Number : 0).ToImmutableArray())];

    private static double BackAt(RoutingProblem problem, int vehicle, ImmutableArray<int> route)
    {
        (double time, int place) = (problem.Vehicles[vehicle].From, problem.Vehicles[vehicle].Start);
        foreach (int stop in route) (time, place) = (Math.Max(time + problem.Roads[place, stop], problem.Stops[stop].Earliest) + problem.Stops[stop].Service, stop);
        return time + problem.Roads[place, problem.Vehicles[vehicle].End];
    }

    private static long Allocated(Action work)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static RoutingPlan Solve(RoutingProblem problem, IReadOnlyList<ImmutableArray<int>>? start, ulong seed, long rounds = Rounds) =>
        RouteSearch.Run(problem, start, seed, new SearchSettings(), SearchPace.Rounds(rounds), TestContext.Current.CancellationToken);
}
