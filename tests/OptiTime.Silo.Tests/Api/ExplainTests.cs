using System.Net;
using System.Text.Json.Nodes;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Api;

public sealed class ExplainTests(LyonSilo silo) : IClassFixture<LyonSilo>
{
    private const string Chain = "kind place skills refused required lead-time horizon asked service-level promise wish site-hours working-time break occupied way-there way-on way-home";

    [Fact]
    public async Task A_start_that_is_possible_passes_every_check_and_can_be_held()
    {
        Answer answer = await ExplainAsync("""{"service":"boiler-maintenance","customer":{"id":"C-1042"},"resource":"R-2","start":"2026-11-24T09:00:00+01:00"}""");

        ((bool?)answer["possible"]).ShouldBe(true, answer.Body!.ToJsonString());
        string.Join(' ', answer["checks"]!.AsArray().Select(check => (string?)check!["check"])).ShouldBe(Chain);
        answer["checks"]!.AsArray().ShouldAllBe(check => (string?)check!["result"] == "passed");
        ((string?)answer["verdict"])!.ShouldStartWith("'R-2' can start on Tuesday 24 November at 09:00; it costs ");
        answer["failing"].ShouldBeNull();
        ((string?)answer["offer"]!["promise"]!["from"]).ShouldBe("2026-11-24T08:00:00+01:00");
        ((string?)answer["offer"]!["start"]).ShouldBe("2026-11-24T09:00:00+01:00");
        string token = (string)answer["offer"]!["offer"]!;
        (await silo.Http.PostAsync("/v1/holds", $$"""{"offer":"{{token}}","ttlSeconds":1}""")).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("R-B6", "2026-11-24T09:00:00+01:00", "kind", "Its kind is 'room'; role 'technician' needs 'technician'.")]
    [InlineData("R-3", "2026-11-24T09:00:00+01:00", "skills", "It has 'gas-boiler' at level 1; level 2 is asked for.")]
    [InlineData("R-2", "2026-11-23T06:30:00+01:00", "lead-time", "Monday 23 November at 06:30 is over: it is 07:00 now.")]
    [InlineData("R-2", "2026-11-24T12:15:00+01:00", "promise", "'boiler-maintenance' is promised 08:00 to 10:00, 10:00 to 12:00, 13:00 to 15:00, 15:00 to 17:00.")]
    [InlineData("R-2", "2026-11-28T09:00:00+01:00", "working-time", "It does not work on Saturday 28 November at 09:00: its next working period is Monday 30 November, 08:00 to 17:00.")]
    [InlineData("R-2", "2026-11-24T11:30:00+01:00", "break", "It rests from 12:00 to 13:00, and a service is not cut in two.")]
    public async Task The_first_check_that_fails_is_told_with_its_numbers(string resource, string start, string failing, string words)
    {
        Answer answer = await ExplainAsync($$"""{"service":"boiler-maintenance","customer":{"id":"C-1042"},"resource":"{{resource}}","start":"{{start}}"}""");

        ((bool?)answer["possible"]).ShouldBe(false);
        ((string?)answer["failing"]).ShouldBe(failing);
        JsonNode check = answer["checks"]!.AsArray().First(check => (string?)check!["result"] == "failed")!;
        ((string?)check["words"]).ShouldBe(words);
        answer["remedy"].ShouldNotBeNull();
        answer["offer"].ShouldBeNull();
        ((string?)answer["verdict"])!.ShouldStartWith($"'{resource}' cannot start on ");
    }

    [Fact]
    public async Task Who_lives_too_far_to_be_there_at_eight_is_told_when_they_arrive_and_what_they_could_do()
    {
        Answer answer = await ExplainAsync("""{"service":"boiler-maintenance","customer":{"id":"C-1042"},"resource":"R-5","start":"2026-11-26T08:00:00+01:00"}""");

        ((string?)answer["failing"]).ShouldBe("way-there");
        JsonNode check = answer["checks"]!.AsArray().Single(check => (string?)check!["check"] == "way-there")!;
        ((string?)check["words"])!.ShouldMatch(@"^It leaves home at 08:00, \d+ min( \d+ s)? on the road \(\d\.\d km\), and arrives at 08:\d\d(:\d\d)?, .+ after 08:00\.$");
        ((int?)check["missingSeconds"])!.Value.ShouldBeInRange(60, 3_600);
        ((string?)answer["remedy"])!.ShouldStartWith("It could start on Thursday 26 November at 08:");
    }

    [Fact]
    public async Task What_another_customer_has_is_told_by_its_name_and_nothing_else()
    {
        string offer = await silo.Http.FirstOfferAsync("""{"service":"meeting","location":{"site":"PARTDIEU"},"windows":[{"from":"2026-11-25T10:00:00+01:00","to":"2026-11-25T12:00:00+01:00"}]}""");
        string booking = (string)(await silo.Http.PostAsync("/v1/bookings", $$"""{"offer":"{{offer}}"}"""))["booking"]!;

        Answer answer = await ExplainAsync("""{"service":"meeting","location":{"site":"PARTDIEU"},"resource":"R-P8","start":"2026-11-25T11:00:00+01:00"}""");

        ((string?)answer["failing"]).ShouldBe("occupied");
        JsonNode check = answer["checks"]!.AsArray().Single(check => (string?)check!["check"] == "occupied")!;
        ((string?)check["commitment"]).ShouldBe(booking);
        ((string?)check["words"]).ShouldBe($"It is with {booking} from Wednesday 25 November at 10:00 to 12:00.");
        ((int?)check["missingSeconds"]).ShouldBe(3_600);
        ((string?)answer["remedy"]).ShouldBe("It could start on Wednesday 25 November at 12:00.");
    }

    [Fact]
    public async Task Without_a_start_the_best_one_is_told_and_why_not_earlier()
    {
        Answer answer = await ExplainAsync("""{"service":"boiler-maintenance","customer":{"id":"C-1042"},"resource":"R-5","earliest":"2026-11-27T00:00:00+01:00"}""");

        ((bool?)answer["possible"]).ShouldBe(true);
        ((string?)answer["start"])!.ShouldStartWith("2026-11-27T08:");
        ((string?)answer["earlier"]!["start"]).ShouldBe("2026-11-27T08:00:00+01:00");
        ((string?)answer["earlier"]!["words"])!.ShouldStartWith("Not on Friday 27 November at 08:00: It leaves home at 08:00, ");
    }

    [Fact]
    public async Task Without_a_resource_a_refusal_is_told_check_by_check_with_the_one_that_comes_closest()
    {
        const string Evening = """{"service":"boiler-repair","customer":{"id":"C-1042"},"refuse":["R-5"],"earliest":"2026-11-28T08:00:00+01:00","latest":"2026-11-28T20:00:00+01:00"}""";
        Answer answer = await ExplainAsync(Evening);

        ((bool?)answer["possible"]).ShouldBe(false);
        answer["falls"]!.AsArray().Select(fall => $"{fall!["check"]} {fall["resources"]}").ShouldBe(["kind 3", "skills 3", "refused 1", "working-time 1"]);
        ((string?)answer["resource"]).ShouldBe("R-2");
        ((string?)answer["verdict"])!.ShouldStartWith("None of the 8 resources of 'rhone' can serve. The one that comes closest is 'R-2': It does not work between ");
        ((string?)answer["completeness"]).ShouldBe("exact");
        (await silo.Http.AskAsync(Evening)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_several_take_part_each_role_is_told()
    {
        (await silo.Http.PutAsync("/v1/services/briefing", """
            {"name":"Briefing","steps":[{"durationSeconds":3600,"roles":[
               {"name":"room","kind":"room","skills":[{"name":"seats","level":8}],"where":"site"},{"name":"technician","kind":"technician","where":"site"}]}],"price":{"amount":"50.00"} }
            """)).Status.ShouldBe(HttpStatusCode.Created);

        Answer early = await ExplainAsync("""{"service":"briefing","location":{"site":"PARTDIEU"},"start":"2026-11-26T08:00:00+01:00"}""");
        Answer later = await ExplainAsync("""{"service":"briefing","location":{"site":"PARTDIEU"},"resource":"R-P8","start":"2026-11-26T09:00:00+01:00"}""");

        ((bool?)early["possible"]).ShouldBe(false);
        early["roles"]!.AsArray().Select(role => $"{role!["role"]} {role["needed"]} {role["fit"]} {role["free"]}").ShouldBe(["room 1 1 1", "technician 1 5 0"]);
        ((string?)early["roles"]![1]!["words"])!.ShouldStartWith("It leaves home at 08:00, ");
        ((bool?)later["possible"]).ShouldBe(true, later.Body!.ToJsonString());
        ((string?)later["checks"]!.AsArray()[^1]!["check"]).ShouldBe("together");
        string token = (string)later["offer"]!["offer"]!;
        Answer hold = await silo.Http.PostAsync("/v1/holds", $$"""{"offer":"{{token}}","ttlSeconds":1}""");
        hold.Status.ShouldBe(HttpStatusCode.Created, hold.Body?.ToJsonString());
        ((string?)hold["offer"]!["start"]).ShouldBe("2026-11-26T09:00:00+01:00");
    }

    [Fact]
    public async Task What_the_budget_does_not_reach_is_said()
    {
        Answer answer = await ExplainAsync("""{"service":"meeting","latest":"2027-02-01T00:00:00+01:00","budgetMilliseconds":1,"territory":"rhone"}""");

        ((string?)answer["completeness"]).ShouldBe("truncated");
        ((string?)answer["leftOut"])!.ShouldStartWith("The work budget of ");
    }

    [Theory]
    [InlineData("""{"service":"nothing"}""", "unknown-service", "service")]
    [InlineData("""{"service":"meeting","resource":"R-0"}""", "unknown-resource", "resource")]
    [InlineData("""{"service":"meeting","resource":"R-B6","start":"2027-11-23T06:00:00Z"}""", "invalid-value", "start")]
    [InlineData("""{"service":"meeting","resource":"R-B6","start":"2026-11-20T06:00:00Z"}""", "invalid-value", "start")]
    [InlineData("""{"service":"boiler-repair","territory":"rhone","resource":"R-2"}""", "invalid-value", "location")]
    public async Task What_is_not_possible_is_told_by_field(string request, string problem, string field)
    {
        Answer answer = await silo.Http.PostAsync("/v1/explain", request);

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, answer.Body?.ToJsonString());
        answer.Problem.ShouldBe(problem);
        answer.Field.ShouldBe(field);
    }

    [Theory]
    [InlineData("""{"service":"meeting","start":"2026-11-24T09:00:00"}""", "start")]
    [InlineData("""{"service":"meeting","resource":["R-1"]}""", "resource")]
    [InlineData("""{"service":"meeting","why":true}""", "why")]
    public async Task What_cannot_be_read_is_told_by_field(string request, string field)
    {
        Answer answer = await silo.Http.PostAsync("/v1/explain", request);

        answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Body?.ToJsonString());
        answer.Field.ShouldBe(field);
    }

    private async Task<Answer> ExplainAsync(string request)
    {
        Answer answer = await silo.Http.PostAsync("/v1/explain", request);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body?.ToJsonString());
        return answer;
    }
}
