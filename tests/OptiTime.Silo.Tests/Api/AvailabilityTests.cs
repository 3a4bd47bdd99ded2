using System.Net;
using System.Text.Json.Nodes;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Api;

public sealed class AvailabilityTests(LyonSilo silo) : IClassFixture<LyonSilo>
{
    private const string Boiler = """{"service":"boiler-maintenance","customer":{"id":"C-1042"}}""";

    [Theory]
    [InlineData("2026-11-24T08:00:00+01:00", "2026-11-24T08:00:00+01:00", "Both are the same instant: send a later 'latest'.")]
    [InlineData("2026-11-24T08:00:00+01:00", "2026-11-24T07:00:00Z", "Both are the same instant: send a later 'latest'.")]
    [InlineData("2026-11-25T08:00:00+01:00", "2026-11-24T08:00:00+01:00", "Swap 'earliest' and 'latest'.")]
    public async Task Times_out_of_order_are_refused_with_what_helps(string earliest, string latest, string remedy)
    {
        Answer answer = await silo.Http.PostAsync("/v1/availability", $$"""{"service":"meeting","earliest":"{{earliest}}","latest":"{{latest}}"}""");

        answer.Field.ShouldBe("latest");
        ((string?)answer["errors"]![0]!["remedy"]).ShouldBe(remedy);
    }

    [Fact]
    public async Task The_answer_has_the_fields_the_design_lists_and_no_others()
    {
        Answer answer = await silo.Http.PostAsync("/v1/availability", """
            { "territory": "rhone", "service": "boiler-maintenance", "customer": { "id": "C-1042" }, "location": { "lat": 45.76, "lon": 4.84 },
              "earliest": "2026-11-23T08:00:00+01:00", "latest": "2026-11-30T18:00:00+01:00",
              "windows": [ { "from": "2026-11-24T08:00:00+01:00", "to": "2026-11-24T18:00:00+01:00" } ],
              "require": ["R-1", "R-2", "R-4"], "prefer": ["R-2"], "refuse": ["R-3"], "sites": ["BELLECOUR", "PARTDIEU"],
              "impact": "none", "externalReference": "CRM-778", "maxOffers": 10, "budgetMilliseconds": 20 }
            """);

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body?.ToJsonString());
        NamesOf(answer.Body).ShouldBe(["completeness", "leftOut", "offers", "planVersion", "refusal", "searchMicroseconds"]);
        answer["refusal"].ShouldBeNull();
        ((string?)answer["completeness"]).ShouldBe("exact");
        JsonNode offer = answer["offers"]![0]!;
        NamesOf(offer).ShouldBe(["cost", "end", "impact", "offer", "onTime", "planVersion", "price", "promise", "resources", "site", "start", "steps", "territory", "travelSeconds", "validUntil"]);
        NamesOf(offer["promise"]).ShouldBe(["from", "to"]);
        NamesOf(offer["resources"]![0]).ShouldBe(["resource", "role", "unit"]);
        NamesOf(offer["steps"]![0]).ShouldBe(["end", "promise", "resources", "site", "start", "step"]);
        NamesOf(offer["cost"]).ShouldBe(["lines", "total"]);
        NamesOf(offer["cost"]!["lines"]![0]).ShouldBe(["amount", "kind"]);
        NamesOf(offer["price"]).ShouldBe(["amount", "currency"]);
        NamesOf(offer["impact"]).ShouldBe(["bookings"]);
        ((string?)offer["price"]!["amount"]).ShouldBe("120.00");
        ((string?)offer["price"]!["currency"]).ShouldBe("EUR");
        ((string?)offer["validUntil"]).ShouldBe("2026-11-23T07:15:00+01:00");
        ((string?)offer["promise"]!["from"])!.ShouldStartWith("2026-11-24T");
        ((string?)offer["resources"]![0]!["resource"]).ShouldBeOneOf("R-1", "R-2", "R-4");
    }

    [Fact]
    public async Task A_request_that_says_little_is_answered_from_what_is_known_of_the_customer()
    {
        JsonArray offers = await silo.Http.AskAsync(Boiler);

        offers.Count.ShouldBeInRange(2, 10);
        offers.Select(offer => (string?)offer!["territory"]).Distinct().ShouldBe(["rhone"]);
        ((string?)offers[0]!["promise"]!["from"])!.ShouldEndWith("+01:00");
        offers.Select(offer => (string?)offer!["offer"]).Distinct().Count().ShouldBe(offers.Count);
    }

    [Fact]
    public async Task Rooms_are_offered_at_the_site_asked_for()
    {
        JsonArray offers = await silo.Http.AskAsync("""{"service":"meeting","location":{"site":"PARTDIEU"},"customer":{"tier":"gold"},"maxOffers":3}""");

        offers.Count.ShouldBe(3);
        offers.ShouldAllBe(offer => (string?)offer!["site"] == "PARTDIEU" && (string?)offer["resources"]![0]!["resource"] == "R-P8");
        ((int?)offers[0]!["travelSeconds"]).ShouldBe(0);
    }

    [Fact]
    public async Task A_no_says_why_and_what_would_help()
    {
        Answer answer = await silo.Http.PostAsync("/v1/availability", """
            {"service":"boiler-repair","customer":{"id":"C-1042"},"require":["R-1"],
             "windows":[{"from":"2026-11-24T08:00:00+01:00","to":"2026-11-24T18:00:00+01:00"}]}
            """);

        answer["offers"]!.AsArray().ShouldBeEmpty();
        NamesOf(answer["refusal"]).ShouldBe(["reasons", "relaxations"]);
        answer["refusal"]!["reasons"]!.AsArray().ShouldNotBeEmpty();
        JsonNode relaxation = answer["refusal"]!["relaxations"]![0]!;
        NamesOf(relaxation).ShouldBe(["extra", "givesUp", "offer", "words"]);
        string token = (string)relaxation["offer"]!["offer"]!;
        (await silo.Http.PostAsync("/v1/holds", $$"""{"offer":"{{token}}","ttlSeconds":1}""")).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Who_may_work_longer_is_offered_with_what_it_costs_where_nobody_else_can_come()
    {
        const string Late = """
            {"id":"R-LATE","territory":"rhone","name":"Works late","kind":"technician","mobility":"mobile","home":{"lat":45.77,"lon":4.85},"skills":[{"name":"heat-pump","level":1}],
             "working":{"week":[{"days":["friday"],"from":"08:00","to":"15:30"}]},"rates":{"perHour":{"amount":"40.00"} },"overtime":{"mostSeconds":7200,"perHour":{"amount":"20.00"} } }
            """;
        (await silo.Http.PutAsync("/v1/services/heat-pump", """
            {"name":"Heat pump","steps":[{"durationSeconds":3600,"roles":[{"name":"technician","kind":"technician","skills":[{"name":"heat-pump","level":1}],"where":"customer"}]}],
             "promise":{"windows":[{"from":"15:00","to":"17:00"}]},"price":{"amount":"100.00"} }
            """)).Status.ShouldBe(HttpStatusCode.Created);
        (await silo.Http.PutAsync("/v1/resources/R-LATE", Late)).Status.ShouldBe(HttpStatusCode.Created);

        Answer answer = await silo.Http.PostAsync("/v1/availability", """{"service":"heat-pump","customer":{"id":"C-1042"},"latest":"2026-11-28T00:00:00+01:00"}""");

        JsonNode relaxation = answer["refusal"]!["relaxations"]!.AsArray().Single(one => (string?)one!["givesUp"] == "overtime")!;
        ((string?)relaxation["words"]).ShouldBe("'R-LATE' would work until 16:00, 30 min longer: Friday 27 November, 15:00 to 17:00.");
        relaxation["offer"]!["cost"]!["lines"]!.AsArray().Select(line => (string?)line!["kind"]).ShouldBe(["labour", "travel", "overtime"]);
        ((string?)relaxation["offer"]!["cost"]!["lines"]![2]!["amount"]!["amount"]).ShouldBe("10.00");
        Answer hold = await silo.Http.PostAsync("/v1/holds", $$"""{"offer":"{{(string)relaxation["offer"]!["offer"]!}}"}""");
        hold.Status.ShouldBe(HttpStatusCode.Created, hold.Body?.ToJsonString());
        ((long?)(await silo.Http.ReadAsync("/v1/resources/R-LATE"))["overtime"]!["mostSeconds"]).ShouldBe(7_200);
    }

    [Theory]
    [InlineData("""{"mostSeconds":59}""", 422, "overtime.mostSeconds")]
    [InlineData("""{"mostSeconds":28801}""", 422, "overtime.mostSeconds")]
    [InlineData("""{"mostSeconds":60,"perHour":{"amount":"-1.00"} }""", 422, "overtime.perHour.amount")]
    [InlineData("""{"perHour":{"amount":"1.00"} }""", 400, "overtime.mostSeconds")]
    public async Task Overtime_that_is_not_possible_is_told_by_field(string overtime, int status, string field)
    {
        Answer answer = await silo.Http.PutAsync("/v1/resources/R-LATER", $$"""
            {"territory":"rhone","name":"Works late","kind":"technician","mobility":"mobile","home":{"lat":45.77,"lon":4.85},
             "working":{"week":[{"days":["friday"],"from":"08:00","to":"15:30"}]},"overtime":{{overtime}} }
            """);

        ((int)answer.Status).ShouldBe(status, answer.Body?.ToJsonString());
        answer.Field.ShouldBe(field);
        (await silo.Http.ReadAsync("/v1/resources/R-LATER")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Where_caller_and_customer_require_different_resources_the_answer_is_a_refusal()
    {
        (await silo.Http.PutAsync("/v1/customers/C-LOYAL", """{"location":{"lat":45.75,"lon":4.85},"require":["R-4"]}""")).Status.ShouldBe(HttpStatusCode.Created);

        Answer answer = await silo.Http.PostAsync("/v1/availability", """{"service":"boiler-maintenance","customer":{"id":"C-LOYAL"},"require":["R-2"]}""");

        answer["offers"]!.AsArray().ShouldBeEmpty();
        answer["refusal"]!["reasons"]!.AsArray().ShouldNotBeEmpty();
        (await silo.Http.AskAsync("""{"service":"boiler-maintenance","customer":{"id":"C-LOYAL"}}"""))
            .ShouldAllBe(offer => (string?)offer!["resources"]![0]!["resource"] == "R-4");
    }

    [Fact]
    public async Task A_place_nobody_serves_is_told_the_nearest_territory()
    {
        Answer answer = await silo.Http.PostAsync("/v1/availability", """{"service":"boiler-maintenance","customer":{"id":"C-3000"}}""");

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.Problem.ShouldBe("out-of-area");
        answer.Field.ShouldBe("location");
        ((string?)answer["detail"])!.ShouldContain("'rhone'");
    }

    [Theory]
    [InlineData("""{"service":"nothing"}""", "unknown-service", "service")]
    [InlineData("""{"service":"meeting","customer":{"id":"C-0"}}""", "unknown-customer", "customer.id")]
    [InlineData("""{"service":"meeting","territory":"nowhere"}""", "unknown-territory", "territory")]
    [InlineData("""{"service":"meeting","require":["R-0"]}""", "unknown-resource", "require[0]")]
    [InlineData("""{"service":"meeting","refuse":["R-1","R-0"]}""", "unknown-resource", "refuse[1]")]
    [InlineData("""{"service":"meeting","sites":["NOWHERE"]}""", "unknown-site", "sites[0]")]
    [InlineData("""{"service":"meeting","location":{"site":"NOWHERE"}}""", "unknown-site", "location.site")]
    [InlineData("""{"service":"meeting","booking":"B-rhone-0"}""", "unknown-booking", "booking")]
    [InlineData("""{"service":"meeting","customer":{"id":"C-1042","tier":"lead"}}""", "invalid-value", "customer.tier")]
    [InlineData("""{"service":"meeting","earliest":"2026-11-25T08:00:00Z","latest":"2026-11-24T08:00:00Z"}""", "invalid-value", "latest")]
    [InlineData("""{"service":"meeting","earliest":"2026-11-20T08:00:00Z","latest":"2026-11-21T08:00:00Z"}""", "invalid-value", "latest")]
    [InlineData("""{"service":"meeting","earliest":"2026-11-24T08:00:00Z","latest":"2027-03-24T08:00:00Z"}""", "invalid-value", "latest")]
    [InlineData("""{"service":"meeting","windows":[{"from":"2026-11-25T08:00:00Z","to":"2026-11-24T08:00:00Z"}]}""", "invalid-value", "windows[0]")]
    [InlineData("""{"service":"meeting","windows":[{"from":"2026-11-20T08:00:00Z","to":"2026-11-21T08:00:00Z"}]}""", "invalid-value", "windows[0]")]
    [InlineData("""{"service":"meeting","location":{"lat":91,"lon":4}}""", "invalid-value", "location.lat")]
    [InlineData("""{"service":"meeting","location":{"lat":45,"lon":-180.5}}""", "invalid-value", "location.lon")]
    [InlineData("""{"service":"meeting","location":{"lat":45}}""", "invalid-value", "location")]
    [InlineData("""{"service":"meeting","location":{"lat":45,"lon":4,"remote":true}}""", "invalid-value", "location")]
    [InlineData("""{"service":"boiler-repair","territory":"rhone"}""", "invalid-value", "location")]
    [InlineData("""{"service":"boiler-repair","territory":"rhone","location":{"remote":true}}""", "invalid-value", "location.remote")]
    [InlineData("""{"service":"meeting","maxOffers":101}""", "invalid-value", "maxOffers")]
    [InlineData("""{"service":"meeting","budgetMilliseconds":0}""", "invalid-value", "budgetMilliseconds")]
    public async Task What_is_not_possible_is_told_by_field_and_value(string request, string problem, string field)
    {
        Answer answer = await silo.Http.PostAsync("/v1/availability", request);

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, answer.Body?.ToJsonString());
        answer.MediaType.ShouldBe("application/problem+json");
        answer.Problem.ShouldBe(problem);
        answer.Field.ShouldBe(field);
    }

    private static string[] NamesOf(JsonNode? node) => [.. node!.AsObject().Select(property => property.Key).Order(StringComparer.Ordinal)];
}
