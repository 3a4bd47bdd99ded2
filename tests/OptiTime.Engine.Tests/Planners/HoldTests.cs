using OptiTime.Engine.Planners;
using OptiTime.Engine.Tests.Fixtures;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Verification;

namespace OptiTime.Engine.Tests.Planners;

public sealed class HoldTests
{
    [Fact]
    public async Task A_confirmed_hold_is_a_booking_under_the_same_id()
    {
        await using Silo silo = await Silo.StartAsync();
        string id = await silo.HoldAsync(await silo.OfferAsync());
        Answer answer = await silo.DoAsync(new ConfirmHold(id, new Confirmer("anna", null), "CRM-1"));
        answer.Commitment!.State.ShouldBe(CommitmentState.Confirmed);
        answer.Commitment.ExternalReference.ShouldBe("CRM-1");
        Board board = await silo.BoardAsync();
        board.Commitments[id].Commitment.HeldUntil.ShouldBeNull();
        board.Holds.ShouldBeEmpty();
        BoardChecker.Check(BoardSnapshot.Of(board)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_two_hundred_callers_who_hold_the_same_offer_one_succeeds()
    {
        await using Silo silo = await Silo.StartAsync();
        OfferTerms terms = await silo.OfferAsync();
        CommandReply[] replies = await Task.WhenAll(Enumerable.Range(0, 200).Select(caller =>
            silo.SendAsync(new PlaceHold($"H{caller}", terms, new(300)))));
        replies.OfType<Accepted>().Count().ShouldBe(1);
        replies.OfType<Refused>().Count(refused => refused.Refusal.Code == RefusalCode.OfferUsed).ShouldBe(199);
        (await silo.BoardAsync()).Commitments.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_room_held_by_one_caller_is_not_found_by_another()
    {
        await using Silo silo = await Silo.StartAsync();
        foreach (var offer in await silo.SearchAsync(Silo.Meeting, "10:00-11:00")) await silo.HoldAsync(silo.Terms(offer, Silo.Meeting));
        (await silo.SearchAsync(Silo.Meeting, "10:00-11:00")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_released_hold_gives_its_place_back_but_its_offer_stays_used()
    {
        await using Silo silo = await Silo.StartAsync();
        OfferTerms terms = await silo.OfferAsync(Silo.Meeting, "10:00-11:00");
        await silo.DoAsync(new ReleaseHold(await silo.HoldAsync(terms), null));
        (await silo.SearchAsync(Silo.Meeting, "10:00-11:00")).Length.ShouldBe(2);
        (await silo.SendAsync(new PlaceHold("again", terms, new(60)))).ShouldBeOfType<Refused>().Refusal.Code.ShouldBe(RefusalCode.OfferUsed);
    }

    [Fact]
    public async Task An_overdue_hold_is_expired_by_the_host_and_cannot_be_confirmed()
    {
        await using Silo silo = await Silo.StartAsync();
        string id = await silo.HoldAsync(await silo.OfferAsync(), seconds: 60);
        silo.Clock.Advance(TimeSpan.FromSeconds(60));
        (await silo.SendAsync(new ConfirmHold(id, null, null))).ShouldBeOfType<Refused>().Refusal.Code.ShouldBe(RefusalCode.HoldExpired);
        await silo.Planners.TickAsync(Silo.Stop);
        (await silo.BoardAsync()).Commitments.Count.ShouldBe(0);
        (await silo.Store.FindAsync("lyon", id, Silo.Stop))!.Ending.ShouldBe(Ending.Expired);
    }

    [Fact]
    public async Task The_place_of_an_overdue_hold_is_taken_in_the_append_that_expires_it()
    {
        await using Silo silo = await Silo.StartAsync();
        var offers = await silo.SearchAsync(Silo.Meeting, "10:00-11:00");
        OfferTerms first = silo.Terms(offers[0], Silo.Meeting), second = silo.Terms(offers[0], Silo.Meeting, customer: "ben");
        string overdue = await silo.HoldAsync(first, seconds: 60);
        silo.Clock.Advance(TimeSpan.FromSeconds(61));
        string taken = await silo.HoldAsync(second);
        Board board = await silo.BoardAsync();
        board.Commitments.Keys.ShouldBe([taken]);
        (await silo.Store.FindAsync("lyon", overdue, Silo.Stop))!.Version.ShouldBe(board.Version);
    }

    [Fact]
    public async Task A_silo_whose_clock_is_slow_cannot_confirm_late()
    {
        await using Silo silo = await Silo.StartAsync();
        string late = await silo.HoldAsync(await silo.OfferAsync(), seconds: 60);
        OfferTerms other = await silo.OfferAsync(Silo.Meeting);
        var slow = new ManualClock(silo.Clock.GetUtcNow());
        using TerritoryPlanners slowSilo = silo.NewPlanners(clock: slow);
        silo.Clock.Advance(TimeSpan.FromSeconds(90));
        Task<CommandReply> confirm = slowSilo.SendAsync("lyon", new ConfirmHold(late, null, null), null, Silo.Stop).AsTask();
        Task<CommandReply> hold = slowSilo.SendAsync("lyon", new PlaceHold("fine", other, new(60)), null, Silo.Stop).AsTask();
        (await confirm).ShouldBeOfType<Refused>().Refusal.Code.ShouldBe(RefusalCode.HoldExpired);
        (await hold).ShouldBeOfType<Accepted>();
    }

    [Fact]
    public async Task A_hold_confirms_only_for_the_customer_it_was_offered_to()
    {
        await using Silo silo = await Silo.StartAsync();
        string named = await silo.HoldAsync(await silo.OfferAsync(customer: "anna"));
        string gold = await silo.HoldAsync(await silo.OfferAsync(customer: null, tier: "gold"));
        (await silo.SendAsync(new ConfirmHold(named, new Confirmer("ben", null), null))).ShouldBeOfType<Refused>().Refusal.Code.ShouldBe(RefusalCode.CustomerMismatch);
        (await silo.SendAsync(new ConfirmHold(gold, new Confirmer("ben", "silver"), null))).ShouldBeOfType<Refused>().Refusal.Code.ShouldBe(RefusalCode.CustomerMismatch);
        (await silo.DoAsync(new ConfirmHold(gold, new Confirmer("cleo", "gold"), null))).Commitment!.Customer.ShouldBe("cleo");
    }

    [Fact]
    public async Task Confirming_twice_is_refused_with_the_booking_that_stands()
    {
        await using Silo silo = await Silo.StartAsync();
        string id = await silo.HoldAsync(await silo.OfferAsync());
        await silo.DoAsync(new ConfirmHold(id, null, null));
        Refusal refusal = (await silo.SendAsync(new ConfirmHold(id, null, null))).ShouldBeOfType<Refused>().Refusal;
        refusal.Code.ShouldBe(RefusalCode.AlreadyConfirmed);
        refusal.Commitments.ShouldBe([id]);
    }
}
