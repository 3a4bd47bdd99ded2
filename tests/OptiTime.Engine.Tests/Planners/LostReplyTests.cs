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
        (await silo.Store.AppendAsync(silo.Log.LastSent, Silo.Stop)).ShouldBeOfType<Appended>();
        var again = (await planners.SendAsync("lyon", new Book("B2", terms with { Id = "O-again" }, null, null), Silo.Key("k"), Silo.Stop)).ShouldBeOfType<Accepted>();
        again.Answer.Commitment!.Id.ShouldBe("B1");
    }

    /// <summary>
    /// A network delivers an append twice. The first copy comes too early for a hold that is over only by the clock of its silo; the second, when the
    /// hold is over for the store too, and before what was decided anew meanwhile.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_second_copy_of_an_append_did_is_told_as_done_to_all_whose_commands_it_held(bool isStoreAwayThen)
    {
        await using Silo silo = await Silo.StartAsync();
        var ahead = new ManualClock(silo.Clock.GetUtcNow() + TimeSpan.FromSeconds(90));
        var together = new Together();
        using TerritoryPlanners planners = silo.NewPlanners(Hasty, ahead, together);
        OfferTerms held = await silo.OfferAsync(Silo.Meeting, "10:00-11:00"), free = await silo.OfferAsync(Silo.Meeting, "14:00-15:00");
        await silo.HoldAsync(held, seconds: 60);
        await planners.BoardAsync("lyon", Silo.Stop);
        together.Wait();
        Task<CommandReply>[] replies = [Send("B1", held with { Id = "O-again" }), Send("B2", free)];
        int sent = 0;
        silo.Log.Before = async () =>
        {
            // What they come to when they are decided anew is overtaken by the copy.
            if (++sent != 2) return;
            Append copy = silo.Log.LastSent;
            silo.Clock.Advance(TimeSpan.FromSeconds(60));
            (await silo.Store.AppendAsync(copy, Silo.Stop)).ShouldBeOfType<Appended>();
            silo.Log.ReadingFails = isStoreAwayThen;
        };
        together.Go();

        foreach (CommandReply reply in await Task.WhenAll(replies))
        {
            if (isStoreAwayThen) reply.ShouldBeOfType<OutcomeUnknown>();
            else reply.ShouldBeOfType<Accepted>().Replayed.ShouldBeFalse();
        }
        (silo.Log.Before, silo.Log.ReadingFails) = (null, false);
        silo.Restart();
        (await silo.BoardAsync()).Commitments.Keys.ShouldBe(["B1", "B2"], ignoreOrder: true);

        Task<CommandReply> Send(string id, OfferTerms terms) => planners.SendAsync("lyon", new Book(id, terms, null, null), null, Silo.Stop).AsTask();
    }

    /// <summary>Planners that wait when they are told to: what is sent until they go on is one group.</summary>
    private sealed class Together : IPlannerScheduler
    {
        private TaskCompletionSource? _go;

        internal void Wait() => _go = new TaskCompletionSource();

        internal void Go() => _go!.SetResult();

        public void Schedule(Func<Task> work) => Task.Run(async () =>
        {
            if (_go is { } go) await go.Task;
            await work();
        });
    }
}
