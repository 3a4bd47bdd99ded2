using System.Collections.Immutable;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Search.Ejection;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Tests.Search.Ejection;

/// <summary>Offers in which several serve together and for which others make room.</summary>
public sealed class GroupImpactTests
{
    private static readonly Role Trainer = Crews.AnyKind("technician", RolePlace.Site), Room = Crews.AnyKind("room", RolePlace.Site);
    private static readonly Interval Monday = Lyon.MondaySpan("08:00-17:00");
    private static readonly PromiseRule OnTheHour = new([], Seconds.FromHours(1), null);

    /// <summary>An hour's work whose customers are told the whole day: what is told can be moved.</summary>
    private static readonly Service AllDay = Sold.Boiler with { Id = "all-day", Promise = new PromiseRule([Lyon.Span("08:00-17:00")], Seconds.FromMinutes(15), null) };

    /// <summary>An hour of a trainer in a room.</summary>
    private static readonly Service Course = Crews.Of("course", OnTheHour, Step("1", [Trainer, Room])) with { Class = PriorityClass.Standard };

    private readonly Branch _branch = new();

    public GroupImpactTests()
    {
        _branch.Hire(Lyon.Technician("T1", Lyon.Hours("08:00-17:00")), Lyon.Room("M1"));
        foreach (Service service in (Service[])[AllDay, Course]) _branch.Sell(service);
    }

    private static SearchQuery Ask(Service service, ImpactAllowed impact = ImpactAllowed.WithinPromises) =>
        Branch.Ask(service, null, Lyon.MondaySpan("09:00-10:00")) with { Impact = impact, Sites = ["OPERA"] };

    private List<string> FillDay(Service? with = null)
    {
        var booked = new List<string>();
        SearchQuery query = Branch.Ask(with ?? AllDay, Lyon.Bron, Monday);
        while (_branch.Search(query).Offers is [var free, ..]) booked.Add(_branch.Done(new Book(_branch.NewId("C"), _branch.Terms(query, free), null, null)).Commitment!.Id);
        return booked;
    }

    [Fact]
    public void A_course_gets_the_morning_of_told_work_which_moves_inside_its_promise()
    {
        List<string> told = FillDay();
        _branch.Hire(Lyon.Technician("T2", Lyon.Hours("06:00-20:00")) with { Skills = [new Skill("gas-boiler", 2)] });
        SearchQuery query = Ask(Course) with { Require = ["T1"] };
        _branch.Search(query with { Impact = ImpactAllowed.None }).Offers.ShouldBeEmpty();

        SearchResult result = _branch.Search(query);

        FoundOffer offer = result.Offers[0];
        result.Completeness.ShouldBe(Completeness.Truncated);
        offer.Steps[0].Resources.Select(who => who.Resource).ShouldBe(["T1", "M1"]);
        offer.Moved.Length.ShouldBeInRange(1, 3);
        offer.Moved.ShouldAllBe(move => told.Contains(move.Commitment) && move.ToResource == "T2" && !move.IsJob);
        Commitment held = _branch.Done(new PlaceHold("H", _branch.Terms(query, offer), Seconds.FromMinutes(5))).Commitment!;
        held.Cost.ShouldBe(offer.Cost);
        held.Cost.ShouldContain(line => line.Kind == "instability" && line.Amount >= Lyon.Settings.InstabilityRates.Told);
        foreach (PlannedMove move in offer.Moved) _branch.PlannedAt(move.Commitment).ShouldBe(move.To!.Value);
    }

    [Fact]
    public void Maintenance_of_the_equipment_gives_way_to_a_course_on_two_days_and_is_planned_again_before_it_is_due()
    {
        Role beamer = Crews.AnyKind("beamer", RolePlace.Site);
        Service maintenance = Crews.Of("maintenance", OnTheHour, Step("1", [beamer])), days = Crews.Of("two-days", OnTheHour, Step("1", [Room, beamer]),
            Step("2", [Room, beamer]) with { Follows = new StepFollows(["room", "beamer"], NextWorkingDay: true) });
        foreach (Service service in (Service[])[maintenance, days]) _branch.Sell(service);
        _branch.Hire(Crews.Beamer("B1", "OPERA"));
        var week = new Interval(Monday.From, Monday.From + Seconds.FromHours(24 * 4));
        string[] jobs = [.. Enumerable.Range(0, 2).Select(_ => _branch.Record(maintenance, null, week, site: "OPERA"))];
        foreach ((string job, string day) in jobs.Zip(["23", "24"]))
        {
            Moment nine = Lyon.At($"2026-11-{day}T09:00");
            _branch.Done(new PlanJob(job, [new OfferedStep(week, nine, nine, nine, "OPERA", [new("beamer", "B1")])]));
        }
        SearchQuery query = Ask(days) with { Between = new Interval(Lyon.OnMonday("09:00"), Lyon.At("2026-11-24T10:00")) };
        _branch.Search(query with { Impact = ImpactAllowed.None }).Offers.ShouldBeEmpty();

        FoundOffer offer = _branch.Search(query).Offers.ShouldHaveSingleItem();
        _branch.Done(new Book("B", _branch.Terms(query, offer), null, null));
        _branch.PlanJobs();

        offer.Moved.Select(move => move.Commitment).ShouldBe(jobs, ignoreOrder: true);
        foreach (string job in jobs) week.Contains(_branch.PlannedAt(job)).ShouldBeTrue();
    }

    [Fact]
    public void What_somebody_would_have_to_break_a_promise_for_is_told_and_not_offered()
    {
        Service meeting = Sold.Meeting;
        _branch.Book(Branch.Ask(meeting, null, Lyon.MondaySpan("09:00-10:30")) with { Sites = ["OPERA"] });

        SearchResult result = _branch.Search(Ask(Course));

        result.Offers.ShouldBeEmpty();
        BeyondPromises beyond = result.Beyond.ShouldHaveSingleItem();
        (beyond.Resource, beyond.Promise.From).ShouldBe(("M1", Lyon.OnMonday("09:00")));
        beyond.Commitments.ShouldHaveSingleItem();
    }

    [Fact]
    public void More_urgent_work_and_what_is_frozen_stay_where_they_are()
    {
        Service urgent = AllDay with { Id = "urgent", Class = PriorityClass.Urgent };
        _branch.Sell(urgent);
        FillDay(urgent);
        _branch.Hire(Lyon.Technician("T2"));
        SearchResult result = _branch.Search(Ask(Course) with { Require = ["T1"] });
        (result.Offers.Length, result.Beyond.Length).ShouldBe((0, 0));

        _branch.Done(new RemoveResource("T2", null));
        _branch.Hire(Lyon.Technician("T3", Lyon.Hours("08:00-17:00")));
        FillDay();
        _branch.Hire(Lyon.Technician("T4", Lyon.Hours("06:00-20:00")));
        SearchQuery third = Ask(Course) with { Require = ["T3"] };
        _branch.Search(third).Offers.ShouldNotBeEmpty();
        _branch.Done(new DefineTerritory(Lyon.Settings with { Freeze = Seconds.FromHours(24) }, null));
        _branch.Search(third).Offers.ShouldBeEmpty();
    }

    [Fact]
    public void An_offer_is_taken_when_what_it_would_move_has_nowhere_to_go_any_more()
    {
        FillDay();
        _branch.Hire(Lyon.Technician("T2"));
        SearchQuery query = Ask(Course) with { Require = ["T1"] };
        FoundOffer offer = _branch.Search(query).Offers[0];
        FillDay().ShouldNotBeEmpty();

        _branch.Send(new PlaceHold("H", _branch.Terms(query, offer), Seconds.FromMinutes(5))).Refusal!.Code.ShouldBe(RefusalCode.OfferTaken);
    }

    [Fact]
    public void An_offer_for_which_others_make_room_can_be_held_at_once_and_moves_nothing_but_what_it_named() => Laws.Hold(random => TakeWithImpact(random), cases: 80);

    [Fact]
    public void Offers_for_which_others_make_room_are_worth_watching()
    {
        var random = new Random(5);
        var taken = Enumerable.Range(0, 60).SelectMany(_ => TakeWithImpact(random)).ToList();

        taken.Count(move => move is { IsJob: true, To: null }).ShouldBeGreaterThan(2);
        taken.Count(move => move is { IsJob: true, To: not null }).ShouldBeGreaterThan(2);
        taken.Count(move => !move.IsJob).ShouldBeGreaterThan(2);
    }

    /// <summary>Holds and confirms offers with impact on a branch where several serve together; the branch checks every promise.</summary>
    /// <returns>What they moved.</returns>
    private static List<PlannedMove> TakeWithImpact(Random random)
    {
        Branch branch = Crews.Busy(random, bookings: 6);
        branch.Sell(AllDay);
        for (int job = 0; job < 6; job++) branch.Record(Sold.Boiler, Towns.AnyPoint(random), Range(branch, random));
        for (int job = 0; job < 3; job++) branch.Record(Sold.Advice, null, Range(branch, random));
        for (int job = 0; job < 2; job++) branch.Record(Sold.Meeting, null, Range(branch, random), site: random.Next(0, 2) == 0 ? "OPERA" : "GERLAND");
        branch.PlanJobs();
        for (int told = 0; told < 6; told++)
        {
            SearchQuery day = Branch.Ask(AllDay, Towns.AnyPoint(random), new Interval(branch.Now, branch.Now + Seconds.FromHours(60)));
            if (branch.Search(day).Offers is [var free, ..]) branch.Done(new Book(branch.NewId("C"), branch.Terms(day, free), null, null));
        }
        var moved = new List<PlannedMove>();
        for (int attempt = 0; attempt < 3; attempt++)
        {
            SearchQuery query = (random.Next(0, 3) == 0 ? Crews.AnyCourse(branch, random, mayTravel: true) : Crews.AnyQuery(branch, random)) with { Impact = ImpactAllowed.WithinPromises };
            query = query with { Service = query.Service with { Class = PriorityClass.Standard } };
            branch.Sell(query.Service);
            ImmutableArray<FoundOffer> offers = [.. branch.Search(query).Offers.Where(offer => !offer.Moved.IsEmpty)];
            if (offers.IsEmpty) continue;
            FoundOffer offer = offers[random.Next(0, offers.Length)];
            Dictionary<string, Commitment> before = branch.Board.Commitments.Values.ToDictionary(entry => entry.Commitment.Id, entry => entry.Commitment);
            Answer held = branch.Done(new PlaceHold(branch.NewId("C"), branch.Terms(query, offer), Seconds.FromMinutes(5)));
            held.Planned.Select(time => time.From).ShouldBe(offer.Steps.Select(step => step.Start));
            branch.Done(new ConfirmHold(held.Commitment!.Id, null, null));
            string[] changed = [.. before.Values.Where(commitment => Who(commitment) != Who(branch.CommitmentOf(commitment.Id))).Select(commitment => commitment.Id)];
            changed.Except(offer.Moved.Select(move => move.Commitment)).ShouldBeEmpty();
            foreach (Commitment commitment in before.Values) branch.CommitmentOf(commitment.Id).Steps.Select(step => step.Promise).ShouldBe(commitment.Steps.Select(step => step.Promise));
            held.Commitment.Cost.ShouldContain(line => line.Kind == "instability");
            moved.AddRange(offer.Moved);
        }
        return moved;
    }

    private static string Who(Commitment commitment) =>
        string.Join(' ', commitment.Steps.Select(step => string.Join(',', step.Assignments.Select(who => $"{who.Resource}/{who.Unit}"))));

    private static Interval Range(Branch branch, Random random)
    {
        Moment from = branch.Now + Seconds.FromMinutes(random.Next(0, 600));
        return new Interval(from, from + Seconds.FromMinutes(random.Next(240, 4_000)));
    }

    private static ServiceStep Step(string name, ImmutableArray<Role> roles) => new(name, Seconds.FromHours(1), Seconds.Zero, roles, Seconds.Zero, null);
}
