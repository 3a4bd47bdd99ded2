using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Tests.Holds;

/// <summary>Resources and sites that change under what is booked. After every command the branch has its board checked.</summary>
public sealed class MasterDataTests
{
    private readonly Branch _branch = new();

    [Fact]
    public void An_absence_in_a_free_hour_splits_the_tour_around_it()
    {
        _branch.Hire(Lyon.Technician("T1"));
        string morning = BookAt("08:00-10:00"), evening = BookAt("15:00-17:00");
        Interval before = _branch.PlannedAt(morning), after = _branch.PlannedAt(evening);
        _branch.Hire(Lyon.Technician("T1", Absent("10:30-13:30")));
        (_branch.PlannedAt(morning), _branch.PlannedAt(evening)).ShouldBe((before, after));
        _branch.Board.ToursOf(Lyon.Monday).Select(tour => tour.Stops.Length).ShouldBe([1, 1]);
    }

    [Fact]
    public void An_absence_called_off_joins_the_tours_around_it()
    {
        _branch.Hire(Lyon.Technician("T1", Absent("10:30-13:30")));
        string morning = BookAt("08:00-10:00"), evening = BookAt("15:00-17:00");
        Interval before = _branch.PlannedAt(morning), after = _branch.PlannedAt(evening);
        _branch.Hire(Lyon.Technician("T1"));
        (_branch.PlannedAt(morning), _branch.PlannedAt(evening)).ShouldBe((before, after));
        _branch.Board.ToursOf(Lyon.Monday).ShouldHaveSingleItem().Stops.Length.ShouldBe(2);
    }

    [Fact]
    public void What_is_left_of_a_pool_works_again_on_the_day_on_which_it_was_cut_short()
    {
        _branch.Hire(Lyon.Room("M1", capacity: 2));
        _branch.Now = Lyon.OnMonday("10:00");
        _branch.Done(new HandleDisruption("R1", new ResourceBrokenDown("M1", Lyon.MondaySpan("10:00-20:00"), "flood"), RepairBudget.Unlimited, null));
        _branch.Now += Seconds.FromMinutes(5);
        // Two periods of one room are as many tours as one period of two.
        _branch.Hire(Lyon.Room("M1"));
        _branch.Board.ToursOf(Lyon.Monday).Select(tour => (tour.Unit, tour.Period.Span.From)).ShouldBe([(0, Lyon.OnMonday("07:30")), (0, Lyon.OnMonday("10:00"))]);
        _branch.Book(Branch.Ask(Sold.Meeting, null, Lyon.MondaySpan("14:00-16:00")));
    }

    [Fact]
    public void An_absence_over_a_booking_is_refused_and_names_it()
    {
        _branch.Hire(Lyon.Technician("T1"));
        string booked = BookAt("08:00-10:00");
        Resource absent = Lyon.Technician("T1", Absent("07:00-10:30"));
        Refused(new PutResource(absent, Branch.HomeOf(absent), null), RefusalCode.WouldBreakCommitments).Commitments.ShouldBe([booked]);
    }

    [Fact]
    public void Hours_may_change_at_noon_when_the_morning_is_done()
    {
        _branch.Hire(Lyon.Technician("T1"));
        string morning = BookAt("08:00-10:00");
        Interval done = _branch.PlannedAt(morning);
        _branch.Now = Lyon.OnMonday("12:10");
        _branch.Hire(Lyon.Technician("T1", Lyon.Hours("13:00-19:00"), new Skill("heat-pump", 1)));
        _branch.PlannedAt(morning).ShouldBe(done);
        _branch.Hire(Lyon.Technician("T1", Lyon.Hours("07:00-22:00")));
        _branch.PlannedAt(morning).ShouldBe(done);
        _branch.Search(Ask("20:00-22:00")).Offers.ShouldBeEmpty("the boiler service has no evening window");
        _branch.Search(Ask("13:00-17:00")).Offers.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_split_day_joined_at_noon_keeps_its_afternoon()
    {
        _branch.Hire(Lyon.Technician("T1", Absent("11:00-14:00")));
        _branch.Now = Lyon.OnMonday("12:30");
        _branch.Hire(Lyon.Technician("T1"));
        _branch.Search(Ask("13:00-17:00")).Offers.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_technician_who_moves_house_drives_from_the_new_one()
    {
        _branch.Hire(Lyon.Technician("T1"));
        string booked = BookAt("10:00-12:00");
        int before = Tour().Stops[0].Leg.Distance.Value;
        _branch.Done(new PutResource(Lyon.Technician("T1") with { Home = "far-home" }, new Place("far-home", Lyon.Ecully), null));
        Tour().Stops[0].Leg.Distance.Value.ShouldNotBe(before);
        _branch.PlannedAt(booked).From.ShouldBeInRange(Lyon.OnMonday("10:00"), Lyon.OnMonday("12:00"));

        Planning.Tours.Tour Tour() => _branch.Board.ToursOf(Lyon.Monday).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_home_does_not_move_under_its_name()
    {
        _branch.Hire(Lyon.Technician("T1"));
        Refused(new PutResource(Lyon.Technician("T1"), new Place(Lyon.HomeOf("T1"), new Location(45.9, 4.6)), null), RefusalCode.Invalid).Field.ShouldBe("home");
    }

    [Fact]
    public void A_room_loses_no_unit_that_is_booked()
    {
        _branch.Hire(Lyon.Room("M1", capacity: 2));
        SearchQuery query = Branch.Ask(Sold.Meeting, null, Lyon.MondaySpan("10:00-11:30"));
        string first = _branch.Book(query), second = _branch.Book(query);
        Refused(new PutResource(Lyon.Room("M1"), null, null), RefusalCode.WouldBreakCommitments).Commitments.ShouldBeSubsetOf([first, second]);
    }

    [Fact]
    public void A_site_does_not_move_under_a_visit_somebody_travels_to()
    {
        _branch.Hire(Lyon.Technician("T1"));
        string visit = _branch.Book(Branch.Ask(Sold.Training, null, Lyon.MondaySpan("08:00-16:00")) with { Sites = ["OPERA"] });
        Refused(new PutSite(Lyon.Opera with { Location = Lyon.Bron }, null), RefusalCode.WouldBreakCommitments).Commitments.ShouldBe([visit]);
    }

    [Fact]
    public void A_room_that_is_booked_does_not_learn_to_travel()
    {
        _branch.Hire(Lyon.Room("M1"));
        string meeting = _branch.Book(Branch.Ask(Sold.Meeting, null, Lyon.MondaySpan("08:00-16:00")));
        Resource mobile = Lyon.Room("M1") with { Mobility = Mobility.Mobile, Site = null, Home = "home-M1", Working = Lyon.OfficeHours };
        Refused(new PutResource(mobile, Branch.HomeOf(mobile), null), RefusalCode.WouldBreakCommitments).Commitments.ShouldBe([meeting]);
    }

    [Fact]
    public void What_is_over_is_neither_moved_nor_called_off()
    {
        _branch.Hire(Lyon.Technician("T1"));
        string id = _branch.Book(Branch.Ask(Sold.Boiler, Lyon.Bron, Lyon.MondaySpan("08:00-10:00")));
        _branch.Now = Lyon.At("2026-11-24T07:00");
        SearchQuery query = Branch.Ask(Sold.Boiler, Lyon.Bron, new Interval(Lyon.At("2026-11-25T09:00"), Lyon.At("2026-11-25T17:00")));
        Refused(new RescheduleBooking(id, _branch.Terms(query, _branch.Search(query).Offers[0])), RefusalCode.AlreadyOver);
        Refused(new CancelBooking(id, null), RefusalCode.AlreadyOver);
    }

    [Fact]
    public void A_refusal_tells_holds_from_bookings()
    {
        _branch.Hire(Lyon.Room("M1", capacity: 2));
        SearchQuery query = Branch.Ask(Sold.Meeting, null, Lyon.MondaySpan("10:00-11:30"));
        string booking = _branch.Book(query);
        string hold = _branch.Done(new PlaceHold(_branch.NewId("C"), _branch.Terms(query, _branch.Search(query).Offers[0]), Seconds.FromMinutes(5))).Commitment!.Id;
        Refusal refusal = Refused(new RemoveResource("M1", null), RefusalCode.WouldBreakCommitments);
        refusal.Commitments.ShouldBe([booking, hold], ignoreOrder: true);
        refusal.Holds.ShouldBe([hold]);
    }

    [Fact]
    public void A_site_does_not_close_over_a_visit_that_may_still_slide()
    {
        _branch.Hire(Lyon.Technician("T1"));
        string visit = _branch.Book(Branch.Ask(Sold.Training, null, Lyon.MondaySpan("12:00-16:00")) with { Sites = ["OPERA"] });
        Refused(new PutSite(Lyon.Opera with { Opening = Lyon.Hours("07:30-15:00") }, null), RefusalCode.WouldBreakCommitments).Commitments.ShouldBe([visit]);
        Refused(new RemoveSite("OPERA", null), RefusalCode.WouldBreakCommitments).Commitments.ShouldBe([visit]);
    }

    [Fact]
    public void An_offer_at_a_site_that_has_closed_since_is_taken()
    {
        _branch.Hire(Lyon.Technician("T1"));
        SearchQuery query = Branch.Ask(Sold.Training, null, Lyon.MondaySpan("12:00-16:00")) with { Sites = ["OPERA"] };
        OfferTerms terms = _branch.Terms(query, _branch.Search(query).Offers[0]);
        _branch.Done(new PutSite(Lyon.Opera with { Opening = Lyon.Hours("07:30-12:30") }, null));
        Refused(new PlaceHold("C9", terms, Seconds.FromMinutes(1)), RefusalCode.OfferTaken);
    }

    [Fact]
    public void An_id_that_is_in_use_is_not_given_to_another()
    {
        _branch.Hire(Lyon.Technician("T1"));
        string booked = BookAt("08:00-10:00");
        SearchQuery query = Ask("13:00-17:00");
        OfferTerms terms = _branch.Terms(query, _branch.Search(query).Offers[0]);
        Refused(new PlaceHold(booked, terms, Seconds.FromMinutes(1)), RefusalCode.AlreadyExists);
        Refused(new Book(booked, terms, null, null), RefusalCode.AlreadyExists);
    }

    [Fact]
    public void An_offer_of_a_service_that_takes_longer_by_now_is_refused()
    {
        _branch.Hire(Lyon.Room("M1"));
        SearchQuery query = Branch.Ask(Sold.Meeting, null, Lyon.MondaySpan("10:00-11:30"));
        OfferTerms terms = _branch.Terms(query, _branch.Search(query).Offers[0]);
        _branch.Sell(Sold.Service("meeting", 120, Sold.Room, Sold.Meeting.Promise));
        Refused(new PlaceHold("C9", terms, Seconds.FromMinutes(1)), RefusalCode.ServiceChanged);
    }

    [Fact]
    public void A_territory_that_slept_longer_than_its_horizon_wakes_up_with_all_its_days()
    {
        _branch.Hire(Lyon.Technician("T1"), Lyon.Room("M1"));
        BookAt("08:00-10:00");
        _branch.Now = Lyon.At("2026-12-21T07:00");
        _branch.Done(new AdvanceHorizon());
        _branch.Board.Commitments.Count.ShouldBe(0);
        _branch.Board.FirstDay.ShouldBe(Lyon.Monday + 27);
        _branch.Board.FindResource("T1")!.Periods.Select(period => DayClock.DateOf(period.Day).Day).ShouldBe([21, 22, 23, 24, 25]);
        _branch.Search(Branch.Ask(Sold.Boiler, Lyon.PartDieu, new Interval(_branch.Now, _branch.Now + Seconds.FromHours(24)))).Offers.ShouldNotBeEmpty();
    }

    [Fact]
    public void Who_is_still_at_work_when_a_new_day_comes_begins_it_when_they_are_done()
    {
        var branch = new Branch("2026-11-23T07:00", Lyon.Settings with { HorizonDays = 1 });
        branch.Hire(Lyon.Technician("T1", Lyon.Hours("08:00-20:00")));
        string booked = branch.Book(Branch.Ask(Sold.Boiler, Lyon.PartDieu, Lyon.MondaySpan("15:00-17:00")));
        branch.Now = branch.PlannedAt(booked).From;
        branch.Done(new HandleDisruption("R1", new WorkOverruns(booked, 0, Lyon.At("2026-11-24T09:00")), RepairBudget.Unlimited, null));
        Moment home = branch.Board.FindResource("T1")!.Periods[^1].Span.To;
        home.ShouldBeGreaterThan(Lyon.At("2026-11-24T09:00"));
        branch.Now = Lyon.At("2026-11-24T00:01");
        branch.Done(new AdvanceHorizon());
        branch.Board.FindResource("T1")!.Periods[^1].Span.ShouldBe(new Interval(home, Lyon.At("2026-11-24T20:00")));
    }

    private string BookAt(string span) => _branch.Book(Ask(span));

    private static SearchQuery Ask(string span) => Branch.Ask(Sold.Boiler, Lyon.PartDieu, Lyon.MondaySpan(span));

    private static WorkingTime Absent(string span) => Lyon.OfficeHours with { Absences = [new Absence(Lyon.MondaySpan(span), null)] };

    private Refusal Refused(Command command, RefusalCode code)
    {
        Refusal refusal = _branch.Send(command).Refusal.ShouldNotBeNull(command.ToString());
        refusal.Code.ShouldBe(code, refusal.Message);
        return refusal;
    }
}
