using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Optimization.Improving;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Tests.Optimization.Improving;

/// <summary>What several serve, what takes several steps, who requires others, and what is at a site: moved where it pays.</summary>
public sealed class GroupImprovementTests
{
    private static readonly ImprovementOptions Options = new() { Rounds = 500, Stability = 0.1, MostGroups = 20 };
    private static readonly Role Trainer = Crews.AnyKind("technician", RolePlace.Site), Room = Crews.AnyKind("room", RolePlace.Site);
    private static readonly Interval Monday = Lyon.MondaySpan("08:00-17:00"), Week = new(Monday.From, Monday.From + Seconds.FromHours(24 * 5));

    [Fact]
    public void Every_batch_that_moves_groups_is_possible_pays_what_it_says_and_breaks_nothing() =>
        Laws.Hold(random => new Improved(AnyBranch(random)).ToTheEnd(Options, (ulong)random.Next()), cases: 60);

    [Fact]
    public void The_same_board_and_seed_give_the_same_batches_of_groups() => Laws.Hold(random =>
    {
        var improved = new Improved(AnyBranch(random));
        Improved.Told(improved.Search(Options, 7)).ShouldBe(Improved.Told(improved.Search(Options, 7)));
    }, cases: 10);

    [Fact]
    public void A_batch_of_groups_is_made_only_where_it_still_stands_and_still_pays() =>
        Laws.Hold(random => RearrangeTests.MakeWhileOthersCall(AnyBranch(random), Options, random, AnyQuestion), cases: 30);

    [Fact]
    public void Random_groups_are_worth_watching()
    {
        (int groups, int steps, int required, int jobs, int making) = (0, 0, 0, 0, 0);
        for (int seed = 0; seed < 60; seed++)
        {
            Branch branch = AnyBranch(new Random(seed));
            Dictionary<string, Commitment> were = branch.Board.Commitments.Values.ToDictionary(entry => entry.Commitment.Id, entry => entry.Commitment);
            foreach (ImprovementBatch batch in new Improved(branch).ToTheEnd(Options, 1))
            {
                GroupMove[] moves = [.. batch.Moves.OfType<GroupMove>()];
                groups += moves.Length;
                steps += moves.Count(move => move.Steps.Length > 1);
                required += moves.Count(move => move.Steps.Any(step => step.Resources.Any(who => who.Role == "licence")));
                jobs += moves.Count(move => were[move.Commitment].State == CommitmentState.Waiting);
                making += moves.Length > 0 && batch.Moves.Length > 1 ? 1 : 0;
            }
        }
        string seen = $"{groups} groups, {steps} of several steps, {required} with what is required, {jobs} that waited, {making} made room";
        groups.ShouldBeGreaterThan(20, seen);
        new[] { steps, required, jobs, making }.ShouldAllBe(count => count > 0, seen);
    }

    [Fact]
    public void Behind_the_horizon_there_is_nothing_to_move()
    {
        Branch branch = AnyBranch(new Random(1));

        new Improved(branch).Search(Options with { FirstDay = branch.Board.AfterDay + 2 }).ShouldBe(new PlanImprovement([], Money.Zero, Money.Zero, 0, branch.Board.AfterDay + 2));
    }

    private static Branch AnyBranch(Random random)
    {
        Branch branch = Crews.Busy(random, bookings: 10);
        branch.Hire(Lyon.Technician("T5"), Towns.AnyTechnician(random, "T6"));
        for (int index = random.Next(0, 16); index > 0; index--) BookAny(branch, random);
        for (int index = random.Next(0, 4); index > 0; index--) Crews.RecordJob(branch, random);
        for (int index = random.Next(0, 3); index > 0; index--)
            branch.Record(Sold.Training, null, new Interval(branch.Now, branch.Now + Seconds.FromHours(random.Next(20, 70))), site: random.Next(2) == 0 ? "OPERA" : "GERLAND");
        if (random.Next(2) == 0) branch.PlanJobs();
        foreach (Resource room in (Resource[])[Lyon.Room("M7") with { Rates = new CostRates(new Money(400), Money.Zero) }, Crews.Beamer("B7", "GERLAND")])
        {
            if (random.Next(2) == 0) branch.Hire(room);
        }
        branch.Now += Seconds.FromMinutes(random.Next(0, 1_200));
        return branch;
    }

    private static void BookAny(Branch branch, Random random)
    {
        SearchQuery query = AnyQuestion(branch, random);
        if (branch.Search(query).Offers is { IsEmpty: false } offers)
            branch.Send(new Book(branch.NewId("C"), branch.Terms(query, offers[random.Next(offers.Length)]), null, null));
    }

    private static SearchQuery AnyQuestion(Branch branch, Random random) => random.Next(3) switch
    {
        0 => Crews.AnyCourse(branch, random, mayTravel: true),
        1 => Crews.AnyQuery(branch, random),
        _ => Branch.Ask(Sold.Boiler, Towns.AnyPoint(random), Monday),
    };

    [Fact]
    public void A_course_of_two_days_goes_to_the_days_on_which_a_cheaper_room_is_free()
    {
        Branch branch = new(settings: Lyon.Settings with { HorizonDays = 10 });
        branch.Hire(Lyon.Technician("T1"), Lyon.Room("M1"));
        Service course = Sell(branch, "course", Step("1", Trainer, Room), Step("2", Trainer, Room) with { Follows = new StepFollows(["technician", "room"], NextWorkingDay: true) });
        string job = branch.Record(course, null, Week, site: "OPERA");
        branch.PlanJobs().ShouldBe(1);
        DayOf(branch, job).ShouldBe(0);
        Interval busy = new(Lyon.OnMonday("00:00"), Lyon.At("2026-11-25T00:00"));
        branch.Hire(Lyon.Room("M2") with { Rates = new CostRates(new Money(100), Money.Zero), Working = Lyon.Hours("08:00-17:00") with { Absences = [new Absence(busy, "painted")] } });

        ImprovementBatch batch = Make(branch).ShouldHaveSingleItem();

        DayOf(branch, job).ShouldBe(2);
        branch.CommitmentOf(job).Steps.ShouldAllBe(step => step.Assignments.Select(who => who.Resource).SequenceEqual(new[] { "T1", "M2" }));
        // Four hours in a room for 9.00 an hour less, and a tenth of the trouble of a job.
        batch.Gain.Cents.ShouldBe(3_590);
    }

    [Fact]
    public void Experts_who_cross_the_town_with_their_vans_are_untangled_and_vans_stay_with_them()
    {
        var branch = new Branch();
        var west = new Location(45.75, 4.70);
        var east = new Location(45.75, 5.00);
        foreach ((string id, Location home) in new[] { ("W", west), ("E", east) })
            branch.Done(new PutResource(Lyon.Technician(id) with { Requires = [Crews.Needs("licence")] }, new Place("home-" + id, home), null));
        branch.Hire(Crews.Licence("L1", 2));
        foreach ((Location end, string by, string span) in new[] { (east, "W", "10:00-12:00"), (west, "E", "13:00-15:00") })
        {
            SearchQuery query = Branch.Ask(Sold.Boiler, end, Lyon.MondaySpan(span)) with { Require = [by] };
            branch.Done(new Book(branch.NewId("C"), branch.Terms(query, branch.Search(query).Offers[0]) with { AnyResource = true }, null, null));
        }

        Make(branch).Length.ShouldBe(2);

        branch.Board.Commitments.Values.Select(entry => string.Join(' ', entry.Commitment.Steps[0].Assignments.Select(who => who.Resource))).Order().ShouldBe(["E L1", "W L1"]);
        BoardSnapshot.PlannedTours(branch.Board).Sum(tour => tour.Return.Distance.Value).ShouldBeLessThan(2_000);
    }

    [Fact]
    public void Two_who_are_asked_for_together_get_room_from_a_customer_whom_a_third_can_serve()
    {
        var branch = new Branch();
        branch.Hire(Lyon.Technician("T1", Lyon.Hours("08:00-10:00")), Lyon.Technician("T2", Lyon.Hours("08:00-10:00")));
        string told = branch.Book(Branch.Ask(Sold.Boiler, Lyon.Bellecour, Lyon.MondaySpan("08:00-10:00")));
        branch.Done(new PutResource(Lyon.Technician("T3", Lyon.Hours("08:00-10:00")), new Place("home-T3", new Location(45.68, 4.80)), null));
        Role pair = Crews.AnyKind("technician", RolePlace.Customer, 2) with { Skills = [new Skill("pair", 1)] };
        foreach (string id in (string[])["T1", "T2"])
            branch.Hire(Lyon.Technician(id, Lyon.Hours("08:00-10:00"), new Skill("gas-boiler", 2), new Skill("pair", 1)));
        string job = branch.Record(Sell(branch, "pair", Step("1", pair) with { Duration = Seconds.FromMinutes(50) }), Lyon.PartDieu, Lyon.MondaySpan("08:00-10:00"));
        branch.PlanJobs().ShouldBe(0);

        ImprovementBatch batch = Make(branch).ShouldHaveSingleItem();

        batch.Moves.Select(move => move.Commitment).ShouldBe([job, told]);
        branch.CommitmentOf(job).State.ShouldBe(CommitmentState.Backlog);
        branch.CommitmentOf(told).Steps[0].Assignments[0].Resource.ShouldBe("T3");
    }

    [Fact]
    public void A_customers_meeting_goes_to_a_cheaper_room_of_the_same_site_unless_it_asked_for_its_own()
    {
        foreach (bool anybody in (bool[])[true, false])
        {
            var branch = new Branch();
            branch.Hire(Lyon.Room("M1") with { Rates = new CostRates(new Money(9_000), Money.Zero) }, Lyon.Room("M3", "GERLAND") with { Rates = new CostRates(new Money(9_500), Money.Zero) });
            SearchQuery query = Branch.Ask(Sold.Meeting, null, Monday) with { Require = anybody ? [] : ["M1"], Sites = ["OPERA"] };
            string meeting = branch.Book(query);
            Interval before = branch.PlannedAt(meeting);
            branch.Hire(Lyon.Room("M2"), Lyon.Room("M4", "GERLAND") with { Rates = new CostRates(new Money(100), Money.Zero) });

            Make(branch).Length.ShouldBe(anybody ? 1 : 0);

            (branch.CommitmentOf(meeting).Steps[0].Assignments[0].Resource, branch.PlannedAt(meeting)).ShouldBe((anybody ? "M2" : "M1", before));
        }
    }

    [Fact]
    public void A_job_at_a_site_goes_to_who_is_nearer_and_stays_in_the_hours_of_the_site()
    {
        var branch = new Branch();
        branch.Done(new PutResource(Lyon.Technician("FAR"), new Place("home-FAR", new Location(45.60, 4.60)), null));
        string job = branch.Record(Sold.Training, null, Lyon.MondaySpan("08:00-17:00"), site: "GERLAND");
        branch.PlanJobs().ShouldBe(1);
        branch.Done(new PutResource(Lyon.Technician("NEAR"), new Place("home-NEAR", Lyon.Gerland.Location), null));

        Make(branch).ShouldHaveSingleItem();

        branch.CommitmentOf(job).Steps[0].Assignments[0].Resource.ShouldBe("NEAR");
    }

    [Fact]
    public void A_meeting_goes_to_the_unit_of_a_pool_of_rooms_that_is_free()
    {
        var branch = new Branch();
        branch.Hire(Lyon.Room("M1") with { Rates = new CostRates(new Money(9_000), Money.Zero) });
        SearchQuery query = Branch.Ask(Sold.Meeting, null, Lyon.MondaySpan("09:00-10:30"));
        string meeting = branch.Book(query);
        branch.Hire(Lyon.Room("POOL", capacity: 2) with { Rates = new CostRates(new Money(500), Money.Zero) });
        string other = branch.Book(query);

        Make(branch).Length.ShouldBe(1);

        string[] units = [.. new[] { meeting, other }.Select(id => branch.CommitmentOf(id).Steps[0].Assignments[0]).Select(who => $"{who.Resource} {who.Unit}")];
        units.ShouldBe(["POOL 0", "POOL 1"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("begun", 0)]
    [InlineData("pinned", 0)]
    [InlineData("held", 0)]
    [InlineData("free", 1)]
    public void A_course_that_has_begun_or_is_pinned_or_held_stays(string how, int batches)
    {
        Branch branch = new(settings: Lyon.Settings with { HorizonDays = 10 });
        branch.Hire(Lyon.Technician("T1"), Lyon.Room("M1"));
        Service course = Sell(branch, "course", Step("1", Trainer, Room), Step("2", Trainer, Room) with { MinimumLag = Seconds.FromHours(1), MaximumLag = Seconds.FromHours(2) });
        SearchQuery query = Branch.Ask(course with { Promise = new PromiseRule([Lyon.Span("08:00-17:00")], Seconds.FromHours(1), null) }, null, Monday) with { Sites = ["OPERA"] };
        branch.Sell(query.Service);
        string id = how == "held" ? branch.Hold(query) : branch.Book(query);
        if (how == "pinned") branch.Done(new PinWork(id, false, "as agreed"));
        branch.Hire(Lyon.Room("M2") with { Rates = new CostRates(new Money(1), Money.Zero) });
        if (how == "begun") branch.Now = branch.Board.PlannedTimes(branch.CommitmentOf(id))[0].To + Seconds.FromMinutes(1);

        Make(branch).Length.ShouldBe(batches);

        ImmutableArray<Interval> times = branch.Board.PlannedTimes(branch.CommitmentOf(id));
        (times[1].From - times[0].To).ShouldBeInRange(Seconds.FromHours(1), Seconds.FromHours(2));
        branch.CommitmentOf(id).Steps.Select(step => step.Assignments[1].Resource).Distinct().ShouldBe([batches == 0 ? "M1" : "M2"]);
    }

    /// <summary>Finds what pays and sends it, as the planner's host does; the branch checks every board.</summary>
    private static ImmutableArray<ImprovementBatch> Make(Branch branch)
    {
        PlanImprovement found = PlanImprover.Improve(branch.Board, branch.Catalogue, branch.Now, Options, 1, CancellationToken.None);
        foreach (ImprovementBatch batch in found.Batches) branch.Done(new RearrangeWork(batch.Moves, Options)).Saved.ShouldBe(batch.Gain);
        return found.Batches;
    }

    private static int DayOf(Branch branch, string job) => Lyon.Clock.DayOf(branch.Board.PlannedTimes(branch.CommitmentOf(job))[0].From) - Lyon.Monday;

    private static Service Sell(Branch branch, string id, params ImmutableArray<ServiceStep> steps)
    {
        Service service = Crews.Of(id, new PromiseRule([], Seconds.FromHours(1), null), steps);
        branch.Sell(service);
        return service;
    }

    private static ServiceStep Step(string name, params ImmutableArray<Role> roles) => new(name, Seconds.FromHours(2), Seconds.Zero, roles, Seconds.Zero, null);
}
