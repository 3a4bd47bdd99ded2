using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Api;

public sealed class StrictInputTests(LyonSilo silo) : IClassFixture<LyonSilo>
{
    [Theory]
    [InlineData("", "malformed-body", null)]
    [InlineData("{", "malformed-body", null)]
    [InlineData("""{"service":"meeting",}""", "malformed-body", null)]
    [InlineData("""{"service":NaN}""", "malformed-body", null)]
    [InlineData("""{"service":"meeting"} x""", "malformed-body", null)]
    [InlineData("[]", "invalid-body", "")]
    [InlineData("null", "invalid-body", "")]
    [InlineData("{}", "invalid-body", "service")]
    [InlineData("""{"service":null}""", "invalid-body", "service")]
    [InlineData("""{"service":7}""", "invalid-body", "service")]
    [InlineData("""{"service":"meeting","nonsense":1}""", "invalid-body", "nonsense")]
    [InlineData("""{"service":"meeting","Customer":{}}""", "invalid-body", "Customer")]
    [InlineData("""{"service":"meeting","service":"boiler-repair"}""", "invalid-body", "service")]
    [InlineData("""{"service":"meeting","customer":{"id":"C-1042","\u0069d":"C-1042"}}""", "invalid-body", "customer.id")]
    [InlineData("""{"service":"meeting","location":{"lat":1e400,"lon":4}}""", "invalid-body", "location.lat")]
    [InlineData("""{"service":"meeting","location":{"lat":"45","lon":4}}""", "invalid-body", "location.lat")]
    [InlineData("""{"service":"meeting","maxOffers":1.5}""", "invalid-body", "maxOffers")]
    [InlineData("""{"service":"meeting","maxOffers":3000000000}""", "invalid-body", "maxOffers")]
    [InlineData("""{"service":"meet\u0000ing"}""", "invalid-body", "service")]
    [InlineData("""{"service":"meet\ud800ing"}""", "invalid-body", "service")]
    [InlineData("""{"service":"meeting","x\udfff":1}""", "invalid-body", "")]
    [InlineData("""{"service":"meeting","earliest":"2026-11-24T08:00:00"}""", "invalid-body", "earliest")]
    [InlineData("""{"service":"meeting","earliest":"2026-11-24"}""", "invalid-body", "earliest")]
    [InlineData("""{"service":"meeting","earliest":"2026-02-30T08:00:00Z"}""", "invalid-body", "earliest")]
    [InlineData("""{"service":"meeting","earliest":"1999-11-24T08:00:00Z"}""", "invalid-body", "earliest")]
    [InlineData("""{"service":"meeting","windows":[{"from":"2026-11-24T08:00:00Z","to":"tomorrow"}]}""", "invalid-body", "windows[0].to")]
    [InlineData("""{"service":"meeting","windows":[null]}""", "invalid-body", "windows[0]")]
    [InlineData("""{"service":"meeting","require":"R-1"}""", "invalid-body", "require")]
    [InlineData("""{"service":"meeting","location":{"remote":"yes"}}""", "invalid-body", "location.remote")]
    [InlineData("""{"service":"meeting","impact":"much"}""", "invalid-body", "impact")]
    [InlineData("""{"service":"meeting","impact":0}""", "invalid-body", "impact")]
    public async Task What_cannot_be_read_is_refused_with_the_field(string body, string problem, string? field)
    {
        Answer answer = await silo.Http.PostAsync("/v1/availability", body);

        answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Body?.ToJsonString());
        answer.MediaType.ShouldBe("application/problem+json");
        answer.Problem.ShouldBe(problem);
        answer.Field.ShouldBe(field);
        ((string?)answer["detail"]).ShouldNotBeNullOrWhiteSpace();
    }

    [Theory]
    [InlineData("2026-11-24t08:00:00+01:00", "2026-11-25t08:00:00.5z")]
    [InlineData("2026-11-24T08:00:00z", "2026-11-25t08:00:00Z")]
    public async Task A_time_may_be_written_in_small_letters(string earliest, string latest)
    {
        Answer answer = await silo.Http.PostAsync("/v1/availability", $$"""{"service":"meeting","earliest":"{{earliest}}","latest":"{{latest}}"}""");
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body?.ToJsonString());
        answer["offers"]!.AsArray().ShouldNotBeEmpty();
        foreach (JsonNode? offer in answer["offers"]!.AsArray())
            ((DateTimeOffset)offer!["start"]!).ShouldBeInRange(DateTimeOffset.Parse(earliest, CultureInfo.InvariantCulture), DateTimeOffset.Parse(latest, CultureInfo.InvariantCulture));

        (await silo.Http.ReadAsync($"/v1/bookings?to={latest}")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Every_fault_is_told_at_once()
    {
        Answer answer = await silo.Http.PostAsync("/v1/availability", """{"nonsense":1,"maxOffers":"ten","earliest":"now"}""");

        answer["errors"]!.AsArray().Select(error => (string?)error!["field"]).Order().ShouldBe(["earliest", "maxOffers", "nonsense", "service"]);
    }

    [Fact]
    public async Task Broken_UTF_8_is_refused()
    {
        using var content = new ByteArrayContent([.. "{\"service\":\""u8, 0xC3, 0x28, .. "\"}"u8]);
        content.Headers.ContentType = new("application/json");
        using HttpResponseMessage response = await silo.Http.PostAsync("/v1/availability", content);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Limits_are_named()
    {
        string deep = $$"""{"service":{{new string('[', 17)}}{{new string(']', 17)}}}""";
        Answer nested = await silo.Http.PostAsync("/v1/availability", deep);
        nested.Problem.ShouldBe("limit-exceeded");
        ((string?)nested["detail"])!.ShouldContain("Depth");

        string many = string.Join(',', Enumerable.Repeat("\"R-1\"", 1_001));
        Answer wide = await silo.Http.PostAsync("/v1/availability", $$"""{"service":"meeting","require":[{{many}}]}""");
        ((string?)wide["detail"])!.ShouldContain("ArrayItems");
    }

    [Fact]
    public async Task A_huge_body_is_refused_whether_its_length_is_told_or_not()
    {
        string huge = $$"""{"service":"{{new string('x', 300 * 1024)}}"}""";
        Answer told = await silo.Http.PostAsync("/v1/availability", huge);
        told.Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        told.Problem.ShouldBe("body-too-large");
        ((string?)told["detail"])!.ShouldContain("BodyBytes");

        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/availability");
        request.Content = new StringContent(huge, Encoding.UTF8, "application/json");
        request.Headers.TransferEncodingChunked = true;
        using HttpResponseMessage streamed = await silo.Http.SendAsync(request);
        streamed.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("GET", "/v1/nothing", 404, "no-such-path")]
    [InlineData("GET", "/v1/availability", 405, "no-such-method")]
    [InlineData("DELETE", "/v1/territories/rhone", 405, "no-such-method")]
    [InlineData("GET", "/v1/bookings?limit=0", 400, "invalid-parameter")]
    [InlineData("GET", "/v1/bookings?cursor=%21", 400, "invalid-parameter")]
    [InlineData("GET", "/v1/bookings?from=2026-11-24T08:00:00", 400, "invalid-parameter")]
    [InlineData("GET", "/v1/bookings?customer=%00", 400, "invalid-parameter")]
    [InlineData("GET", "/v1/holds/H-rhone-0", 404, "not-found")]
    [InlineData("GET", "/v1/holds/nonsense", 404, "not-found")]
    [InlineData("GET", "/v1/bookings/B-nowhere-0", 404, "not-found")]
    [InlineData("DELETE", "/v1/bookings/B-rhone-0", 404, "not-found")]
    [InlineData("DELETE", "/v1/holds/H-rhone-0", 404, "not-found")]
    [InlineData("GET", "/v1/resources/R-0", 404, "not-found")]
    [InlineData("GET", "/v1/territories/nowhere/resources", 404, "not-found")]
    [InlineData("GET", "/v1/territories/nowhere/plan", 404, "not-found")]
    public async Task Calls_that_lead_nowhere_are_problems_too(string method, string path, int status, string problem)
    {
        Answer answer = await silo.Http.CallAsync(new HttpMethod(method), path, null);

        ((int)answer.Status).ShouldBe(status);
        answer.MediaType.ShouldBe("application/problem+json");
        answer.Problem.ShouldBe(problem);
        ((int?)answer["status"]).ShouldBe(status);
        ((string?)answer["title"]).ShouldNotBeNullOrWhiteSpace();
    }

    [Theory]
    [InlineData("GET", "/v1/territories/rhone/plan?versions=10", "versions", "10", "Known here: at, from, to, version.")]
    [InlineData("GET", "/v1/territories/rhone/plan?At=2026-11-23T08:00:00Z", "At", "2026-11-23T08:00:00Z", "Known here: at, from, to, version.")]
    [InlineData("GET", "/v1/bookings?limit=5&limit=7", "limit", "5,7", "Known here: cursor, customer, externalReference, from, limit, territory, to.")]
    [InlineData("GET", "/v1/bookings?limit=5&Limit=7", "Limit", "5,7", "Known here: cursor, customer, externalReference, from, limit, territory, to.")]
    [InlineData("GET", "/v1/resources?Limit=5", "Limit", "5", "Known here: cursor, limit, territory.")]
    [InlineData("GET", "/v1/territories/rhone/resources?territory=rhone", "territory", "rhone", "Known here: cursor, limit.")]
    [InlineData("GET", "/v1/customers/C-1042?fields=name", "fields", "name", "None is known here.")]
    [InlineData("GET", "/v1/customers?=1", "?", "1", "Known here: cursor, limit.")]
    [InlineData("DELETE", "/v1/customers/C-1042?dryRun=true", "dryRun", "true", "None is known here.")]
    public async Task A_parameter_nobody_knows_or_one_given_twice_is_refused(string method, string path, string field, string value, string remedy)
    {
        Answer answer = await silo.Http.CallAsync(new HttpMethod(method), path, null);

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Problem.ShouldBe("invalid-parameter");
        answer.Field.ShouldBe(field);
        ((string?)answer["errors"]![0]!["value"]).ShouldBe(value);
        ((string?)answer["errors"]![0]!["remedy"]).ShouldBe(remedy);
    }

    [Fact]
    public async Task A_write_with_a_parameter_nobody_knows_writes_nothing()
    {
        Answer refused = await silo.Http.PutAsync("/v1/customers/C-DRY?dryRun=true", """{"name":"Nobody"}""");

        refused.Problem.ShouldBe("invalid-parameter");
        (await silo.Http.ReadAsync("/v1/customers/C-DRY")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_body_of_another_type_is_refused()
    {
        using var content = new StringContent("service=meeting", Encoding.UTF8, "application/x-www-form-urlencoded");
        using HttpResponseMessage response = await silo.Http.PostAsync("/v1/availability", content);

        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task A_problem_is_written_for_people_and_taken_for_no_page()
    {
        using HttpResponseMessage response = await silo.Http.GetAsync("/v1/resources/Éloïse");

        (await response.Content.ReadAsStringAsync()).ShouldContain("There is no resource 'Éloïse'.");
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Fact]
    public async Task What_is_not_HTTP_does_not_stop_the_silo()
    {
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(silo.Http.BaseAddress!.Host, silo.Http.BaseAddress.Port);
            await socket.GetStream().WriteAsync("\0\0 nonsense\r\n\r\n"u8.ToArray());
        }

        Answer health = await silo.Http.ReadAsync("/health/ready");
        health.Status.ShouldBe(HttpStatusCode.OK);
        JsonNode.DeepEquals(health.Body, JsonNode.Parse("""{"status":"ready"}""")).ShouldBeTrue();
    }
}
