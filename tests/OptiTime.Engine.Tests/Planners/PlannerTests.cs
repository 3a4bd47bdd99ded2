using OptiTime.Engine.Planners;
using OptiTime.Engine.Tests.Fixtures;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Verification;
using OptiTime.Storage.Serialization;

namespace OptiTime.Engine.Tests.Planners;

public sealed class PlannerTests
{
    [Fact]
    public async Task Commands_that_wait_are_committed_as_one_group()
    {
        await using Silo silo = await Silo.StartAsync();
        var offers = await silo.HourlyMeetingsAsync();
        var gate = new TaskCompletionSource();
        silo.Log.Gate = gate.Task;
        int before = silo.Log.Appends;
        Task<CommandReply>[] replies = [.. offers.Select(offer => silo.SendAsync(new Book(silo.NewId(), silo.Terms(offer, Silo.Meeting), null, null)))];
        gate.SetResult();
        (await Task.WhenAll(replies)).ShouldAllBe(reply => reply is Accepted);
        // The first may have set out alone; those behind it went together.
        (silo.Log.Appends - before).ShouldBeLessThanOrEqualTo(2);
        offers.Count.ShouldBe(10);
    }

    [Fact]
    public async Task A_full_mailbox_sends_callers_away_and_changes_nothing()
    {
        await using Silo silo = await Silo.StartAsync();
        var offers = await silo.HourlyMeetingsAsync();
        using TerritoryPlanners stuck = silo.NewPlanners(new PlannerOptions { MailboxCapacity = 3 }, scheduler: new NobodyRuns());
        Task<CommandReply>[] replies = [.. offers.Take(5).Select(offer =>
            stuck.SendAsync("lyon", new Book(silo.NewId(), silo.Terms(offer, Silo.Meeting), null, null), null, Silo.Stop).AsTask())];
        (await replies[3]).ShouldBeOfType<Busy>();
        (await replies[4]).ShouldBeOfType<Busy>();
        replies.Take(3).ShouldAllBe(reply => !reply.IsCompleted);
    }

    [Fact]
    public async Task Searches_beyond_the_waiting_room_are_sent_away()
    {
        await using Silo silo = await Silo.StartAsync();
        using TerritoryPlanners closed = silo.NewPlanners(new PlannerOptions { SearchesAtOnce = 1, SearchesWaiting = -1 });
        (await closed.SearchAsync("lyon", Silo.Query(Silo.Repair, "08:00-17:00"), Silo.Stop)).Result.ShouldBeNull();
    }

    [Fact]
    public async Task A_retry_with_the_same_key_is_told_the_first_answer()
    {
        await using Silo silo = await Silo.StartAsync();
        OfferTerms terms = await silo.OfferAsync();
        Answer first = await silo.DoAsync(new PlaceHold("H1", terms, new(300)), key: Silo.Key("k"));
        Accepted again = (await silo.SendAsync(new PlaceHold("H2", terms, new(300)), key: Silo.Key("k"))).ShouldBeOfType<Accepted>();
        again.Replayed.ShouldBeTrue();
        again.Answer.Commitment!.Id.ShouldBe("H1");
        again.Answer.Version.ShouldBe(first.Version);
        (await silo.SendAsync(new PlaceHold("H3", terms, new(300)), key: Silo.Key("k", hash: 2))).ShouldBeOfType<KeyReused>();
    }

    [Fact]
    public async Task Of_many_calls_at_once_with_one_key_all_are_told_the_same_answer()
    {
        await using Silo silo = await Silo.StartAsync();
        OfferTerms terms = await silo.OfferAsync();
        CommandReply[] replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(index =>
            silo.SendAsync(new Book($"B{index}", terms, null, null), key: Silo.Key("once"))));
        replies.Cast<Accepted>().Select(reply => reply.Answer.Commitment!.Id).Distinct().ShouldHaveSingleItem();
        replies.Cast<Accepted>().Count(reply => !reply.Replayed).ShouldBe(1);
    }

    [Fact]
    public async Task A_store_that_cannot_write_changes_nothing_and_is_forgiven_when_it_can()
    {
        await using Silo silo = await Silo.StartAsync();
        OfferTerms terms = await silo.OfferAsync();
        long before = (await silo.BoardAsync()).Version;
        silo.Log.IsDown = true;
        (await silo.SendAsync(new Book("B1", terms, null, null))).ShouldBeOfType<Unavailable>().Message.ShouldBe("the disk is full");
        (await silo.BoardAsync()).Version.ShouldBe(before);
        silo.Log.IsDown = false;
        await silo.DoAsync(new Book("B1", terms, null, null));
    }

    [Fact]
    public async Task Two_silos_that_write_one_territory_never_book_twice_and_agree()
    {
        await using Silo silo = await Silo.StartAsync();
        using TerritoryPlanners other = silo.NewPlanners();
        var offers = await silo.SearchAsync(Silo.Meeting, offers: 20);
        CommandReply[] replies = await Task.WhenAll(offers.SelectMany(offer => new[] { silo.Planners, other }.Select(planners =>
            planners.SendAsync("lyon", new Book(silo.NewId(), silo.Terms(offer, Silo.Meeting), null, null), null, Silo.Stop).AsTask())));
        replies.ShouldAllBe(reply => reply is Accepted || reply is Refused);
        int booked = replies.OfType<Accepted>().Count();
        silo.Restart();
        Board board = await silo.BoardAsync();
        board.Commitments.Count.ShouldBe(booked);
        BoardChecker.Check(BoardSnapshot.Of(board)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_service_changed_by_another_silo_is_noticed_in_the_append()
    {
        await using Silo silo = await Silo.StartAsync();
        using TerritoryPlanners other = silo.NewPlanners();
        OfferTerms terms = await silo.OfferAsync();
        await other.SendAsync(Catalogue.LogName, new RemoveService(Silo.Repair.Id, null), null, Silo.Stop);
        (await silo.SendAsync(new Book("B1", terms, null, null))).ShouldBeOfType<Refused>().Refusal.Code.ShouldBe(RefusalCode.ServiceChanged);
    }

    [Fact]
    public async Task A_restart_brings_back_the_same_board_from_snapshot_and_tail()
    {
        await using Silo silo = await Silo.StartAsync();
        using TerritoryPlanners often = silo.NewPlanners(new PlannerOptions { SnapshotEvery = 3 });
        var offers = await silo.HourlyMeetingsAsync();
        foreach (var offer in offers)
            (await often.SendAsync("lyon", new Book(silo.NewId(), silo.Terms(offer, Silo.Meeting), null, null), null, Silo.Stop)).ShouldBeOfType<Accepted>();
        Board live = (await often.BoardAsync("lyon", Silo.Stop))!;
        silo.Restart();
        Digest(await silo.BoardAsync()).ShouldBe(Digest(live));
    }

    [Fact]
    public async Task A_planner_nobody_uses_is_dropped_and_comes_back_when_asked()
    {
        await using Silo silo = await Silo.StartAsync();
        await silo.BookAsync(await silo.OfferAsync());
        string before = Digest(await silo.BoardAsync());
        silo.Planners.Active.ShouldBe(["lyon"]);
        silo.Clock.Advance(TimeSpan.FromMinutes(11));
        await silo.Planners.FollowAsync(Silo.Stop);
        await silo.Planners.TickAsync(Silo.Stop);
        silo.Planners.Active.ShouldBeEmpty();
        Digest(await silo.BoardAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task The_coordinates_of_an_erased_customer_leave_the_memory_and_the_plan_stays_whole()
    {
        await using Silo silo = await Silo.StartAsync();
        string id = await silo.HoldAsync(await silo.OfferAsync(customer: null, tier: "gold"));
        await silo.DoAsync(new ConfirmHold(id, new Confirmer("anna", "gold"), null));
        Board before = await silo.BoardAsync();
        string place = before.Commitments[id].Commitment.Steps[0].Place!;
        before.Places.PlaceOf(place).Location.ShouldBe(Lyon.Bron);
        await silo.Store.PutAsync([new Engine.Directory.Customer("anna", "Anna", null, null, "gold", Lyon.Bron, [], [], [], 0)], null, Silo.Stop);
        (await silo.Store.EraseAsync("anna", Silo.Stop)).ShouldBeTrue();
        await silo.Planners.ForgetAsync("anna", Silo.Stop);
        Board after = await silo.BoardAsync();
        after.Places.PlaceOf(place).Location.ShouldBeNull();
        Digest(after).ShouldBe(Digest(before));
        BoardChecker.Check(BoardSnapshot.Of(after)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Forgetting_a_customer_while_an_append_is_on_its_way_loses_nothing()
    {
        await using Silo silo = await Silo.StartAsync();
        await silo.BookAsync(await silo.OfferAsync(span: "08:00-10:00"));
        OfferTerms terms = await silo.OfferAsync(span: "10:00-12:00", customer: "bert");
        var gate = new TaskCompletionSource();
        silo.Log.Gate = gate.Task;
        Task<CommandReply> booking = silo.SendAsync(new Book("BERT", terms, null, null));
        Task forgetting = silo.Planners.ForgetAsync("anna", Silo.Stop).AsTask();
        silo.Log.Gate = null;
        gate.SetResult();
        (await booking).ShouldBeOfType<Accepted>();
        await forgetting;
        (await silo.BoardAsync()).Commitments.Keys.ShouldContain("BERT");
    }

    [Fact]
    public async Task A_planner_retires_only_when_what_it_was_given_is_committed()
    {
        await using Silo silo = await Silo.StartAsync();
        var offers = await silo.HourlyMeetingsAsync();
        Task<CommandReply>[] bookings = [.. offers.Select(offer => silo.SendAsync(new Book(silo.NewId(), silo.Terms(offer, Silo.Meeting), null, null)))];
        silo.Clock.Advance(TimeSpan.FromMinutes(11));
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => silo.Planners.TickAsync(Silo.Stop)));
        int booked = (await Task.WhenAll(bookings)).Count(reply => reply is Accepted);
        (await silo.BoardAsync()).Commitments.Count.ShouldBe(booked);
    }

    [Fact]
    public async Task A_hold_that_lives_keeps_its_planner_awake_and_a_sleep_over_it_harms_nobody()
    {
        await using Silo silo = await Silo.StartAsync();
        await silo.HoldAsync(await silo.OfferAsync(), seconds: 1_800);
        silo.Clock.Advance(TimeSpan.FromMinutes(11));
        await silo.Planners.TickAsync(Silo.Stop);
        silo.Planners.Active.ShouldBe(["lyon"]);
        silo.Restart();
        silo.Clock.Advance(TimeSpan.FromDays(4));
        Board board = await silo.BoardAsync();
        board.Commitments.Count.ShouldBe(0);
        board.Clock.DayOf(silo.Now).ShouldBe(board.FirstDay + TerritorySettings.DaysKept);
    }

    [Fact]
    public async Task What_was_committed_is_not_called_undone_when_the_store_fails_right_after()
    {
        await using Silo silo = await Silo.StartAsync();
        OfferTerms one = await silo.OfferAsync(Silo.Meeting, "08:00-09:00"), two = await silo.OfferAsync(Silo.Meeting, "10:00-11:00");
        OfferTerms first = await silo.OfferAsync(Silo.Meeting, "12:00-13:00");
        var gate = new TaskCompletionSource();
        silo.Log.Gate = gate.Task;
        Task<CommandReply> ahead = silo.SendAsync(new Book("X", one, null, null));
        Task<CommandReply> refused = silo.SendAsync(new Book("Y", one, null, null), key: Silo.Key("k"));
        Task<CommandReply>[] accepted = [silo.SendAsync(new Book("Z", two, null, null)), silo.SendAsync(new Book("W", first, null, null))];
        silo.Log.CannotFindAnswers = true;
        silo.Log.Gate = null;
        gate.SetResult();
        (await ahead).ShouldBeOfType<Accepted>();
        (await Task.WhenAll(accepted)).ShouldAllBe(reply => reply is Accepted);
        (await refused).ShouldBeOfType<Unavailable>();
        (await silo.BoardAsync()).Commitments.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_command_on_which_a_defect_shows_spoils_no_other_of_its_group()
    {
        await using Silo silo = await Silo.StartAsync();
        OfferTerms one = await silo.OfferAsync(Silo.Meeting, "08:00-09:00"), two = await silo.OfferAsync(Silo.Meeting, "10:00-11:00");
        var gate = new TaskCompletionSource();
        silo.Log.Gate = gate.Task;
        Task<CommandReply> ahead = silo.SendAsync(new Book("X", one, null, null));
        Task<CommandReply> broken = silo.SendAsync(new PutService(Silo.Repair, null)), fine = silo.SendAsync(new Book("Y", two, null, null));
        silo.Log.Gate = null;
        gate.SetResult();
        (await ahead).ShouldBeOfType<Accepted>();
        (await fine).ShouldBeOfType<Accepted>();
        await Should.ThrowAsync<ArgumentException>(() => broken);
    }

    [Fact]
    public async Task A_territory_that_is_broken_does_not_keep_the_days_of_others_from_going_on()
    {
        await using Silo silo = await Silo.StartAsync();
        await silo.DoAsync(new DefineTerritory(Lyon.Settings with { Id = "ain" }, null), "ain");
        using TerritoryPlanners awake = silo.NewPlanners(new PlannerOptions { IdleAfter = TimeSpan.FromDays(9) });
        await awake.BoardAsync("ain", Silo.Stop);
        int before = (await awake.BoardAsync("lyon", Silo.Stop))!.FirstDay;
        silo.Log.Broken = "ain";
        silo.Clock.Advance(TimeSpan.FromHours(12));
        await Should.ThrowAsync<InvalidOperationException>(() => awake.TickAsync(Silo.Stop));
        (await awake.BoardAsync("lyon", Silo.Stop))!.FirstDay.ShouldBe(before + 1);
        (await awake.BoardAsync("ain", Silo.Stop))!.FirstDay.ShouldBe(before);
    }

    [Fact]
    public async Task A_territory_that_waits_for_the_store_does_not_hold_up_the_time_of_others()
    {
        await using Silo silo = await Silo.StartAsync();
        await silo.DoAsync(new DefineTerritory(Lyon.Settings with { Id = "ain" }, null), "ain");
        using TerritoryPlanners awake = silo.NewPlanners(new PlannerOptions { IdleAfter = TimeSpan.FromDays(9) });
        int before = (await awake.BoardAsync("ain", Silo.Stop))!.FirstDay;
        await awake.BoardAsync("lyon", Silo.Stop);
        var gate = new TaskCompletionSource();
        (silo.Log.Gate, silo.Log.Gated) = (gate.Task, "ain");
        silo.Clock.Advance(TimeSpan.FromHours(12));
        Task held = awake.TickAsync(Silo.Stop);
        silo.Clock.Advance(TimeSpan.FromDays(1));

        // Were the territory that waits told again it would be waited for, too.
        while ((await awake.BoardAsync("lyon", Silo.Stop))!.FirstDay < before + 2) await awake.TickAsync(Silo.Stop).WaitAsync(TimeSpan.FromMinutes(1), Silo.Stop);

        held.IsCompleted.ShouldBeFalse();
        (await awake.BoardAsync("ain", Silo.Stop))!.FirstDay.ShouldBe(before);
        gate.SetResult();
        await held;
        (await awake.BoardAsync("ain", Silo.Stop))!.FirstDay.ShouldBeGreaterThan(before);
    }

    [Fact]
    public async Task A_territory_nobody_defined_is_unknown_and_leaves_no_trace()
    {
        await using Silo silo = await Silo.StartAsync();
        (await silo.Planners.BoardAsync("nowhere", Silo.Stop)).ShouldBeNull();
        (await silo.SendAsync(new ExpireHolds(), "nowhere")).ShouldBeOfType<Refused>().Refusal.Code.ShouldBe(RefusalCode.UnknownTerritory);
        await silo.Planners.TickAsync(Silo.Stop);
        silo.Planners.Active.ShouldBe(["lyon"]);
    }

    [Fact]
    public async Task The_days_of_a_board_follow_the_calendar()
    {
        await using Silo silo = await Silo.StartAsync();
        string id = await silo.BookAsync(await silo.OfferAsync());
        Board before = await silo.BoardAsync();
        silo.Clock.Advance(TimeSpan.FromDays(1));
        await silo.Planners.TickAsync(Silo.Stop);
        Board tomorrow = await silo.BoardAsync();
        tomorrow.FirstDay.ShouldBe(before.FirstDay + 1);
        tomorrow.AfterDay.ShouldBe(before.AfterDay + 1);
        tomorrow.Commitments.Keys.ShouldContain(id);
        silo.Clock.Advance(TimeSpan.FromDays(2));
        await silo.Planners.TickAsync(Silo.Stop);
        Board later = await silo.BoardAsync();
        later.Commitments.Count.ShouldBe(0);
        BoardChecker.Check(BoardSnapshot.Of(later)).ShouldBeEmpty();
        (await silo.Store.FindAsync("lyon", id, Silo.Stop)).ShouldNotBeNull();
        (await silo.SearchAsync(Silo.Repair, "08:00-17:00")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_id_another_territory_has_is_refused()
    {
        await using Silo silo = await Silo.StartAsync();
        await silo.DoAsync(new DefineTerritory(Lyon.Settings with { Id = "isere" }, null), "isere");
        Refusal refusal = (await silo.SendAsync(new PutSite(Lyon.Opera, null), "isere")).ShouldBeOfType<Refused>().Refusal;
        refusal.Code.ShouldBe(RefusalCode.AlreadyExists);
        refusal.Message.ShouldContain("lyon");
    }

    private static string Digest(Board board) => PlanDigest.Of(BoardSnapshot.Of(board));

    private sealed class NobodyRuns : IPlannerScheduler
    {
        public void Schedule(Func<Task> work)
        {
            // The steps of these planners are never run.
        }
    }
}
