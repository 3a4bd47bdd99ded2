using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Tests.Holds;

/// <summary>Shifts that reach over midnight and into each other. After every command the branch has its board checked.</summary>
public sealed class RoundTheClockTests
{
    private static readonly WorkingTime Handover = EveryDay("06:00-14:30", "14:00-22:30", "22:00-06:30");

    private readonly Branch _branch = new("2026-11-22T18:00");

    [Fact]
    public void Handover_shifts_are_found_on_every_day()
    {
        _branch.Hire(Lyon.Agent("A1") with { Working = Handover });
        _branch.Search(Branch.Ask(Sold.Advice, null, Lyon.MondaySpan("09:00-12:00"))).Offers.ShouldNotBeEmpty();
        _branch.Search(Branch.Ask(Sold.Advice, null, Span("2026-11-25T09:00", "2026-11-25T12:00"))).Offers.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_booking_outlives_a_change_to_handover_shifts_and_the_nights_after()
    {
        _branch.Hire(Lyon.Agent("A1") with { Working = EveryDay("06:00-14:00", "14:00-22:00") });
        string id = _branch.Book(Branch.Ask(Sold.Advice, null, Span("2026-11-26T09:00", "2026-11-26T12:00")));
        _branch.Hire(Lyon.Agent("A1") with { Working = Handover });
        _branch.Board.PlannedTimes(_branch.Board.Commitments[id].Commitment).ShouldHaveSingleItem();
        _branch.Now = Lyon.At("2026-11-25T00:30");
        _branch.Done(new AdvanceHorizon());
        _branch.Board.Commitments.Keys.ShouldContain(id);
        _branch.Done(new CancelBooking(id, null));
        Facts.Of(BoardSnapshot.Of(Board.Restore(BoardSnapshot.Of(_branch.Board)))).ShouldBe(Facts.Of(BoardSnapshot.Of(_branch.Board)));
    }

    [Fact]
    public void A_new_day_does_not_overlap_the_night_before_it()
    {
        _branch.Hire(Lyon.Agent("A1") with { Working = EveryDay("22:00-06:00", "05:00-13:00") });
        _branch.Now = Lyon.At("2026-11-23T00:30");
        _branch.Done(new AdvanceHorizon());
        PeriodsOf("A1").Zip(PeriodsOf("A1").Skip(1)).ShouldAllBe(pair => pair.First.Span.To <= pair.Second.Span.From);
    }

    [Fact]
    public void A_room_keeps_its_hours_after_midnight_when_new_days_come()
    {
        _branch.Done(new PutSite(Lyon.Opera with { Opening = WorkingTime.Always }, null));
        _branch.Hire(Lyon.Room("M1") with { Working = EveryDay("20:00-06:00") });
        _branch.Now = Lyon.At("2026-11-23T00:30");
        _branch.Done(new AdvanceHorizon());
        _branch.Now = Lyon.At("2026-11-26T00:30");
        _branch.Done(new AdvanceHorizon());
        var rolled = PeriodsOf("M1").Where(period => period.Span.From > _branch.Now).ToList();
        _branch.Hire(_branch.Board.FindResource("M1")!.Resource);
        rolled.ShouldBe(PeriodsOf("M1").Where(period => period.Span.From > _branch.Now));
    }

    [Fact]
    public void A_hold_that_nobody_ended_before_the_weekend_does_not_stop_the_days()
    {
        _branch.Now = Lyon.At("2026-11-23T09:00");
        _branch.Hire(Lyon.Technician("T1"));
        string hold = _branch.Hold(Branch.Ask(Sold.Boiler, Lyon.Bron, new Interval(_branch.Now, Lyon.OnMonday("17:00"))));
        _branch.Now = Lyon.At("2026-11-25T08:00");
        _branch.Done(new AdvanceHorizon());
        _branch.Board.Commitments.Keys.ShouldNotContain(hold);
        _branch.Board.FirstDay.ShouldBe(Lyon.Monday + 1);
    }

    [Fact]
    public void An_overdue_hold_gives_way_however_many_overdue_holds_of_others_there_are()
    {
        _branch.Hire(Lyon.Room("M1", capacity: 100));
        _branch.Hire(Lyon.Room("M2", site: "GERLAND"));
        var query = Branch.Ask(Sold.Meeting, null, Lyon.MondaySpan("09:00-10:30")) with { MaximumOffers = 1 };
        var (many, one) = (query with { Require = ["M1"] }, query with { Require = ["M2"] });
        OfferTerms late = _branch.Terms(one, _branch.Search(one).Offers[0]);
        for (int hold = 0; hold < 64; hold++) _branch.Hold(many);
        _branch.Now += new Seconds(1);
        string overdue = _branch.Hold(one);
        _branch.Now += Seconds.FromMinutes(6);
        _branch.Done(new PlaceHold("late", late, Seconds.FromMinutes(5)));
        _branch.Board.Commitments.Keys.ShouldNotContain(overdue);
    }

    private System.Collections.Immutable.ImmutableArray<WorkingPeriod> PeriodsOf(string resource) => _branch.Board.FindResource(resource)!.Periods;

    private static Interval Span(string from, string to) => new(Lyon.At(from), Lyon.At(to));

    private static WorkingTime EveryDay(params string[] spans) => new(
        null, [.. spans.Select(span => new Shift([.. Lyon.Weekdays, NodaTime.IsoDayOfWeek.Saturday, NodaTime.IsoDayOfWeek.Sunday], Lyon.Span(span), []))], [], []);
}
