using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Tests.Search;

public sealed class RelaxationTests
{
    private readonly Branch _branch = new("2026-11-22T18:00");

    [Fact]
    public void Another_day_is_looked_for_nearby_before_it_is_looked_for_cheaply()
    {
        _branch.Hire(Lyon.Technician("T1"));
        SearchResult result = _branch.Search(Branch.Ask(Sold.Boiler, Lyon.Bron, Lyon.MondaySpan("19:00-22:00")));
        result.Offers.ShouldBeEmpty();
        Relaxation[] days = [.. result.Relaxations.Where(relaxation => relaxation.GivesUp == "day")];
        days.Select(day => Lyon.Clock.DayOf(day.Offer.End)).ShouldBe([Lyon.Monday, Lyon.Monday + 1], ignoreOrder: true);
        days.Select(day => day.Words).ShouldContain("Later than asked: Tuesday 24 November, 08:00 to 10:00.");
    }

    [Fact]
    public void Where_two_things_stand_in_the_way_both_are_given_up()
    {
        _branch.Hire(Lyon.Technician("T1"));
        _branch.Hire(Lyon.Agent("A1"));
        SearchResult result = _branch.Search(Branch.Ask(Sold.Boiler, Lyon.Bron, Lyon.MondaySpan("19:00-22:00")) with { Require = ["A1"] });
        result.Relaxations.Select(relaxation => relaxation.GivesUp).Distinct().ShouldBe(["technician+day"]);
        Relaxation pair = result.Relaxations[0];
        pair.Words.ShouldStartWith("'T1' in place of 'A1', ");
        pair.Offer.Steps[0].Resources.ShouldBe([new OfferedResource("technician", "T1")]);
        _branch.Search(pair.Query).Offers.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_territory_without_resources_says_so() =>
        _branch.Search(Branch.Ask(Sold.Boiler, Lyon.Bron, Lyon.MondaySpan("08:00-12:00"))).Reasons.ShouldHaveSingleItem().Code.ShouldBe("resources");

    [Fact]
    public void Sites_are_offered_by_distance_and_the_distance_is_told()
    {
        _branch.Hire(Lyon.Room("M1"), Lyon.Room("M2", "GERLAND"));
        Interval morning = Lyon.MondaySpan("09:00-11:00");
        SearchQuery query = Branch.Ask(Sold.Meeting, null, morning) with { Sites = ["OPERA"] };
        while (_branch.Search(query).Offers.Length > 0) _branch.Book(query);
        Relaxation site = _branch.Search(query).Relaxations.First(relaxation => relaxation.GivesUp == "site");
        site.Words.ShouldBe("Gerland is 4.4 km away and free on Monday 23 November at 09:00.");
        site.Distance!.Value.Value.ShouldBeInRange(4_000, 4_500);
        site.Extra.ShouldBe(Money.Zero);
        site.Offer.Steps[0].Resources.Select(who => who.Resource).ShouldBe(["M2"]);
    }

    [Fact]
    public void In_place_of_the_required_whom_the_customer_prefers_comes_first_and_who_is_refused_never()
    {
        _branch.Hire(Lyon.Technician("T1"), Lyon.Technician("T2"), Lyon.Technician("T3", Lyon.Hours("01:00-02:00")), Lyon.Technician("T4"));
        SearchQuery query = Branch.Ask(Sold.Boiler, Lyon.Bron, Lyon.MondaySpan("08:00-17:00")) with { Require = ["T3"], Prefer = ["T2"], Refuse = ["T4"] };
        Relaxation[] others = [.. _branch.Search(query).Relaxations.Where(relaxation => relaxation.GivesUp == "technician")];
        others[0].Words.ShouldStartWith("'T2', whom the customer prefers, in place of 'T3': Monday 23 November, ");
        others.SelectMany(other => other.Offer.Steps[0].Resources).Select(who => who.Resource).ShouldNotContain("T4");
    }

    [Fact]
    public void A_wish_between_the_windows_is_met_at_an_exact_time()
    {
        _branch.Hire(Lyon.Technician("T1", Lyon.Hours("08:00-17:00")));
        SearchQuery query = Branch.Ask(Sold.Boiler, Lyon.Bron, Lyon.MondaySpan("08:00-17:00")) with { Wishes = [Lyon.MondaySpan("12:00-13:15")] };
        Relaxation window = _branch.Search(query).Relaxations.Single(relaxation => relaxation.GivesUp == "window");
        window.Offer.Steps[0].Promise.ShouldBe(Lyon.MondaySpan("12:00-13:00"));
        window.Words.ShouldBe("At an exact time outside the usual windows: Monday 23 November at 12:00.");
    }

    [Fact]
    public void Where_everybody_lives_too_far_away_the_refusal_has_the_numbers()
    {
        _branch.Hire(Lyon.Technician("T1"), Lyon.Technician("T2"));
        var dijon = new Location(47.3220, 5.0415);
        RefusalReason reason = _branch.Search(Branch.Ask(Sold.Boiler, dijon, Lyon.MondaySpan("08:00-17:00"))).Reasons.ShouldHaveSingleItem();
        (reason.Code, reason.Resources).ShouldBe(("distance", 2));
        reason.Message.ShouldMatch("^2 resources of 'lyon', all that could serve, live too far away: the nearest with 'gas-boiler', 'T[12]', lives 24\\d km away by road, 5 h \\d\\d min each way at the fastest hour; the longest shift leaves 3 h 30 min each way\\.$");
    }

    [Fact]
    public void What_the_budget_did_not_reach_is_said()
    {
        _branch.Hire([.. Enumerable.Range(0, 9).Select(number => Lyon.Technician("T" + number))]);
        SearchQuery query = Branch.Ask(Sold.Boiler, Lyon.Bron, Lyon.MondaySpan("19:00-22:00"));
        _branch.Search(query).Completeness.ShouldBe(Completeness.Exact);
        SearchResult hurried = _branch.Search(query with { PositionBudget = 11 });
        hurried.Completeness.ShouldBe(Completeness.Truncated);
        hurried.LeftOut.ShouldBe("The work budget of 11 positions ended before all was looked at that could be given up in 'lyon': day, two at once, window.");
    }

    /// <summary>Whatever is given up, the offer can be taken, harms nothing on the board, and keeps all of the question that it does not say it gives up.</summary>
    [Fact]
    public void Every_relaxation_can_be_booked_and_gives_up_what_it_says_and_nothing_else() => Laws.Hold(random =>
    {
        Branch branch = Towns.Busy(random);
        SearchQuery query = AnyRefused(branch, random);
        SearchResult result = branch.Search(query);
        if (!result.Offers.IsEmpty) return;
        result.Relaxations.Length.ShouldBeLessThanOrEqualTo(Relaxation.Most);
        foreach (Relaxation relaxation in result.Relaxations)
        {
            Watch(query, relaxation);
            relaxation.Extra.ShouldBeGreaterThanOrEqualTo(Money.Zero);
            OfferTerms terms = branch.Terms(relaxation.Query, relaxation.Offer);
            Decider.Decide(branch.Board, branch.Catalogue, new Book("probe", terms, null, null), branch.Now, branch.Board.Version + 1).Refusal.ShouldBeNull(relaxation.Words);
        }
        if (result.Relaxations is [var first, ..]) branch.Done(new Book(branch.NewId("C"), branch.Terms(first.Query, first.Offer), null, null));
    }, cases: 200);

    [Fact]
    public void Every_relaxation_for_a_group_can_be_booked()
    {
        int relaxed = 0;
        Laws.Hold(random =>
        {
            Branch branch = Crews.Busy(random);
            SearchQuery query = random.Next(0, 3) == 0 ? Crews.AnyCourse(branch, random, mayTravel: true) : Crews.AnyQuery(branch, random);
            query = query with { Between = query.Between with { To = query.Between.From + Seconds.FromMinutes(random.Next(60, 400)) } };
            foreach (Relaxation relaxation in branch.Search(query).Relaxations)
            {
                relaxed++;
                OfferTerms terms = branch.Terms(relaxation.Query, relaxation.Offer);
                Decider.Decide(branch.Board, branch.Catalogue, new Book("probe", terms, null, null), branch.Now, branch.Board.Version + 1).Refusal.ShouldBeNull(relaxation.Words);
            }
        }, cases: 40);
        relaxed.ShouldBeGreaterThan(20, "hardly anything was relaxed");
    }

    [Fact]
    public void Random_refusals_are_worth_relaxing()
    {
        var random = new Random(11);
        var seen = new SortedSet<string>();
        for (int question = 0; question < 300; question++)
        {
            Branch branch = Towns.Busy(random);
            seen.UnionWith(branch.Search(AnyRefused(branch, random)).Relaxations.Select(relaxation => relaxation.GivesUp));
        }
        seen.IsSupersetOf(["wish", "day", "technician", "site", "window", "wish+technician", "technician+day"]).ShouldBeTrue(string.Join(", ", seen));
    }

    /// <summary>A question that is often refused: little time, somebody required, one site.</summary>
    private static SearchQuery AnyRefused(Branch branch, Random random)
    {
        SearchQuery query = Towns.AnyQuery(branch, random);
        string[] people = [.. branch.Board.Resources.Select(entry => entry.Resource.Id)];
        Interval between = query.Between with { To = query.Between.From + Seconds.FromMinutes(random.Next(30, 600)) };
        return query with
        {
            Between = between,
            Wishes = random.Next(0, 2) == 0 ? [] : [new Interval(between.From, between.From + Seconds.FromMinutes(random.Next(30, 600)))],
            Require = random.Next(0, 2) == 0 ? [] : [people[random.Next(0, people.Length)]],
            Refuse = random.Next(0, 3) > 0 ? [] : [people[random.Next(0, people.Length)]],
            Sites = random.Next(0, 2) == 0 ? [] : [random.Next(0, 2) == 0 ? "OPERA" : "GERLAND"],
        };
    }

    /// <summary>The offer of a relaxation seen by itself: what is given up it does not keep, and all the rest it keeps.</summary>
    private static void Watch(SearchQuery query, Relaxation relaxation)
    {
        string[] given = relaxation.GivesUp.Split('+');
        string told = $"{relaxation.GivesUp}: {relaxation.Words}";
        OfferedStep step = relaxation.Offer.Steps[0];
        step.Resources.ShouldNotContain(who => query.Refuse.Contains(who.Resource), told);
        (query.Require.IsEmpty || step.Resources.All(who => query.Require.Contains(who.Resource))).ShouldBe(!given.Contains("technician"), told);
        (query.Sites.IsEmpty || step.Site is null || query.Sites.Contains(step.Site)).ShouldBe(!given.Contains("site"), told);
        IsByRule(query, relaxation).ShouldBe(!given.Contains("window"), told);
        // A promise may begin and end in time, and the work in it after that.
        bool isAsked = query.Between.Contains(step.Promise) && step.Start + query.Service.Steps[0].Duration <= query.Between.To, isWished = IsWished(query, step, 0, 0);
        (isAsked && isWished).ShouldBe(!given.Contains("wish") && !given.Contains("day"), told);
        if (!given.Contains("day")) isAsked.ShouldBeTrue(told);
        if (!given.Contains("wish")) IsWished(query, step, -30, 30).ShouldBeTrue(told);
    }

    /// <summary>Whether what is promised is what the service promises otherwise. Of a window that was cut short only the query tells: it may be as short as an exact time.</summary>
    private static bool IsByRule(SearchQuery query, Relaxation relaxation)
    {
        Moment start = relaxation.Offer.Steps[0].Start;
        bool isOnGrid = (start - Lyon.Clock.StartOf(Lyon.Clock.DayOf(start))).Value % query.Service.Promise.Granularity.Value == 0;
        return relaxation.Query.Service.Promise.Equals(query.Service.Promise) && (isOnGrid || !query.Service.Promise.IsExact);
    }

    /// <summary>Whether a promise lies in a wish, moved by some days.</summary>
    private static bool IsWished(SearchQuery query, OfferedStep step, int fromDays, int toDays) => query.Wishes.IsEmpty
        || Enumerable.Range(fromDays, toDays - fromDays + 1).Any(days => query.Wishes.Any(wish =>
            new Interval(wish.From + Seconds.FromHours(24 * days), wish.To + Seconds.FromHours(24 * days)).Contains(step.Promise)));
}
