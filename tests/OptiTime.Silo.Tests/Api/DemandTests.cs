using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OptiTime.Silo.Hosting;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Api;

public sealed class DemandTests(LyonSilo silo) : IClassFixture<LyonSilo>
{
    private Task KeepAsync() => silo.Inside.GetRequiredService<DemandKeeper>().KeepAsync(TestContext.Current.CancellationToken);

    private async Task<JsonNode[]> EntriesAsync(string? tier)
    {
        await KeepAsync();
        Answer answer = await silo.Http.ReadAsync("/v1/territories/rhone/demand?from=2026-11-23T00:00:00%2B01:00&to=2027-01-30T00:00:00%2B01:00");
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body?.ToJsonString());
        return [.. answer["items"]!.AsArray().Where(entry => (string?)entry!["tier"] == tier).Select(entry => entry!)];
    }

    [Fact]
    public async Task A_request_counts_in_part_on_each_day_it_would_take_and_a_booking_on_the_day_it_got()
    {
        string offer = await silo.Http.FirstOfferAsync(
            """{"service":"boiler-maintenance","customer":{"tier":"silver"},"location":{"lat":45.76,"lon":4.84},"earliest":"2026-12-01T00:00:00+01:00","latest":"2026-12-05T00:00:00+01:00"}""");
        (await silo.Http.PostAsync("/v1/bookings", $$"""{"offer":"{{offer}}","customer":{"tier":"silver"} }""")).Status.ShouldBe(HttpStatusCode.Created);

        JsonNode[] entries = await EntriesAsync("silver");

        entries.Select(entry => (string?)entry["date"]).ShouldBe(["2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04"]);
        entries.ShouldAllBe(entry => (double?)entry["offered"] == 0.25 && (double?)entry["refused"] == 0 && (string?)entry["class"] == "standard");
        entries.Sum(entry => (double)entry["booked"]!).ShouldBe(1);
        entries[0]["needs"]!.ToJsonString().ShouldBe("""[{"kind":"technician","skills":[{"name":"gas-boiler","level":2}]}]""");
    }

    [Fact]
    public async Task A_hold_counts_when_it_is_confirmed_and_what_is_repeated_counts_once()
    {
        string offer = await silo.Http.FirstOfferAsync("""{"service":"meeting","customer":{"tier":"gold"},"earliest":"2026-12-07T00:00:00+01:00","latest":"2026-12-08T00:00:00+01:00"}""");
        string hold = (string)(await silo.Http.PostAsync("/v1/holds", $$"""{"offer":"{{offer}}"}"""))["hold"]!;
        (await EntriesAsync("gold")).Sum(entry => (double)entry["booked"]!).ShouldBe(0);

        for (int time = 0; time < 2; time++)
            (await silo.Http.PostAsync($"/v1/holds/{hold}/confirm", """{"customer":{"tier":"gold"}}""", ("Idempotency-Key", "confirm-once"))).Status.ShouldBe(HttpStatusCode.Created);

        (await EntriesAsync("gold")).Sum(entry => (double)entry["booked"]!).ShouldBe(1);
    }

    [Fact]
    public async Task A_refusal_counts_as_one()
    {
        (await silo.Http.AskAsync("""{"service":"boiler-repair","customer":{"tier":"platinum"},"location":{"lat":45.76,"lon":4.84},"require":["R-1"],"earliest":"2026-12-12T00:00:00+01:00","latest":"2026-12-13T00:00:00+01:00"}"""))
            .ShouldBeEmpty();

        JsonNode entry = (await EntriesAsync("platinum")).ShouldHaveSingleItem();
        ((double?)entry["offered"], (double?)entry["refused"], (string?)entry["class"]).ShouldBe((0, 1, "urgent"));
    }

    [Fact]
    public async Task Urgent_work_that_comes_up_counts_as_a_request_and_as_a_booking_where_it_got_a_place()
    {
        const string Leak = """{"kind":"urgent-job","service":"boiler-repair","location":{"lat":45.76,"lon":4.84},"before":"2026-11-23T18:00:00+01:00"}""";
        await silo.Http.PostAsync("/v1/disruptions", Leak[..^1] + ",\"preview\":true}");
        for (int time = 0; time < 2; time++) ((string?)(await silo.Http.PostAsync("/v1/disruptions", Leak, ("Idempotency-Key", "leak-counted")))["placed"]![0]!["toStart"]).ShouldNotBeNull();
        (await silo.Http.PostAsync("/v1/disruptions", Leak[..^1] + ",\"require\":[\"R-1\"]}"))["placed"]!.AsArray().ShouldBeEmpty();

        JsonNode[] urgent = [.. (await EntriesAsync(null)).Where(entry => (string?)entry["class"] == "urgent")];

        JsonNode today = urgent.ShouldHaveSingleItem();
        ((string?)today["date"], (double?)today["offered"], (double?)today["refused"], (double?)today["booked"]).ShouldBe(("2026-11-23", 1, 1, 1));
    }

    [Fact]
    public async Task A_tier_the_territory_does_not_tell_from_others_is_none()
    {
        await silo.Http.AskAsync("""{"service":"meeting","customer":{"tier":"Mme Durand, 0639980000"},"earliest":"2026-12-14T00:00:00+01:00","latest":"2026-12-15T00:00:00+01:00"}""");
        await KeepAsync();

        string told = (await silo.Http.ReadAsync("/v1/territories/rhone/demand?from=2026-12-14T00:00:00%2B01:00")).Body!.ToJsonString();
        told.ShouldContain("2026-12-14");
        told.ShouldNotContain("Durand");
    }

    [Theory]
    [InlineData("from=2026-12-14", "from")]
    [InlineData("from=2026-12-14T00:00:00%2B01:00&to=2026-12-14T00:00:00%2B01:00", "to")]
    [InlineData("from=2026-01-01T00:00:00%2B01:00&to=2026-12-14T00:00:00%2B01:00", "to")]
    [InlineData("days=3", "days")]
    public async Task What_cannot_be_asked_is_refused(string query, string field)
    {
        Answer answer = await silo.Http.ReadAsync($"/v1/territories/rhone/demand?{query}");

        (answer.Status, answer.Field).ShouldBe((HttpStatusCode.BadRequest, field));
    }

    [Fact]
    public async Task A_territory_that_is_not_there_is_not_found() =>
        (await silo.Http.ReadAsync("/v1/territories/atlantis/demand")).Status.ShouldBe(HttpStatusCode.NotFound);
}
