using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Explain;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Tests.Explain;

/// <summary>Why a group comes together, or why not: role by role.</summary>
public sealed class ExplainedGroupsTests
{
    /// <summary>What the search finds for a group, the checks of each role alone pass too; and where a role is lacking, the search finds nothing.</summary>
    [Fact]
    public void The_checks_of_every_role_agree_with_the_search_for_the_group()
    {
        int possible = 0, lacking = 0;
        Laws.Hold(random =>
        {
            Branch branch = Crews.Busy(random);
            SearchQuery query = random.Next(0, 4) == 0 ? Crews.AnyCourse(branch, random, mayTravel: true) : Crews.AnyQuery(branch, random);
            if (!SlotSearch.NeedsGroup(branch.Board, query.Service)) return;
            foreach (FoundOffer offer in branch.Search(query with { MaximumOffers = 3 }).Offers)
            {
                foreach (OfferedResource who in offer.Steps[0].Resources)
                {
                    Explanation found = Explain(branch, query, who.Resource, offer.Steps[0].Start);
                    found.IsPossible.ShouldBeTrue(found.Verdict);
                    found.Told!.Checks.ShouldAllBe(check => check.Result == CheckResult.Passed, $"{who} {found.Verdict}");
                    found.Roles.ShouldAllBe(role => !role.IsLacking, found.Verdict);
                    possible++;
                }
            }
            Moment any = query.Between.From + new Seconds(random.Next(0, query.Between.Length.Value) / 1_800 * 1_800);
            Explanation explanation = Explain(branch, query, null, any);
            if (!explanation.Roles.Any(role => role.IsLacking)) return;
            explanation.IsPossible.ShouldBeFalse(explanation.Verdict);
            lacking++;
        }, cases: 40);
        possible.ShouldBeGreaterThan(20, "hardly anything was possible");
        lacking.ShouldBeGreaterThan(5, "hardly anybody was lacking");
    }

    [Fact]
    public void Who_is_asked_about_is_told_what_stands_in_their_own_way_though_another_could_come()
    {
        var branch = new Branch();
        Service seminar = Crews.Of("seminar", new PromiseRule([], Seconds.FromMinutes(30), null), new ServiceStep(
            "day", Seconds.FromHours(2), Seconds.Zero, [Crews.AnyKind("room", RolePlace.Site), Crews.AnyKind("beamer", RolePlace.Site)], Seconds.Zero, null));
        branch.Sell(seminar);
        branch.Hire(Lyon.Room("M1"), Lyon.Room("M2"), Crews.Beamer("B1", "OPERA"), Crews.Beamer("B2", "OPERA"));
        SearchQuery query = Branch.Ask(seminar, null, Lyon.MondaySpan("08:00-12:00"));
        string booking = branch.Book(query with { Require = ["M1"], Wishes = [Lyon.MondaySpan("09:00-11:00")] });

        Explanation taken = Explain(branch, query, "M1", Lyon.OnMonday("08:30"));

        taken.Verdict.ShouldBe($"'seminar' cannot start on Monday 23 November at 08:30 with 'M1': It is with B-{booking} from Monday 23 November at 09:00 to 11:00.");
        taken.Told!.Failing!.Commitment.ShouldBe(booking);
    }

    [Fact]
    public void What_a_search_for_a_group_left_out_is_said()
    {
        var branch = new Branch();
        Service visits = Crews.Of("visits", new PromiseRule([], Seconds.FromMinutes(15), null), [.. Enumerable.Range(1, 4).Select(number => new ServiceStep(
            $"{number}", Seconds.FromHours(1), Seconds.Zero, [new Role("who", "technician", [], 1, RolePlace.Customer)], Seconds.Zero, null))]);
        branch.Sell(visits);
        branch.Hire(Lyon.Technician("T1"), Lyon.Technician("T2"));
        SearchQuery query = Branch.Ask(visits, Lyon.Bron, new Interval(Lyon.OnMonday("00:00"), Lyon.OnMonday("00:00") + Seconds.FromHours(96)));

        Explain(branch, query with { PositionBudget = 500 }, null, null).LeftOut!.ShouldContain("The work budget of 500 positions ended");
    }

    [Fact]
    public void Which_role_is_lacking_is_told_with_the_one_that_comes_closest()
    {
        var branch = new Branch();
        Service seminar = Crews.Of("seminar", new PromiseRule([], Seconds.FromMinutes(30), null), new ServiceStep(
            "day", Seconds.FromHours(2), Seconds.Zero, [Crews.AnyKind("room", RolePlace.Site), Crews.AnyKind("beamer", RolePlace.Site)], Seconds.Zero, null));
        branch.Sell(seminar);
        branch.Hire(Lyon.Room("M1"), Crews.Beamer("B1", "OPERA"));
        SearchQuery query = Branch.Ask(seminar, null, Lyon.MondaySpan("08:00-12:00"));
        string booking = branch.Book(query with { Wishes = [Lyon.MondaySpan("09:00-11:00")] });

        Explanation taken = Explain(branch, query, null, Lyon.OnMonday("08:30"));
        Explanation best = Explain(branch, query with { Between = Lyon.MondaySpan("08:00-14:00") }, null, null);

        taken.Verdict.ShouldBe(
            "'seminar' cannot start on Monday 23 November at 08:30: "
            + $"Role 'room' takes 1, 1 could play it and 0 are free. The nearest is 'M1': It is with B-{booking} from Monday 23 November at 09:00 to 11:00. "
            + $"Role 'beamer' takes 1, 1 could play it and 0 are free. The nearest is 'B1': It is with B-{booking} from Monday 23 November at 09:00 to 11:00.");
        taken.Told!.Checks[^1].ShouldBe(new Check(CheckCodes.Together, CheckResult.NotReached, "An earlier check failed."));
        best.Verdict.ShouldStartWith("'seminar' can start on Monday 23 November at 11:00 with room 'M1', beamer 'B1'; it costs ");
        best.Earlier!.Words.ShouldStartWith("Not on Monday 23 November at 08:00: Role 'room' takes 1, ");
    }

    private static Explanation Explain(Branch branch, SearchQuery query, string? resource, Moment? start) =>
        Explainer.Explain(branch.Board, new ExplainQuestion(query, resource, start, Names.Plain), branch.Now, new SlotSearch());
}
