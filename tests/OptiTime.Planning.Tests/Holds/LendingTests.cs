using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Tests.Holds;

/// <summary>Resources of one territory that serve in another: what stands in both plans begins, changes and ends in both.</summary>
public sealed class LendingTests
{
    private static readonly Interval Week = new(Lyon.OnMonday("08:00"), Lyon.OnMonday("08:00") + Seconds.FromHours(96));

    private static SearchQuery AskCrew => Branch.Ask(Partners.Crew, null, Week);

    private static Partners WithExpert(params Resource[] experts)
    {
        var partners = new Partners();
        partners.Hire(Partners.Lender, experts.Length == 0 ? [Partners.Expert("E1")] : experts);
        return partners;
    }

    private static (Commitment Commitment, Commitment? Loan) Held(Partners partners, SearchQuery query)
    {
        FoundOffer offer = partners.Search(query).Offers[0];
        string id = partners.Done(Partners.Borrower, new PlaceHold(partners.NewId("C"), partners.Terms(query, offer), Seconds.FromMinutes(5))).Commitment!.Id;
        return Both(partners, id);
    }

    private static (Commitment Commitment, Commitment? Loan) Both(Partners partners, string id)
    {
        Commitment commitment = partners.BoardOf(Partners.Borrower).Commitments[id].Commitment;
        return (commitment, partners.BoardOf(Partners.Lender).Commitments.TryGetValue(commitment.Offer, out CommitmentEntry loan) ? loan.Commitment : null);
    }

    [Fact]
    public void An_offer_tells_who_is_lent_and_taking_it_stands_in_both_plans()
    {
        Partners partners = WithExpert();

        FoundOffer offer = partners.Search(AskCrew).Offers[0];
        offer.Steps[0].Resources.ShouldContain(who => who.Resource == "E1" && who.Territory == Partners.Lender);
        offer.Steps[0].Resources.ShouldContain(who => who.Role == "room" && who.Territory == null);
        (Commitment commitment, Commitment? loan) = Held(partners, AskCrew);

        loan.ShouldNotBeNull().Loan.ShouldBe(new Loan(Partners.Borrower, commitment.Id));
        loan.HeldUntil.ShouldBe(commitment.HeldUntil);
        loan.Steps.ShouldHaveSingleItem().Assignments.ShouldHaveSingleItem().Resource.ShouldBe("E1");
        partners.BoardOf(Partners.Lender).PlannedTimes(loan).ShouldBe(partners.BoardOf(Partners.Borrower).PlannedTimes(commitment));
    }

    [Fact]
    public void Who_is_not_lent_is_not_offered()
    {
        Partners partners = WithExpert(Partners.Expert("E1") with { LentTo = null }, Partners.Expert("E2") with { LentTo = ["bresse"] });

        partners.Search(AskCrew).Offers.ShouldBeEmpty();
        partners.BoardOf(Partners.Lender).Settings.LendsTo.ShouldBe(["bresse"]);
    }

    [Fact]
    public void A_territory_tells_to_whom_it_lends_until_nobody_is_lent_there_any_more()
    {
        Partners partners = WithExpert(Partners.Expert("E1") with { LentTo = ["bresse", "lyon"] }, Partners.Expert("E2"));
        partners.BoardOf(Partners.Lender).Settings.LendsTo.ShouldBe(["bresse", "lyon"]);

        partners.Done(Partners.Lender, new RemoveResource("E1", null));
        partners.Done(Partners.Lender, new DefineTerritory(partners.BoardOf(Partners.Lender).Settings with { Name = "Forez", LendsTo = null }, null));
        partners.BoardOf(Partners.Lender).Settings.LendsTo.ShouldBe(["lyon"]);

        partners.Hire(Partners.Lender, Partners.Expert("E2") with { LentTo = null });
        partners.BoardOf(Partners.Lender).Settings.LendsTo.ShouldBeNull();
    }

    [Fact]
    public void Confirming_confirms_both_and_cancelling_frees_both()
    {
        Partners partners = WithExpert();
        (Commitment hold, _) = Held(partners, AskCrew);

        partners.Done(Partners.Borrower, new ConfirmHold(hold.Id, null, null));
        (Commitment booking, Commitment? loan) = Both(partners, hold.Id);
        (booking.State, loan!.State, loan.HeldUntil).ShouldBe((CommitmentState.Confirmed, CommitmentState.Confirmed, null));

        partners.Done(Partners.Borrower, new CancelBooking(hold.Id, "moved away"));
        partners.BoardOf(Partners.Borrower).Commitments.Count.ShouldBe(0);
        partners.BoardOf(Partners.Lender).Commitments.Count.ShouldBe(0);
        BoardSnapshot.PlannedTours(partners.BoardOf(Partners.Lender)).ShouldBeEmpty();
    }

    [Fact]
    public void Releasing_gives_both_back()
    {
        Partners partners = WithExpert();
        (Commitment hold, _) = Held(partners, AskCrew);

        partners.Done(Partners.Borrower, new ReleaseHold(hold.Id, null));

        BoardSnapshot.PlannedTours(partners.BoardOf(Partners.Lender)).ShouldBeEmpty();
        BoardSnapshot.PlannedTours(partners.BoardOf(Partners.Borrower)).ShouldBeEmpty();
    }

    [Fact]
    public void A_booking_may_be_lent_moved_to_a_neighbour_of_its_own_and_lent_again()
    {
        Partners partners = WithExpert();
        (Commitment booking, _) = Held(partners, AskCrew);
        partners.Done(Partners.Borrower, new ConfirmHold(booking.Id, null, null));
        partners.Hire(Partners.Borrower, Lyon.Technician("T1"));

        foreach (string expert in new[] { "T1", "E1", "T1", "E1" })
        {
            SearchQuery query = AskCrew with { Ignoring = booking.Id, Require = [expert] };
            FoundOffer offer = partners.Search(query).Offers[^1];
            partners.Done(Partners.Borrower, new RescheduleBooking(booking.Id, partners.Terms(query, offer)));
            (Commitment moved, Commitment? loan) = Both(partners, booking.Id);
            moved.Borrows.ShouldBe(expert == "E1");
            (loan is not null).ShouldBe(expert == "E1");
            partners.BoardOf(Partners.Lender).Commitments.Count.ShouldBe(expert == "E1" ? 1 : 0);
        }
    }

    [Fact]
    public void What_is_lent_is_changed_where_it_is_lent_to_and_nowhere_else()
    {
        Partners partners = WithExpert();
        (Commitment hold, Commitment? loan) = Held(partners, AskCrew);

        foreach (Command command in new Command[] { new ConfirmHold(loan!.Id, null, null), new ReleaseHold(loan.Id, null), new CancelBooking(loan.Id, null) })
        {
            Refusal refusal = partners.Send(Partners.Lender, command).Refusal.ShouldNotBeNull();
            refusal.Code.ShouldBe(RefusalCode.Lent);
            refusal.Loans[loan.Id].ShouldBe(new Loan(Partners.Borrower, hold.Id));
        }
    }

    [Fact]
    public void Each_half_of_a_hold_expires_by_itself_and_neither_can_be_confirmed_then()
    {
        Partners partners = WithExpert();
        (Commitment hold, _) = Held(partners, AskCrew);
        partners.Now += Seconds.FromMinutes(6);

        partners.Done(Partners.Lender, new ExpireHolds());
        partners.Send(Partners.Borrower, new ConfirmHold(hold.Id, null, null)).Refusal!.Code.ShouldBe(RefusalCode.HoldExpired);
        partners.Done(Partners.Borrower, new ExpireHolds());

        BoardSnapshot.PlannedTours(partners.BoardOf(Partners.Lender)).ShouldBeEmpty();
        BoardSnapshot.PlannedTours(partners.BoardOf(Partners.Borrower)).ShouldBeEmpty();
    }

    [Fact]
    public void A_half_that_has_not_expired_yet_stands_in_nobodys_way()
    {
        Partners partners = WithExpert();
        SearchQuery query = AskCrew with { Between = Lyon.MondaySpan("09:00-10:30"), MaximumOffers = 1 };
        OfferTerms terms = partners.Terms(query, partners.Search(query).Offers[0]);
        Held(partners, query);
        partners.Now += Seconds.FromMinutes(6);

        partners.Send(Partners.Borrower, new PlaceHold(partners.NewId("C"), terms, Seconds.FromMinutes(5))).Refusal.ShouldBeNull();
        partners.BoardOf(Partners.Lender).Commitments.Count.ShouldBe(1);
    }

    [Fact]
    public void An_offer_of_somebody_who_was_booked_at_home_meanwhile_is_taken()
    {
        Partners partners = WithExpert();
        SearchQuery query = AskCrew with { Between = Lyon.MondaySpan("09:00-10:00") };
        OfferTerms terms = partners.Terms(query, partners.Search(query).Offers[0]);
        SearchQuery visit = Branch.Ask(Sold.Boiler, Lyon.Bellecour, Lyon.MondaySpan("08:00-11:30"));
        partners.Done(Partners.Lender, new Book(partners.NewId("C"), partners.Terms(visit, partners.Search(visit, Partners.Lender).Offers[0]), null, null));

        partners.Send(Partners.Borrower, new Book(partners.NewId("C"), terms, null, null)).Refusal!.Code.ShouldBe(RefusalCode.OfferTaken);
    }

    [Fact]
    public void An_offer_of_somebody_who_is_lent_no_more_is_refused_and_what_was_agreed_stays()
    {
        Partners partners = WithExpert();
        OfferTerms terms = partners.Terms(AskCrew, partners.Search(AskCrew).Offers[^1]);
        (Commitment hold, _) = Held(partners, AskCrew);
        partners.Hire(Partners.Lender, Partners.Expert("E1") with { LentTo = null });

        partners.Send(Partners.Borrower, new Book(partners.NewId("C"), terms, null, null)).Refusal!.Message.ShouldContain("lends resource 'E1' no more");
        partners.Done(Partners.Borrower, new ConfirmHold(hold.Id, null, null));
        partners.Done(Partners.Borrower, new CancelBooking(hold.Id, null));
        BoardSnapshot.PlannedTours(partners.BoardOf(Partners.Lender)).ShouldBeEmpty();
    }

    [Fact]
    public void A_resource_is_not_removed_while_it_is_lent()
    {
        Partners partners = WithExpert();
        (Commitment hold, Commitment? loan) = Held(partners, AskCrew);

        Refusal refusal = partners.Send(Partners.Lender, new RemoveResource("E1", null)).Refusal.ShouldNotBeNull();

        refusal.Commitments.ShouldBe([loan!.Id]);
        refusal.Loans[loan.Id].Commitment.ShouldBe(hold.Id);
    }

    [Fact]
    public void A_site_to_which_somebody_is_lent_neither_moves_nor_closes_while_they_are_there()
    {
        Partners partners = WithExpert();
        string site = Held(partners, AskCrew).Commitment.Steps[0].Site!;
        Site known = partners.BoardOf(Partners.Borrower).Sites[site].Site;

        partners.Send(Partners.Borrower, new PutSite(known with { Location = Lyon.Bron }, null)).Refusal!.Code.ShouldBe(RefusalCode.WouldBreakCommitments);
        partners.Send(Partners.Borrower, new PutSite(known with { Opening = Lyon.Hours("18:00-19:00") }, null)).Refusal!.Code.ShouldBe(RefusalCode.WouldBreakCommitments);
    }

    [Fact]
    public void All_who_take_part_may_be_lent()
    {
        Partners partners = WithExpert(Partners.Expert("E1"), Partners.Expert("E2"));
        SearchQuery query = Branch.Ask(Partners.Pair, Lyon.Bellecour, Week);

        (Commitment commitment, Commitment? loan) = Held(partners, query);

        commitment.Steps[0].IsLentWhole.ShouldBeTrue();
        partners.BoardOf(Partners.Borrower).PlannedTimes(commitment).ShouldBe(partners.BoardOf(Partners.Lender).PlannedTimes(loan!));
        partners.Done(Partners.Borrower, new ConfirmHold(commitment.Id, null, null));
        partners.Now += Seconds.FromHours(24 * 5);
        foreach (string territory in new[] { Partners.Borrower, Partners.Lender })
        {
            partners.Done(territory, new AdvanceHorizon());
            partners.BoardOf(territory).Commitments.Count.ShouldBe(0, territory);
        }
    }

    [Fact]
    public void The_steps_of_a_course_are_lent_one_by_one_in_one_loan()
    {
        Partners partners = WithExpert();

        (Commitment course, Commitment? loan) = Held(partners, Branch.Ask(Partners.Course, Lyon.Bron, Week));

        loan!.Steps.Select(step => step.Name).ShouldBe(["1", "2", "3"]);
        course.Steps[2].IsLentWhole.ShouldBeTrue();
        partners.BoardOf(Partners.Lender).PlannedTimes(loan).ShouldBe(partners.BoardOf(Partners.Borrower).PlannedTimes(course));
        partners.Done(Partners.Borrower, new ReleaseHold(course.Id, null));
        BoardSnapshot.PlannedTours(partners.BoardOf(Partners.Lender)).ShouldBeEmpty();
    }

    [Fact]
    public void Territories_of_other_zones_or_currencies_do_not_lend()
    {
        TerritorySettings london = Lyon.Settings with { Id = "london", Zone = "Europe/London" };

        BorrowedBoard.MayLend(Lyon.Settings with { Id = "loire" }, Lyon.Settings).ShouldBeTrue();
        BorrowedBoard.MayLend(london, Lyon.Settings).ShouldBeFalse();
        BorrowedBoard.MayLend(Lyon.Settings with { Id = "geneva", Currency = "CHF" }, Lyon.Settings).ShouldBeFalse();
    }

    [Theory]
    [InlineData("what is fixed", Mobility.Fixed, "lyon")]
    [InlineData("to itself", Mobility.Mobile, Partners.Lender)]
    public void What_cannot_be_lent_is_refused(string because, Mobility mobility, string to)
    {
        var partners = new Partners();
        Resource resource = mobility == Mobility.Fixed ? Lyon.Room("M9") : Lyon.Technician("E9");
        string territory = mobility == Mobility.Fixed ? Partners.Borrower : Partners.Lender;
        Resource lent = resource with { LentTo = [mobility == Mobility.Fixed ? Partners.Lender : to] };

        Refusal refusal = partners.Send(territory, new PutResource(lent, Branch.HomeOf(lent), null)).Refusal.ShouldNotBeNull(because);

        (refusal.Code, refusal.Field).ShouldBe((RefusalCode.Invalid, "lentTo"));
    }

    [Fact]
    public void What_is_missing_in_one_plan_or_differs_is_found()
    {
        Partners partners = WithExpert();
        Held(partners, AskCrew);

        partners.LoanBreaches(snapshot => snapshot.Log == Partners.Lender ? Only(snapshot, _ => null) : snapshot).ShouldHaveSingleItem().Message.ShouldContain("no loan");
        partners.LoanBreaches(snapshot => snapshot.Log == Partners.Borrower ? Only(snapshot, _ => null) : snapshot).ShouldHaveSingleItem().Message.ShouldContain("does not stand there");
        partners.LoanBreaches(snapshot => snapshot.Log == Partners.Lender ? Only(snapshot, loan => loan with { State = CommitmentState.Confirmed }) : snapshot)
            .ShouldHaveSingleItem().Message.ShouldContain("the loan is Confirmed");
        partners.LoanBreaches(snapshot => snapshot.Log == Partners.Lender
            ? Only(snapshot, loan => loan with { Steps = [loan.Steps[0] with { EarliestStart = loan.Steps[0].EarliestStart + new Seconds(60) }] }) : snapshot)
            .ShouldHaveSingleItem().Message.ShouldContain("Lent are");
    }

    private static Snapshot Only(Snapshot snapshot, Func<Commitment, Commitment?> spoil) => snapshot with
    {
        Changes = [.. snapshot.Changes
            .Select(recorded => recorded.Change is CommitmentRecorded { Commitment: var commitment }
                ? recorded with { Change = spoil(commitment) is { } spoilt ? new CommitmentRecorded(spoilt) : new SiteRemoved("none") } : recorded)],
    };

    [Fact]
    public void Whatever_happens_what_is_lent_stands_in_both_plans_or_in_neither() => Laws.Hold(random =>
    {
        Partners partners = WithExpert(Partners.Expert("E1"), Partners.Expert("E2") with { Working = Towns.AnyHours(random) });
        partners.Hire(Partners.Lender, Lyon.Technician("E3") with { Profile = "van" });
        if (random.Next(0, 2) == 0) partners.Hire(Partners.Borrower, Towns.AnyTechnician(random, "T1"));
        for (int step = 0; step < 25; step++) Act(partners, random);
        // Once both have seen the time at which every hold is over, no hold is left anywhere.
        partners.Now += Seconds.FromHours(2);
        foreach (string territory in new[] { Partners.Lender, Partners.Borrower }) partners.Done(territory, new ExpireHolds());
        Lent(Partners.Lender, work => work.Loan is not null).ShouldBe(Lent(Partners.Borrower, work => work.Borrows));
        partners.BoardOf(Partners.Lender).Holds.ShouldBeEmpty();

        // What is over leaves each of the boards with its day, when that is told to begin anew.
        int Lent(string territory, Func<Commitment, bool> isLent) => partners.BoardOf(territory).Commitments.Values.Select(entry => entry.Commitment)
            .Count(work => isLent(work) && work.Steps[^1].At(work.Steps[^1].LatestStart).To > partners.Now);
    }, cases: 60);

    /// <summary>Something that callers, dispatchers or time may do; each is checked by the partners.</summary>
    private static void Act(Partners partners, Random random)
    {
        ImmutableArray<Commitment> standing = [.. partners.BoardOf(Partners.Borrower).Commitments.Values.Select(entry => entry.Commitment)];
        Commitment? any = standing.IsEmpty ? null : standing[random.Next(0, standing.Length)];
        switch (random.Next(0, 12))
        {
            case 0 or 1 or 2 when Offer(partners, AnyQuery(random), random) is { } terms:
                partners.Send(Partners.Borrower, random.Next(0, 3) == 0
                    ? new Book(partners.NewId("C"), terms, null, null) : new PlaceHold(partners.NewId("C"), terms, Seconds.FromMinutes(random.Next(1, 40))));
                break;
            case 3:
                SearchQuery visit = Branch.Ask(Sold.Boiler, Towns.AnyPoint(random), Week);
                ImmutableArray<FoundOffer> offers = partners.Search(visit, Partners.Lender).Offers;
                if (!offers.IsEmpty) partners.Send(Partners.Lender, new PlaceHold(partners.NewId("L"), partners.Terms(visit, offers[random.Next(0, offers.Length)]), Seconds.FromMinutes(30)));
                break;
            case 4 when any is not null: partners.Send(Partners.Borrower, new ConfirmHold(any.Id, null, null)); break;
            case 5 when any is not null: partners.Send(Partners.Borrower, new ReleaseHold(any.Id, null)); break;
            case 6 when any is not null: partners.Send(Partners.Borrower, new CancelBooking(any.Id, "no need")); break;
            case 7 when any is not null:
                SearchQuery query = AnyQuery(random) with { Ignoring = any.Id };
                if (Offer(partners, query, random) is { } other) partners.Send(Partners.Borrower, new RescheduleBooking(any.Id, other));
                break;
            case 8:
                partners.Now += Seconds.FromMinutes(random.Next(1, 25));
                partners.Done(random.Next(0, 2) == 0 ? Partners.Borrower : Partners.Lender, new ExpireHolds());
                break;
            case 9:
                partners.Now += Seconds.FromHours(random.Next(1, 14));
                partners.Done(random.Next(0, 2) == 0 ? Partners.Borrower : Partners.Lender, new AdvanceHorizon());
                break;
            case 10:
                Resource changed = Partners.Expert("E" + random.Next(1, 3)) with { Working = Towns.AnyHours(random), LentTo = random.Next(0, 3) == 0 ? null : [Partners.Borrower] };
                partners.Send(Partners.Lender, new PutResource(changed, Branch.HomeOf(changed), null));
                break;
            default: partners.Now += Seconds.FromMinutes(random.Next(0, 3)); break;
        }
    }

    private static OfferTerms? Offer(Partners partners, SearchQuery query, Random random)
    {
        ImmutableArray<FoundOffer> offers = partners.Search(query with { MaximumOffers = 5 }).Offers;
        return offers.IsEmpty ? null : partners.Terms(query, offers[random.Next(0, offers.Length)]);
    }

    private static SearchQuery AnyQuery(Random random) => random.Next(0, 4) switch
    {
        0 => Branch.Ask(Partners.Course, Towns.AnyPoint(random), Week),
        1 => Branch.Ask(Partners.Pair, Towns.AnyPoint(random), Week),
        2 => Branch.Ask(Sold.Meeting, null, Week),
        _ => AskCrew,
    };
}
