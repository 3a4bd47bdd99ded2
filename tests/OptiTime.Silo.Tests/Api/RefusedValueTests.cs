using System.Net;
using System.Text.Json.Nodes;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Api;

/// <summary>What is refused by the planner, and not at the edge, tells the field, the value as it was sent and what would likely be right too.</summary>
public sealed class RefusedValueTests(LyonSilo silo) : IClassFixture<LyonSilo>
{
    private const string Job = "\"service\":\"boiler-maintenance\",\"location\":{\"lat\":45.75,\"lon\":4.86}";

    [Theory]
    [InlineData("""{"kind":"urgent-job","service":"boiler-repair","customer":{"id":"C-1042"},"before":"2026-11-26T08:00:00+01:00"}""", "before", "2026-11-26T08:00:00+01:00", "+01:00 or earlier")]
    [InlineData("""{"kind":"urgent-job","service":"boiler-repair","customer":{"id":"C-1042"},"before":"2026-11-23T06:30:00+01:00"}""", "before", "2026-11-23T06:30:00+01:00", "Send when it must have begun")]
    [InlineData("""{"territory":"rhone","kind":"late-start","resource":"R-1","until":"2026-11-24T22:00:00+01:00"}""", "until", "2026-11-24T22:00:00+01:00", "Send a time inside the period")]
    [InlineData("""{"territory":"rhone","kind":"absence","resource":"R-99","to":"2026-11-28T18:00:00+01:00"}""", "resource", "R-99", "GET /v1/territories/rhone/resources")]
    [InlineData("""{"territory":"rhone","kind":"site-closed","site":"NOWHERE","to":"2026-11-28T18:00:00+01:00"}""", "site", "NOWHERE", "GET /v1/territories/rhone/sites")]
    [InlineData("""{"kind":"not-at-home","booking":"B-rhone-NOTHING"}""", "booking", "B-rhone-NOTHING", "GET /v1/bookings")]
    [InlineData("""{"territory":"rhone","kind":"traffic","centre":{"lat":45.76,"lon":4.84},"radiusMetres":2000,"factor":2,"to":"2026-12-23T18:00:00+01:00"}""", "to", "2026-12-23T18:00:00+01:00", "Send an earlier end")]
    public async Task A_disruption_that_cannot_be(string body, string field, string value, string remedy)
    {
        foreach (string preview in (string[])["", ",\"preview\":true"])
            Told(await silo.Http.PostAsync("/v1/disruptions", body[..^1] + preview + "}"), field, value, remedy);
    }

    [Theory]
    [InlineData("/v1/territories/rhone", """{"name":"Rhône","zone":"Europe/Berlin","currency":"EUR","centre":{"lat":45.76,"lon":4.84},"radiusMetres":60000}""", "zone", "Europe/Berlin", "Remove them first.")]
    [InlineData("/v1/resources/NEW", """{"territory":"rhone","name":"New","kind":"technician","mobility":"mobile","home":{"lat":45.7,"lon":4.8},"profile":"hovercraft"}""", "profile", "hovercraft", "It has ")]
    [InlineData("/v1/resources/NEW", """{"territory":"rhone","name":"New","kind":"technician","mobility":"mobile","home":{"lat":45.7,"lon":4.8},"capacity":3}""", "capacity", "3", "Make a resource of each")]
    [InlineData("/v1/resources/NEW", """{"territory":"rhone","name":"New","kind":"room","mobility":"fixed","site":"NOWHERE"}""", "site", "NOWHERE", "Define the site first.")]
    [InlineData("/v1/resources/NEW", """{"territory":"rhone","name":"New","kind":"room","mobility":"fixed"}""", "site", null, "Say at which.")]
    public async Task Master_data_that_cannot_be(string path, string body, string field, string? value, string remedy) => Told(await silo.Http.PutAsync(path, body), field, value, remedy);

    [Theory]
    [InlineData($$"""{"territory":"rhone",{{Job}},"due":"2026-11-23T07:20:00+01:00"}""", "due", "2026-11-23T07:20:00+01:00", "Send a later 'due'")]
    [InlineData("""{"territory":"rhone","service":"meeting","due":"2026-11-27T18:00:00+01:00","location":{"site":"NOWHERE"}}""", "location.site", "NOWHERE", "GET /v1/territories/rhone/sites")]
    public async Task A_job_that_cannot_be_alone_or_in_an_import(string body, string field, string value, string remedy)
    {
        Told(await silo.Http.PostAsync("/v1/jobs", body), field, value, remedy);

        using HttpResponseMessage import = await silo.Http.PostAsync("/v1/jobs", Json.Lines(body));
        JsonNode line = JsonNode.Parse(await import.Content.ReadAsStringAsync())!;
        Told(line["problem"]!, field, value, remedy);
    }

    [Fact]
    public async Task Work_by_hand_that_cannot_be()
    {
        string offer = await silo.Http.FirstOfferAsync($$"""{"territory":"rhone",{{Job}},"earliest":"2026-11-25T08:00:00+01:00","latest":"2026-11-25T18:00:00+01:00"}""");
        string booking = (string)(await silo.Http.PostAsync("/v1/bookings", $$"""{"offer":"{{offer}}"}"""))["booking"]!;

        Told(
            await silo.Http.PostAsync($"/v1/bookings/{booking}/assign", """{"resources":[{"role":"technician","resource":"R-99"}]}"""),
            "resources[0].resource", "R-99", "GET /v1/territories/rhone/resources");
        Told(
            await silo.Http.PostAsync($"/v1/bookings/{booking}/assign", """{"resources":[{"role":"painter","resource":"R-2"}]}"""),
            "resources[0].role", "painter", "Send one of: technician.");
    }

    [Fact]
    public async Task Times_are_told_as_the_clock_on_the_wall_shows_them_and_with_their_offset()
    {
        string offer = await silo.Http.FirstOfferAsync($$"""{"territory":"rhone",{{Job}},"earliest":"2026-11-26T08:00:00+01:00","latest":"2026-11-26T18:00:00+01:00"}""");
        string until = silo.Clock.GetUtcNow().AddMinutes(15).ToOffset(TimeSpan.FromHours(1)).ToString("yyyy-MM-ddTHH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture);
        silo.Clock.Advance(TimeSpan.FromMinutes(16));

        Answer late = await silo.Http.PostAsync("/v1/holds", $$"""{"offer":"{{offer}}"}""");

        (late.Status, late.Problem).ShouldBe((HttpStatusCode.Gone, "offer-expired"));
        ((string?)late["detail"]).ShouldNotBeNull().ShouldContain($"valid until {until}");
    }

    [Fact]
    public async Task One_booking_in_the_way_is_one()
    {
        string offer = await silo.Http.FirstOfferAsync(
            """{"territory":"rhone","service":"meeting","location":{"site":"PARTDIEU"},"earliest":"2026-11-27T08:00:00+01:00","latest":"2026-11-27T18:00:00+01:00"}""");
        (await silo.Http.PostAsync("/v1/bookings", $$"""{"offer":"{{offer}}"}""")).Status.ShouldBe(HttpStatusCode.Created);

        Answer refused = await silo.Http.RemoveAsync("/v1/resources/R-P8");

        refused.Problem.ShouldBe("would-break-commitments");
        ((string?)refused["detail"]).ShouldNotBeNull().ShouldContain("nobody would serve 1 commitment. Reschedule or cancel it first");
    }

    private static void Told(Answer refused, string field, string? value, string remedy)
    {
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, refused.Body?.ToJsonString());
        Told(refused.Body!, field, value, remedy);
    }

    private static void Told(JsonNode problem, string field, string? value, string remedy)
    {
        JsonNode error = problem["errors"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)error["field"], (string?)error["value"]).ShouldBe((field, value), problem.ToJsonString());
        ((string?)error["remedy"]).ShouldNotBeNull(problem.ToJsonString()).ShouldContain(remedy);
        ((string?)problem["detail"]).ShouldBe($"{error["message"]} {error["remedy"]}");
    }
}
