using System.Net;
using System.Text.Json.Nodes;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Api;

public sealed class MasterDataTests(LyonSilo silo) : IClassFixture<LyonSilo>
{
    private const string Whole = """
        {"territory":"rhone","name":"Night owl","kind":"technician","mobility":"mobile","home":{"lat":45.7,"lon":4.8},"profile":"car","capacity":1,
         "skills":[{"name":"gas-boiler","level":3}],
         "working":{"zone":"Europe/London",
           "week":[{"days":["monday","friday"],"from":"22:00","to":"06:00","breaks":[{"from":"01:00","to":"01:30"}]}],
           "specialDays":[{"date":"2026-12-24","hours":[]},{"date":"2026-12-23","hours":[{"from":"08:00:30","to":"12:00"}]}],
           "absences":[{"from":"2026-12-01T00:00:00+01:00","to":"2026-12-08T00:00:00+01:00","reason":"leave"}]},
         "rates":{"perHour":{"amount":"45.5","currency":"EUR"},"perKilometre":{"amount":"0.48","currency":"EUR"}}}
        """;

    [Theory]
    [InlineData("territories", "rhone")]
    [InlineData("sites", "BELLECOUR")]
    [InlineData("resources", "R-1")]
    [InlineData("services", "boiler-maintenance")]
    [InlineData("customers", "C-1042")]
    public async Task What_is_read_can_be_written_back_and_read_again_unchanged(string path, string id)
    {
        Answer first = await silo.Http.ReadAsync($"/v1/{path}/{id}");
        first.Status.ShouldBe(HttpStatusCode.OK);

        Answer written = await silo.Http.PutAsync($"/v1/{path}/{id}", first.Body!.ToJsonString(), ("If-Match", first.Headers.ETag!.Tag));

        written.Status.ShouldBe(HttpStatusCode.OK, written.Body?.ToJsonString());
        Answer second = await silo.Http.ReadAsync($"/v1/{path}/{id}");
        second.Body!.ToJsonString().ShouldBe(first.Body!.ToJsonString());
        second.Headers.ETag!.Tag.ShouldBe(written.Headers.ETag!.Tag);
        (await silo.Http.PutAsync($"/v1/{path}/{id}", first.Body!.ToJsonString(), ("If-Match", "\"999999\""))).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await silo.Http.PutAsync($"/v1/{path}/{id}", first.Body!.ToJsonString(), ("If-None-Match", "*"))).Status.ShouldBe(HttpStatusCode.Conflict);
        (await silo.Http.ReadAsync($"/v1/{path}"))["items"]!.AsArray().Select(item => (string?)item!["id"]).ShouldContain(id);
        (await silo.Http.CallAsync(HttpMethod.Get, $"/v1/{path}/{id}", null, ("If-None-Match", second.Headers.ETag!.Tag))).Status.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Every_field_of_a_resource_makes_the_round_trip()
    {
        Answer put = await silo.Http.PutAsync("/v1/resources/R-NIGHT", Whole);
        put.Status.ShouldBe(HttpStatusCode.Created, put.Body?.ToJsonString());

        JsonNode read = (await silo.Http.ReadAsync("/v1/resources/R-NIGHT")).Body!;

        JsonNode expected = JsonNode.Parse(Whole)!;
        foreach ((string name, JsonNode? value) in expected.AsObject().Where(field => field.Key is not ("rates" or "working")))
            JsonNode.DeepEquals(read[name], value).ShouldBeTrue(name);
        ((string?)read["rates"]!["perHour"]!["amount"]).ShouldBe("45.50");
        read["working"]!["week"]![0]!["from"]!.ToString().ShouldBe("22:00");
        JsonNode.DeepEquals(read["working"]!["week"], expected["working"]!["week"]).ShouldBeTrue();
        JsonNode.DeepEquals(read["working"]!["absences"], expected["working"]!["absences"]).ShouldBeTrue();
        ((string?)read["working"]!["specialDays"]![1]!["hours"]![0]!["from"]).ShouldBe("08:00:30");
        (await silo.Http.RemoveAsync("/v1/resources/R-NIGHT")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await silo.Http.RemoveAsync("/v1/resources/R-NIGHT")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Posting_creates_once()
    {
        const string Room = """{"id":"R-NEW","name":"New room","kind":"room","mobility":"fixed","site":"PARTDIEU"}""";

        Answer made = await silo.Http.PostAsync("/v1/territories/rhone/resources", Room);
        made.Status.ShouldBe(HttpStatusCode.Created, made.Body?.ToJsonString());
        made.Headers.Location!.OriginalString.ShouldBe("/v1/resources/R-NEW");
        ((string?)made["territory"]).ShouldBe("rhone");
        (await silo.Http.PostAsync("/v1/territories/rhone/resources", Room)).Problem.ShouldBe("already-exists");
        (await silo.Http.ReadAsync("/v1/territories/rhone/resources?limit=1000"))["items"]!.AsArray().Select(item => (string?)item!["id"]).ShouldContain("R-NEW");
        (await silo.Http.RemoveAsync("/v1/resources/R-NEW", ("If-Match", made.Headers.ETag!.Tag))).Status.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Lists_are_read_page_by_page()
    {
        var ids = new List<string>();
        for (string? next = ""; next is not null;)
        {
            Answer page = await silo.Http.ReadAsync($"/v1/resources?territory=rhone&limit=3{(next.Length > 0 ? "&cursor=" + next : "")}");
            page["items"]!.AsArray().Count.ShouldBeLessThanOrEqualTo(3);
            ids.AddRange(page["items"]!.AsArray().Select(item => (string)item!["id"]!));
            next = (string?)page["next"];
        }

        ids.ShouldBe(ids.Order(StringComparer.Ordinal).Distinct());
        ((string[])["R-1", "R-5", "R-B12", "R-B6", "R-P8"]).ShouldBeSubsetOf(ids);
    }

    [Fact]
    public async Task An_import_answers_every_line_in_order_and_one_bad_line_stops_no_other()
    {
        const string Lines = """
            {"id":"C-I1","name":"One"}

            {"id":"C-I2","nonsense":1}
            {"id":"C-I1","name":"One again"}
            not json
            {"id":"C-I3","location":{"lat":95,"lon":0}}
            {"id":"C-I4"}
            """;

        using HttpResponseMessage response = await silo.Http.PostAsync("/v1/customers", Json.Lines(Lines));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        JsonNode[] answers = [.. (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
        answers.Select(answer => $"{answer["line"]} {answer["id"]} {answer["status"]}").ShouldBe(
            ["1 C-I1 created", "3  rejected", "4 C-I1 replaced", "5  rejected", "6 C-I3 rejected", "7 C-I4 created"]);
        ((string?)answers[1]["problem"]!["errors"]![0]!["field"]).ShouldBe("nonsense");
        ((string?)(await silo.Http.ReadAsync("/v1/customers/C-I1"))["name"]).ShouldBe("One again");
    }

    [Fact]
    public async Task An_import_with_an_idempotency_key_is_refused_and_writes_nothing()
    {
        using StringContent lines = Json.Lines("""{"id":"C-KEYED","name":"Nobody"}""");
        lines.Headers.Add("Idempotency-Key", "import-1");
        using HttpResponseMessage response = await silo.Http.PostAsync("/v1/customers", lines);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonNode problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        ((string?)problem["type"]).ShouldBe("urn:optitime:problem:invalid-parameter");
        ((string?)problem["errors"]![0]!["field"]).ShouldBe("Idempotency-Key");
        ((string?)problem["detail"])!.ShouldContain("repeating an import does no harm");
        (await silo.Http.ReadAsync("/v1/customers/C-KEYED")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Hundreds_of_resources_are_imported_in_one_call()
    {
        string lines = string.Join('\n', Enumerable.Range(0, 300).Select(number =>
            $$"""{"id":"T-DESK-{{number:0000}}","name":"Desk","kind":"desk","mobility":"fixed","site":"PARTDIEU","capacity":2}"""));

        using HttpResponseMessage response = await silo.Http.PostAsync("/v1/territories/rhone/resources", Json.Lines(lines));

        string[] answers = (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        answers.Length.ShouldBe(300);
        answers.ShouldAllBe(answer => answer.Contains("\"created\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_erased_customer_is_gone_with_what_was_known_of_them()
    {
        (await silo.Http.PutAsync("/v1/customers/C-ERASE", """{"name":"Somebody","location":{"lat":45.75,"lon":4.85}}""")).Status.ShouldBe(HttpStatusCode.Created);
        string offer = await silo.Http.FirstOfferAsync("""{"service":"boiler-maintenance","customer":{"id":"C-ERASE"}}""");
        Answer booked = await silo.Http.PostAsync("/v1/bookings", $$"""{"offer":"{{offer}}"}""");

        (await silo.Http.RemoveAsync("/v1/customers/C-ERASE")).Status.ShouldBe(HttpStatusCode.NoContent);

        (await silo.Http.ReadAsync("/v1/customers/C-ERASE")).Status.ShouldBe(HttpStatusCode.NotFound);
        Answer plan = await silo.Http.ReadAsync("/v1/territories/rhone/plan?from=2026-11-23T00:00:00%2B01:00&to=2026-12-08T00:00:00%2B01:00");
        JsonNode stop = StopsOf(plan).Single(stop => (string?)stop["booking"] == (string?)booked["booking"]);
        stop["location"].ShouldBeNull();
    }

    [Fact]
    public async Task A_change_that_would_break_a_booking_is_refused_and_names_it()
    {
        (await silo.Http.PutAsync("/v1/resources/R-BUSY", Whole.Replace("Night owl", "Busy", StringComparison.Ordinal)
            .Replace("\"from\":\"22:00\",\"to\":\"06:00\",\"breaks\":[{\"from\":\"01:00\",\"to\":\"01:30\"}]", "\"from\":\"08:00\",\"to\":\"17:00\"", StringComparison.Ordinal))).Status.ShouldBe(HttpStatusCode.Created);
        string offer = await silo.Http.FirstOfferAsync("""{"service":"boiler-repair","customer":{"id":"C-1042"},"require":["R-BUSY"]}""");
        string booking = (string)(await silo.Http.PostAsync("/v1/bookings", $$"""{"offer":"{{offer}}"}"""))["booking"]!;

        Answer removed = await silo.Http.RemoveAsync("/v1/resources/R-BUSY");

        removed.Status.ShouldBe(HttpStatusCode.Conflict);
        removed.Problem.ShouldBe("would-break-commitments");
        removed["commitments"]!.AsArray().Select(name => (string?)name).ShouldBe([booking]);
    }

    [Theory]
    [InlineData("resources/R-X", """{"territory":"nowhere","name":"X","kind":"room","mobility":"remote"}""", "unknown-territory", "territory")]
    [InlineData("resources/R-X", """{"name":"X","kind":"room","mobility":"remote"}""", "invalid-value", "territory")]
    [InlineData("resources/R-X", """{"territory":"rhone","name":"X","kind":"room","mobility":"fixed","site":"NOWHERE"}""", "unknown-site", "site")]
    [InlineData("resources/R-X", """{"territory":"rhone","name":"X","kind":"technician","mobility":"mobile"}""", "invalid-value", "home")]
    [InlineData("resources/R-X", """{"territory":"rhone","name":"X","kind":"room","mobility":"remote","rates":{"perHour":{"amount":"1,5"}}}""", "invalid-value", "rates.perHour.amount")]
    [InlineData("resources/R-X", """{"territory":"rhone","name":"X","kind":"room","mobility":"remote","rates":{"perHour":{"amount":"1","currency":"USD"}}}""", "invalid-value", "rates.perHour.currency")]
    [InlineData("resources/R-X", """{"territory":"rhone","name":"X","kind":"room","mobility":"remote","working":{"zone":"Mars/Base","week":[]}}""", "invalid-value", "working.zone")]
    [InlineData("resources/R-X", """{"territory":"rhone","name":"X","kind":"room","mobility":"remote","working":{"week":[{"days":["monday"],"from":"25:00","to":"26:00"}]}}""", "invalid-value", "working.week[0].from")]
    [InlineData("resources/R%20X", """{"territory":"rhone","name":"X","kind":"room","mobility":"remote"}""", "invalid-value", "id")]
    [InlineData("resources/R-X", """{"id":"R-Y","territory":"rhone","name":"X","kind":"room","mobility":"remote"}""", "invalid-value", "id")]
    [InlineData("sites/S-X", """{"territory":"rhone","name":"","location":{"lat":45,"lon":4}}""", "invalid-value", "name")]
    [InlineData("sites/S-X", """{"territory":"rhone","name":"X","location":{"lat":45,"lon":400}}""", "invalid-value", "location.lon")]
    [InlineData("territories/Rhone", """{"name":"X","zone":"Europe/Paris","currency":"EUR","centre":{"lat":45,"lon":4},"radiusMetres":60000}""", "invalid-value", "id")]
    [InlineData("territories/catalogue", """{"name":"X","zone":"Europe/Paris","currency":"EUR","centre":{"lat":45,"lon":4},"radiusMetres":60000}""", "invalid-value", "id")]
    [InlineData("territories/x", """{"name":"X","zone":"Europe/Nowhere","currency":"EUR","centre":{"lat":45,"lon":4},"radiusMetres":60000}""", "invalid-value", "zone")]
    [InlineData("services/x", """{"name":"X","steps":[],"price":{"amount":"1"}}""", "invalid-value", "steps")]
    [InlineData("services/x", """{"name":"X","steps":[{"durationSeconds":10,"roles":[{"name":"a","where":"site"}]}],"price":{"amount":"1"}}""", "invalid-value", "steps[0].durationSeconds")]
    [InlineData("services/x", """{"name":"X","steps":[{"durationSeconds":600,"roles":[{"name":"a","where":"site"}]}],"price":{"amount":"-1"}}""", "invalid-value", "price.amount")]
    public async Task Master_data_that_is_not_possible_is_told_by_field(string path, string body, string problem, string field)
    {
        Answer answer = await silo.Http.PutAsync($"/v1/{path}", body);

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, answer.Body?.ToJsonString());
        answer.Problem.ShouldBe(problem);
        answer.Field.ShouldBe(field);
    }

    [Fact]
    public async Task The_plan_shows_what_is_booked_and_what_is_free()
    {
        string offer = await silo.Http.FirstOfferAsync("""
            {"service":"meeting","customer":{"tier":"gold"},"location":{"site":"BELLECOUR"},"require":["R-B12"],"earliest":"2026-11-26T09:00:00+01:00","latest":"2026-11-26T11:00:00+01:00"}
            """);
        Answer held = await silo.Http.PostAsync("/v1/holds", $$"""{"offer":"{{offer}}"}""");

        Answer plan = await silo.Http.ReadAsync("/v1/territories/rhone/plan?from=2026-11-26T00:00:00%2B01:00&to=2026-11-27T00:00:00%2B01:00");

        plan.Status.ShouldBe(HttpStatusCode.OK);
        JsonNode room = plan["resources"]!.AsArray().Single(resource => (string?)resource!["resource"] == "R-B12")!;
        ((string?)room["days"]![0]!["date"]).ShouldBe("2026-11-26");
        JsonNode tour = room["days"]![0]!["tours"]![0]!;
        ((string?)tour["stops"]![0]!["hold"]).ShouldBe((string?)held["hold"]);
        tour["free"]!.AsArray().Select(free => $"{free!["from"]} {free["to"]}").ShouldBe(
            ["2026-11-26T08:00:00+01:00 2026-11-26T09:00:00+01:00", "2026-11-26T11:00:00+01:00 2026-11-26T19:00:00+01:00"]);
        Answer wide = await silo.Http.ReadAsync("/v1/territories/rhone/plan?from=2026-11-26T00:00:00Z&to=2027-01-26T00:00:00Z");
        wide.Problem.ShouldBe("invalid-parameter");
        ((string?)wide["detail"])!.ShouldContain("PlanDays");
    }

    private static IEnumerable<JsonNode> StopsOf(Answer plan) =>
        from resource in plan["resources"]!.AsArray()
        from day in resource!["days"]!.AsArray()
        from tour in day!["tours"]!.AsArray()
        from stop in tour!["stops"]!.AsArray()
        select stop!;
}
