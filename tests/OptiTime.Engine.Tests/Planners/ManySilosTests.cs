using OptiTime.Engine.Log;
using OptiTime.Engine.Planners;
using OptiTime.Engine.Tests.Fixtures;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using OptiTime.Planning.Verification;

namespace OptiTime.Engine.Tests.Planners;

/// <summary>Any silo answers any call, whatever the others have just done.</summary>
public sealed class ManySilosTests
{
    [Fact]
    public async Task A_hold_of_one_silo_is_confirmed_by_another_that_has_not_heard_of_it()
    {
        await using Silo silo = await Silo.StartAsync();
        using TerritoryPlanners other = silo.NewPlanners();
        await other.BoardAsync("lyon", Silo.Stop);
        string hold = await silo.HoldAsync(await silo.OfferAsync());

        (await other.SendAsync("lyon", new ConfirmHold(hold, new Confirmer("anna", null), null), null, Silo.Stop)).ShouldBeOfType<Accepted>();
    }

    [Fact]
    public async Task A_disruption_and_bookings_of_other_silos_that_race_are_all_decided_on_what_is_newest()
    {
        await using Silo silo = await Silo.StartAsync();
        using TerritoryPlanners other = silo.NewPlanners();
        await other.BoardAsync("lyon", Silo.Stop);
        var offers = new List<OfferTerms>();
        foreach (string span in new[] { "08:00-10:00", "10:00-12:00", "13:00-15:00", "15:00-17:00" }) offers.Add(await silo.OfferAsync(span: span));
        var absent = new ResourceAbsent("T1", Lyon.MondaySpan("07:00-18:00"), "ill");
        Task<CommandReply>[] calls =
        [
            .. offers.Take(2).Select(terms => silo.SendAsync(new Book(silo.NewId(), terms, null, null))),
            other.SendAsync("lyon", new HandleDisruption("R1", absent, RepairBudget.Unlimited, null), null, Silo.Stop).AsTask(),
            .. offers.Skip(2).Select(terms => other.SendAsync("lyon", new Book(silo.NewId(), terms, null, null), null, Silo.Stop).AsTask()),
        ];
        CommandReply[] replies = await Task.WhenAll(calls);

        replies[2].ShouldBeOfType<Accepted>().Answer.Repair.ShouldNotBeNull();
        replies.ShouldAllBe(reply => reply is Accepted || (reply is Refused && ((Refused)reply).Refusal.Code == RefusalCode.OfferTaken));
        await other.FollowAsync(Silo.Stop);
        Board board = (await other.BoardAsync("lyon", Silo.Stop))!;
        BoardChecker.Check(BoardSnapshot.Of(board)).ShouldBeEmpty();
        foreach (string id in replies.OfType<Accepted>().Select(reply => reply.Answer.Commitment?.Id).OfType<string>())
        {
            Commitment booking = board.Commitments[id].Commitment;
            if (booking.State == CommitmentState.Broken) board.Broken.ShouldContain(id);
            else board.PlannedTimes(booking).ShouldNotBeEmpty();
            booking.Steps[0].Assignments.ShouldAllBe(who => who.Resource != "T1");
        }
    }

    [Fact]
    public async Task A_preview_appends_nothing_and_tells_what_is_then_done()
    {
        await using Silo silo = await Silo.StartAsync();
        await silo.BookAsync(await silo.OfferAsync(span: "08:00-10:00"));
        var command = new HandleDisruption("R1", new ResourceAbsent("T1", Lyon.MondaySpan("07:00-18:00"), null), RepairBudget.Unlimited, null);
        long version = (await silo.BoardAsync()).Version;

        PreviewReply preview = await silo.Planners.PreviewAsync("lyon", command, Silo.Stop);

        (await silo.BoardAsync()).Version.ShouldBe(version);
        (await silo.DoAsync(command)).Repair!.Lines.ShouldBe(preview.Decision!.Answer!.Repair!.Lines);
    }

    [Fact]
    public async Task A_refusal_is_told_only_of_the_newest_state()
    {
        await using Silo silo = await Silo.StartAsync();
        using TerritoryPlanners other = silo.NewPlanners();
        await other.BoardAsync("lyon", Silo.Stop);
        OfferTerms terms = await silo.OfferAsync();
        await silo.DoAsync(new PutService(Silo.Repair with { Id = "survey", Name = "survey" }, null), Catalogue.LogName);

        (await other.SendAsync(Catalogue.LogName, new RemoveService("survey", null), null, Silo.Stop)).ShouldBeOfType<Accepted>();
        string booking = await silo.BookAsync(terms);
        (await other.SendAsync("lyon", new CancelBooking(booking, null), null, Silo.Stop)).ShouldBeOfType<Accepted>();
    }

    [Fact]
    public async Task A_refusal_is_not_told_while_the_store_cannot_say_what_is_newest()
    {
        await using Silo silo = await Silo.StartAsync();
        await silo.BoardAsync();
        silo.Log.IsDown = true;
        (await silo.SendAsync(new CancelBooking("nothing", null))).ShouldBeOfType<Unavailable>();
    }

    [Fact]
    public async Task What_another_silo_has_done_is_followed_in_one_question_for_all_territories()
    {
        await using Silo silo = await Silo.StartAsync();
        await silo.DoAsync(new DefineTerritory(Lyon.Settings with { Id = "ain" }, null), "ain");
        using TerritoryPlanners other = silo.NewPlanners();
        await other.BoardAsync("lyon", Silo.Stop);
        await other.BoardAsync("ain", Silo.Stop);
        string booking = await silo.BookAsync(await silo.OfferAsync());
        await silo.DoAsync(new PutResource(Lyon.Technician("T9"), new Place(Lyon.HomeOf("T9"), Lyon.Bron), null), "ain");

        await other.FollowAsync(Silo.Stop);

        (await other.BoardAsync("lyon", Silo.Stop))!.Commitments.Keys.ShouldContain(booking);
        (await other.BoardAsync("ain", Silo.Stop))!.Resources.Select(entry => entry.Resource.Id).ShouldBe(["T9"]);
    }

    [Fact]
    public async Task Who_has_seen_a_later_version_is_shown_it_or_one_after_it()
    {
        await using Silo silo = await Silo.StartAsync();
        using TerritoryPlanners other = silo.NewPlanners(new PlannerOptions { VersionPatience = TimeSpan.FromMinutes(1) });
        long before = (await other.BoardAsync("lyon", Silo.Stop))!.Version;
        await silo.BookAsync(await silo.OfferAsync());

        (await other.BoardAsync("lyon", before, Silo.Stop))!.Version.ShouldBe(before);
        (await other.BoardAsync("lyon", before + 1, Silo.Stop))!.Version.ShouldBe(before + 1);
    }

    [Fact]
    public async Task Who_asks_for_a_later_version_does_not_wait_behind_an_append_that_hangs()
    {
        await using Silo silo = await Silo.StartAsync();
        OfferTerms terms = await silo.OfferAsync();
        using TerritoryPlanners planners = silo.NewPlanners(new PlannerOptions { VersionPatience = TimeSpan.FromMilliseconds(50) });
        long version = (await planners.BoardAsync("lyon", Silo.Stop))!.Version;
        var gate = new TaskCompletionSource();
        silo.Log.Gate = gate.Task;
        Task<CommandReply> booking = planners.SendAsync("lyon", new Book("B1", terms, null, null), null, Silo.Stop).AsTask();

        (await planners.BoardAsync("lyon", version + 1, Silo.Stop))!.Version.ShouldBe(version);

        gate.SetResult();
        (await booking).ShouldBeOfType<Accepted>();
    }

    [Fact]
    public async Task A_version_that_does_not_come_is_not_waited_for_for_ever()
    {
        await using Silo silo = await Silo.StartAsync();
        using TerritoryPlanners impatient = silo.NewPlanners(new PlannerOptions { VersionPatience = TimeSpan.Zero });
        long version = (await impatient.BoardAsync("lyon", Silo.Stop))!.Version;
        (await impatient.BoardAsync("lyon", version + 1, Silo.Stop))!.Version.ShouldBe(version);
        silo.Log.IsDown = true;
        (await silo.Planners.BoardAsync("lyon", version + 1, Silo.Stop))!.Version.ShouldBe(version);
    }

    [Fact]
    public async Task A_board_that_cannot_be_followed_grows_old_and_is_young_again_when_it_can()
    {
        await using Silo silo = await Silo.StartAsync();
        await silo.BoardAsync();
        await silo.Planners.FollowAsync(Silo.Stop);
        silo.Planners.FreshnessOf("lyon").ShouldBe(new Freshness(TimeSpan.Zero, false, null));

        silo.Log.IsDown = true;
        silo.Clock.Advance(TimeSpan.FromSeconds(7));
        await Should.ThrowAsync<StoreUnavailableException>(() => silo.Planners.FollowAsync(Silo.Stop));
        silo.Planners.FreshnessOf("lyon").ShouldBe(new Freshness(TimeSpan.FromSeconds(7), true, null));
        (await silo.SearchAsync(Silo.Repair)).ShouldNotBeEmpty();

        silo.Log.IsDown = false;
        await silo.Planners.FollowAsync(Silo.Stop);
        silo.Planners.FreshnessOf("lyon").IsStale.ShouldBeFalse();
    }

    [Fact]
    public async Task What_the_store_cannot_read_again_is_not_dropped_for_being_idle()
    {
        await using Silo silo = await Silo.StartAsync();
        await silo.BoardAsync();
        silo.Log.IsDown = true;
        silo.Clock.Advance(TimeSpan.FromHours(1));
        await silo.Planners.TickAsync(Silo.Stop);
        silo.Planners.Active.ShouldBe(["lyon"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_change_this_build_does_not_know_stops_its_territory_at_the_version_before(bool isRestarted)
    {
        await using Silo silo = await Silo.StartAsync();
        long before = (await silo.BoardAsync()).Version;
        using TerritoryPlanners newer = silo.NewPlanners();
        (await newer.SendAsync("lyon", new PutResource(Lyon.Room("M8"), null, null), null, Silo.Stop)).ShouldBeOfType<Accepted>();
        OfferTerms terms = silo.Terms((await newer.SearchAsync("lyon", Silo.Query(Silo.Repair, "08:00-17:00"), Silo.Stop)).Result!.Offers[0]);
        silo.Log.UnknownVersion = before + 1;
        if (isRestarted) silo.Restart();

        Board board = await silo.BoardAsync();
        await silo.Planners.FollowAsync(Silo.Stop);

        board.Version.ShouldBe(before);
        Freshness freshness = silo.Planners.FreshnessOf("lyon");
        (freshness.IsStale, freshness.Halted!).ShouldBe((true, $"Log 'lyon' version {before + 1} holds a change 'something-new' of schema 1, which this build does not know. Run the build that wrote it, or a newer one."));
        (await silo.SearchAsync(Silo.Repair)).ShouldNotBeEmpty();
        (await silo.SendAsync(new Book("B1", terms, null, null))).ShouldBeOfType<Unavailable>();
    }

    [Fact]
    public async Task Who_loses_the_version_too_often_is_told_so_and_nothing_was_changed()
    {
        await using Silo silo = await Silo.StartAsync();
        using TerritoryPlanners quick = silo.NewPlanners(), slow = silo.NewPlanners(new PlannerOptions { Races = 3 });
        OfferTerms terms = await silo.OfferAsync();
        await slow.BoardAsync("lyon", Silo.Stop);
        int room = 20;
        silo.Log.Before = async () => await quick.SendAsync("lyon", new PutResource(Lyon.Room($"M{++room}"), null, null), null, Silo.Stop);

        var lost = (await slow.SendAsync("lyon", new Book("B1", terms, null, null), null, Silo.Stop)).ShouldBeOfType<Contended>();

        lost.Tries.ShouldBe(4);
        silo.Log.Before = null;
        (await silo.BoardAsync()).Commitments.Keys.ShouldBeEmpty();
        (await slow.SendAsync("lyon", new Book("B1", terms, null, null), null, Silo.Stop)).ShouldBeOfType<Accepted>();
    }

    [Fact]
    public async Task A_hold_that_is_over_by_a_wrong_clock_alone_is_confirmed_though_nobody_has_set_the_clock_yet()
    {
        await using Silo silo = await Silo.StartAsync();
        string hold = await silo.HoldAsync(await silo.OfferAsync(), seconds: 30);
        using TerritoryPlanners ahead = silo.NewPlanners(clock: new ManualClock(silo.Clock.GetUtcNow() + TimeSpan.FromMinutes(1)));

        (await ahead.SendAsync("lyon", new ConfirmHold(hold, new Confirmer("anna", null), null), null, Silo.Stop)).ShouldBeOfType<Accepted>();
    }

    [Fact]
    public async Task Who_is_refused_beside_others_who_are_not_is_refused_on_the_newest_catalogue_too()
    {
        await using Silo silo = await Silo.StartAsync();
        using TerritoryPlanners other = silo.NewPlanners();
        string first = await silo.BookAsync(await silo.OfferAsync(Silo.Meeting, "08:00-09:00")), second = await silo.BookAsync(await silo.OfferAsync(Silo.Meeting, "10:00-11:00"));
        await other.BoardAsync("lyon", Silo.Stop);
        Service survey = Silo.Repair with { Id = "survey" };
        await silo.DoAsync(new PutService(survey, null), Catalogue.LogName);
        OfferTerms terms = silo.Terms((await silo.SearchAsync(survey))[0]) with { Service = survey.Id };
        var gate = new TaskCompletionSource();
        silo.Log.Gate = gate.Task;
        // Calling off asks nothing of the catalogue: that the append is taken says nothing about it.
        Task<CommandReply> ahead = Send(new CancelBooking(first, null)), one = Send(new CancelBooking(second, null)), two = Send(new Book("Z", terms, null, null));
        silo.Log.Gate = null;
        gate.SetResult();

        (await Task.WhenAll(ahead, one, two)).ShouldAllBe(reply => reply is Accepted);
        Task<CommandReply> Send(Command command) => other.SendAsync("lyon", command, null, Silo.Stop).AsTask();
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(60)]
    public async Task A_silo_whose_clock_is_off_by_a_minute_keeps_the_stores_time(int seconds)
    {
        await using Silo silo = await Silo.StartAsync();
        var wrong = new ManualClock(silo.Clock.GetUtcNow() + TimeSpan.FromSeconds(seconds));
        using TerritoryPlanners astray = silo.NewPlanners(clock: wrong);
        await astray.BoardAsync("lyon", Silo.Stop);
        string brief = await silo.HoldAsync(await silo.OfferAsync(span: "08:00-10:00"), seconds: 30), hold = await silo.HoldAsync(await silo.OfferAsync(span: "10:00-12:00"), seconds: 50);

        await astray.FollowAsync(Silo.Stop);
        await astray.TickAsync(Silo.Stop);
        (await astray.BoardAsync("lyon", Silo.Stop))!.Holds.Count.ShouldBe(2);
        (await astray.SendAsync("lyon", new ConfirmHold(hold, new Confirmer("anna", null), null), null, Silo.Stop)).ShouldBeOfType<Accepted>();

        silo.Clock.Advance(TimeSpan.FromSeconds(31));
        wrong.Advance(TimeSpan.FromSeconds(31));
        (await astray.SendAsync("lyon", new ConfirmHold(brief, new Confirmer("anna", null), null), null, Silo.Stop)).ShouldBeOfType<Refused>()
            .Refusal.Code.ShouldBe(RefusalCode.HoldExpired);
    }

    [Fact]
    public async Task A_silo_that_was_stopped_for_longer_than_a_hold_lives_cannot_confirm_it()
    {
        await using Silo silo = await Silo.StartAsync();
        var stopped = new ManualClock(silo.Clock.GetUtcNow());
        using TerritoryPlanners asleep = silo.NewPlanners(clock: stopped);
        string hold = await silo.HoldAsync(await silo.OfferAsync(), seconds: 30);
        await asleep.BoardAsync("lyon", Silo.Stop);
        silo.Clock.Advance(TimeSpan.FromSeconds(30));

        (await asleep.SendAsync("lyon", new ConfirmHold(hold, new Confirmer("anna", null), null), null, Silo.Stop)).ShouldBeOfType<Refused>()
            .Refusal.Code.ShouldBe(RefusalCode.HoldExpired);
    }

    [Fact]
    public async Task A_store_whose_clock_was_set_back_goes_on_from_the_time_its_logs_have_reached()
    {
        await using Silo silo = await Silo.StartAsync();
        await silo.BookAsync(await silo.OfferAsync(span: "08:00-10:00"));
        silo.Clock.Advance(TimeSpan.FromHours(-2));
        await silo.Planners.FollowAsync(Silo.Stop);
        Moment reached = (await silo.BoardAsync()).At;
        OfferTerms terms = await silo.OfferAsync(span: "10:00-12:00") with { ValidUntil = reached + Seconds.FromMinutes(15) };

        string hold = await silo.HoldAsync(terms, seconds: 60);
        await silo.DoAsync(new ConfirmHold(hold, new Confirmer("anna", null), null));

        (await silo.BoardAsync()).At.ShouldBe(reached);
    }

    [Fact]
    public async Task A_customer_erased_through_one_silo_leaves_the_memory_of_the_others()
    {
        await using Silo silo = await Silo.StartAsync();
        using TerritoryPlanners other = silo.NewPlanners();
        string id = await silo.HoldAsync(await silo.OfferAsync(customer: null, tier: "gold"));
        await silo.DoAsync(new ConfirmHold(id, new Confirmer("anna", "gold"), null));
        await silo.Store.PutAsync([new Engine.Directory.Customer("anna", "Anna", null, null, "gold", Lyon.Bron, [], [], [], 0)], null, Silo.Stop);
        Board before = (await other.BoardAsync("lyon", Silo.Stop))!;
        string place = before.Commitments[id].Commitment.Steps[0].Place!;
        before.Places.PlaceOf(place).Location.ShouldBe(Lyon.Bron);
        await other.FollowAsync(Silo.Stop);

        await silo.Store.EraseAsync("anna", Silo.Stop);
        // Should the store blink in the middle of it, it is done with the next poll.
        silo.Log.ReadingFails = true;
        await Should.ThrowAsync<StoreUnavailableException>(() => other.FollowAsync(Silo.Stop));
        silo.Log.ReadingFails = false;
        await other.FollowAsync(Silo.Stop);

        (await other.BoardAsync("lyon", Silo.Stop))!.Places.PlaceOf(place).Location.ShouldBeNull();
    }

    [Fact]
    public async Task Planners_that_retire_finish_what_they_were_given_and_take_no_more()
    {
        await using Silo silo = await Silo.StartAsync();
        var offers = await silo.HourlyMeetingsAsync();
        var gate = new TaskCompletionSource();
        silo.Log.Gate = gate.Task;
        Task<CommandReply>[] bookings = [.. offers.Select(offer => silo.SendAsync(new Book(silo.NewId(), silo.Terms(offer, Silo.Meeting), null, null)))];
        Task retiring = silo.Planners.RetireAllAsync();
        silo.Log.Gate = null;
        gate.SetResult();

        (await Task.WhenAll(bookings)).ShouldAllBe(reply => reply is Accepted);
        await retiring;
        (await silo.SendAsync(new CancelBooking("any", null))).ShouldBeOfType<Unavailable>();
    }
}
