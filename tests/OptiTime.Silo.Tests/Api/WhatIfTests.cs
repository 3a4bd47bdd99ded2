using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.WhatIf;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Api;

public sealed class WhatIfTests(LyonSilo silo) : IClassFixture<LyonSilo>
{
    private async Task<Answer> AskAsync(string changes, string stream = "\"stream\":{\"seed\":3,\"requests\":60,\"days\":5}")
    {
        Answer answer = await silo.Http.PostAsync("/v1/what-if", $$"""{"territory":"rhone","changes":[{{changes}}],{{stream}}}""");
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body?.ToJsonString());
        return answer;
    }

    private async Task<string> BookAsync(string request)
    {
        string offer = await silo.Http.FirstOfferAsync(request);
        Answer booked = await silo.Http.PostAsync("/v1/bookings", $$"""{"offer":"{{offer}}"}""");
        booked.Status.ShouldBe(HttpStatusCode.Created, booked.Body?.ToJsonString());
        return (string)booked["booking"]!;
    }

    [Fact]
    public async Task Without_changes_nothing_is_otherwise()
    {
        Answer answer = await AskAsync("");

        ((int?)answer["asIs"]!["requests"]).ShouldBe(60);
        ((int)answer["asIs"]!["served"]!).ShouldBeGreaterThan(20);
        answer["changed"]!.ToJsonString().ShouldBe(answer["asIs"]!.ToJsonString());
        answer["difference"]!.ToJsonString().ShouldBe(
            """{"requests":0,"served":0,"refused":0,"revenue":{"amount":"0.00","currency":"EUR"},"cost":{"amount":"0.00","currency":"EUR"},"travelSeconds":0,"travelMetres":0}""");
        ((string?)answer["completeness"], (string?)answer["leftOut"]).ShouldBe(("exact", null));
    }

    [Fact]
    public async Task The_same_question_gets_the_same_answer_and_changes_nothing()
    {
        const string Changes = """{"removeResource":"R-5"},{"demand":{"factor":1.5}}""";
        long before = (long)(await silo.Http.ReadAsync("/v1/territories/rhone/plan"))["version"]!;

        string first = (await AskAsync(Changes)).Body!.ToJsonString(), second = (await AskAsync(Changes)).Body!.ToJsonString();

        second.ShouldBe(first);
        ((long)(await silo.Http.ReadAsync("/v1/territories/rhone/plan"))["version"]!).ShouldBe(before);
        (await silo.Http.ReadAsync("/v1/resources/R-5")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_could_only_be_served_by_somebody_who_is_gone_is_told_as_broken()
    {
        // Level 3 have R-2 and R-5 alone; at the same time of the same morning nobody else can come.
        const string Request =
            """{"service":"boiler-repair","location":{"lat":45.76,"lon":4.84},"earliest":"2026-12-08T08:00:00+01:00","latest":"2026-12-08T12:00:00+01:00","require":["RESOURCE"],"maxOffers":1}""";
        var booked = new List<string>();
        foreach (string technician in new[] { "R-2", "R-2", "R-5", "R-5" }) booked.Add(await BookAsync(Request.Replace("RESOURCE", technician, StringComparison.Ordinal)));

        Answer gone = await AskAsync("""{"removeResource":"R-2"}""");
        Answer away = await AskAsync("""{"absence":{"resource":"R-5","from":"2026-12-08T00:00:00+01:00","to":"2026-12-09T00:00:00+01:00"}}""");
        Answer helped = await AskAsync("""
            {"removeResource":"R-2"},{"addResource":{"id":"NEW","name":"New","kind":"technician","mobility":"mobile","home":{"lat":45.76,"lon":4.84},
             "skills":[{"name":"gas-boiler","level":3}],"working":{"week":[{"days":["tuesday"],"from":"08:00","to":"17:00"}]}}}
            """);

        gone["displaced"]!["brokenBookings"]!.AsArray().Select(id => (string?)id).ShouldBe(booked.Take(2), ignoreOrder: true);
        away["displaced"]!["brokenBookings"]!.AsArray().Select(id => (string?)id).ShouldBe(booked.Skip(2), ignoreOrder: true);
        ((int?)helped["displaced"]!["bookings"], (int?)helped["displaced"]!["replaced"]).ShouldBe((2, 2));
        foreach (string booking in booked) (await silo.Http.RemoveAsync($"/v1/bookings/{booking}")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Jobs_that_give_way_are_told_apart_from_bookings_and_are_planned_again_or_wait()
    {
        Answer taken = await silo.Http.PostAsync("/v1/jobs", """{"service":"meeting","location":{"site":"PARTDIEU"},"earliest":"2026-12-15T00:00:00+01:00","due":"2026-12-16T00:00:00+01:00"}""");
        string job = (string)taken["job"]!;
        Answer planned = await TwoSilos.UntilAsync(silo.Http, $"/v1/jobs/{job}", answer => (string?)answer["state"] == "planned");

        JsonNode gone = (await AskAsync($$"""{"removeResource":"{{(string)planned["resources"]![0]!["resource"]!}}"}"""))["displaced"]!;

        ((int?)gone["jobs"]).ShouldBe(1);
        ((int)gone["jobsReplaced"]! + gone["waitingJobs"]!.AsArray().Count).ShouldBe(1);
        if ((int)gone["jobsReplaced"]! == 0) gone["waitingJobs"]!.AsArray().Select(id => (string?)id).ShouldBe([job]);
        await silo.Http.RemoveAsync($"/v1/jobs/{job}");
    }

    [Fact]
    public async Task Twice_the_demand_of_a_day_is_asked_of_the_changed_plan_only()
    {
        Answer twice = await AskAsync("""{"demand":{"factor":2}}"""), none = await AskAsync("""{"demand":{"factor":0}}"""), sunday = await AskAsync("""{"demand":{"factor":2,"weekday":"sunday"}}""");

        ((int?)twice["difference"]!["requests"]).ShouldBe(60);
        ((int?)twice["asIs"]!["requests"]).ShouldBe(60);
        ((int?)none["changed"]!["requests"]).ShouldBe(0);
        // From Monday on, five days hold no Sunday.
        ((int?)sunday["difference"]!["requests"]).ShouldBe(0);
        int monday = (int)(await AskAsync("""{"demand":{"factor":2,"date":"2026-11-23"}}"""))["difference"]!["requests"]!;
        monday.ShouldBeInRange(1, 59);
        ((int?)(await AskAsync("""{"demand":{"factor":2,"weekday":"monday"}}"""))["difference"]!["requests"]).ShouldBe(monday);
    }

    [Fact]
    public async Task Bookings_of_the_past_are_asked_for_again()
    {
        for (int index = 0; index < 4; index++)
            await BookAsync("""{"service":"meeting","location":{"site":"PARTDIEU"},"earliest":"2026-12-10T00:00:00+01:00","latest":"2026-12-11T00:00:00+01:00","maxOffers":1}""");
        silo.Clock.Advance(TimeSpan.FromMinutes(1));
        string until = $"{silo.Clock.GetUtcNow():yyyy-MM-ddTHH:mm:ss}Z";

        Answer all = await AskAsync("", $$""" "recorded":{"from":"2026-11-23T06:00:00Z","to":"{{until}}"} """);
        Answer half = await AskAsync("", $$""" "recorded":{"from":"2026-11-23T06:00:00Z","to":"{{until}}","sample":0.5} """);

        ((int)all["asIs"]!["requests"]!).ShouldBeGreaterThanOrEqualTo(4);
        ((int)half["asIs"]!["requests"]!).ShouldBe((int)all["asIs"]!["requests"]! / 2);
        ((int)all["asIs"]!["served"]!).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_booking_that_was_moved_is_not_asked_for_as_one_that_was_made()
    {
        const string Request = """{"service":"meeting","location":{"site":"PARTDIEU"},"earliest":"2026-12-14T00:00:00+01:00","latest":"2026-12-15T00:00:00+01:00","maxOffers":1}""";
        string booking = await BookAsync(Request);
        silo.Clock.Advance(TimeSpan.FromMinutes(1));
        string from = $"{silo.Clock.GetUtcNow():yyyy-MM-ddTHH:mm:ss}Z";
        string offer = await silo.Http.FirstOfferAsync(Request.Replace("12-14T00", "12-14T12", StringComparison.Ordinal).Replace("{\"service\"", $"{{\"booking\":\"{booking}\",\"service\"", StringComparison.Ordinal));
        (await silo.Http.PostAsync($"/v1/bookings/{booking}/reschedule", $$"""{"offer":"{{offer}}"}""")).Status.ShouldBe(HttpStatusCode.OK);
        await BookAsync(Request);
        silo.Clock.Advance(TimeSpan.FromMinutes(1));

        Answer again = await AskAsync("", $$""" "recorded":{"from":"{{from}}","to":"{{silo.Clock.GetUtcNow():yyyy-MM-ddTHH:mm:ss}}Z"} """);

        ((int?)again["asIs"]!["requests"]).ShouldBe(1);
    }

    [Theory]
    [InlineData("\"changes\":[{}]", "changes[0]")]
    [InlineData("\"changes\":[{\"removeResource\":\"R-1\",\"demand\":{\"factor\":2}}]", "changes[0]")]
    [InlineData("\"changes\":[{\"removeResource\":\"R-1\"},{\"removeResource\":\"R-99\"}]", "changes[1].removeResource")]
    [InlineData("\"changes\":[{\"absence\":{\"resource\":\"R-99\",\"from\":\"2026-12-08T00:00:00+01:00\",\"to\":\"2026-12-09T00:00:00+01:00\"}}]", "changes[0].absence.resource")]
    [InlineData("\"changes\":[{\"absence\":{\"resource\":\"R-1\",\"from\":\"2026-12-09T00:00:00+01:00\",\"to\":\"2026-12-08T00:00:00+01:00\"}}]", "changes[0].absence.to")]
    [InlineData("\"changes\":[{\"demand\":{\"factor\":11}}]", "changes[0].demand.factor")]
    [InlineData("\"changes\":[{\"demand\":{\"factor\":2,\"date\":\"Monday\"}}]", "changes[0].demand.date")]
    [InlineData("\"changes\":[{\"demand\":{\"factor\":10}},{\"demand\":{\"factor\":1,\"weekday\":\"monday\"}},{\"demand\":{\"factor\":10,\"weekday\":\"tuesday\"}}]", "changes[2].demand.factor")]
    [InlineData("\"changes\":[{\"demand\":{\"factor\":4,\"date\":\"2026-12-08\"}},{\"demand\":{\"factor\":4,\"weekday\":\"tuesday\"}}]", "changes[1].demand.factor")]
    [InlineData("\"changes\":[{\"addResource\":{\"id\":\"N\",\"name\":\"N\",\"kind\":\"technician\",\"mobility\":\"mobile\"}}]", "changes[0].addResource.home")]
    [InlineData("\"changes\":[{\"addResource\":{\"id\":\"N\",\"name\":\"N\",\"kind\":\"room\",\"mobility\":\"fixed\",\"site\":\"NOWHERE\"}}]", "changes[0].addResource.site")]
    [InlineData("\"changes\":[{\"addResource\":{\"id\":\"N\",\"territory\":\"isere\",\"name\":\"N\",\"kind\":\"agent\",\"mobility\":\"remote\"}}]", "changes[0].addResource.territory")]
    [InlineData("\"stream\":{\"requests\":2001}", "stream.requests")]
    [InlineData("\"stream\":{\"requests\":0}", "stream.requests")]
    [InlineData("\"stream\":{\"days\":29}", "stream.days")]
    [InlineData("\"stream\":{\"seed\":-1}", "stream.seed")]
    [InlineData("\"stream\":{},\"recorded\":{\"from\":\"2026-11-20T00:00:00Z\",\"to\":\"2026-11-21T00:00:00Z\"}", "recorded")]
    [InlineData("\"recorded\":{\"from\":\"2026-11-21T00:00:00Z\",\"to\":\"2026-11-20T00:00:00Z\"}", "recorded.to")]
    [InlineData("\"recorded\":{\"from\":\"2026-11-21T00:00:00Z\",\"to\":\"2026-12-20T00:00:00Z\"}", "recorded.to")]
    [InlineData("\"recorded\":{\"from\":\"2026-09-21T00:00:00Z\",\"to\":\"2026-11-20T00:00:00Z\"}", "recorded.to")]
    [InlineData("\"recorded\":{\"from\":\"2026-11-20T00:00:00Z\",\"to\":\"2026-11-21T00:00:00Z\",\"sample\":0}", "recorded.sample")]
    public async Task What_cannot_be_is_refused_with_the_field(string question, string field)
    {
        Answer answer = await silo.Http.PostAsync("/v1/what-if", $$"""{"territory":"rhone",{{question}}}""");

        (answer.Status, answer.Field).ShouldBe((HttpStatusCode.UnprocessableEntity, field), answer.Body?.ToJsonString());
    }

    [Fact]
    public async Task A_territory_that_is_not_there_and_too_many_changes_are_refused()
    {
        (await silo.Http.PostAsync("/v1/what-if", """{"territory":"atlantis"}""")).Field.ShouldBe("territory");
        string many = string.Join(',', Enumerable.Repeat("""{"demand":{"factor":1}}""", Limits.WhatIfChanges + 1));
        (await silo.Http.PostAsync("/v1/what-if", $$"""{"territory":"rhone","changes":[{{many}}]}""")).Field.ShouldBe("changes");
    }

    [Fact]
    public async Task Where_too_many_wait_the_next_is_told_to_come_again()
    {
        var turnstile = silo.Inside.GetRequiredService<Turnstile>();
        Task<IDisposable?>[] others = [.. Enumerable.Range(0, 1 + Limits.WhatIfsWaiting).Select(_ => turnstile.EnterAsync(default).AsTask())];

        Answer answer = await silo.Http.PostAsync("/v1/what-if", """{"territory":"rhone"}""");

        (answer.Status, answer.Problem).ShouldBe((HttpStatusCode.ServiceUnavailable, "busy"));
        answer.Headers.RetryAfter.ShouldNotBeNull();
        foreach (Task<IDisposable?> other in others) (await other)!.Dispose();
        (await silo.Http.PostAsync("/v1/what-if", """{"territory":"rhone","stream":{"requests":5}}""")).Status.ShouldBe(HttpStatusCode.OK);
    }
}

/// <summary>Where nothing was counted and nothing is booked, what is sold is asked for, each as often.</summary>
public sealed class WhatIfOnAnEmptyPlanTests(LyonSilo silo) : IClassFixture<LyonSilo>
{
    [Fact]
    public async Task Without_those_who_can_it_is_not_done()
    {
        Answer answer = await silo.Http.PostAsync(
            "/v1/what-if", """{"territory":"rhone","changes":[{"removeResource":"R-2"},{"removeResource":"R-5"}],"stream":{"requests":60,"days":5}}""");

        // Nobody is left who could repair a boiler.
        ServedOf(answer["asIs"]!).ShouldBeGreaterThan(0);
        ServedOf(answer["changed"]!).ShouldBe(0);
        answer["changed"]!["reasons"]!.AsArray().Select(reason => (string?)reason!["code"]).ShouldContain("skills");
        ((int)answer["difference"]!["served"]!).ShouldBeLessThan(0);

        static int ServedOf(JsonNode outcome) => outcome["classes"]!.AsArray().Single(one => (string?)one!["class"] == "urgent")!["served"]!.GetValue<int>();
    }
}
