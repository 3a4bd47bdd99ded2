using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Api;

/// <summary>Conflicts between maintenance and customers' projects are resolved by priority, not by shouting.</summary>
public sealed class ImpactTests(LyonSilo silo) : IClassFixture<LyonSilo>
{
    // Tuesday, on which only R-2 is asked for.
    private const string Tuesday = "\"earliest\":\"2026-11-24T08:00:00+01:00\",\"latest\":\"2026-11-24T17:00:00+01:00\"";

    private const string Project = $$"""{"service":"boiler-repair","location":{"lat":45.75,"lon":4.84},"require":["R-2"],{{Tuesday}},"maxOffers":5""";

    [Fact]
    public async Task Maintenance_gives_way_to_a_customer_and_is_planned_again_before_it_is_due()
    {
        string[] jobs = await FillAsync();
        Answer without = await silo.Http.PostAsync("/v1/availability", Project + "}");
        without["offers"]!.AsArray().ShouldBeEmpty();

        Answer answer = await silo.Http.PostAsync("/v1/availability", Project + ",\"impact\":\"within-promises\"}");

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body?.ToJsonString());
        ((string?)answer["completeness"]).ShouldBe("truncated");
        JsonNode offer = answer["offers"]![0].ShouldNotBeNull(answer.Body?.ToJsonString());
        JsonArray moved = offer["impact"]!["bookings"]!.AsArray();
        moved.Count.ShouldBeInRange(1, 3);
        moved.ShouldAllBe(move => jobs.Contains((string?)move!["id"]) && !(bool)move!["told"]! && (string?)move["fromResource"] == "R-2");
        offer["cost"]!["lines"]!.AsArray().Select(line => (string?)line!["kind"]).ShouldContain("instability");
        Answer held = await silo.Http.PostAsync("/v1/holds", $$"""{"offer":"{{(string)offer["offer"]!}}"}""");
        held.Status.ShouldBe(HttpStatusCode.Created, held.Body?.ToJsonString());
        (await silo.Http.PostAsync($"/v1/holds/{(string)held["hold"]!}/confirm", "{}")).Status.ShouldBe(HttpStatusCode.Created);
        foreach (string job in moved.Select(move => (string)move!["id"]!))
        {
            silo.Clock.Advance(TimeSpan.FromSeconds(6));
            Answer again = await TwoSilos.UntilAsync(silo.Http, $"/v1/jobs/{job}", one => (string?)one["state"] == "planned");
            DateTimeOffset.Parse((string)again["end"]!, CultureInfo.InvariantCulture).ShouldBeLessThanOrEqualTo(DateTimeOffset.Parse((string)again["due"]!, CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Records maintenance until it has taken the whole of Tuesday from R-2: all others are refused by skill or ask for none.</summary>
    private async Task<string[]> FillAsync()
    {
        var jobs = new List<string>();
        for (int job = 0; job < 60; job++)
        {
            Answer answer = await silo.Http.PostAsync(
                "/v1/jobs", """{"service":"boiler-maintenance","location":{"lat":45.75,"lon":4.84},"earliest":"2026-11-24T08:00:00+01:00","due":"2026-11-25T17:00:00+01:00"}""");
            answer.Status.ShouldBe(HttpStatusCode.Created, answer.Body?.ToJsonString());
            string id = (string)answer["job"]!;
            jobs.Add(id);
            await TwoSilos.UntilAsync(silo.Http, $"/v1/jobs/{id}", one => (string?)one["state"] == "planned");
            if ((await silo.Http.PostAsync("/v1/availability", Project + "}"))["offers"]!.AsArray().Count == 0) break;
        }
        return [.. jobs];
    }

    [Fact]
    public async Task A_promise_for_which_another_would_be_broken_is_told_and_cannot_be_booked()
    {
        const string Room = """{"service":"meeting","location":{"site":"PARTDIEU"},"windows":[{"from":"2026-11-26T10:00:00+01:00","to":"2026-11-26T12:00:00+01:00"}],"maxOffers":5""";
        Answer booked = await silo.Http.PostAsync("/v1/bookings", $$"""{"offer":"{{await silo.Http.FirstOfferAsync(Room + "}")}}"}""");
        booked.Status.ShouldBe(HttpStatusCode.Created, booked.Body?.ToJsonString());

        Answer answer = await silo.Http.PostAsync("/v1/availability", Room + ",\"impact\":\"within-promises\"}");

        answer["offers"]!.AsArray().ShouldBeEmpty();
        JsonNode beyond = answer["beyondPromises"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)beyond["resource"]).ShouldBe("R-P8");
        beyond["bookings"]!.AsArray().Select(id => (string?)id).ShouldBe([(string?)booked["booking"]]);
        (await silo.Http.PostAsync("/v1/availability", Room + "}"))["beyondPromises"].ShouldBeNull();
    }

    [Fact]
    public async Task A_tier_is_offered_its_own_windows_at_its_own_price_until_its_deadline()
    {
        await silo.Http.PutAsync("/v1/services/rapid", """
            {"name":"Rapid","steps":[{"durationSeconds":1800,"roles":[{"name":"technician","kind":"technician","where":"customer"}]}],
             "promise":{"windows":[{"from":"08:00","to":"12:00"},{"from":"13:00","to":"17:00"}]},"price":{"amount":"50.00"},
             "levels":[{"tier":"gold","withinSeconds":14400,"promise":{"windows":[{"from":"08:00","to":"09:00"},{"from":"09:00","to":"10:00"},{"from":"10:00","to":"11:00"},{"from":"11:00","to":"12:00"}]},"price":{"amount":"80.00"}}]}
            """);
        string place = "\"location\":{\"lat\":45.75,\"lon\":4.84},\"maxOffers\":50";

        JsonArray gold = await silo.Http.AskAsync($$"""{"service":"rapid","customer":{"tier":"gold"},{{place}}}""");
        JsonArray other = await silo.Http.AskAsync($$"""{"service":"rapid","customer":{"tier":"bronze"},{{place}}}""");

        gold.ShouldNotBeEmpty();
        gold.ShouldAllBe(offer => (string?)offer!["price"]!["amount"] == "80.00" && TimeOf(offer["start"]) <= Now + TimeSpan.FromHours(4));
        other.ShouldContain(offer => TimeOf(offer!["start"]) > Now + TimeSpan.FromHours(4));
        other.ShouldAllBe(offer => (string?)offer!["price"]!["amount"] == "50.00");
        Answer held = await silo.Http.PostAsync("/v1/holds", $$"""{"offer":"{{(string)gold[0]!["offer"]!}}"}""");
        held.Status.ShouldBe(HttpStatusCode.Created, held.Body?.ToJsonString());
        Answer late = await silo.Http.PostAsync("/v1/availability", $$"""{"service":"rapid","customer":{"tier":"gold"},"earliest":"2026-11-26T08:00:00+01:00",{{place}}}""");
        late["refusal"]!["reasons"]!.AsArray().Select(reason => (string?)reason!["code"]).ShouldContain("service-level");
    }

    [Theory]
    [InlineData("""[{"tier":"gold"},{"tier":"gold"}]""", "levels[1].tier")]
    [InlineData("""[{"tier":"gold","withinSeconds":60}]""", "levels[0].withinSeconds")]
    [InlineData("""[{"tier":"gold","promise":{"windows":[{"from":"8 am","to":"09:00"}]}}]""", "levels[0].promise.windows[0].from")]
    [InlineData("""[{"tier":"gold","price":{"amount":"-1"}}]""", "levels[0].price.amount")]
    public async Task A_level_that_cannot_be_is_refused_with_the_field_at_fault(string levels, string field)
    {
        Answer refused = await silo.Http.PutAsync("/v1/services/odd", $$"""
            {"name":"Odd","steps":[{"durationSeconds":1800,"roles":[{"name":"technician","where":"customer"}]}],"price":{"amount":"50.00"},"levels":{{levels}}}
            """);

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, refused.Body?.ToJsonString());
        refused.Field.ShouldBe(field);
    }

    [Theory]
    [InlineData("\"freezeHorizonSeconds\":-1", "freezeHorizonSeconds")]
    [InlineData("\"freezeHorizonSeconds\":604801", "freezeHorizonSeconds")]
    [InlineData("\"instability\":{\"backlog\":{\"amount\":\"x\"},\"told\":{\"amount\":\"1\"}}", "instability.backlog.amount")]
    public async Task A_territory_is_frozen_for_a_week_at_the_most_and_moving_work_costs_an_amount(string member, string field)
    {
        Answer refused = await silo.Http.PutAsync("/v1/territories/odd", $$"""
            {"name":"Odd","zone":"Europe/Paris","currency":"EUR","centre":{"lat":45.76,"lon":4.84},"radiusMetres":60000,{{member}}}
            """);

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, refused.Body?.ToJsonString());
        refused.Field.ShouldBe(field);
    }

    private DateTimeOffset Now => silo.Clock.GetUtcNow();

    private static DateTimeOffset TimeOf(JsonNode? time) => DateTimeOffset.Parse((string)time!, CultureInfo.InvariantCulture);
}
