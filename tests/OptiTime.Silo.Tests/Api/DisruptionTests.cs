using System.Net;
using System.Text.Json.Nodes;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Api;

/// <summary>What happens in the field, over HTTP. Each test has a day or a resource of its own.</summary>
public sealed class DisruptionTests(LyonSilo silo) : IClassFixture<LyonSilo>
{
    [Fact]
    public async Task A_preview_tells_what_would_be_done_and_changes_nothing()
    {
        JsonNode booking = await BookAsync("2026-11-24", "R-2");
        Answer preview = await silo.Http.PostAsync("/v1/disruptions", Absence("R-2", "2026-11-24", "\"preview\":true"));

        preview.Status.ShouldBe(HttpStatusCode.OK, preview.Body?.ToJsonString());
        preview["repair"].ShouldBeNull();
        ((string?)preview["toCall"]![0]!["booking"]).ShouldBe(Id(booking));
        ((string?)(await silo.Http.ReadAsync($"/v1/bookings/{Id(booking)}"))["status"]).ShouldBe("confirmed");

        Answer done = await silo.Http.PostAsync("/v1/disruptions", Absence("R-2", "2026-11-24"));
        foreach (string told in new[] { "what", "moved", "slid", "broken", "released", "waiting", "bookingsMoved", "shiftSeconds", "before", "after" })
            done[told]!.ToJsonString().ShouldBe(preview[told]!.ToJsonString(), told);
    }

    [Fact]
    public async Task Who_is_absent_is_replaced_where_the_customer_takes_anybody_and_the_history_names_the_disruption()
    {
        JsonNode booking = await BookAsync("2026-11-25", null);
        string who = (string)booking["resources"]![0]!["resource"]!;
        Answer done = await silo.Http.PostAsync("/v1/disruptions", Absence(who, "2026-11-25", "\"by\":\"dispatch\",\"reason\":\"ill\""));

        done.Status.ShouldBe(HttpStatusCode.Created, done.Body?.ToJsonString());
        ((string?)done["resource"], (string?)done["reason"], (string?)done["by"]).ShouldBe((who, "ill", "dispatch"));
        ((string?)done["moved"]![0]!["id"]).ShouldBe(Id(booking));
        ((string?)done["moved"]![0]!["fromResource"]).ShouldBe(who);
        Answer now = await silo.Http.ReadAsync($"/v1/bookings/{Id(booking)}");
        ((string?)now["status"]).ShouldBe("confirmed");
        ((string?)now["resources"]![0]!["resource"]).ShouldBe((string?)done["moved"]![0]!["toResource"]);

        string repair = (string)done["repair"]!;
        Answer entry = await silo.Http.ReadAsync($"/v1/repairs/{repair}");
        entry.Status.ShouldBe(HttpStatusCode.OK, entry.Body?.ToJsonString());
        entry["moved"]!.ToJsonString().ShouldBe(done["moved"]!.ToJsonString());
        JsonNode happened = (await silo.Http.ReadAsync($"/v1/bookings/{Id(booking)}/history")).Body!["history"]!.AsArray()[^1]!;
        ((string?)happened["event"]).ShouldBe("moved");
        ((string?)happened["why"]!["because"]![0]!["kind"]).ShouldBe("disruption");
        ((string?)happened["why"]!["because"]![0]!["id"]).ShouldBe(repair);
        (await silo.Http.ReadAsync("/v1/repairs?territory=rhone&from=2026-11-23T06:00:00%2B01:00&limit=100"))["items"]!.ToJsonString().ShouldContain(repair);
    }

    [Fact]
    public async Task Who_cannot_be_replaced_is_called_back_with_offers_and_takes_one()
    {
        JsonNode booking = await BookAsync("2026-11-26", "R-5");
        Answer done = await silo.Http.PostAsync("/v1/disruptions", Absence("R-5", "2026-11-26"));
        ((string?)done["broken"]![0]!["id"]).ShouldBe(Id(booking));

        Answer broken = await silo.Http.ReadAsync($"/v1/bookings/{Id(booking)}");
        ((string?)broken["status"]).ShouldBe("broken");
        ((string?)broken["reason"])!.ShouldContain("R-5 is absent");
        broken["start"].ShouldBeNull();
        broken["promise"]!.ToJsonString().ShouldBe(booking["promise"]!.ToJsonString());

        Answer noted = await silo.Http.PostAsync($"/v1/call-backs/{Id(booking)}/called", """{"outcome":"agreed","note":"anybody will do"}""");
        noted.Status.ShouldBe(HttpStatusCode.OK, noted.Body?.ToJsonString());
        JsonNode item = await CallBackAsync(Id(booking));
        ((string?)item["outcome"]).ShouldBe("agreed: anybody will do");
        item["offers"]!.AsArray().ShouldAllBe(one => (string?)one!["resources"]![0]!["resource"] == "R-5", "nobody else is offered as if it were nothing");
        JsonNode other = item["refusal"]!["relaxations"]!.AsArray().Single(one => (string?)one!["givesUp"] == "technician")!["offer"]!;
        ((string?)other["promise"]!["from"]).ShouldBe((string?)booking["promise"]!["from"], "another may serve inside the promise, now that the customer agreed");

        Answer moved = await silo.Http.PostAsync($"/v1/bookings/{Id(booking)}/reschedule", $$"""{"offer":"{{other["offer"]}}"}""");
        moved.Status.ShouldBe(HttpStatusCode.OK, moved.Body?.ToJsonString());
        ((string?)moved["status"]).ShouldBe("confirmed");
        Answer entry = await silo.Http.ReadAsync($"/v1/repairs/{done["repair"]}");
        ((string?)entry["toCall"]![0]!["status"]).ShouldBe("confirmed");
        ((string?)entry["toCall"]![0]!["outcome"]).ShouldBe("agreed: anybody will do");
        (await silo.Http.PostAsync($"/v1/call-backs/{Id(booking)}/called", """{"outcome":"told"}""")).Problem.ShouldBe("not-broken");
    }

    [Fact]
    public async Task By_hand_a_lost_booking_goes_to_another_than_its_customer_chose_only_with_a_reason()
    {
        string booking = Id(await BookAsync("2026-12-07", "R-2"));
        await silo.Http.PostAsync("/v1/disruptions", Absence("R-2", "2026-12-07", "\"proposeForSeconds\":0"));

        Answer refused = await silo.Http.PostAsync($"/v1/bookings/{booking}/assign", """{"resources":[{"role":"technician","resource":"R-5"}]}""");
        (refused.Status, refused.Problem).ShouldBe((HttpStatusCode.Conflict, "needs-override"), refused.Body?.ToJsonString());
        ((string?)refused["detail"])!.ShouldContain("may have chosen 'R-2'");
        Answer done = await silo.Http.PostAsync($"/v1/bookings/{booking}/assign", """{"resources":[{"role":"technician","resource":"R-5"}],"override":{"reason":"she agreed"}}""");

        done.Status.ShouldBe(HttpStatusCode.OK, done.Body?.ToJsonString());
        ((string?)done["booking"]!["resources"]![0]!["resource"]).ShouldBe("R-5");
    }

    [Fact]
    public async Task A_job_that_takes_longer_is_told_by_its_own_name()
    {
        string job = (string)(await silo.Http.PostAsync(
            "/v1/jobs", """{"service":"boiler-maintenance","location":{"lat":45.75,"lon":4.86},"earliest":"2026-12-15T08:00:00+01:00","due":"2026-12-15T18:00:00+01:00"}"""))["job"]!;
        await TwoSilos.UntilAsync(silo.Http, $"/v1/jobs/{job}", answer => (string?)answer["state"] == "planned");

        Answer preview = await silo.Http.PostAsync("/v1/disruptions", $$"""{"kind":"overrun","booking":"{{job}}","end":"2026-12-15T17:30:00+01:00","preview":true}""");

        ((string?)preview["booking"], (string?)preview["what"]).ShouldBe((job, $"{job} is expected to end only at 2026-12-15 17:30"), preview.Body?.ToJsonString());
    }

    [Fact]
    public async Task Whoever_has_left_the_company_is_waited_for_by_nobody()
    {
        JsonNode leaver = (await silo.Http.ReadAsync("/v1/resources/R-2")).Body!;
        leaver["id"] = "R-9";
        (await silo.Http.PutAsync("/v1/resources/R-9", leaver.ToJsonString())).Status.ShouldBe(HttpStatusCode.Created);
        string booking = Id(await BookAsync("2026-12-14", "R-9"));
        await silo.Http.PostAsync("/v1/disruptions", Absence("R-9", "2026-12-14", "\"proposeForSeconds\":0"));
        (await CallBackAsync(booking))["offers"]!.AsArray().ShouldAllBe(one => (string?)one!["resources"]![0]!["resource"] == "R-9");

        (await silo.Http.RemoveAsync("/v1/resources/R-9")).Status.ShouldBe(HttpStatusCode.NoContent);

        (await CallBackAsync(booking))["offers"]!.AsArray().ShouldNotBeEmpty("others are as good as anybody now");
    }

    [Fact]
    public async Task What_can_only_begin_after_its_promise_loses_its_place_and_its_customer_is_called()
    {
        JsonNode booking = await BookAsync("2026-12-08", null);
        DateTimeOffset end = DateTimeOffset.Parse((string)booking["promise"]!["to"]!, System.Globalization.CultureInfo.InvariantCulture).AddHours(4);

        Answer done = await silo.Http.PostAsync("/v1/disruptions", $$"""{"kind":"overrun","booking":"{{Id(booking)}}","end":"{{end:yyyy-MM-ddTHH:mm:sszzz}}","proposeForSeconds":0}""");

        done.Status.ShouldBe(HttpStatusCode.Created, done.Body?.ToJsonString());
        ((string?)done["what"]).ShouldBe($"{Id(booking)} is expected to end only at {end:yyyy-MM-dd HH:mm}");
        ((string?)done["toCall"]![0]!["booking"]).ShouldBe(Id(booking));
        ((string?)(await silo.Http.ReadAsync($"/v1/bookings/{Id(booking)}"))["status"]).ShouldBe("broken");
    }

    [Fact]
    public async Task Somebody_elses_word_accepts_no_proposal_and_a_place_that_was_kept_for_one_is_in_no_ledger()
    {
        string offer = await silo.Http.FirstOfferAsync(
            """{"service":"boiler-repair","customer":{"id":"C-1042"},"require":["R-5"],"earliest":"2026-12-09T08:00:00+01:00","latest":"2026-12-09T18:00:00+01:00"}""");
        string booking = (string)(await silo.Http.PostAsync("/v1/bookings", $$"""{"offer":"{{offer}}"}"""))["booking"]!;
        Answer done = await silo.Http.PostAsync("/v1/disruptions", Absence("R-5", "2026-12-09", "\"proposeForSeconds\":600"));
        string proposal = (string)done["proposals"]![0]!;

        foreach (string preview in new[] { "true", "false" })
        {
            Answer refused = await silo.Http.PostAsync($"/v1/proposals/{proposal}/accept", $$"""{"customer":{"id":"C-2000"},"preview":{{preview}}}""");
            (refused.Status, refused.Problem).ShouldBe((HttpStatusCode.UnprocessableEntity, "customer-mismatch"), refused.Body?.ToJsonString());
        }
        JsonNode kept = (await silo.Http.ReadAsync($"/v1/proposals/{proposal}"))["alternatives"]![0]!["bookings"]![0]!;
        string day = ((string)kept["to"]!["from"]!)[..10];
        Answer again = await silo.Http.PostAsync("/v1/disruptions", Absence((string)kept["toResource"]!, day, "\"proposeForSeconds\":0"));

        again.Status.ShouldBe(HttpStatusCode.Created, again.Body?.ToJsonString());
        again["released"]!.AsArray().ShouldBeEmpty("nobody knows of a hold");
        ((string?)(await silo.Http.ReadAsync($"/v1/proposals/{proposal}"))["state"]).ShouldBe("void");
        ((string?)(await silo.Http.ReadAsync($"/v1/bookings/{booking}"))["status"]).ShouldBe("broken");
    }

    [Fact]
    public async Task A_broken_booking_is_cancelled_like_any_other()
    {
        JsonNode booking = await BookAsync("2026-11-27", "R-2");
        Answer missed = await silo.Http.PostAsync("/v1/disruptions", $$"""{"kind":"not-at-home","booking":"{{Id(booking)}}"}""");
        ((string?)missed["booking"]).ShouldBe(Id(booking));
        ((string?)(await silo.Http.ReadAsync($"/v1/bookings/{Id(booking)}"))["status"]).ShouldBe("broken");
        ((string?)(await silo.Http.RemoveAsync($"/v1/bookings/{Id(booking)}?reason=moved"))["status"]).ShouldBe("cancelled");
        (await silo.Http.PostAsync($"/v1/call-backs/{Id(booking)}/called", """{"outcome":"told"}""")).Status.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task The_same_key_takes_a_disruption_in_once()
    {
        string body = Absence("R-4", "2026-11-30");
        Answer first = await silo.Http.PostAsync("/v1/disruptions", body, ("Idempotency-Key", "ill-1")), again = await silo.Http.PostAsync("/v1/disruptions", body, ("Idempotency-Key", "ill-1"));
        ((string?)again["repair"]).ShouldBe((string?)first["repair"]);
        again.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
    }

    [Fact]
    public async Task Master_data_that_would_break_bookings_names_the_call_that_may()
    {
        await BookAsync("2026-12-01", "R-2");
        JsonNode resource = (await silo.Http.ReadAsync("/v1/resources/R-2")).Body!;
        JsonArray absences = resource["working"]!["absences"] as JsonArray ?? [];
        absences.Add(JsonNode.Parse("""{"from":"2026-12-01T00:00:00+01:00","to":"2026-12-02T00:00:00+01:00"}"""));
        resource["working"]!["absences"] = absences.DeepClone();
        Answer refused = await silo.Http.PutAsync("/v1/resources/R-2", resource.ToJsonString());
        refused.Problem.ShouldBe("would-break-commitments", refused.Body?.ToJsonString());
        ((string?)refused["detail"])!.ShouldContain("POST /v1/disruptions");
    }

    [Theory]
    [InlineData("""{"kind":"absence","resource":"R-1","to":"2026-11-28T18:00:00+01:00"}""", "territory")]
    [InlineData("""{"territory":"nowhere","kind":"absence","resource":"R-1","to":"2026-11-28T18:00:00+01:00"}""", "territory")]
    [InlineData("""{"territory":"rhone","kind":"absence","to":"2026-11-28T18:00:00+01:00"}""", "resource")]
    [InlineData("""{"territory":"rhone","kind":"absence","resource":"R-99","to":"2026-11-28T18:00:00+01:00"}""", "resource")]
    [InlineData("""{"territory":"rhone","kind":"absence","resource":"R-1"}""", "to")]
    [InlineData("""{"territory":"rhone","kind":"absence","resource":"R-1","from":"2026-11-28T18:00:00+01:00","to":"2026-11-28T17:00:00+01:00"}""", "to")]
    [InlineData("""{"territory":"rhone","kind":"absence","resource":"R-1","from":"2026-11-20T18:00:00+01:00","to":"2026-11-21T17:00:00+01:00"}""", "to")]
    [InlineData("""{"territory":"rhone","kind":"absence","resource":"R-1","to":"2028-11-28T17:00:00+01:00"}""", "to")]
    [InlineData("""{"territory":"rhone","kind":"absence","resource":"R-1","to":"2026-11-28T18:00:00+01:00","site":"BELLECOUR"}""", "site")]
    [InlineData("""{"territory":"rhone","kind":"absence","resource":"R-1","to":"2026-11-28T18:00:00+01:00","budget":{"moved":-1}}""", "budget.moved")]
    [InlineData("""{"territory":"rhone","kind":"absence","resource":"R-1","to":"2026-11-28T18:00:00+01:00","by":""}""", "by")]
    [InlineData("""{"territory":"rhone","kind":"breakdown","resource":"R-99","to":"2026-11-28T18:00:00+01:00"}""", "resource")]
    [InlineData("""{"territory":"rhone","kind":"late-start","resource":"R-1"}""", "until")]
    [InlineData("""{"territory":"rhone","kind":"late-start","resource":"R-1","until":"2026-11-23T03:00:00+01:00"}""", "until")]
    [InlineData("""{"territory":"rhone","kind":"late-start","resource":"R-1","until":"2026-11-24T22:00:00+01:00"}""", "until")]
    [InlineData("""{"territory":"rhone","kind":"site-closed","site":"NOWHERE","to":"2026-11-28T18:00:00+01:00"}""", "site")]
    [InlineData("""{"territory":"rhone","kind":"traffic","centre":{"lat":45.76,"lon":4.84},"radiusMetres":2000,"factor":5.5,"to":"2026-11-23T18:00:00+01:00"}""", "factor")]
    [InlineData("""{"territory":"rhone","kind":"traffic","centre":{"lat":95.76,"lon":4.84},"radiusMetres":2000,"factor":2,"to":"2026-11-23T18:00:00+01:00"}""", "centre.lat")]
    [InlineData("""{"territory":"rhone","kind":"traffic","centre":{"lat":45.76,"lon":4.84},"radiusMetres":2,"factor":2,"to":"2026-11-23T18:00:00+01:00"}""", "radiusMetres")]
    [InlineData("""{"territory":"rhone","kind":"traffic","centre":{"lat":45.76,"lon":4.84},"radiusMetres":2000,"factor":2,"to":"2026-12-23T18:00:00+01:00"}""", "to")]
    [InlineData("""{"kind":"not-at-home"}""", "booking")]
    [InlineData("""{"kind":"not-at-home","booking":"Durand"}""", "booking")]
    [InlineData("""{"kind":"not-at-home","booking":"B-rhone-NOTHING"}""", "booking")]
    [InlineData("""{"kind":"overrun","booking":"B-rhone-NOTHING","end":"2026-11-28T18:00:00+01:00"}""", "booking")]
    [InlineData("""{"territory":"ain","kind":"overrun","booking":"B-rhone-NOTHING","end":"2026-11-28T18:00:00+01:00"}""", "territory")]
    [InlineData("""{"kind":"overrun","booking":"B-rhone-NOTHING"}""", "end")]
    public async Task What_cannot_have_happened_is_refused_with_the_field(string body, string field)
    {
        Answer refused = await silo.Http.PostAsync("/v1/disruptions", body);
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, refused.Body?.ToJsonString());
        refused.Field.ShouldBe(field);
    }

    [Theory]
    [InlineData("""{"territory":"rhone","kind":"absence","resource":"R-1","to":"2026-11-20T18:00:00+01:00"}""", "'to': Is in the past.")]
    [InlineData("""{"territory":"rhone","kind":"traffic","centre":{"lat":45.76,"lon":4.84},"radiusMetres":2000,"factor":2}""", "is told with centre, radiusMetres, factor and to.")]
    public async Task What_is_wrong_with_it_is_told_by_what_was_sent(string body, string told) =>
        ((string?)(await silo.Http.PostAsync("/v1/disruptions", body))["detail"])!.ShouldContain(told);

    [Fact]
    public async Task What_an_ended_booking_did_is_history()
    {
        JsonNode booking = await BookAsync("2026-12-02", "R-2");
        await silo.Http.RemoveAsync($"/v1/bookings/{Id(booking)}");
        (await silo.Http.PostAsync("/v1/disruptions", $$"""{"kind":"not-at-home","booking":"{{Id(booking)}}"}""")).Field.ShouldBe("booking");
    }

    [Theory]
    [InlineData("/v1/repairs", "territory")]
    [InlineData("/v1/repairs?territory=nowhere", "territory")]
    [InlineData("/v1/repairs?territory=rhone&limit=101", "limit")]
    [InlineData("/v1/repairs?territory=rhone&from=yesterday", "from")]
    [InlineData("/v1/repairs?territory=rhone&from=2026-11-24T06:00:00Z&to=2026-11-23T06:00:00Z", "to")]
    [InlineData("/v1/repairs?territory=rhone&cursor=eA", "cursor")]
    [InlineData("/v1/call-backs", "territory")]
    [InlineData("/v1/call-backs?territory=nowhere", "territory")]
    [InlineData("/v1/call-backs?territory=rhone&limit=21", "limit")]
    public async Task What_cannot_be_listed_is_refused_with_the_parameter(string path, string parameter)
    {
        Answer refused = await silo.Http.ReadAsync(path);
        refused.Status.ShouldBe(HttpStatusCode.BadRequest, refused.Body?.ToJsonString());
        refused.Field.ShouldBe(parameter);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        (await silo.Http.ReadAsync("/v1/repairs/R-rhone-1.NOTHING")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await silo.Http.ReadAsync("/v1/repairs/R-rhone-NOTHING")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await silo.Http.ReadAsync("/v1/repairs/R-nowhere-1.NOTHING")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await silo.Http.PostAsync("/v1/call-backs/B-rhone-NOTHING/called", """{"outcome":"told"}""")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await silo.Http.PostAsync("/v1/call-backs/Durand/called", """{"outcome":"told"}""")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<JsonNode> BookAsync(string day, string? require)
    {
        string who = require is null ? "" : $"\"require\":[\"{require}\"],";
        string offer = await silo.Http.FirstOfferAsync(
            $$"""{"territory":"rhone","service":"boiler-repair",{{who}}"location":{"lat":45.75,"lon":4.86},"earliest":"{{day}}T08:00:00+01:00","latest":"{{day}}T18:00:00+01:00"}""");
        Answer booked = await silo.Http.PostAsync("/v1/bookings", $$"""{"offer":"{{offer}}"}""");
        booked.Status.ShouldBe(HttpStatusCode.Created, booked.Body?.ToJsonString());
        return booked.Body!;
    }

    private async Task<JsonNode> CallBackAsync(string booking)
    {
        string path = "/v1/call-backs?territory=rhone&limit=1";
        while (true)
        {
            Answer page = await silo.Http.ReadAsync(path);
            page.Status.ShouldBe(HttpStatusCode.OK, page.Body?.ToJsonString());
            if (page["items"]!.AsArray().FirstOrDefault(item => Id(item!["booking"]!) == booking) is { } found) return found;
            path = $"/v1/call-backs?territory=rhone&limit=1&cursor={(string?)page["next"] ?? throw new InvalidOperationException($"{booking} is not on the list.")}";
        }
    }

    private static string Id(JsonNode booking) => (string)booking["booking"]!;

    private static string Absence(string resource, string day, string? more = null) =>
        $$"""{"territory":"rhone","kind":"absence","resource":"{{resource}}","from":"{{day}}T00:00:00+01:00","to":"{{day}}T23:00:00+01:00"{{(more is null ? "" : "," + more)}}}""";
}
