using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Proposals;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Tests.Repair;

/// <summary>Work that comes up and cannot wait. The branch checks every promise of its board after every command.</summary>
public sealed class UrgentJobTests
{
    private static readonly Interval Monday = Lyon.MondaySpan("08:00-17:00");

    /// <summary>An hour's work whose customers are told the whole day.</summary>
    private static readonly Service AllDay = Sold.Boiler with { Id = "all-day", Promise = new PromiseRule([Lyon.Span("08:00-17:00")], Seconds.FromMinutes(15), null) };

    /// <summary>An hour of special work, for which not everybody is skilled.</summary>
    private static readonly Service Special = Sold.Boiler with { Id = "special", Steps = [Sold.Boiler.Steps[0] with { Roles = [Sold.Technician with { Skills = [new Skill("heat-pump", 1)] }] }] };

    /// <summary>An hour's work at an exact time.</summary>
    private static readonly Service Exact = Sold.Boiler with { Id = "exact", Promise = new PromiseRule([], Seconds.FromMinutes(15), null) };

    private static readonly ResourceWishes Anybody = new([], []);

    private readonly Branch _branch = new();

    private Seconds? _proposeFor = Seconds.FromHours(1);

    [Fact]
    public void It_goes_into_a_free_place_and_is_promised_to_begin_in_time()
    {
        _branch.Hire(Lyon.Technician("T1"), Lyon.Technician("T2"));

        RepairEntry repair = Urgent(Sold.Boiler, "10:00");

        RepairLine line = repair.Lines.ShouldHaveSingleItem();
        (line.Outcome, line.FromResource, repair.Moved).ShouldBe((RepairOutcome.Placed, null, 0));
        Commitment booking = _branch.CommitmentOf(line.Commitment);
        (booking.State, booking.Service.Class, booking.Service.Price, booking.Customer).ShouldBe((CommitmentState.Confirmed, PriorityClass.Urgent, Sold.Boiler.Price, "customer"));
        booking.Steps[0].Promise.ShouldBe(new Interval(_branch.Now, Lyon.OnMonday("10:00")));
        _branch.PlannedAt(line.Commitment).ShouldBe(line.To!.Value);
        _branch.PlannedAt(line.Commitment).From.ShouldBeLessThan(Lyon.OnMonday("10:00"));
    }

    [Fact]
    public void Told_work_makes_room_inside_its_promise()
    {
        FullDay(AllDay);

        RepairEntry repair = Urgent(Special, "10:00");

        repair.ToCall().ShouldBeEmpty();
        RepairLine placed = repair.Lines.Single(line => line.Outcome == RepairOutcome.Placed);
        (placed.ToResource, repair.Moved).ShouldBe(("T1", 1));
        RepairLine moved = repair.Lines.Single(line => line.Outcome == RepairOutcome.Moved);
        (moved.ToResource, moved.Why).ShouldBe(("T2", $"made room for {placed.Commitment}"));
    }

    [Fact]
    public void Where_there_is_no_room_nothing_is_promised_and_the_nearest_time_is_proposed()
    {
        FullDay(Exact with { Class = PriorityClass.Urgent }, anybody: false);

        RepairEntry repair = Urgent(Special, "10:00");

        string booking = repair.ToCall().ShouldHaveSingleItem();
        _branch.Board.Broken.ShouldBe([booking]);
        repair.Lines.ShouldHaveSingleItem().Why.ShouldBe("urgent work came up: special, to begin before 2026-11-23T10:00:00+01:00");
        Proposal proposal = _branch.Board.Proposals[repair.Proposals!.Value.ShouldHaveSingleItem()].Proposal;
        proposal.Kept().ShouldHaveSingleItem().To[0].Promise.ShouldBe(new Interval(Lyon.At("2026-11-24T08:00"), Lyon.At("2026-11-24T10:00")));

        _branch.Done(new AcceptProposal(proposal.Id, 0, null, null));

        _branch.CommitmentOf(booking).State.ShouldBe(CommitmentState.Confirmed);
        _branch.Board.Broken.ShouldBeEmpty();
    }

    [Fact]
    public void What_a_kept_place_adds_to_the_road_is_nobodys_until_it_is_accepted()
    {
        FullDay(Exact with { Class = PriorityClass.Urgent }, anybody: false);
        _branch.Book(Branch.Ask(Special, Lyon.Ecully, new Interval(Lyon.At("2026-11-24T10:00"), Lyon.At("2026-11-24T12:00"))));

        RepairEntry repair = Urgent(Special, "10:00");

        Proposal proposal = _branch.Board.Proposals[repair.Proposals!.Value.ShouldHaveSingleItem()].Proposal;
        proposal.Kept().ShouldHaveSingleItem().PlannedTo[0].From.ShouldBeGreaterThan(Lyon.At("2026-11-24T00:00"), "beside what is booked there");
        repair.Before.ShouldBe(new RepairTotals(0, Seconds.Zero, new Money(0)));
        repair.After.ShouldBe(repair.Before with { Broken = 1 });
    }

    [Fact]
    public void Less_urgent_work_is_asked_for_its_place_before_anybody_waits_for_days()
    {
        FullDay(Exact, anybody: false);

        RepairEntry repair = Urgent(Special, "10:00");

        Proposal proposal = _branch.Board.Proposals[repair.Proposals!.Value.ShouldHaveSingleItem()].Proposal;
        proposal.Alternatives.ShouldContain(way => way.Moves.Length == 2 && way.Moves.Any(move => move.Commitment != repair.ToCall().Single() && move.Call));
    }

    [Fact]
    public void Who_is_asked_for_serves_and_who_is_refused_does_not()
    {
        _branch.Hire(Lyon.Technician("T1"), Lyon.Technician("T2"));

        string other = Urgent(Sold.Boiler, "16:00", Anybody).Lines.Single().ToResource == "T1" ? "T2" : "T1";
        Urgent(Sold.Boiler, "16:00", new ResourceWishes([other], [])).Lines.Single(line => line.Outcome == RepairOutcome.Placed).ToResource.ShouldBe(other);
        Urgent(Sold.Boiler, "16:00", new ResourceWishes([], [other])).Lines.Single(line => line.Outcome == RepairOutcome.Placed).ToResource.ShouldNotBe(other);
        Urgent(Sold.Boiler, "16:00", new ResourceWishes(["T1"], ["T1"])).ToCall().ShouldHaveSingleItem();
    }

    [Fact]
    public void Who_cannot_come_without_a_van_brings_one()
    {
        _branch.Hire(Crews.Licence("VAN"), Lyon.Technician("T1") with { Requires = [Crews.Needs("licence")] });

        RepairLine line = Urgent(Sold.Boiler, "10:00").Lines.ShouldHaveSingleItem();

        line.Outcome.ShouldBe(RepairOutcome.Placed);
        _branch.CommitmentOf(line.Commitment).Steps[0].Assignments.Select(who => who.Resource).ShouldBe(["T1", "VAN"]);

        string early = Urgent(Sold.Boiler, "07:30").ToCall().ShouldHaveSingleItem("nobody is at work yet");
        _branch.Done(new AcceptProposal(_branch.Board.Proposals.Values.ShouldHaveSingleItem().Proposal.Id, 0, null, null));
        _branch.CommitmentOf(early).Steps[0].Assignments.Select(who => who.Resource).ShouldBe(["T1", "VAN"]);
    }

    [Fact]
    public void What_was_told_for_days_is_assigned_by_hand_while_its_site_is_open()
    {
        RepairEntry repair = _branch.Done(Command(Sold.Training, "23:00", null, Lyon.Opera.Id, day: "2026-11-24")).Repair!;
        string booking = repair.ToCall().ShouldHaveSingleItem();
        _branch.Hire(Lyon.Technician("T1", WorkingTime.Always));

        _branch.Done(new AssignWork(booking, false, [new AssignedRole("technician", "T1")], null, "x", false));

        _branch.Board.Sites[Lyon.Opera.Id].IsOpen(_branch.PlannedAt(booking)).ShouldBeTrue();
        _branch.CommitmentOf(booking).Steps[0].LatestStart.ShouldBeLessThan(Lyon.OnMonday("20:00"));
    }

    [Fact]
    public void Several_who_serve_together_come_together()
    {
        Service course = Crews.Of("course", new PromiseRule([], Seconds.FromHours(1), null), new ServiceStep(
            "1", Seconds.FromHours(2), Seconds.Zero, [Crews.AnyKind("technician", RolePlace.Site), Crews.AnyKind("room", RolePlace.Site)], Seconds.Zero, null));
        _branch.Sell(course);
        _branch.Hire(Lyon.Technician("T1"), Lyon.Technician("T2"), Lyon.Room("M1"));

        RepairEntry repair = Urgent(course, "12:00", new ResourceWishes([], ["T1"]), Lyon.Opera.Id);

        RepairLine line = repair.Lines.ShouldHaveSingleItem();
        line.Outcome.ShouldBe(RepairOutcome.Placed);
        _branch.CommitmentOf(line.Commitment).Steps[0].Assignments.Select(who => who.Resource).ShouldBe(["T2", "M1"]);
        Urgent(course, "09:30", Anybody, Lyon.Opera.Id).ToCall().ShouldHaveSingleItem("nobody is moved for the sake of several");
    }

    [Fact]
    public void What_a_repair_may_cost_others_is_said_by_the_caller_or_else_by_the_territory_limit_by_limit()
    {
        FullDay(AllDay);
        _proposeFor = null;
        _branch.Done(new DefineTerritory(Lyon.Settings with { Repair = new RepairBudget(MaximumMoved: 0, MaximumResources: 2) }, null));

        Urgent(Special, "10:00").ToCall().ShouldHaveSingleItem();
        Urgent(Special, "10:00", budget: new RepairBudget(MaximumMoved: 1, MaximumResources: 1)).ToCall().ShouldHaveSingleItem();
        Urgent(Special, "10:00", budget: new RepairBudget(MaximumMoved: 1)).Lines.ShouldContain(line => line.Outcome == RepairOutcome.Placed);
    }

    [Fact]
    public void What_cannot_be_taken_in_is_refused_with_the_field()
    {
        Service twice = Crews.Of("twice", Sold.Boiler.Promise, Sold.Boiler.Steps[0], Sold.Boiler.Steps[0] with { Name = "2" });
        _branch.Sell(twice);
        _branch.Hire(Lyon.Technician("T1"));

        Refused(Sold.Boiler with { Id = "unknown" }, "10:00").Field.ShouldBe("service");
        Refused(twice, "10:00").Field.ShouldBe("service");
        Refused(Sold.Boiler, "10:00", at: null).Field.ShouldBe("location");
        Refused(Sold.Meeting, "10:00", at: null).Field.ShouldBe("location");
        Refused(Sold.Meeting, "10:00", at: null, site: "NOWHERE").Field.ShouldBe("location.site");
        Refused(Sold.Boiler, "10:00", day: "2026-11-22").Field.ShouldBe("before");
        Refused(Sold.Boiler, "19:00", day: "2026-11-25").Field.ShouldBe("before");
        _branch.Log.Count.ShouldBe(4);
    }

    /// <summary>Whatever comes up and whoever is there: nobody's promise breaks, nothing is forgotten, and what is promised begins in time.</summary>
    [Fact]
    public void No_promise_is_broken_for_the_sake_of_urgent_work() => Laws.Hold(random =>
    {
        Branch branch = HardDays.Any(random);
        Board before = branch.Board;
        HandleDisruption command = AnyDisruption.Urgent(branch, random, HardDays.AnyBudget(random));
        if (branch.Send(command).Answer?.Repair is not { } repair) return;
        var urgent = (UrgentWork)command.Disruption;

        foreach (Commitment work in before.Commitments.Values.Select(entry => entry.Commitment))
        {
            Commitment now = branch.CommitmentOf(work.Id);
            now.Steps.Select(step => step.Promise).ShouldBe(work.Steps.Select(step => step.Promise));
            if (!work.IsJob) (now.State, branch.Board.PlannedTimes(now).Length).ShouldBe((work.State, before.PlannedTimes(work).Length));
        }
        RepairLine line = repair.Lines.Single(line => line.Commitment == urgent.Commitment);
        Commitment booking = branch.CommitmentOf(urgent.Commitment);
        if (booking.State == CommitmentState.Broken) (line.Outcome, line.To, branch.Board.Broken.Count).ShouldBe((RepairOutcome.Broken, null, before.Broken.Count + 1));
        else
        {
            Interval planned = branch.PlannedAt(booking.Id);
            (line.Outcome, line.To).ShouldBe((RepairOutcome.Placed, planned));
            planned.From.ShouldBeInRange(branch.Now, urgent.Before - new Seconds(1));
            command.Urgent!.Wishes.Allow(booking.Steps[0].Assignments[0].Resource).ShouldBeTrue();
        }
        repair.Lines.Where(one => one.Commitment != urgent.Commitment).ShouldAllBe(one => one.Outcome != RepairOutcome.Broken && one.Outcome != RepairOutcome.Released);
    }, cases: 80);

    /// <summary>The search that callers use tries every minute of every tour: where it finds a place, nobody is moved.</summary>
    [Fact]
    public void What_has_a_free_place_moves_nobody() => Laws.Hold(random =>
    {
        Branch branch = HardDays.Any(random, technicians: 3, calls: 14);
        HandleDisruption command = AnyDisruption.Urgent(branch, random);
        var urgent = (UrgentWork)command.Disruption;
        UrgentTerms terms = command.Urgent!;
        PromiseRule everyMinute = new([], Seconds.FromMinutes(1), null);
        Service service = branch.Catalogue.Find(urgent.Service)! with { Promise = everyMinute };
        var between = new Interval(branch.Now, urgent.Before - new Seconds(1) + service.Steps[0].Duration);
        SearchQuery query = Branch.Ask(service, terms.Place?.Location, between) with { Require = terms.Wishes.Require, Refuse = terms.Wishes.Refuse, Sites = terms.Site is { } site ? [site] : [] };
        if (between.To <= between.From || branch.Search(query).Offers.IsEmpty) return;

        if (branch.Send(command).Answer?.Repair is not { } repair) return;
        repair.Lines.Single(line => line.Commitment == urgent.Commitment).Outcome.ShouldBe(RepairOutcome.Placed);
        repair.Lines.Where(line => line.Commitment != urgent.Commitment).ShouldAllBe(line => line.Outcome == RepairOutcome.Slid);
    }, cases: 80);

    [Fact]
    public void Random_urgent_work_is_worth_watching()
    {
        var random = new Random(7);
        (int free, int roomMade, int none, int proposed) = (0, 0, 0, 0);
        for (int day = 0; day < 80; day++)
        {
            Branch branch = HardDays.Any(random);
            if (branch.Send(AnyDisruption.Urgent(branch, random)).Answer?.Repair is not { } repair) continue;
            if (repair.ToCall().Any()) none++;
            else if (repair.Lines.Any(line => line.Outcome is RepairOutcome.Moved or RepairOutcome.Waiting)) roomMade++;
            else free++;
            proposed += repair.Proposals?.Length ?? 0;
        }
        string seen = $"{free} in a free place, {roomMade} where room was made, {none} nowhere, {proposed} proposed";
        new[] { free, roomMade, none, proposed }.ShouldAllBe(count => count > 0, seen);
    }

    /// <summary>T1, who alone is skilled for special work, has a day full of other work; T2 has just come.</summary>
    private void FullDay(Service full, bool anybody = true)
    {
        _branch.Sell(Special);
        _branch.Sell(full);
        _branch.Hire(Lyon.Technician("T1", Lyon.Hours("08:00-17:00"), new Skill("gas-boiler", 2), new Skill("heat-pump", 1)));
        SearchQuery query = Branch.Ask(full, Lyon.Bron, Monday);
        while (_branch.Search(query).Offers is [var free, ..]) _branch.Done(new Book(_branch.NewId("C"), _branch.Terms(query, free) with { AnyResource = anybody }, null, null));
        _branch.Hire(Lyon.Technician("T2"));
    }

    private RepairEntry Urgent(Service service, string before, ResourceWishes? wishes = null, string? site = null, RepairBudget? budget = null) =>
        _branch.Done(Command(service, before, site is null ? Lyon.Bron : null, site, wishes, budget)).Repair!;

    private Refusal Refused(Service service, string before, Location? at, string? site = null, string day = "2026-11-23") =>
        _branch.Send(Command(service, before, at, site, day: day)).Refusal.ShouldNotBeNull();

    private Refusal Refused(Service service, string before, string day = "2026-11-23") => Refused(service, before, Lyon.Bron, day: day);

    private HandleDisruption Command(
        Service service, string before, Location? at, string? site, ResourceWishes? wishes = null, RepairBudget? budget = null, string day = "2026-11-23") =>
        new(_branch.NewId("R"), new UrgentWork(_branch.NewId("C"), service.Id, Lyon.At($"{day}T{before}"), "no heating"), budget ?? RepairBudget.Unlimited, "dispatch")
        {
            Urgent = new UrgentTerms("customer", "gold", "CRM-1", at is { } point ? new Place(_branch.NewId("P"), point) : null, site, wishes ?? Anybody),
            ProposeFor = _proposeFor,
        };
}
