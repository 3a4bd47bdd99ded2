using System.Net;
using System.Text.Json.Nodes;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Api;

/// <summary>Services of several roles and steps, and resources that require others, as master data.</summary>
public sealed class GroupModelTests(LyonSilo silo) : IClassFixture<LyonSilo>
{
    private const string Course = """
        {"id":"course","name":"Course","class":"project","leadTimeSeconds":0,"sites":[],"price":{"amount":"990.00","currency":"EUR"},
         "promise":{"windows":[],"granularitySeconds":900},
         "steps":[
          {"name":"1","durationSeconds":25200,"spreadSeconds":0,"minimumLagSeconds":0,"roles":[
            {"name":"trainer","kind":"trainer","skills":[{"name":"dotnet","level":3}],"count":1,"where":"site"},
            {"name":"room","kind":"room","skills":[],"count":1,"where":"site","setupSeconds":900,"cleanUpSeconds":1800},
            {"name":"expert","skills":[{"name":"dotnet","level":5}],"count":2,"where":"remote","part":{"fromSeconds":3600,"lengthSeconds":1800}}]},
          {"name":"2","durationSeconds":25200,"spreadSeconds":0,"minimumLagSeconds":3600,"maximumLagSeconds":345600,
            "follows":{"sameRoles":["trainer","room"],"nextWorkingDay":true},"roles":[
            {"name":"trainer","kind":"trainer","skills":[{"name":"dotnet","level":3}],"count":1,"where":"site"},
            {"name":"room","kind":"room","skills":[],"count":1,"where":"site"}]}]}
        """;

    [Fact]
    public async Task Every_field_of_a_service_of_several_steps_makes_the_round_trip()
    {
        Answer put = await silo.Http.PutAsync("/v1/services/course", Course);
        put.Status.ShouldBe(HttpStatusCode.Created, put.Body?.ToJsonString());

        JsonNode read = (await silo.Http.ReadAsync("/v1/services/course")).Body!;
        foreach ((string name, JsonNode? value) in JsonNode.Parse(Course)!.AsObject())
            Holds(read[name], value).ShouldBeTrue($"{name}: {read[name]?.ToJsonString()}");
    }

    [Theory]
    [InlineData("steps[0].roles[2].part", "\"lengthSeconds\":1800", "\"lengthSeconds\":23000", "Does not lie in the step, which takes 25200 s")]
    [InlineData("steps[0].roles[2].part", "\"fromSeconds\":3600", "\"fromSeconds\":-1", "Does not lie in the step")]
    [InlineData("steps[0].roles[1].setupSeconds", "\"setupSeconds\":900", "\"setupSeconds\":86401", "Must be 0 to 86400")]
    [InlineData("steps[1].follows.sameRoles[1]", "[\"trainer\",\"room\"]", "[\"trainer\",\"expert\"]", "Is not a role of both this step and the one before")]
    [InlineData("steps[1].follows.sameRoles[1]", "[\"trainer\",\"room\"]", "[\"trainer\",\"trainer\"]", "Is that of steps[1].follows.sameRoles[0] too")]
    [InlineData("steps[1].name", "\"name\":\"2\",", "\"name\":\"1\",", "Is that of steps[0] too")]
    [InlineData("steps[0].roles[1].name", "\"name\":\"room\",\"kind\":\"room\",\"skills\":[],\"count\":1,\"where\":\"site\",\"setupSeconds\"", "\"name\":\"trainer\",\"where\":\"site\",\"setupSeconds\"", "Is that of steps[0].roles[0] too")]
    [InlineData("steps[0].roles[2].skills[1].name", "\"level\":5}", "\"level\":5},{\"name\":\"dotnet\"}", "Is that of steps[0].roles[2].skills[0] too")]
    [InlineData("steps[0].minimumLagSeconds", "\"minimumLagSeconds\":0", "\"minimumLagSeconds\":60", "The first step comes after none")]
    [InlineData("steps[0].maximumLagSeconds", "\"minimumLagSeconds\":0", "\"maximumLagSeconds\":60", "The first step comes after none")]
    [InlineData("steps[1].follows.sameRoles[1]", "\"name\":\"room\",\"kind\":\"room\",\"skills\":[],\"count\":1,\"where\":\"site\"}]}]", "\"name\":\"room\",\"count\":2,\"where\":\"site\"}]}]", "Is played by 2 in this step and by 1 in the one before")]
    [InlineData("steps[0].follows", "\"name\":\"1\",", "\"name\":\"1\",\"follows\":{\"nextWorkingDay\":true},", "The first step follows none")]
    [InlineData("steps[0].roles", "\"where\":\"remote\"", "\"where\":\"customer\"", "at the customer's or at a site, not at both")]
    public async Task What_a_service_cannot_be_is_refused_with_the_field(string field, string right, string wrong, string said)
    {
        Course.ShouldContain(right);
        Answer answer = await silo.Http.PutAsync("/v1/services/course-wrong", Course.Replace("\"id\":\"course\",", "", StringComparison.Ordinal).Replace(right, wrong, StringComparison.Ordinal));

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, answer.Body?.ToJsonString());
        answer.Field.ShouldBe(field);
        ((string)answer["errors"]![0]!["message"]!).ShouldContain(said);
        (await silo.Http.ReadAsync("/v1/services/course-wrong")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_service_may_not_ask_for_more_seats_than_anybody_could_search_for()
    {
        string steps = string.Join(',', Enumerable.Repeat("""{"durationSeconds":3600,"roles":[{"name":"a","where":"site","count":17}]}""", 6));

        Answer answer = await silo.Http.PutAsync("/v1/services/crowd", $$"""{"name":"Crowd","price":{"amount":"1.00"},"steps":[{{steps}}]}""");

        (answer.Status, answer.Field).ShouldBe((HttpStatusCode.UnprocessableEntity, "steps"));
        ((string)answer["errors"]![0]!["value"]!).ShouldBe("102");
        ((string)answer["errors"]![0]!["message"]!).ShouldContain("limit MaximumSeats is 100");
        (await silo.Http.ReadAsync("/v1/services/crowd")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_stands_at_no_site_is_not_fixed()
    {
        Answer answer = await silo.Http.PutAsync("/v1/resources/X-4", """{"territory":"rhone","name":"Room","kind":"room","mobility":"fixed"}""");

        (answer.Status, answer.Field).ShouldBe((HttpStatusCode.UnprocessableEntity, "site"));
        ((string)answer["detail"]!).ShouldContain("Say at which");
    }

    [Fact]
    public async Task What_a_resource_requires_makes_the_round_trip_and_must_come_to_an_end()
    {
        (await silo.Http.PutAsync("/v1/resources/X-1", Expert("""[{"name":"analyser","kind":"analyser","skills":[{"name":"gas","level":2}]},{"name":"assistant","kind":"assistant"}]""")))
            .Status.ShouldBe(HttpStatusCode.Created);
        JsonNode requires = (await silo.Http.ReadAsync("/v1/resources/X-1"))["requires"]!;
        requires.AsArray().Select(one => (string?)one!["name"]).ShouldBe(["analyser", "assistant"]);
        ((int?)requires[0]!["skills"]![0]!["level"]).ShouldBe(2);

        Answer round = await silo.Http.PutAsync("/v1/resources/X-2", Expert("""[{"name":"colleague","kind":"expert"}]"""));
        (round.Status, round.Field).ShouldBe((HttpStatusCode.UnprocessableEntity, "requires"));
        ((string)round["detail"]!).ShouldContain("'colleague' requires 'colleague'");

        // Four deep is possible, the fifth is not.
        for (int level = 2; level <= 5; level++)
        {
            Answer deep = await silo.Http.PutAsync($"/v1/resources/D-{level}", Expert($$"""[{"name":"d{{level - 1}}","kind":"d{{level - 1}}"}]""", $"d{level}"));
            deep.Status.ShouldBe(HttpStatusCode.Created, deep.Body?.ToJsonString());
        }
        Answer deepest = await silo.Http.PutAsync("/v1/resources/D-6", Expert("""[{"name":"d5","kind":"d5"}]""", "d6"));
        (deepest.Status, deepest.Field).ShouldBe((HttpStatusCode.UnprocessableEntity, "requires"));
        ((string)deepest["detail"]!).ShouldContain("at most 4 deep");
    }

    [Theory]
    [InlineData("requires[1].name", """[{"name":"a","kind":"x"},{"name":"a","kind":"y"}]""", "Is that of requires[0] too")]
    [InlineData("requires[0]", """[{"name":"a"}]""", "Says neither a kind nor a skill")]
    [InlineData("requires[0].name", """[{"name":"","kind":"x"}]""", "Must have 1 to 64 characters")]
    public async Task What_a_resource_cannot_require_is_refused_with_the_field(string field, string requires, string said)
    {
        Answer answer = await silo.Http.PutAsync("/v1/resources/X-3", Expert(requires));

        (answer.Status, answer.Field).ShouldBe((HttpStatusCode.UnprocessableEntity, field));
        ((string)answer["errors"]![0]!["message"]!).ShouldContain(said);
        (await silo.Http.ReadAsync("/v1/resources/X-3")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private static string Expert(string requires, string kind = "expert") =>
        $$"""{"territory":"rhone","name":"Expert","kind":"{{kind}}","mobility":"remote","requires":{{requires}}}""";

    /// <summary>Whether JSON has all that another has; what was left out there may be filled in.</summary>
    private static bool Holds(JsonNode? whole, JsonNode? asked) => (whole, asked) switch
    {
        (JsonObject here, JsonObject wanted) => wanted.All(member => Holds(here[member.Key], member.Value)),
        (JsonArray here, JsonArray wanted) => here.Count == wanted.Count && here.Zip(wanted).All(pair => Holds(pair.First, pair.Second)),
        _ => JsonNode.DeepEquals(whole, asked),
    };
}
