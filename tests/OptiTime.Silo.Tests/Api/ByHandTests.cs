using System.Net;
using System.Text.Json.Nodes;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Api;

/// <summary>A dispatcher assigns, unassigns, pins and unpins over HTTP; soft rules give way to a reason, hard ones do not.</summary>
public sealed class ByHandTests(LyonSilo silo) : IClassFixture<LyonSilo>
{
    private async Task<(string Id, string Resource)> BookAsync(string day, string customer = "{\"id\":\"C-2000\"}", string window = "T08:00:00+01:00\",\"to\":\"{0}T10:00:00+01:00")
    {
        string wish = $$"""{"from":"{{day}}{{window.Replace("{0}", day, StringComparison.Ordinal)}}"}""";
        string offer = await silo.Http.FirstOfferAsync(
            $$"""{"service":"boiler-maintenance","customer":{{customer}},"location":{"lat":45.74,"lon":4.85},"windows":[{{wish}}],"latest":"{{day}}T18:00:00+01:00","maxOffers":1}""");
        Answer booked = await silo.Http.PostAsync("/v1/bookings", $$"""{"offer":"{{offer}}"}""");
        booked.Status.ShouldBe(HttpStatusCode.Created, booked.Body?.ToJsonString());
        return ((string)booked["booking"]!, (string)booked["resources"]![0]!["resource"]!);
    }

    private Task<Answer> AssignAsync(string id, string body, params (string, string)[] headers) => silo.Http.PostAsync($"/v1/{(id[0] == 'J' ? "jobs" : "bookings")}/{id}/assign", body, headers);

    private static string Named(string resource, string more = "") => $$"""{"resources":[{"role":"technician","resource":"{{resource}}"}]{{more}}}""";

    [Fact]
    public async Task A_booking_is_given_to_another_and_its_history_says_why()
    {
        (string id, string resource) = await BookAsync("2026-11-25");
        string other = resource == "R-4" ? "R-5" : "R-4";

        Answer refused = await AssignAsync(id, Named(other));
        refused.Status.ShouldBe(HttpStatusCode.Conflict, refused.Body?.ToJsonString());
        refused.Problem.ShouldBe("needs-override");
        refused["checks"]!.AsArray().Select(check => (string?)check!["check"]).ShouldBe(["chosen"]);
        refused["checks"]!.AsArray().ShouldAllBe(check => (bool)check!["mayBeOverridden"]!);
        Answer preview = await AssignAsync(id, Named(other, ""","override":{"reason":"nearer"},"preview":true"""));
        preview.Status.ShouldBe(HttpStatusCode.OK, preview.Body?.ToJsonString());
        ((bool)preview["preview"]!).ShouldBeTrue();
        ((string?)(await silo.Http.ReadAsync($"/v1/bookings/{id}"))["resources"]![0]!["resource"]).ShouldBe(resource);
        Answer done = await AssignAsync(id, Named(other, ""","override":{"reason":"nearer"}"""), ("Idempotency-Key", "by-hand-1"));

        done.Status.ShouldBe(HttpStatusCode.OK, done.Body?.ToJsonString());
        ((bool)done["preview"]!).ShouldBeFalse();
        (preview["booking"]!["start"]!.ToJsonString(), preview["booking"]!["cost"]!.ToJsonString()).ShouldBe((done["booking"]!["start"]!.ToJsonString(), done["booking"]!["cost"]!.ToJsonString()));
        ((bool)done["booking"]!["pinned"]!).ShouldBeTrue();
        done["overridden"]!.AsArray().Select(rule => (string?)rule).ShouldBe(["chosen"]);
        Answer again = await AssignAsync(id, Named(other, ""","override":{"reason":"nearer"}"""), ("Idempotency-Key", "by-hand-1"));
        again["overridden"]!.ToJsonString().ShouldBe("""["chosen"]""");
        JsonNode last = (await silo.Http.ReadAsync($"/v1/bookings/{id}/history"))["history"]!.AsArray()[^1]!;
        ((string?)last["event"]).ShouldBe("assigned");
        ((string?)last["why"]!["words"]).ShouldBe("A dispatcher gave it this place by hand. The reason given: nearer");
        JsonNode plan = (await silo.Http.ReadAsync("/v1/territories/rhone/plan?from=2026-11-25T00:00:00%2B01:00&to=2026-11-26T00:00:00%2B01:00")).Body!;
        plan["resources"]!.AsArray().Single(one => (string?)one!["resource"] == other)!["days"]![0]!["tours"]![0]!["stops"]!.AsArray()
            .Single(stop => (string?)stop!["booking"] == id)!["pinned"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Outside_what_was_told_the_customer_is_to_be_called_with_the_new_promise()
    {
        (string id, _) = await BookAsync("2026-11-26");

        Answer done = await AssignAsync(id, """{"start":"2026-11-26T13:30:00+01:00","override":{"reason":"she asked for the afternoon"},"pin":false}""");

        done.Status.ShouldBe(HttpStatusCode.OK, done.Body?.ToJsonString());
        ((bool)done["callCustomer"]!).ShouldBeTrue();
        done["overridden"]!.ToJsonString().ShouldBe("""["told"]""");
        ((string?)done["booking"]!["promise"]!["from"]).ShouldBe("2026-11-26T13:00:00+01:00");
        ((string?)done["booking"]!["start"]).ShouldBe("2026-11-26T13:30:00+01:00");
        ((bool)done["booking"]!["pinned"]!).ShouldBeFalse();
    }

    [Fact]
    public async Task Whom_the_customer_refuses_serves_only_with_a_reason()
    {
        (string id, _) = await BookAsync("2026-11-27");

        Answer refused = await AssignAsync(id, Named("R-1"));

        refused.Problem.ShouldBe("needs-override");
        refused["checks"]!.AsArray().Select(check => (string?)check!["check"]).ShouldContain("refused");
        ((string?)refused["detail"])!.ShouldContain("\"override\": { \"reason\"");
    }

    [Fact]
    public async Task What_cannot_be_is_refused_with_the_chain_of_checks_and_their_numbers()
    {
        (string id, _) = await BookAsync("2026-11-30");
        Answer unskilled = await AssignAsync(id, Named("R-3", ""","override":{"reason":"please"}"""));
        unskilled.Status.ShouldBe(HttpStatusCode.Conflict);
        unskilled.Problem.ShouldBe("not-possible");
        unskilled["checks"]!.AsArray().First(check => (string?)check!["result"] == "failed")!["check"]!.GetValue<string>().ShouldBe("skills");
        const string Room = """{"service":"meeting","sites":["BELLECOUR"],"windows":[{"from":"2026-11-30T10:00:00+01:00","to":"2026-11-30T12:00:00+01:00"}],"maxOffers":1}""";
        Answer first = await silo.Http.PostAsync("/v1/bookings", $$"""{"offer":"{{await silo.Http.FirstOfferAsync(Room)}}"}""");
        Answer second = await silo.Http.PostAsync("/v1/bookings", $$"""{"offer":"{{await silo.Http.FirstOfferAsync(Room)}}"}""");

        Answer busy = await AssignAsync(
            (string)second["booking"]!, $$"""{"resources":[{"role":"room","resource":"{{(string)first["resources"]![0]!["resource"]!}}"}],"override":{"reason":"please"} }""");

        busy.Problem.ShouldBe("not-possible", busy.Body?.ToJsonString());
        JsonNode failed = busy["checks"]!.AsArray().First(check => (string?)check!["result"] == "failed")!;
        ((string?)failed["check"], (int?)failed["missingSeconds"]).ShouldBe(("occupied", 7_200));
        ((string)failed["words"]!).ShouldContain((string)first["booking"]!);
    }

    [Fact]
    public async Task A_booking_whose_place_is_taken_away_is_broken_until_it_gets_another()
    {
        (string id, string resource) = await BookAsync("2026-12-01");

        Answer left = await silo.Http.PostAsync($"/v1/bookings/{id}/unassign", """{"reason":"the van is in the garage"}""");

        left.Status.ShouldBe(HttpStatusCode.OK, left.Body?.ToJsonString());
        ((bool)left["callCustomer"]!).ShouldBeTrue();
        Answer broken = await silo.Http.ReadAsync($"/v1/bookings/{id}");
        ((string?)broken["status"]).ShouldBe("broken", broken.Body?.ToJsonString());
        ((string?)broken["reason"]).ShouldBe("the van is in the garage");
        broken["start"].ShouldBeNull();
        (await silo.Http.PostAsync($"/v1/bookings/{id}/pin", """{"reason":"x"}""")).Problem.ShouldBe("not-possible");
        Answer again = await AssignAsync(id, Named(resource));
        again.Status.ShouldBe(HttpStatusCode.OK, again.Body?.ToJsonString());
        ((string?)again["booking"]!["status"]).ShouldBe("confirmed");
        ((bool)again["callCustomer"]!).ShouldBeFalse();
    }

    [Fact]
    public async Task A_job_is_assigned_unassigned_pinned_and_unpinned()
    {
        Answer taken = await silo.Http.PostAsync("/v1/jobs", """{"service":"boiler-maintenance","location":{"lat":45.74,"lon":4.85},"earliest":"2026-12-02T08:00:00+01:00","due":"2026-12-03T18:00:00+01:00"}""");
        string id = (string)taken["job"]!;
        await TwoSilos.UntilAsync(silo.Http, $"/v1/jobs/{id}", answer => (string?)answer["state"] == "planned");

        Answer assigned = await AssignAsync(id, Named("R-5", ""","start":"2026-12-03T14:00:00+01:00" """));
        assigned.Status.ShouldBe(HttpStatusCode.OK, assigned.Body?.ToJsonString());
        assigned["booking"].ShouldBeNull();
        ((string?)assigned["job"]!["start"], (bool)assigned["job"]!["pinned"]!).ShouldBe(("2026-12-03T14:00:00+01:00", true));
        ((bool)(await silo.Http.PostAsync($"/v1/jobs/{id}/unpin", ""))["job"]!["pinned"]!).ShouldBeFalse();
        ((bool)(await silo.Http.PostAsync($"/v1/jobs/{id}/pin", """{"reason":"the key"}"""))["job"]!["pinned"]!).ShouldBeTrue();
        ((bool)(await silo.Http.ReadAsync($"/v1/jobs/{id}"))["pinned"]!).ShouldBeTrue();
        Answer left = await silo.Http.PostAsync($"/v1/jobs/{id}/unassign", """{"reason":"not there"}""");
        ((string?)left["job"]!["state"], (bool)left["callCustomer"]!).ShouldBe(("waiting", false));
        (await silo.Http.RemoveAsync($"/v1/jobs/{id}")).Status.ShouldBe(HttpStatusCode.OK);
        foreach (string preview in new[] { "false", "true" })
            (await silo.Http.PostAsync($"/v1/jobs/{id}/pin", $$"""{"reason":"x","preview":{{preview}}}""")).Status.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task Whatever_is_done_by_hand_a_preview_tells_the_same_and_changes_nothing()
    {
        (string id, _) = await BookAsync("2026-12-08");
        foreach ((string act, string reason) in new[] { ("pin", "the key"), ("unpin", "no key"), ("unassign", "the van is in the garage") })
        {
            string before = (await silo.Http.ReadAsync($"/v1/bookings/{id}")).Body!.ToJsonString();
            Answer preview = await silo.Http.PostAsync($"/v1/bookings/{id}/{act}", $$"""{"reason":"{{reason}}","preview":true}""");
            (preview.Status, (bool)preview["preview"]!).ShouldBe((HttpStatusCode.OK, true), act);
            (await silo.Http.ReadAsync($"/v1/bookings/{id}")).Body!.ToJsonString().ShouldBe(before, act);

            Answer done = await silo.Http.PostAsync($"/v1/bookings/{id}/{act}", $$"""{"reason":"{{reason}}"}""");

            Told(done).ShouldBe(Told(preview), act);
        }
        Answer hopeless = await silo.Http.PostAsync($"/v1/bookings/{id}/unassign", """{"reason":"again","preview":true}""");
        (hopeless.Status, hopeless.Problem).ShouldBe((HttpStatusCode.Conflict, "not-possible"));
        await silo.Http.RemoveAsync($"/v1/bookings/{id}");
        (await silo.Http.PostAsync($"/v1/bookings/{id}/pin", """{"reason":"x","preview":true}""")).Status.ShouldBe(HttpStatusCode.Gone);
        (await silo.Http.PostAsync("/v1/bookings/B-rhone-NOTHING/unpin", """{"preview":true}""")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await silo.Http.PostAsync("/v1/jobs/J-nowhere-NOTHING/pin", """{"reason":"x","preview":true}""")).Status.ShouldBe(HttpStatusCode.NotFound);

        static string Told(Answer answer)
        {
            JsonNode told = answer.Body!.DeepClone();
            told["preview"] = null;
            told["booking"]!["planVersion"] = null;
            return told.ToJsonString();
        }
    }

    [Theory]
    [InlineData("assign", "{}", 422, "resources")]
    [InlineData("assign", """{"resources":[]}""", 422, "resources")]
    [InlineData("assign", """{"resources":[{"role":"technician"}]}""", 400, "resources[0].resource")]
    [InlineData("assign", """{"resources":[{"role":"plumber","resource":"R-5"}]}""", 422, "resources[0].role")]
    [InlineData("assign", """{"resources":[{"role":"technician","resource":"R-77"}]}""", 422, "resources[0].resource")]
    [InlineData("assign", """{"resources":[{"role":"technician","resource":"R-5","step":"2"}]}""", 422, "resources[0].role")]
    [InlineData("assign", """{"start":"2026-12-04T09:00:00"}""", 400, "start")]
    [InlineData("assign", """{"start":"2026-12-04T09:00:00+01:00","override":{}}""", 400, "override.reason")]
    [InlineData("assign", """{"start":"2026-12-04T09:00:00+01:00","override":{"reason":""}}""", 422, "override.reason")]
    [InlineData("assign", """{"start":"2026-12-04T09:00:00+01:00","colour":"red"}""", 400, "colour")]
    [InlineData("unassign", "{}", 400, "reason")]
    [InlineData("unassign", """{"reason":""}""", 422, "reason")]
    [InlineData("pin", "{}", 400, "reason")]
    [InlineData("unpin", """{"reason":""}""", 422, "reason")]
    public async Task What_cannot_be_read_or_is_not_there_is_refused_with_the_field_at_fault_and_changes_nothing(string act, string body, int status, string field)
    {
        (string id, _) = await BookAsync("2026-12-04", window: "T13:00:00+01:00\",\"to\":\"{0}T15:00:00+01:00", customer: """{"tier":"gold"}""");
        string before = (await silo.Http.ReadAsync($"/v1/bookings/{id}")).Body!.ToJsonString();

        Answer refused = await silo.Http.PostAsync($"/v1/bookings/{id}/{act}", body);

        ((int)refused.Status).ShouldBe(status, refused.Body?.ToJsonString());
        refused.Field.ShouldBe(field, refused.Body?.ToJsonString());
        (await silo.Http.ReadAsync($"/v1/bookings/{id}")).Body!.ToJsonString().ShouldBe(before);
        (await silo.Http.RemoveAsync($"/v1/bookings/{id}")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found_and_what_was_called_off_is_gone()
    {
        (string id, _) = await BookAsync("2026-12-07");
        await silo.Http.RemoveAsync($"/v1/bookings/{id}?reason=moved");

        (await AssignAsync(id, Named("R-5"))).Status.ShouldBe(HttpStatusCode.Gone);
        (await AssignAsync("B-rhone-NOTHING", Named("R-5"))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await AssignAsync("B-rhone-NOTHING", Named("R-5", ",\"preview\":true"))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await AssignAsync("J-rhone-NOTHING", Named("R-5"))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await silo.Http.PostAsync("/v1/jobs/J-nowhere-NOTHING/pin", """{"reason":"x"}""")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await silo.Http.PostAsync("/v1/bookings/X/pin", """{"reason":"x"}""")).Status.ShouldBe(HttpStatusCode.NotFound);
    }
}
