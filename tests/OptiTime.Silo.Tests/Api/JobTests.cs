using System.Net;
using System.Text.Json.Nodes;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Api;

public sealed class JobTests(LyonSilo silo) : IClassFixture<LyonSilo>
{
    private const string Week = "\"due\":\"2026-11-27T18:00:00+01:00\"";

    private const string Job = $$"""{"service":"boiler-maintenance","customer":"C-2000",{{Week}},"priority":80,"externalReference":"PM-7"}""";

    private async Task<string> RecordAsync(string body = Job)
    {
        Answer answer = await silo.Http.PostAsync("/v1/jobs", body);
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Body?.ToJsonString());
        return (string)answer["job"]!;
    }

    private Task<Answer> PlannedAsync(string job) => TwoSilos.UntilAsync(silo.Http, $"/v1/jobs/{job}", answer => (string?)answer["state"] == "planned");

    [Fact]
    public async Task A_job_is_taken_on_and_planned_within_a_moment_inside_its_range()
    {
        Answer taken = await silo.Http.PostAsync("/v1/jobs", Job);

        taken.Status.ShouldBe(HttpStatusCode.Created, taken.Body?.ToJsonString());
        ((string?)taken["territory"]).ShouldBe("rhone");
        ((int?)taken["priority"]).ShouldBe(80);
        ((string?)taken["externalReference"]).ShouldBe("PM-7");
        Answer planned = await PlannedAsync((string)taken["job"]!);
        planned["resources"]!.AsArray().Count.ShouldBe(1);
        DateTimeOffset.Parse((string)planned["end"]!, System.Globalization.CultureInfo.InvariantCulture)
            .ShouldBeLessThanOrEqualTo(DateTimeOffset.Parse((string)planned["due"]!, System.Globalization.CultureInfo.InvariantCulture));
        JsonNode plan = (await silo.Http.ReadAsync("/v1/territories/rhone/plan?from=2026-11-23T00:00:00%2B01:00&to=2026-11-28T00:00:00%2B01:00")).Body!;
        plan.ToJsonString().ShouldContain($"\"job\":\"{(string)taken["job"]!}\"");
    }

    [Fact]
    public async Task A_job_of_two_steps_and_two_resources_is_planned_shown_and_called_off_as_a_whole()
    {
        await silo.Http.PutAsync("/v1/services/room-inspection", """
            {"name":"Inspection","price":{"amount":"0.00"},"promise":{"granularitySeconds":3600},"steps":[
              {"name":"look","durationSeconds":3600,"roles":[{"name":"technician","kind":"technician","where":"site"},{"name":"room","kind":"room","where":"site"}]},
              {"name":"look again","durationSeconds":1800,"follows":{"sameRoles":["technician","room"],"nextWorkingDay":true},
                "roles":[{"name":"technician","kind":"technician","where":"site"},{"name":"room","kind":"room","where":"site"}]}]}
            """);
        string job = await RecordAsync($$"""{"service":"room-inspection","location":{"site":"PARTDIEU"},{{Week}}}""");

        Answer planned = await PlannedAsync(job);

        JsonArray steps = planned["steps"]!.AsArray();
        steps.Select(step => (string?)step!["step"]).ShouldBe(["look", "look again"]);
        steps.Select(step => step!["resources"]!.ToJsonString()).Distinct().ShouldHaveSingleItem();
        planned["resources"]!.AsArray().Select(who => (string?)who!["role"]).ShouldBe(["technician", "room"]);
        ((string?)planned["site"]).ShouldBe("PARTDIEU");
        JsonNode.DeepEquals(planned["start"], steps[0]!["start"]).ShouldBeTrue();
        JsonNode.DeepEquals(planned["end"], steps[1]!["end"]).ShouldBeTrue();
        ((string?)(await silo.Http.RemoveAsync($"/v1/jobs/{job}"))["state"]).ShouldBe("cancelled");
        (await silo.Http.ReadAsync("/v1/territories/rhone/plan?from=2026-11-23T00:00:00%2B01:00&to=2026-11-28T00:00:00%2B01:00")).Body!.ToJsonString().ShouldNotContain(job);
        Answer refused = await silo.Http.PostAsync("/v1/jobs", """{"service":"room-inspection","location":{"site":"PARTDIEU"},"due":"2026-11-23T18:00:00+01:00"}""");
        (refused.Field, refused.Status).ShouldBe(("due", HttpStatusCode.UnprocessableEntity));
    }

    [Fact]
    public async Task A_job_is_done_once_and_a_job_that_was_called_off_is_gone()
    {
        string done = await RecordAsync(), cancelled = await RecordAsync();

        ((string?)(await silo.Http.PostAsync($"/v1/jobs/{done}/done", ""))["state"]).ShouldBe("done");
        (await silo.Http.PostAsync($"/v1/jobs/{done}/done", "")).Status.ShouldBe(HttpStatusCode.Gone);
        ((string?)(await silo.Http.RemoveAsync($"/v1/jobs/{cancelled}?reason=sold"))["state"]).ShouldBe("cancelled");
        Answer gone = await silo.Http.PostAsync($"/v1/jobs/{cancelled}/done", "");
        gone.Status.ShouldBe(HttpStatusCode.Gone);
        ((string?)gone["detail"])!.ShouldContain("sold");
        ((string?)(await silo.Http.ReadAsync($"/v1/jobs/{cancelled}"))["reason"]).ShouldBe("sold");
        (await silo.Http.ReadAsync("/v1/jobs/J-rhone-NOTHING")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await silo.Http.PostAsync("/v1/jobs/B-rhone-NOTHING/done", "")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Jobs_are_imported_line_by_line_and_listed_page_by_page()
    {
        using HttpResponseMessage response = await silo.Http.PostAsync("/v1/jobs", Json.Lines(
            $$"""
            {"service":"boiler-repair","customer":"C-1042",{{Week}}}
            {"service":"boiler-repair","customer":"C-1042"}
            {"service":"nothing","customer":"C-1042",{{Week}}}
            {"service":"meeting","location":{"site":"BELLECOUR"},{{Week}}}
            """));
        JsonNode[] lines = [.. (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];

        lines.Select(line => (string?)line["status"]).ShouldBe(["created", "rejected", "rejected", "created"]);
        ((string?)lines[1]["problem"]!["errors"]![0]!["field"]).ShouldBe("due");
        ((string?)lines[2]["problem"]!["type"]).ShouldBe("urn:optitime:problem:unknown-service");
        string[] ids = [(string)lines[0]["id"]!, (string)lines[3]["id"]!];
        var listed = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            Answer page = await silo.Http.ReadAsync($"/v1/jobs?territory=rhone&dueBefore=2026-12-01T00:00:00%2B01:00&limit=1{(cursor.Length == 0 ? "" : $"&cursor={cursor}")}");
            page.Status.ShouldBe(HttpStatusCode.OK, page.Body?.ToJsonString());
            listed.AddRange(page["items"]!.AsArray().Select(item => (string)item!["id"]!));
            cursor = (string?)page["next"];
        }
        ids.ShouldBeSubsetOf(listed);
        (await silo.Http.ReadAsync("/v1/jobs?customer=C-1042"))["items"]!.AsArray().Select(item => (string)item!["id"]!).ShouldContain(ids[0]);
        (await silo.Http.ReadAsync("/v1/jobs?dueBefore=2026-11-23T09:00:00%2B01:00"))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{}", "service")]
    [InlineData("""{"service":"boiler-maintenance","customer":"C-2000","due":"2026-11-27T18:00:00"}""", "due")]
    [InlineData("""{"service":"boiler-maintenance","customer":"C-2000","due":"2026-11-20T18:00:00+01:00"}""", "due")]
    [InlineData("""{"service":"boiler-maintenance","customer":"C-2000","due":"2028-11-27T18:00:00+01:00"}""", "due")]
    [InlineData("""{"service":"boiler-maintenance","customer":"C-2000","earliest":"2026-11-28T18:00:00+01:00","due":"2026-11-27T18:00:00+01:00"}""", "due")]
    [InlineData("""{"service":"boiler-maintenance","customer":"C-2000","due":"2026-11-23T07:30:00+01:00"}""", "due")]
    [InlineData("""{"service":"boiler-maintenance","customer":"C-2000","due":"2026-11-27T18:00:00+01:00","priority":101}""", "priority")]
    [InlineData("""{"service":"nothing","due":"2026-11-27T18:00:00+01:00"}""", "service")]
    [InlineData("""{"service":"boiler-maintenance","customer":"C-0","due":"2026-11-27T18:00:00+01:00"}""", "customer")]
    [InlineData("""{"service":"boiler-maintenance","territory":"rhone","due":"2026-11-27T18:00:00+01:00"}""", "location")]
    [InlineData("""{"service":"boiler-maintenance","location":{"lat":45.7},"due":"2026-11-27T18:00:00+01:00"}""", "location")]
    [InlineData("""{"service":"meeting","territory":"rhone","due":"2026-11-27T18:00:00+01:00"}""", "location")]
    [InlineData("""{"service":"meeting","territory":"rhone","location":{"site":"NOWHERE"},"due":"2026-11-27T18:00:00+01:00"}""", "location.site")]
    [InlineData("""{"service":"boiler-maintenance","customer":"C-2000","due":"2026-11-27T18:00:00+01:00","colour":"red"}""", "colour")]
    public async Task A_job_that_cannot_be_is_refused_with_the_field_at_fault(string body, string field)
    {
        Answer refused = await silo.Http.PostAsync("/v1/jobs", body);

        ((int)refused.Status).ShouldBeInRange(400, 422, refused.Body?.ToJsonString());
        refused.Field.ShouldBe(field, refused.Body?.ToJsonString());
    }

    [Fact]
    public async Task A_due_time_that_has_passed_is_told_once_and_as_it_was_sent()
    {
        Answer refused = await silo.Http.PostAsync("/v1/jobs", """{"service":"boiler-maintenance","customer":"C-2000","due":"2026-11-20T18:00:00+01:00"}""");
        JsonNode error = refused["errors"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)error["value"]).ShouldBe("2026-11-20T18:00:00+01:00");
    }

    [Theory]
    [InlineData("state=sleeping", "state")]
    [InlineData("dueBefore=tomorrow", "dueBefore")]
    [InlineData("limit=0", "limit")]
    [InlineData("colour=red", "colour")]
    public async Task A_list_is_asked_for_only_by_what_is_known(string query, string field)
    {
        Answer refused = await silo.Http.ReadAsync($"/v1/jobs?{query}");

        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Field.ShouldBe(field);
    }

    [Fact]
    public async Task An_import_of_jobs_takes_no_key_and_says_what_to_do()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/jobs") { Content = Json.Lines(Job) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", "k");
        using HttpResponseMessage response = await silo.Http.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).ShouldContain("GET /v1/jobs");
    }
}
