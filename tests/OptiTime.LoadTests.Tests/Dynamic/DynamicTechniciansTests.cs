using System.Collections.Immutable;
using System.Globalization;
using OptiTime.LoadTests.Dynamic;
using OptiTime.LoadTests.Reports;
using OptiTime.Planning.Optimization;
using OptiTime.Planning.Optimization.Instances;

namespace OptiTime.LoadTests.Tests.Dynamic;

public sealed class DynamicTechniciansTests
{
    private const double Always = double.NegativeInfinity;
    private const int Depot = 2, Home = 3;

    private static readonly DynamicEffort Inserting = new(0, 0, 1), Searching = new(1_280, 256, 1);
    private static readonly InstanceRequest East = Request(10, 0, 0, 100), West = Request(-10, 0, 0, 500);

    [Fact]
    public void What_was_used_up_is_fetched_at_the_depot_as_long_as_that_is_open()
    {
        // Nobody has a second part; home again at 20, by the depot five to the north to the other request, and home.
        double again = 5 + Math.Sqrt(125) + 10;

        DynamicOutcome day = Play(Day(500, [East, West], [Always, 15]), Inserting), closed = Play(Day(1, [East, West], [Always, 15]), Inserting);

        (day.Served, closed.Served).ShouldBe((2, 1));
        day.Worked.ShouldBe(20 + again, 1e-9);
        day.Road.ShouldBe(20 + again, 1e-9);
        Play(Day(500, [East, West], [Always, 15]), Searching).Worked.ShouldBe(day.Worked, 1e-9);
    }

    [Fact]
    public void Whoever_lacks_a_skill_or_comes_too_late_is_no_help()
    {
        Play(Day(500, [East, West with { Skills = 2 }], [Always, 15]), Searching).Served.ShouldBe(1);
        Play(Day(500, [East, West with { Due = 24 }], [Always, 15]), Searching).Served.ShouldBe(1);
        Play(Day(500, [East, West with { Needs = new Supply(1, [0]) }], [Always, 15]), Searching).Served.ShouldBe(2);
    }

    [Theory]
    [InlineData(Always, 24)]
    [InlineData(15, 44)]
    public void Waiting_counts_between_visits_and_not_at_home(double known, double worked)
    {
        // The second begins at 50, twelve away, and lies behind the first: known in the morning one sets out at 38, else one drives home in between.
        DynamicProblem day = Day(500, [East, Request(12, 0, 50, 60) with { Needs = new Supply(0, [0]) }], [Always, known]);

        Play(day, Inserting).Worked.ShouldBe(worked, 1e-9);
        Play(day, Searching).Worked.ShouldBe(worked, 1e-9);
    }

    [Fact]
    public void Searching_works_less_than_inserting_over_some_days_together_and_the_same_seed_gives_the_same()
    {
        DynamicProblem[] days = [.. Enumerable.Range(1, 6).Select(Drawn)];
        DynamicOutcome[] searched = [.. days.Select(day => Play(day, Searching))], inserted = [.. days.Select(day => Play(day, Inserting))];

        searched.Sum(day => day.Served).ShouldBeGreaterThanOrEqualTo(inserted.Sum(day => day.Served));
        searched.Sum(day => day.Worked / day.Served).ShouldBeLessThan(inserted.Sum(day => day.Worked / day.Served));
        days.Select(day => Play(day, Searching).Worked).ShouldBe(searched.Select(day => day.Worked));
    }

    [Theory]
    [InlineData("0@9 3@30", "leaves at 9 for request 2, of which nobody knows before 10")]
    [InlineData("0@95 3@200", "is at request 2 at 105, later than 100")]
    [InlineData("0@10 3@19", "leaves at 19 and is not free before 20")]
    [InlineData("0@10 1@20 3@60", "lacks part 0 for request 3")]
    [InlineData("2@10 2@20 3@60", "goes to the depot twice")]
    [InlineData("0@10 3@595", "is at home at 605, later than 600")]
    [InlineData("0@10", "does not come home")]
    [InlineData("0@10 0@20 3@30", "a request is served twice")]
    [InlineData("0@10 4@20", "goes to place 4")]
    public void The_referee_sees_what_cannot_be(string ways, string says) => Referee(East, ways).ShouldContain(says);

    [Fact]
    public void The_referee_sees_who_lacks_skills_or_tools()
    {
        Referee(East with { Skills = 2 }, "2@10 0@30 3@60").ShouldContain("lacks skills for request 2");
        Referee(East with { Needs = new Supply(1, [0]) }, "0@10 3@60").ShouldContain("lacks tools for request 2");
    }

    [Fact]
    public void The_report_tells_working_time_and_the_road_beside_it()
    {
        DynamicOutcome day = Play(Day(500, [East, Request(12, 0, 50, 60) with { Needs = new Supply(0, [0]) }], [Always, 15]) with { BestRoad = 40 }, Inserting);

        DynamicReport.Write([(day, day)]).ShouldContain("| 50 | 1 | 2 | 100.0 % | 1 | 10.0 % | 10.0 % | 100.0 % | 1 | 10.0 % | 10.0 % |");
    }

    private static string Referee(InstanceRequest first, string ways)
    {
        DynamicProblem day = Day(500, [first, West], [10, Always]);
        ImmutableArray<Visit> visits = [.. ways.Split(' ').Select(way => new Visit(Number(way, 0), Number(way, 1)))];
        (int Depot, int Home) places = (day.Technicians!.Requests.Length, day.Technicians.Requests.Length + 1);
        places.ShouldBe((Depot, Home));
        return Should.Throw<LoadTestException>(() => TechnicianReferee.Drive(day.Technicians, day.Known, [visits])).Message;
    }

    private static int Number(string way, int part) => int.Parse(way.Split('@')[part], CultureInfo.InvariantCulture);

    private static DynamicOutcome Play(DynamicProblem day, DynamicEffort effort) => DynamicDay.Play(day, effort, CancellationToken.None);

    private static InstanceRequest Request(double x, double y, double ready, double due) => new(0, x, y, ready, due, 0, 1, new Supply(0, [1]));

    /// <summary>One technician at the origin with one part and the first skill; the depot is five to the north.</summary>
    private static DynamicProblem Day(double depotUntil, ImmutableArray<InstanceRequest> requests, ImmutableArray<double> known) =>
        Of(depotUntil, [new InstanceTechnician(1, 0, 0, 0, 600, 1, new Supply(0, [1]))], requests, known) with { BestRoad = 40 };

    private static DynamicProblem Of(double depotUntil, ImmutableArray<InstanceTechnician> technicians, ImmutableArray<InstanceRequest> requests, ImmutableArray<double> known)
    {
        var instance = new TechnicianInstance(
            "T1", new InstanceCustomer(0, 0, 5, 0, 0, depotUntil, 0), technicians, [.. requests.Select((request, rank) => request with { Number = technicians.Length + 1 + rank })]);
        return DynamicSets.Of(instance, instance.ToProblem(DistanceConvention.DoublePrecision), instance.Requests.Zip(known).ToDictionary(pair => pair.First.Number, pair => pair.Second), 50, 40);
    }

    private static DynamicProblem Drawn(int seed)
    {
        var dice = new Random(seed);
        ImmutableArray<InstanceTechnician> technicians = [.. Enumerable.Range(1, 6).Select(number => new InstanceTechnician(
            number, dice.Next(-20, 21), dice.Next(-20, 21), 0, 300, (ulong)dice.Next(1, 4), new Supply((ulong)dice.Next(4), [dice.Next(3), dice.Next(3)])))];
        ImmutableArray<InstanceRequest> requests = [.. Enumerable.Range(0, 30).Select(_ =>
        {
            int ready = dice.Next(40, 160);
            return new InstanceRequest(0, dice.Next(-20, 21), dice.Next(-20, 21), ready, ready + 60, 5, 1UL << dice.Next(2), new Supply((ulong)dice.Next(4) & 1, [dice.Next(2), dice.Next(2)]));
        })];
        return Of(300, technicians, requests, [.. requests.Select((request, rank) => rank % 2 == 0 ? Always : dice.Next(0, (int)request.Ready - 20))]);
    }
}
