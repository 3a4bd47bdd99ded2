using System.Collections.Immutable;
using NodaTime;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;
using Interval = OptiTime.Planning.Time.Interval;

namespace OptiTime.Planning.Tests.Search;

/// <summary>What groups are for, case by case. The branch checks every promise of its board after every command.</summary>
public sealed class GroupStoriesTests
{
    private static readonly PromiseRule OnTheHour = new([], Seconds.FromHours(1), null);
    private static readonly Role Trainer = Crews.AnyKind("technician", RolePlace.Site), Room = Crews.AnyKind("room", RolePlace.Site), Beamer = Crews.AnyKind("beamer", RolePlace.Site);
    private static readonly Interval Monday = Lyon.MondaySpan("06:00-20:00");

    private readonly Branch _branch = new(settings: Lyon.Settings with { HorizonDays = 10 });

    [Fact]
    public void An_expert_a_beamer_and_a_room_come_together_at_one_time_and_place()
    {
        _branch.Hire(Lyon.Technician("T1"), Lyon.Room("M1"), Lyon.Room("M2", "GERLAND"), Crews.Beamer("B2", "GERLAND"));
        SearchQuery query = Ask([Trainer, Room, Beamer]);

        FoundOffer offer = _branch.Search(query).Offers[0];

        OfferedStep step = offer.Steps.ShouldHaveSingleItem();
        step.Site.ShouldBe("GERLAND");
        step.Resources.ShouldBe([new("technician", "T1"), new("room", "M2"), new("beamer", "B2")]);
        offer.Cost.Select(line => line.Kind).ShouldBe(["labour", "usage", "travel"]);
        offer.Travel.Time.Value.ShouldBeGreaterThan(0);
        Booked(query).Steps[0].Assignments.Select(who => who.Resource).ShouldBe(["T1", "M2", "B2"]);
        BoardSnapshot.PlannedTours(_branch.Board).Select(tour => tour.Resource).ShouldBe(["B2", "M2", "T1"]);
    }

    [Fact]
    public void The_room_is_taken_when_only_another_start_brings_all_together()
    {
        _branch.Hire(Lyon.Technician("T1"), Lyon.Room("M1"), Crews.Beamer("B1", "OPERA"));
        // The cheapest of each alone, one after the other, would meet nobody: the room is free in the morning and late, the beamer in the afternoon.
        _branch.Book(Ask([Room]) with { Between = Lyon.MondaySpan("13:00-16:00"), Service = Sold([Room], Seconds.FromHours(3)) });
        _branch.Book(Ask([Beamer]) with { Between = Lyon.MondaySpan("08:00-12:00"), Service = Sold([Beamer], Seconds.FromHours(4)) });

        SearchResult result = _branch.Search(Ask([Trainer, Room, Beamer]));

        result.Completeness.ShouldBe(Completeness.Exact);
        result.Offers.ShouldBeEmpty("T1 goes home at 17:00");
        result.Reasons.ShouldContain(reason => reason.Message == "'technician', 'room', 'beamer' are never free together at 'OPERA' in the times asked for.");
        result.Reasons.ShouldContain(reason => reason.Message == "There is no 'room' at 'GERLAND'.");
        _branch.Hire(Lyon.Technician("T2", Lyon.Hours("08:00-20:00")));
        _branch.Search(Ask([Trainer, Room, Beamer])).Offers.Select(offer => offer.Steps[0].Start).Order().ShouldBe([.. new[] { "12:00", "16:00", "17:00", "18:00" }.Select(Lyon.OnMonday)]);
    }

    [Fact]
    public void A_pool_gives_as_many_units_as_it_has_at_a_time()
    {
        _branch.Hire(Crews.Beamer("B1", "OPERA", capacity: 3));
        SearchQuery two = Ask([Beamer with { Count = 2 }]) with { Between = Lyon.MondaySpan("09:00-10:00") };

        Booked(two).Steps[0].Assignments.Select(who => (who.Resource, who.Unit)).ShouldBe([("B1", 0), ("B1", 1)]);

        _branch.Search(two).Offers.ShouldBeEmpty();
        _branch.Search(Ask([Beamer]) with { Between = Lyon.MondaySpan("09:00-10:00") }).Offers.ShouldHaveSingleItem();
    }

    [Fact]
    public void Who_needs_a_tool_has_one_and_what_the_tool_needs()
    {
        Resource analyser = Crews.Licence("X1") with { Kind = "analyser", Requires = [Crews.Needs("licence")] };
        _branch.Hire(Crews.Licence("L1", capacity: 2), analyser, Lyon.Agent("A1") with { Requires = [Crews.Needs("analyser")] }, Lyon.Agent("A2"));
        Service advice = Fixtures.Sold.Advice;
        SearchQuery query = Branch.Ask(advice, null, Lyon.MondaySpan("09:00-09:30"));

        FoundOffer[] offers = [.. _branch.Search(query).Offers];

        // A2 alone is cheaper; A1 comes with the analyser, and that with a licence.
        offers.Select(offer => string.Join(" ", offer.Steps[0].Resources.Select(who => who.Resource))).ShouldBe(["A2", "A1 X1 L1"]);
        offers[1].Steps[0].Resources.Select(who => who.Role).ShouldBe(["agent", "analyser", "licence"]);
        offers[1].Cost.Select(line => line.Kind).ShouldBe(["labour", "usage"]);
        _branch.Done(new Book(_branch.NewId("C"), _branch.Terms(query, offers[1]), null, null));
        _branch.Hire(Lyon.Agent("A3") with { Requires = [Crews.Needs("analyser")] });
        _branch.Search(query with { Require = ["A3"] }).Offers.ShouldBeEmpty("the only analyser is taken");
    }

    [Fact]
    public void A_room_is_made_ready_before_and_cleaned_after_and_the_customer_is_told_neither()
    {
        Role cleaned = Room with { Setup = Seconds.FromMinutes(15), CleanUp = Seconds.FromMinutes(45) };
        _branch.Hire(Lyon.Room("M1"));
        SearchQuery query = Ask([cleaned]) with { Between = Lyon.MondaySpan("07:00-11:00") };

        FoundOffer first = _branch.Search(query).Offers.MinBy(offer => offer.Steps[0].Start)!;
        Answer booked = _branch.Done(new Book(_branch.NewId("C"), _branch.Terms(query, first), null, null));

        booked.Planned.ShouldBe([Lyon.MondaySpan("08:00-09:00")]);
        BoardSnapshot.PlannedTours(_branch.Board).ShouldHaveSingleItem().Stops[0].During.ShouldBe(Lyon.MondaySpan("07:45-09:45"));
        first.TotalCost.ShouldBe(new Money(2_000), "the room is used for two hours");
        _branch.Search(query).Offers.Select(offer => offer.Steps[0].Start).Order().ShouldBe([Lyon.OnMonday("10:00")]);
    }

    [Fact]
    public void An_expert_who_is_needed_for_a_part_serves_two_courses_at_once()
    {
        Role atFirst = Crews.AnyKind("agent", RolePlace.Remote) with { Part = new RolePart(Seconds.Zero, Seconds.FromMinutes(30)) };
        Role atLast = atFirst with { Part = new RolePart(Seconds.FromMinutes(30), Seconds.FromMinutes(30)) };
        _branch.Hire(Lyon.Agent("A1"), Lyon.Room("M1"), Lyon.Room("M2"));
        SearchQuery nine = Ask([Room, atFirst]) with { Between = Lyon.MondaySpan("09:00-10:00") };
        _branch.Book(nine);

        _branch.Search(nine).Offers.ShouldBeEmpty();
        _branch.Book(Ask([Room, atLast]) with { Between = Lyon.MondaySpan("09:00-10:00") });

        TourPlanned agent = BoardSnapshot.PlannedTours(_branch.Board).Single(tour => tour.Resource == "A1");
        agent.Stops.Select(stop => stop.During).ShouldBe([Lyon.MondaySpan("09:00-09:30"), Lyon.MondaySpan("09:30-10:00")]);
        agent.Stops.ShouldAllBe(stop => stop.Service == Lyon.MondaySpan("09:00-10:00"));
    }

    [Fact]
    public void A_course_keeps_the_very_unit_of_a_pool_and_waits_for_a_day_when_none_is_free_on_both()
    {
        _branch.Hire(Crews.Beamer("B1", "OPERA", capacity: 2));
        Service course = Crews.Of("with-beamer", OnTheHour, Step("1", [Beamer], Seconds.FromHours(2)),
            Step("2", [Beamer], Seconds.FromHours(2)) with { Follows = new StepFollows(["beamer"], NextWorkingDay: true) });
        SearchQuery nine = Ask(course) with { Between = new Interval(Lyon.OnMonday("09:00"), Lyon.At("2026-11-24T11:00")) };
        // On Monday the second unit is left, on Tuesday the first.
        SearchQuery one = Ask([Beamer]) with { Between = Lyon.MondaySpan("09:00-10:00") };
        _branch.Book(one);
        _branch.Search(nine).Offers.ShouldHaveSingleItem();
        SearchQuery tuesday = one with { Between = new Interval(Lyon.At("2026-11-24T09:00"), Lyon.At("2026-11-24T10:00")) };
        string first = _branch.Book(tuesday), second = _branch.Book(tuesday);
        _branch.CommitmentOf(second).Steps[0].Assignments[0].Unit.ShouldBe(1);
        _branch.Done(new CancelBooking(first, null));

        _branch.Search(nine).Offers.ShouldBeEmpty();

        _branch.Done(new CancelBooking(second, null));
        Commitment booked = Booked(nine);
        booked.Steps.Select(step => step.Assignments[0].Unit).ShouldBe([1, 1]);
    }

    [Fact]
    public void A_course_goes_on_when_its_trainer_works_again_in_the_same_room_at_the_same_time()
    {
        WorkingTime notOnWednesday = new(null, [new Shift([IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Thursday], Lyon.Span("09:00-17:00"), [])], [], []);
        _branch.Hire(Lyon.Technician("T1", notOnWednesday), Lyon.Room("M1"), Lyon.Room("M2"));
        SearchQuery query = Ask(Course(3, ["technician", "room"])) with { Between = new Interval(Monday.From, Monday.From + Seconds.FromHours(24 * 6)) };

        FoundOffer offer = _branch.Search(query).Offers[0];

        offer.Steps.Select(step => Lyon.Clock.DayOf(step.Start) - Lyon.Monday).ShouldBe([0, 1, 3]);
        offer.Steps.Select(step => (step.Start - Lyon.Clock.StartOf(Lyon.Clock.DayOf(step.Start))).Value).Distinct().ShouldHaveSingleItem();
        offer.Steps.Select(step => string.Join(" ", step.Resources.Select(who => who.Resource))).Distinct().ShouldHaveSingleItem();
        offer.End.ShouldBe(offer.Steps[^1].Start + Seconds.FromHours(2));
        string booking = _branch.Book(query);
        // Moved to the other room and another time: the old places are left and the new ones taken in one append.
        SearchQuery other = query with { Ignoring = booking, Refuse = [_branch.Board.Commitments[booking].Commitment.Steps[0].Assignments[1].Resource] };
        FoundOffer move = _branch.Search(other).Offers[^1];
        int entries = _branch.Log.Count;
        _branch.Done(new RescheduleBooking(booking, _branch.Terms(other, move)));
        _branch.Log.Count.ShouldBe(entries + 1);
        _branch.Board.PlannedTimes(_branch.Board.Commitments[booking].Commitment).Select(time => time.From).ShouldBe(move.Steps.Select(step => step.Start));
        _branch.Done(new CancelBooking(booking, null));
        BoardSnapshot.PlannedTours(_branch.Board).ShouldBeEmpty();
    }

    [Fact]
    public void Two_visits_of_one_technician_on_one_day_leave_time_for_the_way_between()
    {
        Role visit = Crews.AnyKind("technician", RolePlace.Customer);
        _branch.Hire(Lyon.Technician("T1"));
        ServiceStep first = Step("measure", [visit], Seconds.FromMinutes(30)), second = Step("fit", [visit], Seconds.FromHours(1)) with
        {
            MinimumLag = Seconds.FromHours(2),
            MaximumLag = Seconds.FromHours(5),
            Follows = new StepFollows(["technician"], false),
        };
        SearchQuery query = Ask(Crews.Of("fitting", OnTheHour, first, second)) with { At = Lyon.Bron, Between = Monday };

        SearchResult result = _branch.Search(query);

        result.Offers.ShouldNotBeEmpty();
        foreach (FoundOffer offer in result.Offers)
        {
            Seconds lag = offer.Steps[1].Start - (offer.Steps[0].Start + Seconds.FromMinutes(30));
            lag.Value.ShouldBeInRange(Seconds.FromHours(2).Value, Seconds.FromHours(5).Value);
        }
        // The technician drives there once and waits, or is at other work between: never there and back for each visit.
        string booking = _branch.Book(query);
        TourPlanned tour = BoardSnapshot.PlannedTours(_branch.Board).ShouldHaveSingleItem();
        tour.Stops.Select(stop => (stop.Commitment, stop.Step)).ShouldBe([(booking, 0), (booking, 1)]);
        tour.Stops[1].Leg.Time.ShouldBe(Seconds.Zero);
        _branch.Done(new CancelBooking(booking, null));
        BoardSnapshot.PlannedTours(_branch.Board).ShouldBeEmpty();
    }

    [Fact]
    public void Those_who_are_required_take_part_each_in_a_role_of_theirs()
    {
        _branch.Hire(Lyon.Technician("T1"), Lyon.Technician("T2"), Lyon.Room("M1"), Lyon.Room("M2"));
        SearchQuery query = Ask([Trainer, Room]) with { MaximumOffers = 3 };

        foreach ((string trainer, string room) in ((string, string)[])[("T1", "M2"), ("T2", "M1"), ("T2", "M2")])
            _branch.Search(query with { Require = [trainer, room] }).Offers.ShouldAllBe(offer => offer.Steps[0].Resources.Select(who => who.Resource).SequenceEqual(new[] { trainer, room }));
        // One of two technicians, as for a service of one role; the room stays free to choose.
        _branch.Search(query with { Require = ["T1", "T2"] }).Offers.ShouldNotBeEmpty();
        _branch.Search(query with { Require = ["M2"] }).Offers.ShouldAllBe(offer => offer.Steps[0].Resources[1].Resource == "M2");
        _branch.Search(query with { Prefer = ["M2"] }).Offers[0].Steps[0].Resources[1].Resource.ShouldBe("M2");
        _branch.Search(query with { Refuse = ["M1"] }).Offers.ShouldAllBe(offer => offer.Steps[0].Resources[1].Resource == "M2");
    }

    [Fact]
    public void Who_loses_the_start_of_a_window_is_served_at_another_in_it_and_who_loses_the_window_is_told()
    {
        Role visit = Crews.AnyKind("technician", RolePlace.Customer), agent = Crews.AnyKind("agent", RolePlace.Remote);
        _branch.Hire(Lyon.Technician("T1"), Lyon.Agent("A1"));
        Service service = Crews.Of("visit-and-call", new PromiseRule([Lyon.Span("08:00-10:00")], Seconds.FromMinutes(15), null), Step("1", [visit, agent], Seconds.FromMinutes(40)));
        SearchQuery query = Ask(service) with { At = Lyon.Bron, Between = Monday };
        FoundOffer offer = _branch.Search(query).Offers[0];
        OfferTerms[] racers = [.. Enumerable.Range(0, 4).Select(_ => _branch.Terms(query, offer))];

        Moment[] starts = [.. racers[..2].Select(terms => _branch.Done(new PlaceHold(_branch.NewId("C"), terms, Seconds.FromMinutes(5))).Planned[0].From)];

        starts[0].ShouldBe(offer.Steps[0].Start);
        starts[1].ShouldBeInRange(starts[0] + Seconds.FromMinutes(40), offer.Steps[0].LatestStart);
        _branch.Send(new PlaceHold(_branch.NewId("C"), racers[2], Seconds.FromMinutes(5)));
        Decision last = _branch.Send(new PlaceHold(_branch.NewId("C"), racers[3], Seconds.FromMinutes(5)));
        last.Refusal!.Code.ShouldBe(RefusalCode.OfferTaken);
        last.Refusal.Message.ShouldContain("'T1', 'A1' have no room left for it together");
        // A hold whose time is over gives way in the same append.
        _branch.Now += Seconds.FromMinutes(6);
        _branch.Done(new PlaceHold(_branch.NewId("C"), racers[3], Seconds.FromMinutes(5))).Planned[0].From.ShouldBe(offer.Steps[0].Start);
    }

    [Fact]
    public void An_offer_is_no_longer_sold_so_when_its_service_or_those_in_it_ask_for_others()
    {
        _branch.Hire(Lyon.Agent("A1"), Lyon.Room("M1"), Crews.Licence("L1"));
        SearchQuery query = Ask([Room, Crews.AnyKind("agent", RolePlace.Remote)]);
        OfferTerms terms = _branch.Terms(query, _branch.Search(query).Offers[0]);

        _branch.Hire(Lyon.Agent("A1") with { Requires = [Crews.Needs("licence")] });
        _branch.Send(new Book(_branch.NewId("C"), terms, null, null)).Refusal!.Code.ShouldBe(RefusalCode.ServiceChanged);
        terms = _branch.Terms(query, _branch.Search(query).Offers[0]);
        _branch.Sell(query.Service with { Steps = [query.Service.Steps[0] with { Roles = [.. query.Service.Steps[0].Roles.Reverse()] }] });
        _branch.Send(new Book(_branch.NewId("C"), terms, null, null)).Refusal!.Code.ShouldBe(RefusalCode.ServiceChanged);
        _branch.Board.Commitments.Count.ShouldBe(0);
    }

    [Fact]
    public void What_is_booked_with_a_group_keeps_its_start_when_a_resource_changes_or_the_change_is_refused()
    {
        _branch.Hire(Lyon.Technician("T1"), Lyon.Room("M1"), Lyon.Agent("A1"), Crews.Licence("L1"));
        SearchQuery query = Ask([Trainer, Room, Crews.AnyKind("agent", RolePlace.Remote)]) with { Between = Lyon.MondaySpan("14:00-15:00") };
        string booking = _branch.Book(query);

        _branch.Done(new PutResource(Lyon.Technician("T1", Lyon.Hours("11:00-18:00")), Branch.HomeOf(Lyon.Technician("T1")), null));
        _branch.PlannedAt(booking).ShouldBe(Lyon.MondaySpan("14:00-15:00"));
        foreach (Resource broken in (Resource[])[Lyon.Technician("T1", Lyon.Hours("08:00-14:30")), Lyon.Agent("A1") with { Requires = [Crews.Needs("licence")] }, Lyon.Room("M1", "GERLAND")])
        {
            Refusal refusal = _branch.Send(new PutResource(broken, Branch.HomeOf(broken), null)).Refusal.ShouldNotBeNull();
            (refusal.Code, refusal.Commitments.ShouldHaveSingleItem()).ShouldBe((RefusalCode.WouldBreakCommitments, booking));
        }
        _branch.Send(new PutSite(Lyon.Opera with { Opening = Lyon.Hours("07:30-14:30") }, null)).Refusal!.Commitments.ShouldBe([booking]);
        _branch.Send(new RemoveResource("A1", null)).Refusal!.Commitments.ShouldBe([booking]);
    }

    [Fact]
    public void A_refusal_names_the_role_that_falls_and_a_relaxation_brings_the_group_together()
    {
        _branch.Hire(Lyon.Technician("T1"), Lyon.Room("M1", seats: 8), Lyon.Room("M2", "GERLAND", seats: 20));
        Role large = Room with { Skills = [new Skill("seats", 12)] };

        SearchResult nobody = _branch.Search(Ask([Trainer, large with { Skills = [new Skill("seats", 200)] }]));
        nobody.Reasons.Select(reason => reason.Code).ShouldBe(["kind", "skills"], ignoreOrder: true);
        nobody.Reasons.ShouldAllBe(reason => reason.Message.StartsWith("For role 'room' of step '1'", StringComparison.Ordinal));

        SearchQuery query = Ask([Trainer, large]) with { Sites = ["OPERA"] };
        SearchResult elsewhere = _branch.Search(query);
        elsewhere.Offers.ShouldBeEmpty();
        elsewhere.Relaxations[0].GivesUp.ShouldBe("site");
        elsewhere.Relaxations[0].Offer.Steps[0].Site.ShouldBe("GERLAND");

        _branch.Book(Ask([Room]) with { Sites = ["GERLAND"], Between = Lyon.MondaySpan("09:00-17:00"), Service = Sold([large], Seconds.FromHours(3)) });
        SearchResult apart = _branch.Search(Ask([large with { CleanUp = Seconds.FromHours(3) }, Trainer]) with { Sites = ["GERLAND"], Between = Lyon.MondaySpan("08:00-12:00") });
        apart.Offers.ShouldBeEmpty();
        apart.Reasons.ShouldNotBeEmpty();
        apart.Relaxations.ShouldContain(relaxation => relaxation.GivesUp == "day");
    }

    [Fact]
    public void A_search_that_may_not_look_at_everything_says_from_which_day_on_it_did_not()
    {
        _branch.Hire(Lyon.Technician("T1"), Lyon.Technician("T2"), Lyon.Room("M1"), Crews.Beamer("B1", "OPERA"));
        SearchQuery query = Ask([Trainer, Room, Beamer]) with { Between = new Interval(Monday.From, Monday.From + Seconds.FromHours(24 * 4)), Sites = ["OPERA"] };

        SearchResult some = _branch.Search(query with { PositionBudget = 9 });

        some.Completeness.ShouldBe(Completeness.Truncated);
        some.LeftOut.ShouldNotBeNull().ShouldContain("ended before 2026-11-2");
        _branch.Search(query).Completeness.ShouldBe(Completeness.Exact);
        foreach (long budget in (long[])[0, 1, 50, 100, 400])
        {
            SearchResult result = _branch.Search(query with { PositionBudget = budget });
            (result.LeftOut is null).ShouldBe(result.Completeness == Completeness.Exact);
        }
    }

    /// <summary>Of many steps the starts can be combined in more ways than anybody could look at: the work is bounded all the same, and each promise gets its share.</summary>
    [Theory]
    [InlineData(4, 1, 300_000)]
    [InlineData(8, 2, 4_000_000)]
    public void A_search_for_many_steps_ends_and_offers_what_it_found_so_far(int steps, int roles, long budget)
    {
        SearchQuery query = ManyVisits(steps, roles) with { MaximumOffers = 4, PositionBudget = budget };

        SearchResult found = new SlotSearch().FindOffers(_branch.Board, query, _branch.Now, default);

        found.Completeness.ShouldBe(Completeness.Truncated);
        found.LeftOut!.ShouldContain("was looked at to the end");
        found.Offers.ShouldNotBeEmpty();
        found.Positions.ShouldBeLessThan(2 * budget);
        _branch.Done(new PlaceHold(_branch.NewId("C"), _branch.Terms(query, found.Offers[0]), Seconds.FromMinutes(5)));
    }

    [Fact]
    public void Nobody_waits_for_a_group_that_is_not_wanted_any_more()
    {
        // With such a budget it would not end before the reader does.
        SearchQuery query = ManyVisits(8, 2) with { PositionBudget = long.MaxValue };
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        new SlotSearch().FindOffers(_branch.Board, query, _branch.Now, source.Token).Completeness.ShouldBe(Completeness.Truncated);
    }

    /// <summary>Visits of an hour at one customer's, one after the other at any time of two days.</summary>
    private SearchQuery ManyVisits(int steps, int roles)
    {
        _branch.Hire([.. Enumerable.Range(1, 5).Select(number => Lyon.Technician($"T{number}"))]);
        ImmutableArray<Role> who = [.. Enumerable.Range(1, roles).Select(number => new Role($"r{number}", "technician", [], 1, RolePlace.Customer))];
        Service visits = Sold([], Seconds.FromHours(1)) with
        {
            Steps = [.. Enumerable.Range(1, steps).Select(number => Step($"{number}", who, Seconds.FromHours(1)))],
            Promise = Fixtures.Sold.Boiler.Promise,
        };
        return Ask(visits) with { At = Lyon.Bron, Between = new Interval(Monday.From, Monday.From + Seconds.FromHours(48)) };
    }

    private Commitment Booked(SearchQuery query)
    {
        string booking = _branch.Book(query);
        return _branch.Board.Commitments[booking].Commitment;
    }

    private SearchQuery Ask(ImmutableArray<Role> roles) => Ask(Sold(roles, Seconds.FromHours(1))) with { Between = Monday };

    private SearchQuery Ask(Service service)
    {
        _branch.Sell(service);
        return Branch.Ask(service, null, Monday);
    }

    private Service Sold(ImmutableArray<Role> roles, Seconds duration)
    {
        Service service = Crews.Of($"of-{string.Join('-', roles.Select(role => role.Name))}-{duration.Value}-{roles.Sum(role => role.GetHashCode() & 1023)}", OnTheHour, Step("1", roles, duration));
        _branch.Sell(service);
        return service;
    }

    private static Service Course(int days, ImmutableArray<string> same) => Crews.Of("course", OnTheHour,
        [.. Enumerable.Range(1, days).Select(day => Step($"day {day}", [Trainer, Room], Seconds.FromHours(2)) with { Follows = day == 1 ? null : new StepFollows(same, NextWorkingDay: true) })]);

    private static ServiceStep Step(string name, ImmutableArray<Role> roles, Seconds duration) => new(name, duration, Seconds.Zero, roles, Seconds.Zero, null);
}
