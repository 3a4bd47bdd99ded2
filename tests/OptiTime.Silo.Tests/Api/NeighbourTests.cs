using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OptiTime.Engine.Planners;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Travel;
using OptiTime.Silo.Api.Availability;
using OptiTime.Silo.Tests.Fixtures;
using Answer = OptiTime.Silo.Tests.Fixtures.Answer;

namespace OptiTime.Silo.Tests.Api;

public sealed class NeighbourTests(Borderland silo) : IClassFixture<Borderland>
{
    /// <summary>So few windows that every territory's are offered.</summary>
    private const string ThisMonday = ""","latest":"2026-11-24T00:00:00+01:00","maxOffers":20""";

    private readonly Borderland.Parallel _land = silo.NewParallel();

    [Fact]
    public async Task In_the_middle_of_a_territory_it_alone_is_asked_though_others_cover_the_place()
    {
        await FoundPairAsync();

        Answer answer = await _land.AskAsync(5);

        TerritoriesOf(answer).ShouldBe([_land.Id("west")]);
        answer["territories"].ShouldBeNull();
    }

    [Fact]
    public async Task Near_a_border_the_neighbour_is_asked_as_well_and_the_cheapest_offer_of_all_comes_first()
    {
        await FoundPairAsync();

        Answer answer = await _land.AskAsync(36, ThisMonday);

        TerritoriesOf(answer).ShouldBe([_land.Id("east"), _land.Id("west")], ignoreOrder: true);
        answer["territories"]!.AsArray().Select(one => (string?)one!["territory"]).ShouldBe([_land.Id("west"), _land.Id("east")]);
        ((long?)answer["planVersion"]).ShouldBe((long?)answer["territories"]![0]!["planVersion"]);
        // The centre in the west is nearer, but the neighbour's technician lives next door.
        ((string?)answer["offers"]![0]!["territory"]).ShouldBe(_land.Id("east"));
        decimal[] costs = [.. answer["offers"]!.AsArray().Select(CostOf)];
        costs[0].ShouldBe(costs.Min());
        foreach (JsonNode? offer in answer["offers"]!.AsArray())
        {
            JsonNode asked = answer["territories"]!.AsArray().Single(one => (string?)one!["territory"] == (string?)offer!["territory"])!;
            ((long?)offer!["planVersion"]).ShouldBe((long?)asked["planVersion"]);
        }
    }

    [Fact]
    public async Task No_window_is_offered_twice_while_another_is_left()
    {
        await FoundPairAsync();

        Answer answer = await _land.AskAsync(40, ""","maxOffers":15,"latest":"2026-11-28T00:00:00+01:00" """);

        answer["offers"]!.AsArray().Select(offer => (string?)offer!["promise"]!["from"]).ShouldBeUnique();
        answer["offers"]!.AsArray().Count.ShouldBe(15);
    }

    [Fact]
    public async Task On_the_rim_of_the_nearest_circle_a_place_is_asked_of_every_territory_that_covers_it()
    {
        await _land.FoundAsync("town", 0, 10);
        await _land.FoundAsync("region", 50, 100);
        await _land.HireAsync("town", "T-1", 0);
        await _land.HireAsync("region", "R-1", 12);

        TerritoriesOf(await _land.AskAsync(6, ThisMonday)).ShouldBe([_land.Id("town")]);
        TerritoriesOf(await _land.AskAsync(9, ThisMonday)).ShouldBe([_land.Id("region"), _land.Id("town")], ignoreOrder: true);
    }

    [Fact]
    public async Task Where_no_territory_reaches_the_answer_names_the_nearest()
    {
        await FoundPairAsync();

        Answer answer = await _land.AskAsync(200);

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.Problem.ShouldBe("out-of-area");
        ((string?)answer["detail"])!.ShouldContain($"'{_land.Id("east")}'");
    }

    [Fact]
    public async Task An_empty_territory_does_not_hide_a_neighbour_who_can_come()
    {
        await _land.FoundAsync("void", 0, 100);
        await _land.FoundAsync("east", 80, 100);
        await _land.HireAsync("east", "E-1", 50);

        Answer answer = await _land.AskAsync(36);

        TerritoriesOf(answer).ShouldBe([_land.Id("east")]);
        ((string?)answer["completeness"]).ShouldBe("exact");
    }

    [Fact]
    public async Task When_all_refuse_each_gives_its_reasons_under_its_name_and_in_its_own_time()
    {
        await _land.FoundAsync("west", 0, 100, "Europe/Paris");
        await _land.FoundAsync("east", 80, 100, "Europe/London");
        await _land.HireAsync("west", "W-1", 0);
        await _land.HireAsync("east", "E-1", 80);

        Answer answer = await _land.AskAsync(39, ""","earliest":"2026-11-28T08:00:00+01:00","latest":"2026-11-29T18:00:00+01:00" """);

        answer["offers"]!.AsArray().ShouldBeEmpty();
        JsonArray reasons = answer["refusal"]!["reasons"]!.AsArray();
        reasons.Select(reason => (string?)reason!["territory"]).ShouldBe([_land.Id("west"), _land.Id("east")]);
        ((string?)reasons[0]!["message"])!.ShouldContain($"'{_land.Id("west")}' does not work between 2026-11-28T08:00:00+01:00 and 2026-11-29T18:00:00+01:00");
        ((string?)reasons[1]!["message"])!.ShouldContain($"'{_land.Id("east")}' does not work between 2026-11-28T07:00:00+00:00 and 2026-11-29T17:00:00+00:00");
        answer["refusal"]!["relaxations"]!.AsArray().Select(one => (string?)one!["offer"]!["territory"]).Distinct().ShouldBe([_land.Id("west"), _land.Id("east")], ignoreOrder: true);
    }

    [Fact]
    public async Task A_territory_further_away_that_covers_the_place_is_a_relaxation_that_can_be_booked()
    {
        await _land.FoundAsync("west", 0, 100);
        await _land.FoundAsync("east", 80, 100);
        await _land.FoundAsync("far", 160, 100);
        await _land.HireAsync("east", "E-1", 42);

        Answer answer = await _land.AskAsync(5, ThisMonday);

        answer["offers"]!.AsArray().ShouldBeEmpty();
        JsonNode relaxation = answer["refusal"]!["relaxations"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)relaxation["givesUp"]).ShouldBe("territory");
        ((string?)relaxation["words"])!.ShouldStartWith("From east: Monday 23 November, ");
        ((string?)answer["completeness"]).ShouldBe("exact");
        Answer booked = await silo.Http.PostAsync("/v1/bookings", $$"""{"offer":"{{(string)relaxation["offer"]!["offer"]!}}"}""");
        booked.Status.ShouldBe(HttpStatusCode.Created, booked.Body?.ToJsonString());
        ((string?)booked["territory"]).ShouldBe(_land.Id("east"));
    }

    [Fact]
    public async Task Who_requires_somebody_else_gives_up_both_only_where_one_is_not_enough()
    {
        await _land.FoundAsync("west", 0, 100);
        await _land.FoundAsync("east", 80, 100);
        await _land.HireAsync("west", "W-1", 0);
        await _land.HireAsync("east", "E-1", 42);
        const string Weekend = ""","earliest":"2026-11-28T08:00:00+01:00","latest":"2026-11-29T18:00:00+01:00" """;

        Answer required = await _land.AskAsync(5, $$""","require":["{{_land.Id("W-1")}}"]{{Weekend}}""");
        Answer anybody = await _land.AskAsync(5, Weekend);

        required["refusal"]!["relaxations"]!.AsArray().Select(one => (string?)one!["givesUp"]).Distinct().ShouldBe(["day"]);
        anybody["refusal"]!["relaxations"]!.AsArray().Select(one => (string?)one!["givesUp"]).Distinct().ShouldBe(["day"]);
    }

    [Fact]
    public async Task A_site_of_another_territory_is_offered_with_its_distance()
    {
        await _land.FoundAsync("west", 0, 60);
        await _land.FoundAsync("east", 80, 60);
        await _land.BuildAsync("west", "W-HALL", 10);
        await _land.BuildAsync("east", "E-HALL", 40);
        await _land.FurnishAsync("east", "E-ROOM", "E-HALL");

        Answer answer = await silo.Http.PostAsync("/v1/availability", $$"""{"service":"room","location":{"site":"{{_land.Id("W-HALL")}}"}{{ThisMonday}} }""");

        JsonNode relaxation = answer["refusal"]!["relaxations"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)relaxation["givesUp"]).ShouldBe("territory");
        ((int?)relaxation["distanceMetres"])!.Value.ShouldBeInRange(20_000, 40_000);
        ((string?)relaxation["words"])!.ShouldMatch(@"^E-HALL in east is \d\d km away and free on Monday 23 November at 08:00\.$");
        ((string?)relaxation["offer"]!["site"]).ShouldBe(_land.Id("E-HALL"));
    }

    [Fact]
    public async Task A_part_that_was_not_looked_at_is_told_with_its_territory()
    {
        await _land.FoundAsync("west", 0, 100);
        await _land.FoundAsync("east", 80, 100, horizonDays: 3);
        await _land.HireAsync("west", "W-1", 0);
        await _land.HireAsync("east", "E-1", 80);

        Answer answer = await _land.AskAsync(39);

        ((string?)answer["completeness"]).ShouldBe("truncated");
        answer["territories"]!.AsArray().Select(one => (string?)one!["completeness"]).ShouldBe(["exact", "truncated"]);
        ((string?)answer["leftOut"])!.ShouldContain($"'{_land.Id("east")}'");
        ((string?)answer["leftOut"])!.ShouldNotContain($"'{_land.Id("west")}'");
    }

    [Fact]
    public async Task The_budget_is_shared_by_what_there_is_to_look_at()
    {
        await FoundPairAsync();
        await _land.HireAsync("east", "E-2", 60);
        await _land.HireAsync("east", "E-3", 60);
        QuestionReader reader = silo.Inside.GetRequiredService<QuestionReader>();
        var request = new Silo.Api.Wire.AvailabilityRequest { Service = "visit", Location = new() { Lat = (await CentreAsync("west")).Latitude, Lon = await BorderAsync() }, BudgetMilliseconds = 8 };

        Question question = await reader.ReadAsync(request, null, null, TestContext.Current.CancellationToken);

        question.Boards.Select(board => board.Settings.Id).ShouldBe([_land.Id("west"), _land.Id("east")], ignoreOrder: true);
        long[] shares = [.. question.Boards.OrderBy(board => board.Positions).Select(board => question.QueryFor(board).PositionBudget)];
        shares.ShouldBe([2 * QuestionReader.PositionsPerMillisecond, 6 * QuestionReader.PositionsPerMillisecond]);
    }

    [Fact]
    public async Task Whoever_requires_somebody_is_offered_what_their_territory_has()
    {
        await FoundPairAsync();

        TerritoriesOf(await _land.AskAsync(39, $$""","require":["{{_land.Id("E-1")}}"]""")).ShouldBe([_land.Id("east")]);
        TerritoriesOf(await _land.AskAsync(39, $$""","refuse":["{{_land.Id("E-1")}}"],"prefer":["{{_land.Id("W-1")}}"]""")).ShouldBe([_land.Id("west")]);
        Answer unknown = await _land.AskAsync(39, ""","require":["R-NOBODY"]""");
        unknown.Problem.ShouldBe("unknown-resource");
        ((string?)unknown["detail"])!.ShouldContain($"'{_land.Id("west")}' or '{_land.Id("east")}'");
    }

    [Fact]
    public async Task Territories_with_another_currency_and_rooms_of_other_territories_are_not_mixed_in()
    {
        await _land.FoundAsync("west", 0, 100);
        await _land.FoundAsync("east", 80, 100, currency: "CHF");
        await _land.HireAsync("west", "W-1", 0);
        await _land.HireAsync("east", "E-1", 80);

        TerritoriesOf(await _land.AskAsync(39)).ShouldBe([_land.Id("west")]);
        Answer rooms = await _land.AskAsync(39, service: "room");
        rooms["territories"].ShouldBeNull();
        rooms["refusal"]!["reasons"]!.AsArray().ShouldAllBe(reason => (string?)reason!["territory"] == _land.Id("west"));
    }

    [Fact]
    public async Task An_offer_of_a_neighbour_can_be_booked_and_who_comes_too_late_is_asked_of_the_same_territories()
    {
        await FoundPairAsync();
        string token = (string)(await _land.AskAsync(36, ThisMonday))["offers"]![0]!["offer"]!;

        Answer booked = await silo.Http.PostAsync("/v1/bookings", $$"""{"offer":"{{token}}"}""");
        Answer late = await silo.Http.PostAsync("/v1/holds", $$"""{"offer":"{{token}}"}""");

        booked.Status.ShouldBe(HttpStatusCode.Created);
        ((string?)booked["territory"]).ShouldBe(_land.Id("east"));
        late.Status.ShouldBe(HttpStatusCode.Conflict);
        TerritoriesOf(late).ShouldBe([_land.Id("east"), _land.Id("west")], ignoreOrder: true);
    }

    [Fact]
    public async Task A_territory_that_is_founded_moved_or_resized_here_is_seen_at_once()
    {
        await _land.FoundAsync("west", 0, 60);
        await _land.HireAsync("west", "W-1", 20);
        TerritoriesOf(await _land.AskAsync(45, ThisMonday)).ShouldBe([_land.Id("west")]);

        await _land.FoundAsync("east", 80, 60);
        await _land.HireAsync("east", "E-1", 60);
        TerritoriesOf(await _land.AskAsync(45, ThisMonday)).ShouldBe([_land.Id("east"), _land.Id("west")], ignoreOrder: true);

        await _land.FoundAsync("east", 80, 30);
        TerritoriesOf(await _land.AskAsync(45, ThisMonday)).ShouldBe([_land.Id("west")]);

        await _land.FoundAsync("west", 400, 60);
        (await _land.AskAsync(45, ThisMonday)).Problem.ShouldBe("out-of-area");
    }

    [Fact]
    public async Task A_territory_that_was_written_elsewhere_is_seen_after_a_moment()
    {
        await _land.FoundAsync("west", 0, 60);
        await _land.HireAsync("west", "W-1", 20);
        TerritoriesOf(await _land.AskAsync(45, ThisMonday)).ShouldBe([_land.Id("west")]);
        var planners = silo.Inside.GetRequiredService<ITerritoryPlanners>();
        Board board = (await planners.BoardAsync(_land.Id("west"), TestContext.Current.CancellationToken))!;

        await planners.SendAsync(
            _land.Id("west"), new DefineTerritory(board.Settings with { Radius = new Metres(30_000) }, null), null, TestContext.Current.CancellationToken);
        silo.Clock.Advance(TerritoryAtlas.Age);

        (await _land.AskAsync(45, ThisMonday)).Problem.ShouldBe("out-of-area");
    }

    /// <summary>Two territories side by side, some 80 km from centre to centre; each covers the other's.</summary>
    private async Task FoundPairAsync()
    {
        await _land.FoundAsync("west", 0, 100);
        await _land.FoundAsync("east", 80, 100);
        await _land.HireAsync("west", "W-1", 0);
        await _land.HireAsync("east", "E-1", 42);
    }

    private async Task<Location> CentreAsync(string name) =>
        (await silo.Inside.GetRequiredService<ITerritoryPlanners>().BoardAsync(_land.Id(name), TestContext.Current.CancellationToken))!.Settings.Centre;

    private async Task<double> BorderAsync() => ((await CentreAsync("west")).Longitude + (await CentreAsync("east")).Longitude) / 2;

    private static string?[] TerritoriesOf(Answer answer)
    {
        answer["offers"].ShouldNotBeNull(answer.Body?.ToJsonString());
        return [.. answer["offers"]!.AsArray().Select(offer => (string?)offer!["territory"]).Distinct()];
    }

    private static decimal CostOf(JsonNode? offer) =>
        decimal.Parse((string)offer!["cost"]!["total"]!["amount"]!, System.Globalization.CultureInfo.InvariantCulture);
}
