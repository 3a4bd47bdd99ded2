using System.Collections.Immutable;
using OptiTime.Engine.Planners;
using OptiTime.Engine.Tests.Fixtures;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using OptiTime.Planning.Verification;

namespace OptiTime.Engine.Tests.Planners;

/// <summary>What concerns two territories is appended to both logs or to none, whatever goes wrong and whoever answers.</summary>
public sealed class LendingTests
{
    private static readonly PlannerOptions Hasty = new() { Resends = 3, ResendAfter = TimeSpan.FromMilliseconds(1), SearchesAtOnce = 2 };

    private static readonly Service Workshop = new(
        "workshop", "workshop", PriorityClass.Project,
        [new ServiceStep("1", Seconds.FromMinutes(60), Seconds.Zero, [new Role("expert", "expert", [], 1, RolePlace.Site), new Role("room", "room", [], 1, RolePlace.Site)], Seconds.Zero, null)],
        new PromiseRule([], Seconds.FromMinutes(30), null), Seconds.Zero, [], new Money(50_000));

    private static readonly Service Advice = new(
        "advice", "advice", PriorityClass.Standard,
        [new ServiceStep("1", Seconds.FromMinutes(60), Seconds.Zero, [new Role("expert", "expert", [], 1, RolePlace.Customer)], Seconds.Zero, null)],
        new PromiseRule([], Seconds.FromMinutes(30), null), Seconds.Zero, [], new Money(9_000));

    /// <summary>Two territories, each with a site, a room and an expert who may be lent to the other.</summary>
    private static async Task<Silo> StartAsync()
    {
        Silo silo = await Silo.StartAsync();
        await silo.DoAsync(new DefineTerritory(Lyon.Settings with { Id = "loire" }, null), "loire");
        await silo.DoAsync(new PutSite(Lyon.Gerland, null), "loire");
        await silo.DoAsync(new PutResource(Lyon.Room("M7", "GERLAND"), null, null), "loire");
        await silo.DoAsync(new PutResource(Expert("E1", "lyon"), new Place(Lyon.HomeOf("E1"), Lyon.Bron), null), "loire");
        await silo.DoAsync(new PutResource(Expert("E2", "loire"), new Place(Lyon.HomeOf("E2"), Lyon.Ecully), null));
        await silo.DoAsync(new PutService(Workshop, null), Catalogue.LogName);
        await silo.DoAsync(new PutService(Advice, null), Catalogue.LogName);
        return silo;
    }

    private static Resource Expert(string id, string lentTo) => Lyon.Technician(id) with { Kind = "expert", LentTo = [lentTo] };

    private static SearchQuery Ask(string span = "08:00-12:00", string expert = "E1", string lender = "loire") =>
        Silo.Query(Workshop, span) with { Lenders = [lender], Require = [expert] };

    private static async Task<ImmutableArray<OfferTerms>> OffersAsync(Silo silo, SearchQuery query, string territory = "lyon") =>
        [.. (await silo.Planners.SearchAsync(territory, query, Silo.Stop)).Result.ShouldNotBeNull().Offers.Select(offer => silo.Terms(offer, Workshop))];

    private static async Task<OfferTerms> OfferAsync(Silo silo, string span = "08:00-12:00") => (await OffersAsync(silo, Ask(span)))[0];

    /// <summary>What both logs say, read anew: that what is lent stands in both or in neither.</summary>
    private static async Task<(Board Lyon, Board Loire)> AgreeAsync(Silo silo)
    {
        using TerritoryPlanners fresh = silo.NewPlanners();
        var loans = new LoanChecker();
        var boards = new List<Board>();
        foreach (string territory in new[] { "lyon", "loire" })
        {
            Board board = (await fresh.BoardAsync(territory, Silo.Stop))!;
            BoardChecker.Check(BoardSnapshot.Of(board)).ShouldBeEmpty();
            loans.Add(BoardSnapshot.Of(board));
            boards.Add(board);
        }
        loans.Check().ShouldBeEmpty();
        return (boards[0], boards[1]);
    }

    private static int Loans(Board board) => board.Commitments.Values.Count(entry => entry.Commitment.Loan is not null);

    [Fact]
    public async Task What_is_lent_is_booked_in_both_logs_by_one_append()
    {
        await using Silo silo = await StartAsync();
        OfferTerms terms = await OfferAsync(silo);
        int before = silo.Log.Appends;

        Answer answer = await silo.DoAsync(new Book("B1", terms, null, null));

        silo.Log.Appends.ShouldBe(before + 1);
        answer.Commitment!.Lenders().ShouldBe(["loire"]);
        (Board lyon, Board loire) = await AgreeAsync(silo);
        (Loans(lyon), Loans(loire)).ShouldBe((0, 1));
        (await silo.Planners.BoardAsync("loire", Silo.Stop))!.Version.ShouldBe(loire.Version);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    public async Task A_lost_reply_books_both_once(int requestsLost, int repliesLost)
    {
        await using Silo silo = await StartAsync();
        using TerritoryPlanners planners = silo.NewPlanners(Hasty);
        OfferTerms terms = await OfferAsync(silo);
        (silo.Log.RequestsToLose, silo.Log.RepliesToLose) = (requestsLost, repliesLost);

        (await planners.SendAsync("lyon", new Book("B1", terms, null, null), null, Silo.Stop)).ShouldBeOfType<Accepted>().Replayed.ShouldBeFalse();

        (Board lyon, Board loire) = await AgreeAsync(silo);
        (lyon.Commitments.Count, Loans(loire)).ShouldBe((1, 1));
    }

    [Fact]
    public async Task After_a_crash_between_the_append_and_its_reply_the_same_key_tells_what_was_done_in_both()
    {
        await using Silo silo = await StartAsync();
        using TerritoryPlanners planners = silo.NewPlanners(Hasty);
        OfferTerms terms = await OfferAsync(silo);
        silo.Log.RepliesToLose = 3;
        (await planners.SendAsync("lyon", new Book("B1", terms, null, null), Silo.Key("k"), Silo.Stop)).ShouldBeOfType<OutcomeUnknown>();

        silo.Restart();
        var again = (await silo.SendAsync(new Book("B2", terms, null, null), key: Silo.Key("k"))).ShouldBeOfType<Accepted>();

        (again.Replayed, again.Answer.Commitment!.Id).ShouldBe((true, "B1"));
        (Board lyon, Board loire) = await AgreeAsync(silo);
        (lyon.Commitments.Count, Loans(loire)).ShouldBe((1, 1));
    }

    [Fact]
    public async Task A_version_lost_in_the_lenders_log_alone_is_read_and_decided_on_again()
    {
        await using Silo silo = await StartAsync();
        using TerritoryPlanners other = silo.NewPlanners();
        OfferTerms terms = await OfferAsync(silo);
        silo.Log.Before = OnceAsync(() => other.SendAsync(
            "loire", new PutResource(Lyon.Room("M8", "GERLAND"), null, null), null, Silo.Stop));

        await silo.DoAsync(new Book("B1", terms, null, null));

        (_, Board loire) = await AgreeAsync(silo);
        Loans(loire).ShouldBe(1);
        loire.FindResource("M8").ShouldNotBeNull();
    }

    [Fact]
    public async Task Who_is_booked_at_home_at_the_last_moment_is_not_lent_and_nothing_is_written_anywhere()
    {
        await using Silo silo = await StartAsync();
        using TerritoryPlanners other = silo.NewPlanners();
        OfferTerms terms = await OfferAsync(silo, "09:00-10:00");
        FoundOffer visit = (await other.SearchAsync("loire", Silo.Query(Advice, "09:00-10:00"), Silo.Stop)).Result!.Offers[0];
        OfferTerms home = silo.Terms(visit, Advice) with { Place = new Place("at-home", Lyon.Bron) };
        silo.Log.Before = OnceAsync(() => other.SendAsync("loire", new Book("L1", home, null, null), null, Silo.Stop));

        (await silo.SendAsync(new Book("B1", terms, null, null))).ShouldBeOfType<Refused>().Refusal.Code.ShouldBe(RefusalCode.OfferTaken);

        (Board lyon, Board loire) = await AgreeAsync(silo);
        lyon.Commitments.Count.ShouldBe(0);
        loire.Commitments.Keys.ShouldBe(["L1"]);
    }

    [Fact]
    public async Task Another_silo_confirms_moves_and_cancels_what_it_has_not_heard_of()
    {
        await using Silo silo = await StartAsync();
        using TerritoryPlanners other = silo.NewPlanners();
        await other.BoardAsync("lyon", Silo.Stop);
        await other.BoardAsync("loire", Silo.Stop);
        string hold = await silo.HoldAsync(await OfferAsync(silo));

        (await other.SendAsync("lyon", new ConfirmHold(hold, null, null), null, Silo.Stop)).ShouldBeOfType<Accepted>();
        (await AgreeAsync(silo)).Loire.Commitments.Values.ShouldHaveSingleItem().Commitment.State.ShouldBe(CommitmentState.Confirmed);
        OfferTerms later = (await OffersAsync(silo, Ask("13:00-17:00")))[0];
        (await silo.SendAsync(new RescheduleBooking(hold, later))).ShouldBeOfType<Accepted>();
        (await AgreeAsync(silo)).Loire.Commitments.Keys.ShouldBe([later.Id]);
        (await other.SendAsync("lyon", new CancelBooking(hold, null), null, Silo.Stop)).ShouldBeOfType<Accepted>();
        (Board lyon, Board loire) = await AgreeAsync(silo);
        (lyon.Commitments.Count, loire.Commitments.Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Who_knows_of_a_booking_and_not_yet_of_its_loan_ends_both()
    {
        await using Silo silo = await StartAsync();
        using TerritoryPlanners behind = silo.NewPlanners();
        await behind.BoardAsync("lyon", Silo.Stop);
        await behind.BoardAsync("loire", Silo.Stop);
        Answer booked = await silo.DoAsync(new Book("B1", await OfferAsync(silo), null, null));
        (await behind.BoardAsync("lyon", booked.Version, Silo.Stop))!.Version.ShouldBe(booked.Version);

        (await behind.SendAsync("lyon", new CancelBooking("B1", null), null, Silo.Stop)).ShouldBeOfType<Accepted>();

        (Board lyon, Board loire) = await AgreeAsync(silo);
        (lyon.Commitments.Count, loire.Commitments.Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task A_loan_is_not_changed_by_itself()
    {
        await using Silo silo = await StartAsync();
        OfferTerms terms = await OfferAsync(silo);
        await silo.HoldAsync(terms);

        (await silo.SendAsync(new ReleaseHold(terms.Id, null), "loire")).ShouldBeOfType<Refused>().Refusal.Code.ShouldBe(RefusalCode.Lent);
        Loans((await AgreeAsync(silo)).Loire).ShouldBe(1);
    }

    [Fact]
    public async Task A_hold_that_is_over_by_the_stores_clock_is_confirmed_in_no_log_and_each_log_ends_its_half()
    {
        await using Silo silo = await StartAsync();
        var behind = new ManualClock(silo.Clock.GetUtcNow());
        using TerritoryPlanners slow = silo.NewPlanners(clock: behind);
        string hold = await silo.HoldAsync(await OfferAsync(silo), seconds: 60);
        await slow.BoardAsync("lyon", Silo.Stop);
        silo.Clock.Advance(TimeSpan.FromSeconds(61));

        (await slow.SendAsync("lyon", new ConfirmHold(hold, null, null), null, Silo.Stop)).ShouldBeOfType<Refused>().Refusal.Code.ShouldBe(RefusalCode.HoldExpired);
        (await AgreeAsync(silo)).Loire.Commitments.Values.ShouldAllBe(entry => entry.Commitment.State == CommitmentState.Held);
        await silo.BoardAsync();
        await silo.Planners.BoardAsync("loire", Silo.Stop);
        await silo.Planners.TickAsync(Silo.Stop);
        (Board lyon, Board loire) = await AgreeAsync(silo);
        (lyon.Commitments.Count, loire.Commitments.Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Territories_that_lend_to_each_other_at_the_same_time_do_not_wait_for_each_other_for_ever()
    {
        await using Silo silo = await StartAsync();
        using TerritoryPlanners other = silo.NewPlanners(new PlannerOptions { Races = 1_000, Tries = 2_000 });
        var commands = new List<(string Territory, Book Command)>();
        foreach (OfferTerms terms in await OffersAsync(silo, Ask("08:00-17:00"))) commands.Add(("lyon", new Book(silo.NewId(), terms, null, null)));
        foreach (OfferTerms terms in await OffersAsync(silo, Ask("08:00-17:00", "E2", "lyon"), "loire")) commands.Add(("loire", new Book(silo.NewId(), terms, null, null)));

        CommandReply[] replies = await Task.WhenAll(commands.Select((one, index) =>
            (index % 2 == 0 ? silo.Planners : other).SendAsync(one.Territory, one.Command, null, Silo.Stop).AsTask()));

        replies.ShouldAllBe(reply => reply is Accepted || reply is Refused || reply is Contended);
        replies.ShouldContain(reply => reply is Accepted);
        (Board lyon, Board loire) = await AgreeAsync(silo);
        (Loans(lyon) + Loans(loire)).ShouldBe(replies.Count(reply => reply is Accepted));
    }

    [Fact]
    public async Task Who_cannot_have_both_planners_in_time_is_told_to_come_again()
    {
        await using Silo silo = await StartAsync();
        OfferTerms terms = await OfferAsync(silo);
        using TerritoryPlanners impatient = silo.NewPlanners(new PlannerOptions { TurnPatience = TimeSpan.FromMilliseconds(50) });
        await impatient.BoardAsync("loire", Silo.Stop);
        var gate = new TaskCompletionSource();
        (silo.Log.Gate, silo.Log.Gated) = (gate.Task, "loire");
        Task<CommandReply> stuck = impatient.SendAsync("loire", new PutResource(Lyon.Room("M8", "GERLAND"), null, null), null, Silo.Stop).AsTask();

        (await impatient.SendAsync("lyon", new Book("B1", terms, null, null), null, Silo.Stop)).ShouldBeOfType<Busy>().What.ShouldContain("'loire'");

        gate.SetResult();
        (await stuck).ShouldBeOfType<Accepted>();
        (await impatient.SendAsync("lyon", new Book("B1", terms, null, null), null, Silo.Stop)).ShouldBeOfType<Accepted>();
    }

    [Fact]
    public async Task A_lender_that_cannot_be_asked_or_is_not_there_hides_nothing_of_the_territorys_own()
    {
        await using Silo silo = await StartAsync();
        FoundOffer offer = (await silo.Planners.SearchAsync("lyon", Ask() with { Require = [], Lenders = ["nowhere"] }, Silo.Stop)).Result!.Offers[0];
        offer.Steps[0].Resources.ShouldAllBe(who => who.Territory == null);

        silo.Restart();
        await silo.BoardAsync();
        silo.Log.ReadingFails = true;
        SearchResult result = (await silo.Planners.SearchAsync("lyon", Ask() with { Require = [] }, Silo.Stop)).Result!;
        (result.Completeness, result.Offers.IsEmpty).ShouldBe((Completeness.Truncated, false));
        result.LeftOut.ShouldNotBeNull().ShouldContain("'loire', which lends, could not be asked");
        silo.Log.ReadingFails = false;

        OfferTerms forged = silo.Terms(offer, Workshop);
        forged = forged with { Steps = [forged.Steps[0] with { Resources = [.. forged.Steps[0].Resources.Select(who => who with { Territory = "nowhere" })] }] };
        (await silo.SendAsync(new Book("B1", forged, null, null))).ShouldBeOfType<Refused>().Refusal.Code.ShouldBe(RefusalCode.OfferTaken);
    }

    [Fact]
    public async Task A_store_that_is_away_refuses_both_halves_and_what_is_under_way_ends_before_planners_retire()
    {
        await using Silo silo = await StartAsync();
        OfferTerms terms = await OfferAsync(silo);
        silo.Log.IsDown = true;
        (await silo.SendAsync(new Book("B1", terms, null, null))).ShouldBeOfType<Unavailable>();
        silo.Log.IsDown = false;
        var gate = new TaskCompletionSource();
        silo.Log.Gate = gate.Task;
        Task<CommandReply> booking = silo.SendAsync(new Book("B1", terms, null, null));

        Task retiring = silo.Planners.RetireAllAsync();
        gate.SetResult();
        await retiring;

        bool isBooked = await booking is Accepted;
        (Board lyon, Board loire) = await AgreeAsync(silo);
        (lyon.Commitments.Count, Loans(loire)).ShouldBe(isBooked ? (1, 1) : (0, 0));
    }

    /// <summary>Does something before the next append only, as another silo would: its own appends pass.</summary>
    private static Func<Task> OnceAsync(Func<ValueTask<CommandReply>> act)
    {
        bool isDone = false;
        return async () =>
        {
            if (isDone) return;
            isDone = true;
            (await act()).ShouldBeOfType<Accepted>();
        };
    }
}
