using System.Net;
using System.Text.Json.Nodes;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Api;

/// <summary>A course with its trainer, room and licence, over HTTP: asked for, held, confirmed, moved and called off.</summary>
public sealed class GroupBookingTests(LyonSilo silo) : IClassFixture<LyonSilo>
{
    private const string Course = """
        {"id":"{0}","name":"Two mornings","price":{"amount":"990.00"},"promise":{"granularitySeconds":3600},"steps":[
          {"name":"day 1","durationSeconds":7200,"roles":[{"name":"trainer","kind":"{0}-trainer","where":"site"},{"name":"room","kind":"room","skills":[{"name":"seats","level":6}],"where":"site","cleanUpSeconds":1800}]},
          {"name":"day 2","durationSeconds":7200,"follows":{"sameRoles":["trainer","room"],"nextWorkingDay":true},
            "roles":[{"name":"trainer","kind":"{0}-trainer","where":"site"},{"name":"room","kind":"room","skills":[{"name":"seats","level":6}],"where":"site","cleanUpSeconds":1800}]}]}
        """;

    [Fact]
    public async Task A_course_is_offered_held_confirmed_and_shown_with_all_its_steps_and_resources()
    {
        await DefineAsync("course-a");
        JsonNode offer = (await silo.Http.AskAsync("""{"territory":"rhone","service":"course-a","maxOffers":3}"""))[0]!;
        JsonArray steps = offer["steps"]!.AsArray();
        steps.Select(step => (string)step!["step"]!).ShouldBe(["day 1", "day 2"]);
        Players(steps[0]!).ShouldBe(["trainer course-a-T", "licence course-a-L", "room " + (string)steps[0]!["resources"]![2]!["resource"]!]);
        Players(steps[1]!).ShouldBe(Players(steps[0]!));
        JsonNode.DeepEquals(offer["resources"], steps[0]!["resources"]).ShouldBeTrue();
        JsonNode.DeepEquals(offer["promise"], steps[0]!["promise"]).ShouldBeTrue();
        JsonNode.DeepEquals(offer["end"], steps[1]!["end"]).ShouldBeTrue();
        steps.Select(step => (string?)step!["site"]).ShouldAllBe(site => site == (string?)offer["site"]);
        ((DateTimeOffset)steps[1]!["start"]! - (DateTimeOffset)steps[0]!["start"]!).TotalDays.ShouldBeOneOf(1, 3);
        offer["cost"]!["lines"]!.AsArray().Select(line => (string)line!["kind"]!).ShouldBe(["labour", "usage", "travel"]);

        Answer held = await silo.Http.PostAsync("/v1/holds", $$"""{"offer":"{{(string)offer["offer"]!}}"}""");
        held.Status.ShouldBe(HttpStatusCode.Created, held.Body?.ToJsonString());
        foreach (string field in (string[])["promise", "start", "end", "site", "price", "cost", "travelSeconds"])
            JsonNode.DeepEquals(held["offer"]![field], offer[field]).ShouldBeTrue(field);
        Answer confirmed = await silo.Http.PostAsync($"/v1/holds/{(string)held["hold"]!}/confirm", "");
        confirmed.Status.ShouldBe(HttpStatusCode.Created, confirmed.Body?.ToJsonString());
        Answer booking = await silo.Http.ReadAsync($"/v1/bookings/{(string)confirmed["booking"]!}");
        JsonNode.DeepEquals(booking.Body, confirmed.Body).ShouldBeTrue();
        foreach ((JsonNode? told, JsonNode? sold) in booking["steps"]!.AsArray().Zip(steps))
        {
            foreach (string field in (string[])["step", "promise", "start", "end", "site"]) JsonNode.DeepEquals(told![field], sold![field]).ShouldBeTrue(field);
            Players(told!).ShouldBe(Players(sold!));
            told!["resources"]!.AsArray().ShouldAllBe(who => (int?)who!["unit"] == 0);
        }

        // The room is taken for the cleaning too; the plan tells both times.
        string room = (string)steps[0]!["resources"]![2]!["resource"]!, day = ((string)offer["start"]!)[..10];
        JsonNode stop = (await silo.Http.ReadAsync($"/v1/territories/rhone/plan?from={day}T00:00:00Z&to={day}T23:00:00Z"))["resources"]!.AsArray()
            .Single(resource => (string?)resource!["resource"] == room)!["days"]!.AsArray().SelectMany(one => one!["tours"]!.AsArray()).SelectMany(tour => tour!["stops"]!.AsArray())
            .Single(one => (string?)one!["booking"] == (string)confirmed["booking"]!)!;
        JsonNode.DeepEquals(stop["stepTime"]!["from"], offer["start"]).ShouldBeTrue(stop.ToJsonString());
        ((DateTimeOffset)stop["end"]! - (DateTimeOffset)stop["stepTime"]!["to"]!).TotalSeconds.ShouldBe(1800);

        (await silo.Http.RemoveAsync($"/v1/bookings/{(string)confirmed["booking"]!}")).Status.ShouldBe(HttpStatusCode.OK);
        (await silo.Http.AskAsync("""{"territory":"rhone","service":"course-a","maxOffers":3}"""))[0]!["start"]!.ToString().ShouldBe(offer["start"]!.ToString());
    }

    [Fact]
    public async Task Whoever_loses_the_race_for_a_group_gets_fresh_offers_and_a_booking_moves_whole()
    {
        await DefineAsync("course-b");
        JsonArray offers = await silo.Http.AskAsync("""{"territory":"rhone","service":"course-b","maxOffers":20}""");
        JsonNode first = offers[0]!;
        JsonArray again = await silo.Http.AskAsync("""{"territory":"rhone","service":"course-b","maxOffers":20}""");
        JsonNode same = again.Single(offer => offer!["start"]!.ToString() == first["start"]!.ToString() && offer["site"]!.ToString() == first["site"]!.ToString())!;
        Answer booked = await silo.Http.PostAsync("/v1/bookings", $$"""{"offer":"{{(string)first["offer"]!}}"}""");
        booked.Status.ShouldBe(HttpStatusCode.Created, booked.Body?.ToJsonString());

        Answer lost = await silo.Http.PostAsync("/v1/holds", $$"""{"offer":"{{(string)same["offer"]!}}"}""");

        (lost.Status, lost.Problem).ShouldBe((HttpStatusCode.Conflict, "offer-taken"));
        JsonNode fresh = lost["offers"]![0]!;
        fresh["start"]!.ToString().ShouldNotBe(first["start"]!.ToString());
        string booking = (string)booked["booking"]!;
        Answer moved = await silo.Http.PostAsync($"/v1/bookings/{booking}/reschedule", $$"""{"offer":"{{(string)fresh["offer"]!}}","reason":"the room is painted"}""");
        moved.Status.ShouldBe(HttpStatusCode.OK, moved.Body?.ToJsonString());
        moved["steps"]!.AsArray().Select(step => step!["start"]!.ToString()).ShouldBe(fresh["steps"]!.AsArray().Select(step => step!["start"]!.ToString()));
        (await silo.Http.PostAsync("/v1/holds", $$"""{"offer":"{{(string)same["offer"]!}}"}""")).Status.ShouldBe(HttpStatusCode.Created, "its place is free again");
    }

    [Fact]
    public async Task A_refusal_says_which_role_falls()
    {
        await DefineAsync("course-c");
        Answer answer = await silo.Http.PostAsync("/v1/availability", """{"territory":"rhone","service":"course-c","refuse":["course-c-T"]}""");

        answer["offers"]!.AsArray().ShouldBeEmpty();
        answer["refusal"]!["reasons"]!.AsArray().Select(reason => (string)reason!["message"]!).ShouldContain(message => message.StartsWith("For role 'trainer' of step 'day 1'", StringComparison.Ordinal));
        Answer fixedTime = await silo.Http.PostAsync("/v1/availability", """{"territory":"rhone","service":"course-c","require":["course-c-T","R-P8"],"maxOffers":4}""");
        fixedTime["offers"]!.AsArray().ShouldAllBe(offer => (string?)offer!["site"] == "PARTDIEU");
        fixedTime["offers"]!.AsArray().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Of_a_course_that_has_begun_the_first_day_is_told_still_when_the_second_has_lost_its_place()
    {
        // Time passes: in a silo of its own.
        await using var own = new LyonSilo();
        await own.InitializeAsync();
        await DefineAsync("course-d", own);
        JsonNode offer = (await own.Http.AskAsync("""{"territory":"rhone","service":"course-d","earliest":"2026-11-24T00:00:00+01:00","maxOffers":1}"""))[0]!;
        string path = $"/v1/bookings/{(string)(await own.Http.PostAsync("/v1/bookings", $$"""{"offer":"{{(string)offer["offer"]!}}"}"""))["booking"]!}";
        JsonNode first = (await own.Http.ReadAsync(path))["steps"]![0]!;
        own.Clock.Advance((DateTimeOffset)first["start"]! + TimeSpan.FromHours(1) - own.Clock.GetUtcNow());
        string day = ((string)offer["steps"]![1]!["start"]!)[..10];

        Answer done = await own.Http.PostAsync(
            "/v1/disruptions", $$"""{"territory":"rhone","kind":"absence","resource":"course-d-T","from":"{{day}}T00:00:00+01:00","to":"2026-12-24T00:00:00+01:00","proposeForSeconds":0}""");

        done.Status.ShouldBe(HttpStatusCode.Created, done.Body?.ToJsonString());
        Answer now = await own.Http.ReadAsync(path);
        ((string?)now["status"]).ShouldBe("broken", now.Body?.ToJsonString());
        now["steps"]![0]!.ToJsonString().ShouldBe(first.ToJsonString());
        (now["steps"]![1]!["start"], now["steps"]![1]!["resources"]!.AsArray().Count).ShouldBe((null, 0));
    }

    private async Task DefineAsync(string id, LyonSilo? where = null)
    {
        const string Hours = """{"week":[{"days":["monday","tuesday","wednesday","thursday","friday"],"from":"08:00","to":"13:00"}]}""";
        (string Path, string Body)[] documents =
        [
            ($"/v1/services/{id}", Course.Replace("{0}", id, StringComparison.Ordinal)),
            ($"/v1/resources/{id}-L", $$"""{"territory":"rhone","name":"Licence","kind":"{{id}}-licence","mobility":"remote","rates":{"perHour":{"amount":"5.00"} } }"""),
            ($"/v1/resources/{id}-T",
                $$"""{"territory":"rhone","name":"Trainer","kind":"{{id}}-trainer","mobility":"mobile","home":{"lat":45.75,"lon":4.83},"working":{{Hours}},"rates":{"perHour":{"amount":"50.00"},"perKilometre":{"amount":"0.50"} },"requires":[{"name":"licence","kind":"{{id}}-licence"}]}"""),
        ];
        foreach ((string path, string body) in documents)
        {
            Answer put = await (where ?? silo).Http.PutAsync(path, body);
            put.Status.ShouldBeOneOf(HttpStatusCode.Created, HttpStatusCode.OK);
        }
    }

    private static string[] Players(JsonNode step) => [.. step["resources"]!.AsArray().Select(who => $"{who!["role"]} {who["resource"]}")];
}
