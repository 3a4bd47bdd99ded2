using OptiTime.Engine.Log;
using OptiTime.Engine.Planners;
using OptiTime.Engine.Tests.Fixtures;
using OptiTime.Planning.Commands;

namespace OptiTime.Engine.Tests.Planners;

/// <summary>A lost reply is not a conflict, and never books twice.</summary>
public sealed class LostReplyTests
{
    private static readonly PlannerOptions Hasty = new() { Resends = 3, ResendAfter = TimeSpan.FromMilliseconds(1), SearchesAtOnce = 2 };

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 2)]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    public async Task An_append_whose_reply_was_lost_is_sent_again_and_written_once(int requestsLost, int repliesLost)
    {
        await using Silo silo = await Silo.StartAsync();
        using TerritoryPlanners planners = silo.NewPlanners(Hasty);
        OfferTerms terms = await silo.OfferAsync();
        long before = (await planners.BoardAsync("lyon", Silo.Stop))!.Version;
        (silo.Log.RequestsToLose, silo.Log.RepliesToLose) = (requestsLost, repliesLost);

        var booked = (await planners.SendAsync("lyon", new Book("B1", terms, null, null), null, Silo.Stop)).ShouldBeOfType<Accepted>();

        booked.Answer.Version.ShouldBe(before + 1);
        booked.Replayed.ShouldBeFalse();
        silo.Restart();
        (await silo.BoardAsync()).Commitments.Keys.ShouldBe(["B1"]);
        (await planners.BoardAsync("lyon", Silo.Stop))!.Version.ShouldBe(before + 1);
    }

    [Fact]
    public async Task A_caller_whose_outcome_nobody_knows_is_told_so_and_learns_it_with_the_same_key()
    {
        await using Silo silo = await Silo.StartAsync();
        using TerritoryPlanners planners = silo.NewPlanners(Hasty);
        OfferTerms terms = await silo.OfferAsync();
        await planners.BoardAsync("lyon", Silo.Stop);
        silo.Log.RepliesToLose = 3;

        (await planners.SendAsync("lyon", new Book("B1", terms, null, null), Silo.Key("k"), Silo.Stop)).ShouldBeOfType<OutcomeUnknown>();
        var again = (await planners.SendAsync("lyon", new Book("B2", terms, null, null), Silo.Key("k"), Silo.Stop)).ShouldBeOfType<Accepted>();

        again.Replayed.ShouldBeTrue();
        again.Answer.Commitment!.Id.ShouldBe("B1");
        (await planners.BoardAsync("lyon", Silo.Stop))!.Commitments.Keys.ShouldBe(["B1"]);
    }

    [Fact]
    public async Task An_append_that_may_yet_arrive_stays_unknown_when_the_store_is_away_after_it()
    {
        await using Silo silo = await Silo.StartAsync();
        using TerritoryPlanners planners = silo.NewPlanners(Hasty);
        OfferTerms terms = await silo.OfferAsync();
        await planners.BoardAsync("lyon", Silo.Stop);
        silo.Log.RequestsToLose = 1;
        silo.Log.Before = () =>
        {
            silo.Log.IsDown = true;
            return Task.CompletedTask;
        };

        (await planners.SendAsync("lyon", new Book("B1", terms, null, null), Silo.Key("k"), Silo.Stop)).ShouldBeOfType<OutcomeUnknown>();

        (silo.Log.Before, silo.Log.IsDown) = (null, false);
        (await planners.SendAsync("lyon", new Book("B2", terms, null, null), Silo.Key("k"), Silo.Stop)).ShouldBeOfType<Accepted>().Replayed.ShouldBeFalse();
    }

    /// <summary>Seen by a silo whose clock is ahead, a hold is over and its place free; the store disagrees, until the hold is over for it too.</summary>
    [Fact]
    public async Task What_came_too_early_is_not_refused_while_a_copy_of_it_may_arrive_in_time()
    {
        await using Silo silo = await Silo.StartAsync();
        var ahead = new ManualClock(silo.Clock.GetUtcNow() + TimeSpan.FromSeconds(90));
        using TerritoryPlanners planners = silo.NewPlanners(Hasty, ahead);
        OfferTerms terms = await silo.OfferAsync(Silo.Meeting, "10:00-11:00");
        await silo.HoldAsync(terms, seconds: 60);
        await planners.BoardAsync("lyon", Silo.Stop);
        silo.Log.RequestsToLose = 1;

        (await planners.SendAsync("lyon", new Book("B1", terms with { Id = "O-again" }, null, null), Silo.Key("k"), Silo.Stop)).ShouldBeOfType<OutcomeUnknown>();

        silo.Clock.Advance(TimeSpan.FromSeconds(60));
        (await silo.Store.AppendAsync(silo.Log.LastLost.ShouldNotBeNull(), Silo.Stop)).ShouldBeOfType<Appended>();
        var again = (await planners.SendAsync("lyon", new Book("B2", terms with { Id = "O-again" }, null, null), Silo.Key("k"), Silo.Stop)).ShouldBeOfType<Accepted>();
        again.Answer.Commitment!.Id.ShouldBe("B1");
    }
}
