using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Optimization.Improving;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Tests.Optimization.Improving;

public sealed class PlanImproverTests
{
    private static readonly ImprovementOptions Options = new() { Rounds = 1_500, Stability = 0.1 };

    [Fact]
    public void Every_batch_is_possible_pays_what_it_says_and_breaks_nothing() => Laws.Hold(random => Improve(AnyBranch(random), random), cases: 80);

    [Fact]
    public void So_is_every_batch_of_a_full_day_on_which_work_moves_up_into_what_is_frozen() => Laws.Hold(random => Improve(FullMonday(random), random), cases: 25);

    [Fact]
    public void What_is_improved_is_worth_watching()
    {
        var random = new Random(4);
        List<ImprovementBatch> batches = [.. Enumerable.Range(0, 40).SelectMany(_ => Improve(AnyBranch(random), random))];

        batches.Count.ShouldBeGreaterThan(20);
        batches.Count(batch => batch.Moves.Length > 1).ShouldBeGreaterThan(0);
        batches.SelectMany(batch => batch.Moves).Count(move => move.Commitment.StartsWith('J')).ShouldBeGreaterThan(0);
        batches.SelectMany(batch => batch.Moves).Count(move => !move.Commitment.StartsWith('J')).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void The_same_board_and_seed_give_the_same_batches() => Laws.Hold(random =>
    {
        var improved = new Improved(AnyBranch(random));
        Improved.Told(improved.Search(Options, 7)).ShouldBe(Improved.Told(improved.Search(Options, 7)));
    }, cases: 15);

    [Fact]
    public void Tours_that_cross_the_town_for_each_other_are_untangled_where_customers_take_anybody()
    {
        Branch branch = Crossed(anybody: true);
        var improved = new Improved(branch);

        PlanImprovement found = improved.Search(new ImprovementOptions { Rounds = 2_000, Stability = 0 });

        found.Batches.ShouldNotBeEmpty();
        foreach (ImprovementBatch batch in found.Batches) improved.Make(batch, new ImprovementOptions { Stability = 0 }).ShouldNotBeNull();
        RoadOf(improved.Board).ShouldBeLessThan(RoadOf(branch.Board) / 2);
        found.After.Cents.ShouldBeLessThan(found.Before.Cents);
    }

    [Fact]
    public void Whoever_asked_for_a_technician_keeps_that_one() =>
        new Improved(Crossed(anybody: false)).Search(new ImprovementOptions { Rounds = 2_000, Stability = 0 }).Batches.ShouldBeEmpty();

    [Fact]
    public void Moving_what_was_told_must_be_worth_its_trouble() =>
        new Improved(Crossed(anybody: true)).Search(new ImprovementOptions { Rounds = 2_000, Stability = 100 }).Batches.ShouldBeEmpty();

    [Fact]
    public void What_is_frozen_stays()
    {
        Branch branch = Crossed(anybody: true);
        branch.Now = Lyon.OnMonday("16:00");
        new Improved(branch).Search(new ImprovementOptions { Rounds = 2_000, Stability = 0 }).Batches.ShouldBeEmpty();
    }

    [Fact]
    public void A_job_that_waits_is_planned_and_one_that_is_due_comes_first()
    {
        var branch = new Branch();
        branch.Hire(Lyon.Technician("T1", Lyon.Hours("08:00-10:00")));
        Interval range = Lyon.MondaySpan("08:00-17:00");
        string late = branch.Record(Sold.Boiler, Lyon.PartDieu, range with { To = range.To + Seconds.FromHours(24 * 20) }, priority: 10);
        string due = branch.Record(Sold.Boiler, Lyon.Bellecour, range);
        var improved = new Improved(branch);

        PlanImprovement found = improved.Search(new ImprovementOptions { Days = 2, Rounds = 2_000 });

        foreach (ImprovementBatch batch in found.Batches) improved.Make(batch, new ImprovementOptions()).ShouldNotBeNull();
        improved.Board.Commitments[due].Commitment.State.ShouldBe(CommitmentState.Backlog);
        found.Batches.SelectMany(batch => batch.Moves).First().Commitment.ShouldBe(due);
        improved.Board.Commitments.ContainsKey(late).ShouldBeTrue();
    }

    private static List<ImprovementBatch> Improve(Branch branch, Random random) => new Improved(branch).ToTheEnd(Options, (ulong)random.Next());

    private static Branch AnyBranch(Random random)
    {
        Branch branch = Towns.Busy(random, bookings: 16, technicians: 4);
        for (int job = random.Next(6); job > 0; job--)
        {
            Moment from = branch.Now + Seconds.FromHours(random.Next(0, 24));
            branch.Record(Sold.Boiler, Towns.AnyPoint(random), new Interval(from, from + Seconds.FromHours(random.Next(12, 100))));
        }
        if (random.Next(2) == 0) branch.PlanJobs();
        for (int job = random.Next(4); job > 0; job--)
            branch.Record(Sold.Boiler, Towns.AnyPoint(random), new Interval(branch.Now, branch.Now + Seconds.FromHours(random.Next(12, 100))));
        SearchQuery asked = Towns.AnyQuery(branch, random);
        if (branch.Search(asked).Offers is [var offer, ..]) branch.Send(new PlaceHold(branch.NewId("C"), branch.Terms(asked, offer), Seconds.FromMinutes(5)));
        return branch;
    }

    /// <summary>Three technicians whose Monday customers have filled, at some time of it.</summary>
    internal static Branch FullMonday(Random random)
    {
        var branch = new Branch();
        branch.Hire(Lyon.Technician("T1"), Lyon.Technician("T2"), Lyon.Technician("T3"));
        for (int customer = 0; customer < 20; customer++)
        {
            SearchQuery query = Branch.Ask(Sold.Boiler, Towns.AnyPoint(random), Lyon.MondaySpan("08:00-17:00"));
            if (branch.Search(query).Offers is { IsEmpty: false } offers) branch.Done(new Book(branch.NewId("C"), branch.Terms(query, offers[random.Next(offers.Length)]), null, null));
        }
        branch.Now = Lyon.OnMonday("06:00") + Seconds.FromMinutes(random.Next(0, 480));
        return branch;
    }

    /// <summary>Two technicians with a home at either end of the town, each of whom serves the customers of the other end.</summary>
    internal static Branch Crossed(bool anybody)
    {
        var branch = new Branch();
        var west = new Location(45.75, 4.70);
        var east = new Location(45.75, 5.00);
        branch.Done(new PutResource(Lyon.Technician("W"), new Place("home-W", west), null));
        branch.Done(new PutResource(Lyon.Technician("E"), new Place("home-E", east), null));
        for (int customer = 0; customer < 3; customer++)
        {
            foreach ((Location end, string by) in new[] { (east, "W"), (west, "E") })
            {
                SearchQuery query = Branch.Ask(Sold.Boiler, end with { Latitude = end.Latitude + (customer * 0.004) }, Lyon.MondaySpan("08:00-17:00")) with { Require = [by] };
                branch.Done(new Book(branch.NewId("C"), branch.Terms(query, branch.Search(query).Offers[0]) with { AnyResource = anybody }, null, null));
            }
        }
        return branch;
    }

    private static long RoadOf(Board board) => Enumerable.Range(board.FirstDay, board.AfterDay - board.FirstDay).SelectMany(day => board.ToursOf(day))
        .Sum(tour => tour.Return.Distance.Value + tour.Stops.Sum(stop => (long)stop.Leg.Distance.Value));
}
