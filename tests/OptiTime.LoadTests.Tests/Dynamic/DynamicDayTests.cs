using System.Collections.Immutable;
using OptiTime.LoadTests.Dynamic;
using OptiTime.LoadTests.Reports;
using OptiTime.Planning.Optimization;
using OptiTime.Planning.Optimization.Instances;

namespace OptiTime.LoadTests.Tests.Dynamic;

public sealed class DynamicDayTests
{
    private static readonly DynamicEffort Inserting = new(0, 0, 1), Searching = new(1_280, 256, 1);

    [Fact]
    public void Who_calls_in_time_is_served_and_who_calls_too_late_is_refused()
    {
        // One vehicle, ten away from each of two: the first must be begun by 100, the second by 12, and calls at 5.
        DynamicProblem day = Day(1, [At(10, 0, 0, 100), At(-10, 0, 0, 12)], [double.NegativeInfinity, 5]);

        DynamicDay.Play(day, Inserting, CancellationToken.None).Served.ShouldBe(1);
        DynamicDay.Play(day with { Known = [double.NegativeInfinity, 1] }, Inserting, CancellationToken.None).Served.ShouldBe(1);
        DynamicDay.Play(day with { Known = [50, 1] }, Inserting, CancellationToken.None).Served.ShouldBe(2);
    }

    [Fact]
    public void Nobody_is_called_back_from_their_way_and_whoever_need_not_leave_yet_waits()
    {
        // It must leave at 90 for a stop that begins at 100; another, on the other side, calls before or after that.
        DynamicProblem day = Day(1, [At(10, 0, 100, 100), At(-10, 0, 0, 95)], [double.NegativeInfinity, 60]);

        DynamicDay.Play(day, Inserting, CancellationToken.None).Served.ShouldBe(2);
        DynamicDay.Play(day with { Known = [double.NegativeInfinity, 91] }, Inserting, CancellationToken.None).Served.ShouldBe(1);
    }

    [Fact]
    public void The_road_is_that_of_whoever_drove_home_again()
    {
        DynamicOutcome day = DynamicDay.Play(Day(2, [At(10, 0, 0, 100), At(-10, 0, 0, 100)], [double.NegativeInfinity, 15]), Inserting, CancellationToken.None);

        (day.Served, day.Road, day.Gap).ShouldBe((2, 40, 0));
    }

    [Fact]
    public void Searching_drives_no_farther_than_inserting_over_some_days_together_and_the_same_seed_gives_the_same()
    {
        DynamicProblem[] days = [.. Enumerable.Range(1, 6).Select(Drawn)];
        DynamicOutcome[] searched = [.. days.Select(day => DynamicDay.Play(day, Searching, CancellationToken.None))];
        DynamicOutcome[] inserted = [.. days.Select(day => DynamicDay.Play(day, Inserting, CancellationToken.None))];

        searched.Sum(day => day.Served).ShouldBeGreaterThanOrEqualTo(inserted.Sum(day => day.Served));
        searched.Sum(day => day.Road).ShouldBeLessThan(inserted.Sum(day => day.Road));
        days.Select(day => DynamicDay.Play(day, Searching, CancellationToken.None).Road).ShouldBe(searched.Select(day => day.Road));
    }

    [Theory]
    [InlineData(9, 0, "leaves at 9 for stop 0")]
    [InlineData(95, 0, "is served at 105, later than 100")]
    public void The_referee_sees_who_left_too_early_or_came_too_late(double left, int stop, string says) =>
        Should.Throw<LoadTestException>(() => DynamicReferee.Drive(Day(1, [At(10, 0, 0, 100)], [10]), [[new Visit(stop, left)]])).Message.ShouldContain(says);

    [Fact]
    public void The_referee_sees_who_is_served_twice() =>
        Should.Throw<LoadTestException>(() => DynamicReferee.Drive(Day(2, [At(10, 0, 0, 100)], [0]), [[new Visit(0, 0)], [new Visit(0, 1)]])).Message.ShouldContain("twice");

    [Fact]
    public void Roads_are_compared_only_where_nobody_was_refused()
    {
        DynamicProblem day = Day(1, [At(10, 0, 0, 100), At(-10, 0, 0, 12)], [double.NegativeInfinity, 5]);
        DynamicOutcome partly = DynamicDay.Play(day, Inserting, CancellationToken.None), whole = DynamicDay.Play(day with { Known = [50, 1] }, Inserting, CancellationToken.None);

        DynamicReport.Write([(partly, partly), (whole, whole)]).ShouldContain("| 50 | 2 | 4 | 75.0 % | 1 | 0.0 % | 75.0 % | 1 | 0.0 % |");
        DynamicReport.WriteEach([(partly, partly)]).ShouldContain("| T1 | 50 | 2 | 1 | 20.0 | 40.0 | (-50.0 %) |");
    }

    [Fact]
    public void Release_dates_of_another_instance_are_refused()
    {
        RoutingProblem problem = Day(1, [At(1, 0, 0, 9)], [0]).Problem;

        Should.Throw<InvalidDataException>(() => Join(1, 2)).Message.ShouldContain("Request 2 has a release date and is not in instance T1");
        Should.Throw<InvalidDataException>(() => Join()).Message.ShouldContain("1 requests of instance T1 have no release date");
        Join(1).Known.ShouldBe([30]);

        DynamicProblem Join(params int[] requests) => DynamicSets.Of("T1", problem, number => number - 1, requests.ToDictionary(number => number, _ => 3.0), 50, 1);
    }

    private static InstanceCustomer At(double x, double y, double ready, double due) => new(0, x, y, 1, ready, due, 0);

    private static DynamicProblem Day(int vehicles, ImmutableArray<InstanceCustomer> customers, ImmutableArray<double> known)
    {
        var instance = new RoutingInstance("T1", vehicles, 100, [new InstanceCustomer(0, 0, 0, 0, 0, 200, 0), .. customers]);
        return new DynamicProblem(instance.Name, 50, instance.ToProblem(DistanceConvention.DoublePrecision), known, 1, 40);
    }

    private static DynamicProblem Drawn(int seed)
    {
        var dice = new Random(seed);
        ImmutableArray<InstanceCustomer> customers = [.. Enumerable.Range(0, 30).Select(_ =>
        {
            int ready = dice.Next(40, 120);
            return At(dice.Next(-20, 21), dice.Next(-20, 21), ready, ready + 30);
        })];
        return Day(12, customers, [.. customers.Select((customer, rank) => rank % 2 == 0 ? double.NegativeInfinity : dice.Next(0, (int)customer.Ready - 30))]);
    }
}
