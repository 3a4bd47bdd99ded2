using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Api;

/// <summary>Work of several steps that has begun when something happens, over HTTP. Each test has trainers of its own, and begins where the clock stands.</summary>
public sealed class DisruptedStepsTests(LyonSilo silo) : IClassFixture<LyonSilo>
{
    private const string Mornings = """{"week":[{"days":["monday","tuesday","wednesday","thursday","friday"],"from":"08:00","to":"13:00"}]}""";

    [Fact]
    public async Task Who_falls_ill_on_the_second_day_is_replaced_and_the_first_day_stays()
    {
        JsonNode course = await BeginAsync("ill", require: false);
        await HireAsync("ill", "ill-2");
        string absence = Absence("ill-1", DayOf(course, 1));

        Answer preview = await silo.Http.PostAsync("/v1/disruptions", absence[..^1] + ",\"preview\":true}");
        preview.Status.ShouldBe(HttpStatusCode.OK, preview.Body?.ToJsonString());
        Answer done = await silo.Http.PostAsync("/v1/disruptions", absence);
        done.Status.ShouldBe(HttpStatusCode.Created, done.Body?.ToJsonString());

        foreach (string told in (string[])["what", "moved", "slid", "broken", "bookingsMoved", "before", "after"])
            done[told]!.ToJsonString().ShouldBe(preview[told]!.ToJsonString(), told);
        JsonNode line = done["moved"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)line["id"], (int?)line["step"], (string?)line["fromResource"], (string?)line["toResource"]).ShouldBe((Id(course), 2, "ill-1", "ill-2"), line.ToJsonString());
        Answer now = await silo.Http.ReadAsync($"/v1/bookings/{Id(course)}");
        ((string?)now["status"]).ShouldBe("confirmed");
        now["steps"]![0]!.ToJsonString().ShouldBe(course["steps"]![0]!.ToJsonString());
        WhoServes(now.Body!).ShouldBe(["ill-1", "ill-2"]);
        await IsInLedgerAsync(done);
    }

    [Fact]
    public async Task Where_nobody_can_go_on_the_customer_is_called_about_the_rest_which_is_given_to_somebody_by_hand()
    {
        JsonNode course = await BeginAsync("gap", require: true);
        Answer done = await silo.Http.PostAsync("/v1/disruptions", Absence("gap-1", DayOf(course, 1)));
        done.Status.ShouldBe(HttpStatusCode.Created, done.Body?.ToJsonString());

        JsonNode line = done["broken"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)line["id"], (int?)line["step"], (string?)line["toResource"]).ShouldBe((Id(course), 2, null), line.ToJsonString());
        done["toCall"]!.AsArray().Select(call => (string?)call!["booking"]).ShouldBe([Id(course)]);
        Answer broken = await silo.Http.ReadAsync($"/v1/bookings/{Id(course)}");
        ((string?)broken["status"]).ShouldBe("broken");
        ((string?)broken["steps"]![0]!["start"]).ShouldBe((string?)course["steps"]![0]!["start"], "what has begun stays");
        broken["steps"]![1]!["start"].ShouldBeNull();
        (await silo.Http.ReadAsync("/v1/call-backs?territory=rhone&limit=20"))["items"]!.AsArray().Select(item => (string?)item!["booking"]!["booking"]).ShouldContain(Id(course));

        await HireAsync("gap", "gap-2");
        string room = (string)course["steps"]![1]!["resources"]!.AsArray().Single(who => (string?)who!["role"] == "room")!["resource"]!;
        Answer given = await silo.Http.PostAsync($"/v1/bookings/{Id(course)}/assign", $$"""
            {"resources":[{"role":"trainer","resource":"gap-2","step":"day 2"},{"role":"room","resource":"{{room}}","step":"day 2"}],
             "start":"{{course["steps"]![1]!["start"]}}","override":{"reason":"the customer agreed"} }
            """);

        given.Status.ShouldBe(HttpStatusCode.OK, given.Body?.ToJsonString());
        WhoServes((await silo.Http.ReadAsync($"/v1/bookings/{Id(course)}")).Body!).ShouldBe(["gap-1", "gap-2"]);
        Answer entry = await IsInLedgerAsync(done);
        ((string?)entry["toCall"]![0]!["status"]).ShouldBe("confirmed");
    }

    [Fact]
    public async Task A_day_that_takes_longer_leaves_the_next_day_where_it_is()
    {
        JsonNode course = await BeginAsync("late", require: false);
        DateTimeOffset end = TimeOf(course["steps"]![0]!["end"]).AddMinutes(40);

        Answer unnamed = await silo.Http.PostAsync("/v1/disruptions", $$"""{"kind":"overrun","booking":"{{Id(course)}}","end":"{{end:yyyy-MM-ddTHH:mm:sszzz}}"}""");
        (unnamed.Field, (string?)unnamed["errors"]![0]!["remedy"]).ShouldBe(("step", "Send one of: day 1, day 2."));
        Answer done = await silo.Http.PostAsync("/v1/disruptions", $$"""{"kind":"overrun","booking":"{{Id(course)}}","step":"day 1","end":"{{end:yyyy-MM-ddTHH:mm:sszzz}}"}""");

        done.Status.ShouldBe(HttpStatusCode.Created, done.Body?.ToJsonString());
        Answer now = await silo.Http.ReadAsync($"/v1/bookings/{Id(course)}");
        ((string?)now["status"]).ShouldBe("confirmed");
        TimeOf(now["steps"]![0]!["end"]).ShouldBe(end);
        ((string?)now["steps"]![1]!["start"]).ShouldBe((string?)course["steps"]![1]!["start"]);
        await IsInLedgerAsync(done);
    }

    [Fact]
    public async Task An_urgent_job_of_several_steps_is_refused_with_what_to_do_instead()
    {
        await SellAsync("hurry");

        Answer refused = await silo.Http.PostAsync("/v1/disruptions", """{"territory":"rhone","kind":"urgent-job","service":"hurry","location":{"site":"BELLECOUR"}}""");

        (refused.Status, refused.Field, (string?)refused["errors"]![0]!["value"]).ShouldBe((HttpStatusCode.UnprocessableEntity, "service", "hurry"), refused.Body?.ToJsonString());
        ((string?)refused["errors"]![0]!["remedy"]).ShouldNotBeNull().ShouldContain("Ask for availability");
    }

    /// <summary>Sells a course of two mornings with a trainer and a room, and lets the clock go on until it has begun.</summary>
    private async Task<JsonNode> BeginAsync(string name, bool require)
    {
        await SellAsync(name);
        await HireAsync(name, $"{name}-1");
        string who = require ? $",\"require\":[\"{name}-1\"]" : "";
        string offer = await silo.Http.FirstOfferAsync($$"""{"territory":"rhone","service":"{{name}}"{{who}} }""");
        Answer booked = await silo.Http.PostAsync("/v1/bookings", $$"""{"offer":"{{offer}}"}""");
        booked.Status.ShouldBe(HttpStatusCode.Created, booked.Body?.ToJsonString());
        silo.Clock.Advance(TimeOf(booked["start"]).AddMinutes(20) - silo.Clock.GetUtcNow());
        return (await silo.Http.ReadAsync($"/v1/bookings/{(string)booked["booking"]!}")).Body!;
    }

    private Task SellAsync(string name)
    {
        string step = $$"""
            "durationSeconds":7200,"roles":[{"name":"trainer","kind":"{{name}}-trainer","where":"site"},{"name":"room","kind":"room","skills":[{"name":"seats","level":6}],"where":"site"}]
            """;
        return DoneAsync($"/v1/services/{name}", $$"""
            {"name":"Two mornings","price":{"amount":"990.00"},"promise":{"granularitySeconds":3600},
             "steps":[{"name":"day 1",{{step}} },{"name":"day 2","follows":{"sameRoles":[],"nextWorkingDay":true},{{step}} }]}
            """);
    }

    private Task HireAsync(string name, string id) => DoneAsync($"/v1/resources/{id}", $$"""
        {"territory":"rhone","name":"Trainer","kind":"{{name}}-trainer","mobility":"mobile","home":{"lat":45.75,"lon":4.83},"working":{{Mornings}},
         "rates":{"perHour":{"amount":"50.00"},"perKilometre":{"amount":"0.50"} } }
        """);

    private async Task DoneAsync(string path, string body)
    {
        Answer put = await silo.Http.PutAsync(path, body);
        ((int)put.Status).ShouldBeInRange(200, 201, put.Body?.ToJsonString());
    }

    /// <summary>Reads the entry of a repair by its id and from the list.</summary>
    private async Task<Answer> IsInLedgerAsync(Answer done)
    {
        Answer entry = await silo.Http.ReadAsync($"/v1/repairs/{done["repair"]}");
        entry.Status.ShouldBe(HttpStatusCode.OK, entry.Body?.ToJsonString());
        foreach (string told in (string[])["what", "moved", "broken", "before", "after"]) entry[told]!.ToJsonString().ShouldBe(done[told]!.ToJsonString(), told);
        (await silo.Http.ReadAsync("/v1/repairs?territory=rhone&limit=100"))["items"]!.AsArray().Select(one => (string?)one!["repair"]).ShouldContain((string?)done["repair"]);
        return entry;
    }

    private static string[] WhoServes(JsonNode booking) =>
        [.. booking["steps"]!.AsArray().Select(step => (string)step!["resources"]!.AsArray().Single(who => (string?)who!["role"] == "trainer")!["resource"]!)];

    private static string DayOf(JsonNode booking, int step) => ((string)booking["steps"]![step]!["start"]!)[..10];

    private static DateTimeOffset TimeOf(JsonNode? time) => DateTimeOffset.Parse((string)time!, CultureInfo.InvariantCulture);

    private static string Id(JsonNode booking) => (string)booking["booking"]!;

    private static string Absence(string resource, string day) =>
        $$"""{"territory":"rhone","kind":"absence","resource":"{{resource}}","from":"{{day}}T00:00:00+01:00","to":"{{day}}T23:00:00+01:00","proposeForSeconds":0}""";
}
