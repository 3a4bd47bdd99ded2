using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OptiTime.Engine.Directory;
using OptiTime.Engine.Log;
using OptiTime.Engine.Planners;
using OptiTime.Silo.Commands.Verify;
using OptiTime.Silo.Tests.Fixtures;
using Answer = OptiTime.Silo.Tests.Fixtures.Answer;

namespace OptiTime.Silo.Tests.Api;

/// <summary>An expert of one territory in a room of another: each test has an expert of its own, so that none sees another's.</summary>
public sealed class LendingTests(LyonSilo silo) : IClassFixture<LyonSilo>, IAsyncLifetime
{
    private const string Week = """{"week":[{"days":["monday","tuesday","wednesday","thursday","friday"],"from":"08:00","to":"17:00"}]}""";

    private static int s_experts;

    private readonly string _expert = $"E-{Interlocked.Increment(ref s_experts)}";

    public async ValueTask InitializeAsync()
    {
        await DoneAsync("/v1/territories/loire", """{"name":"Loire","zone":"Europe/Paris","currency":"EUR","centre":{"lat":45.44,"lon":4.39},"radiusMetres":40000}""");
        await DoneAsync("/v1/territories/geneve", """{"name":"Genève","zone":"Europe/Zurich","currency":"CHF","centre":{"lat":46.20,"lon":6.14},"radiusMetres":20000}""");
        await DoneAsync("/v1/services/workshop", """
            {"name":"Workshop","class":"project","steps":[{"durationSeconds":7200,"roles":[
              {"name":"expert","kind":"expert","where":"site"},{"name":"room","kind":"room","where":"site"}]}],"price":{"amount":"900.00"}}
            """);
        await DoneAsync("/v1/services/advice", """
            {"name":"Advice","steps":[{"durationSeconds":7200,"roles":[{"name":"expert","kind":"expert","where":"customer"}]}],"price":{"amount":"200.00"}}
            """);
        await DoneAsync($"/v1/resources/{_expert}", Expert("""["rhone"]"""));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Expert(string lentTo, string mobility = "mobile", string more = ""","home":{"lat":45.66,"lon":4.77}""") =>
        $$"""{"territory":"loire","name":"Expert","kind":"expert","mobility":"{{mobility}}"{{more}},"working":{{Week}},"lentTo":{{lentTo}} }""";

    private async Task<Answer> DoneAsync(string path, string body)
    {
        Answer answer = await silo.Http.PutAsync(path, body);
        ((int)answer.Status).ShouldBeInRange(200, 201, answer.Body?.ToJsonString());
        return answer;
    }

    private string Workshop(string day = "2026-11-24", string hours = "08:00 12:00", string more = "") => $$"""
        {"territory":"rhone","service":"workshop","customer":{"id":"C-1042"},"require":["{{_expert}}"],"maxOffers":3,
         "earliest":"{{day}}T{{hours[..5]}}:00+01:00","latest":"{{day}}T{{hours[6..]}}:00+01:00"{{more}} }
        """;

    private async Task<string> OfferAsync(string request)
    {
        Answer answer = await silo.Http.PostAsync("/v1/availability", request);
        (answer["offers"]?.AsArray().Count ?? 0).ShouldBeGreaterThan(0, answer.Body?.ToJsonString());
        return (string)answer["offers"]![0]!["offer"]!;
    }

    private async Task<JsonNode> BookAsync(string request)
    {
        Answer booked = await silo.Http.PostAsync("/v1/bookings", $$"""{"offer":"{{await OfferAsync(request)}}"}""");
        booked.Status.ShouldBe(HttpStatusCode.Created, booked.Body?.ToJsonString());
        return booked.Body!;
    }

    /// <summary>The stops of a resource in the plan of its territory.</summary>
    private async Task<JsonNode[]> StopsAsync(string territory, string resource)
    {
        Answer plan = await silo.Http.ReadAsync($"/v1/territories/{territory}/plan?from=2026-11-23&to=2026-12-05");
        plan.Status.ShouldBe(HttpStatusCode.OK, plan.Body?.ToJsonString());
        return [.. plan["resources"]!.AsArray().Where(one => (string?)one!["resource"] == resource).SelectMany(one => one!["days"]!.AsArray())
            .SelectMany(day => day!["tours"]!.AsArray()).SelectMany(tour => tour!["stops"]!.AsArray()).Select(stop => stop!)];
    }

    private async Task<string> LoanOfAsync(string booking)
    {
        var planners = silo.Inside.GetRequiredService<ITerritoryPlanners>();
        string id = booking[(booking.LastIndexOf('-') + 1)..];
        return (await planners.BoardAsync("loire", default))!.Commitments.Values.Single(entry => entry.Commitment.Loan?.Commitment == id).Commitment.Id;
    }

    [Fact]
    public async Task An_expert_of_one_territory_is_booked_with_a_room_of_another_and_both_plans_show_it_until_it_is_called_off()
    {
        await OfferAsync(Workshop());
        JsonNode offer = (await silo.Http.AskAsync(Workshop()))[0]!;
        JsonNode expert = offer["resources"]!.AsArray().Single(one => (string?)one!["role"] == "expert")!, room = offer["resources"]!.AsArray().Single(one => (string?)one!["role"] == "room")!;
        ((string?)expert["resource"], (string?)expert["territory"]).ShouldBe((_expert, "loire"));
        room.AsObject().ContainsKey("territory").ShouldBeFalse();

        JsonNode booking = await BookAsync(Workshop());
        string name = (string)booking["booking"]!;
        name.ShouldStartWith("B-rhone-");
        JsonNode there = (await StopsAsync("loire", _expert)).ShouldHaveSingleItem(), here = (await StopsAsync("rhone", (string)room["resource"]!)).Single(stop => (string?)stop["booking"] == name);
        ((string?)there["booking"], (string?)there["lentTo"], (string?)here["lentTo"]).ShouldBe((name, "rhone", null));
        ((string?)there["start"]).ShouldBe((string?)here["start"]);
        there["location"].ShouldNotBeNull();

        Answer cancelled = await silo.Http.RemoveAsync($"/v1/bookings/{name}?reason=snow");
        cancelled.Status.ShouldBe(HttpStatusCode.OK);
        (await StopsAsync("loire", _expert)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_hold_of_somebody_lent_is_confirmed_moved_and_told_once()
    {
        Answer held = await silo.Http.PostAsync("/v1/holds", $$"""{"offer":"{{await OfferAsync(Workshop("2026-11-25"))}}"}""");
        held.Status.ShouldBe(HttpStatusCode.Created, held.Body?.ToJsonString());
        ((string?)(await StopsAsync("loire", _expert)).ShouldHaveSingleItem()["hold"]).ShouldBe((string?)held["hold"]);

        Answer confirmed = await silo.Http.PostAsync($"/v1/holds/{held["hold"]}/confirm", """{"customer":{"id":"C-1042"}}""");
        string name = (string)confirmed["booking"]!;
        string later = await OfferAsync(Workshop("2026-11-25", "13:00 17:00", $$""","booking":"{{name}}" """));
        Answer moved = await silo.Http.PostAsync($"/v1/bookings/{name}/reschedule", $$"""{"offer":"{{later}}","reason":"after lunch"}""");

        moved.Status.ShouldBe(HttpStatusCode.OK, moved.Body?.ToJsonString());
        JsonNode stop = (await StopsAsync("loire", _expert)).ShouldHaveSingleItem();
        ((string?)stop["booking"], (string?)stop["start"]).ShouldBe((name, (string?)moved["start"]));
        foreach (string list in new[] { $"/v1/bookings?customer=C-1042&from=2026-11-25T12:00:00Z&to=2026-11-25T17:00:00Z", "/v1/customers/C-1042/promises?limit=100" })
        {
            string?[] names = [.. (await silo.Http.ReadAsync(list))["items"]!.AsArray().Select(one => (string?)one!["booking"])];
            names.Count(one => one == name).ShouldBe(1, list);
            names.ShouldAllBe(one => one == null || !one.StartsWith("B-loire-", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task What_is_lent_is_neither_shown_nor_changed_under_a_name_of_its_own()
    {
        string name = (string)(await BookAsync(Workshop("2026-11-26")))["booking"]!;
        string own = $"B-loire-{await LoanOfAsync(name)}";

        Answer shown = await silo.Http.ReadAsync($"/v1/bookings/{own}"), cancelled = await silo.Http.RemoveAsync($"/v1/bookings/{own}"),
            removed = await silo.Http.RemoveAsync($"/v1/resources/{_expert}");

        (shown.Status, cancelled.Status, cancelled.Problem).ShouldBe((HttpStatusCode.NotFound, HttpStatusCode.Conflict, "lent"));
        ((string?)shown["detail"]).ShouldNotBeNull().ShouldContain(name);
        cancelled["commitments"]!.AsArray().Select(one => (string?)one).ShouldBe([name]);
        removed["commitments"]!.AsArray().Select(one => (string?)one).ShouldBe([name]);
        (await StopsAsync("loire", _expert)).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Who_is_not_lent_there_is_not_found_there()
    {
        await DoneAsync($"/v1/resources/{_expert}", Expert("[]"));

        Answer answer = await silo.Http.PostAsync("/v1/availability", Workshop());

        (answer.Problem, answer.Field).ShouldBe(("unknown-resource", "require[0]"));
    }

    [Fact]
    public async Task An_offer_of_somebody_who_is_lent_no_more_is_taken_by_nobody()
    {
        string offer = await OfferAsync(Workshop("2026-11-27"));
        await DoneAsync($"/v1/resources/{_expert}", Expert("[]"));

        Answer refused = await silo.Http.PostAsync("/v1/bookings", $$"""{"offer":"{{offer}}"}""");

        (refused.Status, refused.Problem).ShouldBe((HttpStatusCode.Conflict, "offer-taken"));
        ((string?)refused["detail"]).ShouldNotBeNull().ShouldContain($"lends resource '{_expert}' no more");
    }

    [Theory]
    [InlineData("""["loire"]""", "lentTo[0]", "Is the territory it belongs to")]
    [InlineData("""["rhone","atlantis"]""", "lentTo[1]", "There is no territory 'atlantis'")]
    [InlineData("""["geneve"]""", "lentTo[0]", "Europe/Zurich and CHF")]
    public async Task A_resource_can_be_lent_to_other_territories_of_one_zone_and_currency_only(string lentTo, string field, string why)
    {
        Answer refused = await silo.Http.PutAsync($"/v1/resources/{_expert}", Expert(lentTo));

        (refused.Status, refused.Problem, refused.Field).ShouldBe((HttpStatusCode.UnprocessableEntity, "invalid-value", field));
        ((string?)refused["errors"]![0]!["message"]).ShouldNotBeNull().ShouldContain(why);
        (await silo.Http.ReadAsync($"/v1/resources/{_expert}"))["lentTo"]!.AsArray().Select(one => (string?)one).ShouldBe(["rhone"]);
    }

    [Fact]
    public async Task A_room_is_not_lent()
    {
        Answer refused = await silo.Http.PutAsync(
            "/v1/resources/R-B6", """{"territory":"rhone","name":"Room","kind":"room","mobility":"fixed","site":"BELLECOUR","lentTo":["loire"]}""");

        (refused.Problem, refused.Field).ShouldBe(("invalid-value", "lentTo"));
    }

    [Fact]
    public async Task Of_those_who_race_for_an_expert_at_home_and_where_they_are_lent_one_succeeds_and_the_others_learn_why()
    {
        string[] there = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => OfferAsync(Workshop("2026-11-30", "09:00 11:00"))));
        string[] home = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => OfferAsync($$"""
            {"territory":"loire","service":"advice","customer":{"tier":"gold"},"location":{"lat":45.45,"lon":4.40},"require":["{{_expert}}"],
             "earliest":"2026-11-30T09:00:00+01:00","latest":"2026-11-30T11:00:00+01:00"}
            """)));

        Answer[] answers = await Task.WhenAll(there.Concat(home).Select(offer => silo.Http.PostAsync("/v1/bookings", $$"""{"offer":"{{offer}}"}""")));

        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Where(answer => answer.Status != HttpStatusCode.Created).ShouldAllBe(answer => answer.Problem == "offer-taken");
        (await StopsAsync("loire", _expert)).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Why_somebody_lent_can_or_cannot_come_is_explained()
    {
        string ask = Workshop("2026-12-01", "09:00 13:00", $$""","resource":"{{_expert}}","start":"2026-12-01T10:00:00+01:00" """);
        Answer before = await silo.Http.PostAsync("/v1/explain", ask);
        await BookAsync(Workshop("2026-12-01", "10:00 12:00"));
        Answer after = await silo.Http.PostAsync("/v1/explain", ask);

        ((bool?)before["possible"], (bool?)after["possible"]).ShouldBe((true, false));
    }

    [Fact]
    public async Task Verify_finds_nothing_wrong_with_what_is_lent()
    {
        await BookAsync(Workshop("2026-12-02"));

        IReadOnlyList<LogVerdict> verdicts = await new StoreVerifier(silo.Inside.GetRequiredService<IPlanLog>(), silo.Inside.GetRequiredService<IPlanDirectory>()).RunAsync((_, _) => { }, default);

        verdicts.SelectMany(verdict => verdict.Breaches).ShouldBeEmpty();
        verdicts.ShouldContain(verdict => verdict.Log == "loire" && verdict.Living > 0);
    }
}
