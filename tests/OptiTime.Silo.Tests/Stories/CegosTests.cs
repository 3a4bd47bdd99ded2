using System.Text.Json.Nodes;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Stories;

/// <summary>Training: the expert, the equipment and the room at one time and place, within 48 hours, for three days.</summary>
public sealed class CegosTests(CegosTests.Silo silo) : IClassFixture<CegosTests.Silo>
{
    public sealed class Silo() : CompanySilo("cegos", new(20, 40, 4));

    [Fact]
    public async Task A_very_specific_course_begins_within_48_hours_with_expert_equipment_and_room_on_three_working_days()
    {
        JsonNode answer = await silo.Caller.AskAsync(CyberDefence("ISSY", "2026-11-24", "2026-11-25"));

        answer["offers"]!.AsArray().ShouldNotBeEmpty(answer.ToJsonString());
        JsonNode offer = answer["offers"]![0]!;
        (Caller.Time(offer["start"]) - silo.Clock.GetUtcNow()).ShouldBeLessThan(TimeSpan.FromHours(48));
        JsonNode booking = await silo.Caller.TakeAsync(offer, "PAR-C-1001");

        JsonArray days = booking["steps"]!.AsArray();
        days.Count.ShouldBe(3);
        ((string?)booking["site"]).ShouldBe("ISSY");
        days.Select(day => (string?)day!["site"]).ShouldAllBe(site => site == "ISSY");
        days.Select(day => string.Join(' ', day!["resources"]!.AsArray().Select(player => (string?)player!["resource"]))).Distinct().ShouldHaveSingleItem();
        days[0]!["resources"]!.AsArray().Select(player => (string)player!["role"]!).Order().ShouldBe(["range", "room", "trainer"]);
        DateTimeOffset[] starts = [.. days.Select(day => Caller.Time(day!["start"]))];
        starts.Select(start => start.TimeOfDay).Distinct().ShouldHaveSingleItem();
        starts.Select(start => start.DayOfWeek).ShouldBeInOrder();
        Caller.Time(booking["end"]).ShouldBe(starts[2] + TimeSpan.FromHours(7));

        // Every one of them is taken for those days, in everybody's plan.
        string plan = (await silo.Http.ReadAsync(
            "/v1/territories/paris/plan?from=2026-11-23T00:00:00%2B01:00&to=2026-11-30T00:00:00%2B01:00")).Body!.ToJsonString();
        CountOf(plan, (string)booking["booking"]!).ShouldBe(9);
    }

    [Fact]
    public async Task Where_the_last_range_is_taken_the_course_is_refused_with_the_role_that_is_missing_and_what_is_possible_instead()
    {
        JsonNode answer = await silo.Caller.AskAsync(CyberDefence("DEFENSE", "2026-11-30", "2026-12-01"));
        while (answer["offers"]!.AsArray() is [{ } theirs, ..])
        {
            await silo.Caller.TakeAsync(theirs, "PAR-C-1001");
            answer = await silo.Caller.AskAsync(CyberDefence("DEFENSE", "2026-11-30", "2026-12-01"));
        }

        answer["refusal"]!["reasons"]!.ToJsonString().ShouldContain("range");
        JsonNode otherwise = answer["refusal"]!["relaxations"]![0]!;
        (await silo.Caller.TakeAsync(otherwise["offer"]!, "PAR-C-1001"))["steps"]!.AsArray().Count.ShouldBe(3);
    }

    [Fact]
    public async Task Two_assessors_and_a_third_for_an_hour_meet_in_one_room()
    {
        JsonNode answer = await silo.Caller.AskAsync(
            """{"territory":"lyon","service":"assessment","customer":{"id":"LYO-C-1001"},"earliest":"2026-11-24T08:00:00+01:00","latest":"2026-12-04T19:00:00+01:00"}""");

        JsonNode booking = await silo.Caller.TakeAsync(answer["offers"]![0]!, "LYO-C-1001");

        JsonArray players = booking["resources"]!.AsArray();
        players.Select(player => (string)player!["role"]!).Order().ShouldBe(["assessor", "assessor", "counterpart", "room"]);
        players.Select(player => (string)player!["resource"]!).ShouldBeUnique();
    }

    [Fact]
    public async Task Callers_at_once_never_get_the_same_expert_twice()
    {
        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            JsonNode answer = await silo.Caller.AskAsync(
                """{"territory":"lille","service":"project-management","customer":{"id":"LIL-C-1001"},"earliest":"2026-11-25T08:00:00+01:00","latest":"2026-12-04T19:00:00+01:00"}""");
            return await silo.Http.PostAsync("/v1/bookings", $$"""{"offer":"{{answer["offers"]![0]!["offer"]}}"}""");
        }));

        JsonNode[] booked = [.. answers.Where(answer => (int)answer.Status == 201).Select(answer => answer.Body!)];
        booked.ShouldNotBeEmpty();
        answers.Where(answer => (int)answer.Status != 201).ShouldAllBe(answer => answer.Problem == "offer-taken");
        booked.SelectMany(one => one["steps"]!.AsArray())
            .SelectMany(day => day!["resources"]!.AsArray().Select(player => $"{player!["resource"]} {player["unit"]} {((string)day["start"]!)[..10]}"))
            .ShouldBeUnique();
    }

    [Fact]
    public async Task Lyon_has_a_range_and_no_expert_so_one_from_Paris_is_lent_and_taken_there_too()
    {
        const string inLyon = """
            {"territory":"lyon","service":"cyber-defence","customer":{"id":"LYO-C-1001"},"earliest":"2026-12-07T00:00:00+01:00","latest":"2026-12-18T19:00:00+01:00"}
            """;
        JsonNode answer = await silo.Caller.AskAsync(inLyon);
        answer["offers"]!.AsArray().ShouldNotBeEmpty(answer["refusal"]?.ToJsonString());
        JsonNode booking = await silo.Caller.TakeAsync(answer["offers"]![0]!, "LYO-C-1001");

        JsonNode[] players = [.. booking["steps"]!.AsArray().SelectMany(day => day!["resources"]!.AsArray()).OfType<JsonNode>()];
        players.Where(player => (string?)player["role"] == "trainer").Select(player => (string?)player["territory"]).ShouldBe(["paris", "paris", "paris"]);
        players.Where(player => (string?)player["role"] != "trainer").ShouldAllBe(player => player["territory"] == null);
        string expert = (string)players.First(player => (string?)player["role"] == "trainer")["resource"]!, day = ((string)booking["start"]!)[..10];
        JsonNode asked = await silo.Caller.AskAsync(
            $$"""
            {"territory":"paris","service":"cyber-defence","customer":{"id":"PAR-C-1001"},"require":["{{expert}}"],
             "windows":[{"from":"{{day}}T00:00:00+01:00","to":"{{day}}T23:59:00+01:00"}]}
            """);
        asked["offers"]!.AsArray().ShouldBeEmpty("the expert is in Lyon");
    }

    [Fact]
    public async Task Maintenance_of_the_range_gives_way_to_a_course_and_is_planned_again_before_it_is_due()
    {
        await silo.Http.PutAsync("/v1/services/range-maintenance", """
            {"name":"Maintenance of a range","class":"maintenance","price":{"amount":"0.00"},
             "steps":[{"durationSeconds":14400,"roles":[{"name":"range","kind":"equipment","skills":[{"name":"cyber-range","level":1}],"where":"site"}]}]}
            """);
        Answer job = await silo.Http.PostAsync(
            "/v1/jobs", """{"service":"range-maintenance","location":{"site":"DEFENSE"},"earliest":"2026-12-14T00:00:00+01:00","due":"2026-12-19T00:00:00+01:00"}""");
        job.Status.ShouldBe(System.Net.HttpStatusCode.Created, job.Body?.ToJsonString());
        string id = (string)job["job"]!;
        Answer before = await TwoSilos.UntilAsync(silo.Http, $"/v1/jobs/{id}", answer => (string?)answer["state"] == "planned");
        string day = ((string)before["start"]!)[..10];
        string course = $$"""
            {"territory":"paris","service":"cyber-defence","customer":{"id":"PAR-C-1001"},"sites":["DEFENSE"],"earliest":"{{day}}T00:00:00+01:00","latest":"2026-12-18T20:00:00+01:00",
             "windows":[{"from":"{{day}}T00:00:00+01:00","to":"{{day}}T23:59:00+01:00"}],"impact":"{0}"}
            """;
        (await silo.Caller.AskAsync(course.Replace("{0}", "none", StringComparison.Ordinal)))["offers"]!.AsArray().ShouldBeEmpty("there is one range");

        JsonNode offer = (await silo.Caller.AskAsync(course.Replace("{0}", "within-promises", StringComparison.Ordinal)))["offers"]![0]!;
        JsonNode booking = await silo.Caller.TakeAsync(offer, "PAR-C-1001");

        JsonNode moved = offer["impact"]!["bookings"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)moved["id"], (bool?)moved["told"]).ShouldBe((id, false));
        offer["cost"]!["lines"]!.AsArray().Select(line => (string?)line!["kind"]).ShouldContain("instability");
        booking["steps"]!.AsArray().Count.ShouldBe(3);
        Answer after = await TwoSilos.UntilAsync(silo.Http, $"/v1/jobs/{id}", answer => (string?)answer["state"] == "planned");
        Caller.Time(after["start"]).ShouldBeGreaterThan(Caller.Time(before["start"]));
        Caller.Time(after["end"]).ShouldBeLessThanOrEqualTo(Caller.Time(after["due"]));
    }

    private static string CyberDefence(string site, string from, string to) =>
        $$"""
        {"territory":"paris","service":"cyber-defence","customer":{"id":"PAR-C-1001"},"sites":["{{site}}"],
         "windows":[{"from":"{{from}}T00:00:00+01:00","to":"{{to}}T00:00:00+01:00"}],
         "earliest":"{{from}}T00:00:00+01:00","latest":"2026-12-11T19:00:00+01:00"}
        """;

    private static int CountOf(string text, string word) => text.Split(word).Length - 1;
}
