using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Explain;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Tests.Repair;

/// <summary>What a repair does, case by case. The branch checks every promise of its board after every command.</summary>
public sealed class RepairStoriesTests
{
    private static readonly Interval Monday = Lyon.MondaySpan("08:00-17:00"), Morning = Lyon.MondaySpan("08:00-10:00");

    /// <summary>An hour's work whose customers are told the whole day.</summary>
    private static readonly Service AllDay = Sold.Boiler with { Id = "all-day", Promise = new PromiseRule([Lyon.Span("08:00-17:00")], Seconds.FromMinutes(15), null) };

    private readonly Branch _branch = new();

    [Fact]
    public void What_lost_its_place_goes_to_a_colleague_inside_its_promise_and_nobody_is_moved()
    {
        Hire("T1");
        string visit = Book(Sold.Boiler, Morning);
        Hire("T2");

        RepairEntry repair = Absent("T1");

        repair.Moved.ShouldBe(1);
        _branch.CommitmentOf(visit).Steps[0].Assignments[0].Resource.ShouldBe("T2");
        Morning.Contains(_branch.PlannedAt(visit).From).ShouldBeTrue();
    }

    [Fact]
    public void Told_work_makes_room_by_moving_inside_its_promise()
    {
        (string visit, List<string> told) = FullDayBeside();

        RepairEntry repair = Absent("T1");

        repair.ToCall().ShouldBeEmpty();
        _branch.CommitmentOf(visit).Steps[0].Assignments[0].Resource.ShouldBe("T2");
        RepairLine moved = repair.Lines.Single(line => line.Commitment != visit && line.Outcome == RepairOutcome.Moved);
        told.ShouldContain(moved.Commitment);
        (moved.ToResource, moved.Why).ShouldBe(("T3", $"made room for {visit}"));
    }

    [Fact]
    public void The_ledger_names_for_whom_others_made_room_as_callers_know_them()
    {
        (string visit, _) = FullDayBeside();

        var ill = new HandleDisruption(_branch.NewId("R"), new ResourceAbsent("T1", Lyon.MondaySpan("07:00-18:00"), null), RepairBudget.Unlimited, null)
        {
            Naming = new CommitmentNaming(work => "B-lyon-" + work.Id),
        };
        _branch.Done(ill).Repair!.Lines.ShouldContain(line => line.Why == $"made room for B-lyon-{visit}");
    }

    [Fact]
    public void A_budget_that_lets_nobody_be_moved_leaves_the_customer_to_be_called()
    {
        (string visit, _) = FullDayBeside();

        RepairEntry repair = Absent("T1", new RepairBudget(MaximumMoved: 0));

        repair.ToCall().ShouldBe([visit]);
        _branch.CommitmentOf(visit).State.ShouldBe(CommitmentState.Broken);
    }

    [Fact]
    public void More_urgent_work_makes_room_inside_its_promise_before_a_promise_is_broken()
    {
        (string visit, List<string> told) = FullDayBeside(AllDay with { Id = "urgent", Class = PriorityClass.Urgent });

        RepairEntry repair = Absent("T1");

        repair.ToCall().ShouldBeEmpty();
        RepairLine moved = repair.Lines.Single(line => line.Commitment != visit && line.Outcome == RepairOutcome.Moved);
        told.ShouldContain(moved.Commitment);
        Monday.Contains(moved.To!.Value.From).ShouldBeTrue();
    }

    [Fact]
    public void Jobs_wait_before_anybody_who_was_told_something_is_moved()
    {
        Hire("T1");
        string visit = Book(Sold.Boiler, Morning, "T1");
        Hire("T2");
        _branch.Sell(AllDay);
        string told = Book(AllDay, Lyon.MondaySpan("08:00-17:00"), "T2");
        string[] jobs = [.. Enumerable.Range(0, 12).Select(_ => _branch.Record(Sold.Boiler, Lyon.Bron, Monday))];
        _branch.PlanJobs();
        Interval before = _branch.PlannedAt(told);

        RepairEntry repair = Absent("T1");

        repair.ToCall().ShouldBeEmpty();
        _branch.CommitmentOf(visit).Steps[0].Assignments[0].Resource.ShouldBe("T2");
        _branch.CommitmentOf(told).Steps[0].Assignments[0].Resource.ShouldBe("T2");
        _branch.PlannedAt(told).From.ShouldBeGreaterThanOrEqualTo(before.From);
        repair.Lines.Where(line => line.Outcome == RepairOutcome.Waiting).Select(line => line.Commitment).ShouldBeSubsetOf(jobs);
    }

    [Fact]
    public void Who_wanted_one_technician_is_called_before_another_comes()
    {
        Hire("T1");
        string visit = Book(Sold.Boiler, Morning, "T1", anybody: false);
        Hire("T2");

        Absent("T1").ToCall().ShouldBe([visit]);

        RepairAlternative way = Alternatives(visit)[0];
        AlternativeMove move = way.Moves.ShouldHaveSingleItem();
        (move.MustCall, move.To[0].Promise).ShouldBe((true, Morning));
        move.To[0].Resources[0].Resource.ShouldBe("T2");
    }

    [Fact]
    public void Alternatives_are_the_nearest_times_and_the_place_of_less_urgent_work()
    {
        Service cheap = Sold.Boiler with { Id = "cheap", Class = PriorityClass.Maintenance };
        Hire("T1", "T2");
        _branch.Sell(cheap);
        string visit = Book(Sold.Boiler, Morning, "T1");
        while (_branch.Search(Branch.Ask(cheap, Lyon.Bron, Monday) with { Wishes = [Morning], Require = ["T2"] }).Offers is { Length: > 0 }) Book(cheap, Morning, "T2");

        Absent("T1").ToCall().ShouldBe([visit]);
        IReadOnlyList<RepairAlternative> ways = Alternatives(visit);

        ways.Count.ShouldBe(AlternativeSearch.MostEach);
        ways[0].Moves[0].To[0].Promise.ShouldBe(Lyon.MondaySpan("10:00-12:00"));
        ways[^1].Calls.ShouldBe(1);
        AlternativeMove[] swap = [.. ways.Single(way => way.Moves.Length == 2).Moves];
        (swap[0].MustCall, swap[0].To[0].Promise).ShouldBe((false, Morning));
        (swap[1].MustCall, swap[1].To[0].Promise).ShouldBe((true, Lyon.MondaySpan("10:00-12:00")));
        _branch.CommitmentOf(swap[1].Commitment).Service.Id.ShouldBe("cheap");
    }

    [Fact]
    public void A_course_gets_another_trainer_at_its_time_where_its_customer_takes_anybody()
    {
        Service course = Crews.Of("course", new PromiseRule([], Seconds.FromHours(1), null), new ServiceStep(
            "1", Seconds.FromHours(3), Seconds.Zero, [Crews.AnyKind("technician", RolePlace.Site), Crews.AnyKind("room", RolePlace.Site)], Seconds.Zero, null));
        _branch.Sell(course);
        _branch.Hire(Lyon.Technician("T1") with { Rates = new CostRates(new Money(1_000), Money.Zero) }, Lyon.Technician("T2"), Lyon.Room("M1"));
        SearchQuery query = Branch.Ask(course, null, Monday);
        string any = _branch.Book(query);
        Interval planned = _branch.PlannedAt(any);
        var tuesday = new Interval(Lyon.At("2026-11-24T08:00"), Lyon.At("2026-11-24T17:00"));
        string only = _branch.Book(query with { Require = ["T1"], Between = tuesday });

        RepairEntry repair = Absent("T1", until: "2026-11-24T20:00");

        repair.ToCall().ShouldBe([only]);
        _branch.CommitmentOf(any).Steps[0].Assignments.Select(who => who.Resource).ShouldBe(["T2", "M1"]);
        _branch.PlannedAt(any).ShouldBe(planned);
    }

    /// <summary>T1 has a visit in the morning; T2's day is full of work that could be done at any time; T3 has just come, who is not allowed to do what T1 does.</summary>
    private (string Visit, List<string> Told) FullDayBeside(Service? full = null)
    {
        var special = new Skill("heat-pump", 1);
        Service visited = Sold.Boiler with { Id = "special", Steps = [Sold.Boiler.Steps[0] with { Roles = [Sold.Technician with { Skills = [special] }] }] };
        _branch.Sell(visited);
        _branch.Sell(full ?? AllDay);
        _branch.Hire(Lyon.Technician("T1", Lyon.Hours("08:00-17:00"), special));
        string visit = Book(visited, Morning);
        _branch.Hire(Lyon.Technician("T2", Lyon.Hours("08:00-17:00"), new Skill("gas-boiler", 2), special));
        List<string> told = [];
        SearchQuery query = Branch.Ask(full ?? AllDay, Lyon.Bron, Monday);
        while (_branch.Search(query).Offers is [var free, ..]) told.Add(_branch.Done(new Book(_branch.NewId("C"), _branch.Terms(query, free), null, null)).Commitment!.Id);
        Hire("T3");
        return (visit, told);
    }

    private void Hire(params string[] technicians)
    {
        foreach (string id in technicians) _branch.Hire(Lyon.Technician(id));
    }

    private string Book(Service service, Interval wish, string? require = null, bool anybody = true)
    {
        SearchQuery query = Branch.Ask(service, Lyon.Bron, Monday) with { Wishes = [wish], Require = require is null ? [] : [require] };
        OfferTerms terms = _branch.Terms(query, _branch.Search(query).Offers[0]) with { AnyResource = anybody };
        return _branch.Done(new Book(_branch.NewId("C"), terms, null, null)).Commitment!.Id;
    }

    private RepairEntry Absent(string resource, RepairBudget? budget = null, string until = "2026-11-23T20:00")
    {
        var absence = new ResourceAbsent(resource, new Interval(Lyon.OnMonday("00:00"), Lyon.At(until)), "ill");
        return _branch.Done(new HandleDisruption(_branch.NewId("R"), absence, budget ?? RepairBudget.Unlimited, null)).Repair!;
    }

    private ImmutableArray<RepairAlternative> Alternatives(string booking)
    {
        Commitment broken = _branch.CommitmentOf(booking);
        Commitment before = _branch.Log.SelectMany(entry => entry.Changes).OfType<Planning.Changes.CommitmentRecorded>()
            .Select(recorded => recorded.Commitment).Last(work => work.Id == booking && work.State == CommitmentState.Confirmed);
        broken.State.ShouldBe(CommitmentState.Broken);
        return new AlternativeSearch(_branch.Catalogue, _branch.Now, RefusedPeopleTests.Anybody).Find(_branch.Board, [new LostWork(before, null)], RepairBudget.Unlimited);
    }
}
