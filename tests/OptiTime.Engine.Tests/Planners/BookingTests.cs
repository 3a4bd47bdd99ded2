using OptiTime.Engine.Planners;
using OptiTime.Engine.Tests.Fixtures;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Verification;

namespace OptiTime.Engine.Tests.Planners;

public sealed class BookingTests
{
    [Fact]
    public async Task Rescheduling_leaves_the_old_place_and_takes_the_new_one_in_one_version()
    {
        await using Silo silo = await Silo.StartAsync();
        string id = await silo.BookAsync(await silo.OfferAsync(Silo.Meeting, "10:00-11:00"));
        long before = (await silo.BoardAsync()).Version;
        Answer answer = await silo.DoAsync(new RescheduleBooking(id, await silo.OfferAsync(Silo.Meeting, "15:00-16:00")));
        answer.Planned[0].From.ShouldBe(Lyon.OnMonday("15:00"));
        Board board = await silo.BoardAsync();
        board.Version.ShouldBe(before + 1);
        BoardChecker.Check(BoardSnapshot.Of(board)).ShouldBeEmpty();
        (await silo.SearchAsync(Silo.Meeting, "10:00-11:00")).Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_booking_may_move_onto_the_time_it_stands_on()
    {
        await using Silo silo = await Silo.StartAsync();
        OfferTerms ten = await silo.OfferAsync(Silo.Meeting, "10:00-11:00");
        string id = await silo.BookAsync(ten);
        var query = Silo.Query(Silo.Meeting, "10:30-11:30") with { Ignoring = id, Require = [.. ten.Steps[0].Resources.Select(who => who.Resource)] };
        var offers = (await silo.Planners.SearchAsync("lyon", query, Silo.Stop)).Result!.Offers;
        Answer answer = await silo.DoAsync(new RescheduleBooking(id, silo.Terms(offers.ShouldHaveSingleItem(), Silo.Meeting)));
        answer.Planned[0].From.ShouldBe(Lyon.OnMonday("10:30"));
        (await silo.Store.AssignmentsAsync("lyon", default, Silo.Stop)).ShouldHaveSingleItem().During.From.ShouldBe(Lyon.OnMonday("10:30"));
    }

    [Fact]
    public async Task A_refused_reschedule_leaves_the_booking_where_it_was()
    {
        await using Silo silo = await Silo.StartAsync();
        string id = await silo.BookAsync(await silo.OfferAsync(Silo.Meeting, "10:00-11:00"));
        OfferTerms repair = await silo.OfferAsync(Silo.Repair);
        string before = Facts(await silo.BoardAsync());
        (await silo.SendAsync(new RescheduleBooking(id, repair))).ShouldBeOfType<Refused>().Refusal.Code.ShouldBe(RefusalCode.ServiceMismatch);
        Facts(await silo.BoardAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_cancelled_booking_frees_its_place_and_is_cancelled_once()
    {
        await using Silo silo = await Silo.StartAsync();
        string id = await silo.BookAsync(await silo.OfferAsync());
        (await silo.DoAsync(new CancelBooking(id, "moved house"))).Ending.ShouldBe(Ending.Cancelled);
        (await silo.SendAsync(new CancelBooking(id, null))).ShouldBeOfType<Refused>().Refusal.Code.ShouldBe(RefusalCode.UnknownCommitment);
        (await silo.Store.FindAsync("lyon", id, Silo.Stop))!.Reason.ShouldBe("moved house");
        (await silo.Store.AssignmentsAsync("lyon", default, Silo.Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_offer_that_is_no_longer_valid_is_refused()
    {
        await using Silo silo = await Silo.StartAsync();
        OfferTerms terms = await silo.OfferAsync();
        silo.Clock.Advance(TimeSpan.FromMinutes(15));
        (await silo.SendAsync(new Book("late", terms, null, null))).ShouldBeOfType<Refused>().Refusal.Code.ShouldBe(RefusalCode.OfferExpired);
    }

    [Fact]
    public async Task A_day_fills_until_nothing_fits_and_every_booking_keeps_its_promise()
    {
        await using Silo silo = await Silo.StartAsync();
        int booked = 0;
        while (await silo.SearchAsync(Silo.Repair, "08:00-17:00", offers: 1) is [var offer])
        {
            await silo.BookAsync(silo.Terms(offer));
            booked++;
        }
        booked.ShouldBeGreaterThan(8);
        Board board = await silo.BoardAsync();
        board.Commitments.Count.ShouldBe(booked);
        BoardChecker.Check(BoardSnapshot.Of(board)).ShouldBeEmpty();
        var refusal = (await silo.Planners.SearchAsync("lyon", Silo.Query(Silo.Repair, "08:00-17:00"), Silo.Stop)).Result!;
        refusal.Reasons.ShouldContain(reason => reason.Code == "full");
        refusal.Relaxations.ShouldContain(relaxation => relaxation.GivesUp == "day");
    }

    private static string Facts(Board board) => Storage.Serialization.PlanDigest.Of(BoardSnapshot.Of(board));
}
