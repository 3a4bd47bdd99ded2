using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.History;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Tests.Search.Ejection;

public sealed class ImpactTests
{
    /// <summary>An hour's work whose customers are told the whole day: what is told can be moved.</summary>
    private static readonly Service AllDay = Sold.Boiler with { Id = "all-day", Promise = new PromiseRule([Lyon.Span("08:00-17:00")], Seconds.FromMinutes(15), null) };

    private static readonly Interval Monday = Lyon.MondaySpan("08:00-17:00"), Morning = Lyon.MondaySpan("08:00-10:00");

    private static Branch With(params Service[] services)
    {
        var branch = new Branch();
        branch.Hire(Lyon.Technician("T1", Lyon.Hours("08:00-17:00")));
        foreach (Service service in services.Append(AllDay)) branch.Sell(service);
        return branch;
    }

    private static SearchQuery Ask(Interval wish) =>
        Branch.Ask(Sold.Boiler, Lyon.Bron, Monday) with { Wishes = [wish], Require = ["T1"], Impact = ImpactAllowed.WithinPromises };

    /// <summary>Books a service until nobody has room for it any more.</summary>
    private static List<string> Fill(Branch branch, SearchQuery query)
    {
        var booked = new List<string>();
        while (branch.Search(query).Offers is [var free, ..]) booked.Add(branch.Done(new Book(branch.NewId("C"), branch.Terms(query, free), null, null)).Commitment!.Id);
        return booked;
    }

    /// <summary>The first technician's day is full of work that the second could do, who has just come.</summary>
    private static Branch FullAndOneMore(Service? with = null)
    {
        Branch branch = With(with ?? AllDay);
        Fill(branch, Branch.Ask(with ?? AllDay, Lyon.Bron, Monday)).Count.ShouldBe(8);
        branch.Hire(Lyon.Technician("T2"));
        return branch;
    }

    [Fact]
    public void A_customer_gets_the_place_of_told_work_which_moves_inside_its_promise()
    {
        Branch branch = FullAndOneMore();
        branch.Search(Ask(Morning) with { Impact = ImpactAllowed.None }).Offers.ShouldBeEmpty();

        SearchResult result = branch.Search(Ask(Morning));

        FoundOffer offer = result.Offers.ShouldHaveSingleItem();
        result.Completeness.ShouldBe(Completeness.Truncated);
        var move = offer.Moved.ShouldHaveSingleItem();
        (move.IsJob, move.FromResource, move.ToResource).ShouldBe((false, "T1", "T2"));
        offer.Cost.ShouldContain(line => line.Kind == "instability" && line.Amount >= Lyon.Settings.InstabilityRates.Told);
        branch.Done(new PlaceHold("H", branch.Terms(Ask(Morning), offer), Seconds.FromMinutes(5))).Commitment!.Cost.ShouldContain(line => line.Kind == "instability");
        branch.PlannedAt(move.Commitment).ShouldBe(move.To!.Value);
        Morning.Contains(branch.PlannedAt("H").From).ShouldBeTrue();
        CommitmentStory.Of(move.Commitment, branch.Log).Events[^1].Kind.ShouldBe(CommitmentEventKind.Moved);
    }

    [Fact]
    public void The_moves_stay_when_the_hold_is_released()
    {
        Branch branch = FullAndOneMore();
        FoundOffer offer = branch.Search(Ask(Morning)).Offers[0];
        string hold = branch.Done(new PlaceHold("H", branch.Terms(Ask(Morning), offer), Seconds.FromMinutes(5))).Commitment!.Id;
        branch.Done(new ReleaseHold(hold, null));

        branch.CommitmentOf(offer.Moved[0].Commitment).Steps[0].Assignments[0].Resource.ShouldBe("T2");
    }

    [Fact]
    public void A_job_waits_again_where_it_finds_no_other_place_and_somebody_could_still_do_it_before_it_is_due()
    {
        Branch branch = With();
        string[] jobs = [.. Enumerable.Range(0, 9).Select(_ => branch.Record(Sold.Boiler, Lyon.Bron, Monday))];
        branch.PlanJobs().ShouldBe(8);
        branch.Search(Ask(Morning) with { Impact = ImpactAllowed.None }).Offers.ShouldBeEmpty();

        FoundOffer offer = branch.Search(Ask(Morning)).Offers.ShouldHaveSingleItem();
        branch.Done(new Book("B", branch.Terms(Ask(Morning), offer), null, null));

        var move = offer.Moved.ShouldHaveSingleItem();
        jobs.ShouldContain(move.Commitment);
        move.To.ShouldBeNull();
        branch.CommitmentOf(move.Commitment).State.ShouldBe(CommitmentState.Waiting);
        branch.Board.Waiting.Count.ShouldBe(2);
    }

    [Fact]
    public void What_somebody_would_have_to_break_a_promise_for_is_told_and_not_offered()
    {
        Branch branch = With();
        List<string> told = Fill(branch, Branch.Ask(Sold.Boiler, Lyon.Bron, Monday));

        SearchResult result = branch.Search(Ask(Morning));

        result.Offers.ShouldBeEmpty();
        var beyond = result.Beyond.ShouldHaveSingleItem();
        beyond.Promise.ShouldBe(Morning);
        beyond.Commitments.ShouldBeSubsetOf(told);
    }

    [Fact]
    public void More_urgent_work_does_not_give_way_to_less_urgent_work()
    {
        Branch branch = FullAndOneMore(AllDay with { Id = "urgent", Class = PriorityClass.Urgent });

        SearchResult result = branch.Search(Ask(Morning));

        result.Offers.ShouldBeEmpty();
        result.Beyond.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_frozen_stays_where_it_is()
    {
        Branch branch = FullAndOneMore();
        branch.Search(Ask(Morning)).Offers.ShouldNotBeEmpty();
        branch.Done(new DefineTerritory(Lyon.Settings with { Freeze = Seconds.FromHours(24) }, null));

        branch.Search(Ask(Morning)).Offers.ShouldBeEmpty();
    }

    [Fact]
    public void Who_wanted_one_technician_is_not_given_another()
    {
        Branch branch = With();
        Fill(branch, Branch.Ask(AllDay, Lyon.Bron, Monday) with { Require = ["T1"] });
        branch.Hire(Lyon.Technician("T2"));

        branch.Search(Ask(Morning)).Offers.ShouldBeEmpty();
    }

    [Fact]
    public void An_offer_is_taken_when_what_it_would_move_has_nowhere_to_go_any_more()
    {
        Branch branch = FullAndOneMore();
        FoundOffer offer = branch.Search(Ask(Morning)).Offers[0];
        Fill(branch, Branch.Ask(AllDay, Lyon.Bron, Monday)).ShouldNotBeEmpty();

        branch.Send(new PlaceHold("H", branch.Terms(Ask(Morning), offer), Seconds.FromMinutes(5))).Refusal!.Code.ShouldBe(RefusalCode.OfferTaken);
    }

    [Fact]
    public void Maintenance_gives_way_to_a_project_and_is_planned_again_before_it_is_due()
    {
        Service maintenance = Sold.Boiler with { Id = "preventive", Class = PriorityClass.Maintenance };
        Service project = Sold.Service("project", 240, Sold.Technician, new PromiseRule([Lyon.Span("08:00-13:00")], Seconds.FromMinutes(15), null)) with { Class = PriorityClass.Project };
        Branch branch = With(maintenance, project);
        var due = new Interval(Monday.From, Lyon.At("2026-11-25T17:00"));
        string[] jobs = [.. Enumerable.Range(0, 7).Select(_ => branch.Record(maintenance, Lyon.Bron, Monday with { To = due.To }))];
        branch.PlanJobs().ShouldBe(7);
        SearchQuery query = Branch.Ask(project, Lyon.Bron, Monday) with { Impact = ImpactAllowed.WithinPromises };
        branch.Search(query with { Impact = ImpactAllowed.None }).Offers.ShouldBeEmpty();

        FoundOffer offer = branch.Search(query).Offers[0];
        branch.Done(new Book("B", branch.Terms(query, offer), null, null));
        branch.PlanJobs();

        offer.Moved.ShouldAllBe(move => move.IsJob);
        foreach (string job in jobs)
        {
            branch.CommitmentOf(job).State.ShouldBe(CommitmentState.Backlog);
            due.Contains(branch.PlannedAt(job)).ShouldBeTrue();
        }
    }

    [Fact]
    public void A_customer_of_a_tier_is_told_its_windows_and_pays_its_price()
    {
        Service service = Sold.Boiler with
        {
            Levels = [new ServiceLevel("gold", Seconds.FromHours(4), new PromiseRule([Lyon.Span("08:00-09:00")], Seconds.FromMinutes(15), null), new Money(5_000))],
        };

        service.For("gold").Price.ShouldBe(new Money(5_000));
        service.For("gold").Promise.Windows.ShouldHaveSingleItem();
        service.For("silver").ShouldBe(service);
        service.For(null).ShouldBe(service);
    }

    [Fact]
    public void A_deadline_leaves_nothing_later_and_says_so()
    {
        Branch branch = With();
        branch.Now = Lyon.OnMonday("07:00");
        SearchQuery query = Branch.Ask(Sold.Boiler, Lyon.Bron, Monday) with { BeginBy = Lyon.OnMonday("11:00") };

        branch.Search(query).Offers.ShouldAllBe(offer => offer.Steps[0].LatestStart <= Lyon.OnMonday("11:00"));
        SearchResult late = branch.Search(query with { BeginBy = Lyon.OnMonday("07:30") });
        late.Offers.ShouldBeEmpty();
        late.Reasons[0].Code.ShouldBe("service-level");
    }
}
