using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Explain;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;
using Interval = OptiTime.Planning.Time.Interval;

namespace OptiTime.Planning.Tests.Explain;

/// <summary>The explanation and the search are two programs: whatever one says is possible the other finds, on any board.</summary>
public sealed class ExplainAgreesWithSearchTests
{
    private static readonly CommitmentNaming Naming = Names.Plain;

    [Fact]
    public void A_start_is_possible_if_and_only_if_a_search_restricted_to_it_finds_it() => Laws.Hold(random =>
    {
        Branch branch = Towns.Busy(random);
        SearchQuery query = AnyQuery(branch, random);
        foreach ((ResourceEntry entry, Moment start) in AnyStarts(branch, query, random))
        {
            Explanation explanation = Explain(branch, query, entry.Resource.Id, start);
            bool isFound = Finds(branch, query, entry.Resource.Id, start, out FoundOffer? offer);
            explanation.IsPossible.ShouldBe(isFound, $"{query.Service.Id} by {entry.Resource.Id} at {start}, now {branch.Now}: {explanation.Verdict}");
            if (isFound) explanation.Told!.Offer!.TotalCost.ShouldBe(offer!.TotalCost, explanation.Verdict);
        }
    }, cases: 100);

    [Fact]
    public void The_best_start_of_a_resource_costs_what_the_best_offer_of_a_search_costs() => Laws.Hold(random =>
    {
        Branch branch = Towns.Busy(random);
        SearchQuery query = AnyQuery(branch, random);
        foreach (ResourceEntry entry in branch.Board.Resources)
        {
            Explanation explanation = Explain(branch, query, entry.Resource.Id, null);
            SearchResult result = Restricted(branch, query, entry.Resource.Id);
            explanation.IsPossible.ShouldBe(!result.Offers.IsEmpty, $"{query.Service.Id} by {entry.Resource.Id}, now {branch.Now}: {explanation.Verdict}");
            if (explanation.IsPossible) explanation.Told!.Offer!.TotalCost.ShouldBe(result.Offers.Min(found => found.TotalCost), explanation.Verdict);
        }
    }, cases: 100);

    [Fact]
    public void A_whole_refusal_is_explained_resource_by_resource_and_anything_else_is_none() => Laws.Hold(random =>
    {
        Branch branch = Towns.Busy(random);
        SearchQuery query = AnyQuery(branch, random);
        Explanation explanation = Explain(branch, query, null, null);
        SearchResult result = branch.Search(query);
        explanation.IsPossible.ShouldBe(!result.Offers.IsEmpty, explanation.Verdict);
        if (explanation.IsPossible) explanation.Told!.Offer!.TotalCost.ShouldBe(result.Offers.Min(found => found.TotalCost));
        else explanation.Falls.Sum(fall => fall.Resources).ShouldBe(branch.Board.Resources.Count());
    }, cases: 100);

    [Fact]
    public void Random_questions_are_worth_explaining()
    {
        var random = new Random(5);
        var failing = new Dictionary<string, int>();
        for (int question = 0; question < 100; question++)
        {
            Branch branch = Towns.Busy(random);
            SearchQuery query = AnyQuery(branch, random);
            foreach ((ResourceEntry entry, Moment start) in AnyStarts(branch, query, random))
            {
                string code = Explain(branch, query, entry.Resource.Id, start).Told!.Failing?.Code ?? "possible";
                failing[code] = failing.GetValueOrDefault(code) + 1;
            }
        }
        string seen = string.Join(", ", failing.OrderBy(one => one.Key).Select(one => $"{one.Key} {one.Value}"));
        foreach (string code in (string[])["possible", CheckCodes.Kind, CheckCodes.Refused, CheckCodes.Required, CheckCodes.LeadTime, CheckCodes.Asked, CheckCodes.Promise,
            CheckCodes.Wish, CheckCodes.WorkingTime, CheckCodes.Break, CheckCodes.Occupied, CheckCodes.WayThere, CheckCodes.WayOn])
            failing.GetValueOrDefault(code).ShouldBeGreaterThan(0, $"{code} in {seen}");
    }

    private static Explanation Explain(Branch branch, SearchQuery query, string? resource, Moment? start) =>
        Explainer.Explain(branch.Board, new ExplainQuestion(query, resource, start, Naming), branch.Now, new SlotSearch());

    private static SearchQuery AnyQuery(Branch branch, Random random)
    {
        SearchQuery query = Towns.AnyQuery(branch, random);
        // Each seventh has a service level's deadline, chosen by when it is asked for: the dice fall for the others as they did.
        int minute = query.Between.From.Value / 60;
        if (minute % 7 == 0) query = query with { BeginBy = query.Between.From + Seconds.FromMinutes((minute % 1_000) - 60) };
        if (random.Next(0, 3) == 0) query = query with { Service = query.Service with { LeadTime = Seconds.FromMinutes(random.Next(0, 300)) } };
        return random.Next(0, 3) == 0 ? query with { Sites = [random.Next(0, 2) == 0 ? "OPERA" : "GERLAND"] } : query;
    }

    /// <summary>A start of every resource, and more of those that could serve.</summary>
    private static IEnumerable<(ResourceEntry Resource, Moment Start)> AnyStarts(Branch branch, SearchQuery query, Random random) =>
        from entry in branch.Board.Resources
        let starts = entry.Resource.Kind == query.Service.Steps[0].Roles[0].Kind ? 6 : 1
        from _ in Enumerable.Range(0, starts)
        select (entry, AnyStart(branch, query, random));

    /// <summary>Often one that can be promised, sometimes just beside it.</summary>
    private static Moment AnyStart(Branch branch, SearchQuery query, Random random)
    {
        Moment any = query.Between.From + new Seconds(random.Next(-7_200, query.Between.Length.Value + 7_200));
        Seconds grid = Seconds.FromMinutes(random.Next(0, 3) == 0 ? 1 : 15);
        Moment round = new(any.Value / grid.Value * grid.Value);
        ImmutableArray<FoundOffer> offers = branch.Search(query).Offers;
        if (!offers.IsEmpty && random.Next(0, 3) > 0) return offers[random.Next(0, offers.Length)].Steps[0].Start + Seconds.FromMinutes(random.Next(0, 2) * random.Next(-30, 90));
        if (random.Next(0, 4) > 0) return round;
        // Around what is planned it is decided by seconds.
        var stops = branch.Board.Commitments.Values.SelectMany(entry => branch.Board.PlannedTimes(entry.Commitment)).ToList();
        return stops.Count == 0 ? round : stops[random.Next(0, stops.Count)].To + new Seconds(random.Next(0, 1_500));
    }

    /// <summary>Asks a search for exactly one start: where exact times are promised by a wish as long as the work, otherwise by a window of one second.</summary>
    private static bool Finds(Branch branch, SearchQuery query, string resource, Moment start, out FoundOffer? offer)
    {
        offer = null;
        if (!query.Require.IsEmpty && !query.Require.Contains(resource)) return false;
        Seconds duration = query.Service.Steps[0].Duration;
        if (query.Service.Promise.IsExact)
        {
            offer = branch.Search(query with { Require = [resource] }).Offers.Where(found => found.Steps[0].Start == start).MinBy(found => found.TotalCost);
            return offer is not null;
        }
        // Whether the window may be promised at all is a matter of the rule; which start in it is possible a matter of the tours.
        if (!MayBePromised(branch, query, start)) return false;
        NodaTime.LocalTime local = NodaTime.Instant.FromUnixTimeSeconds(start.ToUnixSeconds()).InZone(Lyon.Clock.Zone).TimeOfDay;
        var rule = new PromiseRule([new LocalSpan(local, local.PlusSeconds(1))], Seconds.FromMinutes(15), new Seconds(1));
        SearchQuery one = query with
        {
            Service = query.Service with { Promise = rule },
            Require = [resource],
            Wishes = [],
            Between = query.Between.Intersect(new Interval(start, start + Seconds.FromHours(20))),
        };
        offer = branch.Search(one).Offers.Where(found => found.Steps[0].Start == start).MinBy(found => found.TotalCost);
        return offer is not null && start + duration <= query.Between.To;
    }

    private static bool MayBePromised(Branch branch, SearchQuery query, Moment start)
    {
        var windows = new WindowSet();
        Interval between = SlotSearch.BetweenOf(branch.Board, query, branch.Now);
        if (between.IsEmpty) return false;
        windows.Fill(query.Service.Promise, query.Service.Steps[0].Duration, between, query.Wishes, null, branch.Board.Days);
        return Enumerable.Range(0, windows.Count).Any(window => windows.Earliest[window] <= start.Value && start.Value <= windows.Latest[window]);
    }

    private static SearchResult Restricted(Branch branch, SearchQuery query, string resource) =>
        query.Require.IsEmpty || query.Require.Contains(resource) ? branch.Search(query with { Require = [resource] }) : branch.Search(query with { Require = ["nobody"] });
}
