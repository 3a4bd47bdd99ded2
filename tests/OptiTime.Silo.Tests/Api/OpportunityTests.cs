using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using OptiTime.Engine.Value;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Value;
using OptiTime.Silo.Hosting;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Api;

/// <summary>In the weeks before, much urgent work was booked on the day itself.</summary>
public sealed class OpportunityTests(LyonSilo silo) : IClassFixture<LyonSilo>
{
    private const string Territory =
        """{"name":"Rhône","zone":"Europe/Paris","currency":"EUR","centre":{"lat":45.76,"lon":4.84},"radiusMetres":60000,"opportunity":{"weight":WEIGHT}}""";

    private const string Week = """{"service":"boiler-maintenance","location":{"lat":45.76,"lon":4.84},"earliest":"2026-12-01T00:00:00+01:00","latest":"2026-12-03T00:00:00+01:00","maxOffers":40}""";
    private const string Urgent = """{"service":"boiler-repair","customer":{"tier":"platinum"},"location":{"lat":45.76,"lon":4.84},"earliest":"2026-12-01T00:00:00+01:00","latest":"2026-12-03T00:00:00+01:00"}""";

    private async Task<Answer> AskAsync(string question, string weight)
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        (await silo.Http.PutAsync("/v1/territories/rhone", Territory.Replace("WEIGHT", weight, StringComparison.Ordinal))).Status.ShouldBe(HttpStatusCode.OK);
        int monday = DayClock.DayOf(new LocalDate(2026, 11, 23));
        var counts = silo.Inside.GetRequiredService<IDemandCounts>();
        await counts.ForgetAsync(monday, stop);
        await counts.AddAsync(
            [.. Enumerable.Range(1, 28).Select(back => new DemandCount(
                new DemandKey("rhone", monday - back, 0, "technician:gas-boiler/3", PriorityClass.Urgent, "platinum", DemandOutcome.Booked), 40_000, 40 * 5_400, 40 * 18_050))], stop);
        await silo.Inside.GetRequiredService<DemandKeeper>().KeepAsync(stop);
        return await silo.Http.PostAsync("/v1/availability", question);
    }

    [Fact]
    public async Task Offers_tell_what_is_lost_and_the_version_of_the_prices()
    {
        Answer answer = await AskAsync(Week, "1");

        JsonArray offers = answer["offers"]!.AsArray();
        // Level 3 is what will be asked for: have it, R-1 and R-4 do not and are free.
        ((string?)offers[0]!["resources"]![0]!["resource"]).ShouldBeOneOf("R-1", "R-4");
        JsonNode kept = offers.First(offer => offer!["cost"]!["lines"]!.AsArray().Any(line => (string?)line!["kind"] == "opportunity"))!;
        ((string?)kept["resources"]![0]!["resource"]).ShouldBeOneOf("R-2", "R-5");
        Answer demand = await silo.Http.ReadAsync("/v1/territories/rhone/demand?from=2026-12-01T00:00:00%2B01:00&to=2026-12-02T00:00:00%2B01:00");
        ((long)demand["bidPrices"]!["version"]!).ShouldBe((long)answer["bidPriceVersion"]!);
        demand["bidPrices"]!["days"]![0]!["prices"]![0]!["resources"]!.ToJsonString().ShouldBe("""["R-2","R-5"]""");
    }

    [Fact]
    public async Task An_offer_with_lost_opportunity_can_be_booked_and_the_booking_costs_what_is_spent()
    {
        Answer answer = await AskAsync(Week.Replace("\"earliest\"", "\"require\":[\"R-2\"],\"earliest\"", StringComparison.Ordinal), "1");
        JsonNode offer = answer["offers"]![0]!;
        offer["cost"]!.ToJsonString().ShouldContain("opportunity");

        Answer booked = await silo.Http.PostAsync("/v1/bookings", $$"""{"offer":"{{(string)offer["offer"]!}}"}""");

        booked.Status.ShouldBe(HttpStatusCode.Created, booked.Body?.ToJsonString());
        booked.Body!.ToJsonString().ShouldNotContain("opportunity");
    }

    [Fact]
    public async Task Whom_capacity_is_kept_for_pays_nothing_for_it()
    {
        Answer answer = await AskAsync(Urgent, "1");

        answer["bidPriceVersion"].ShouldNotBeNull();
        answer["offers"]!.AsArray().ShouldNotBeEmpty();
        answer["offers"]!.ToJsonString().ShouldNotContain("opportunity");
    }

    [Fact]
    public async Task Weight_zero_switches_it_off()
    {
        Answer answer = await AskAsync(Week, "0");

        answer["bidPriceVersion"].ShouldBeNull();
        answer["offers"]!.ToJsonString().ShouldNotContain("opportunity");
    }

    [Fact]
    public async Task A_territory_tells_what_opportunity_cost_counts_for()
    {
        // Far from the questions of the other tests.
        string alps = Territory.Replace("45.76", "44.56", StringComparison.Ordinal).Replace("4.84", "6.50", StringComparison.Ordinal);
        await silo.Http.PutAsync("/v1/territories/alpes", alps.Replace("WEIGHT", """2.5,"tiers":[{"tier":"A","factor":3}]""", StringComparison.Ordinal));

        (await silo.Http.ReadAsync("/v1/territories/alpes"))["opportunity"]!.ToJsonString().ShouldBe("""{"weight":2.5,"tiers":[{"tier":"A","factor":3}]}""");
    }

    [Theory]
    [InlineData("-1", "opportunity.weight")]
    [InlineData("10.5", "opportunity.weight")]
    [InlineData("1,\"tiers\":[{\"tier\":\"A\",\"factor\":0}]", "opportunity.tiers[0].factor")]
    [InlineData("1,\"tiers\":[{\"tier\":\"\",\"factor\":1}]", "opportunity.tiers[0].tier")]
    [InlineData("1,\"tiers\":[{\"tier\":\"A\",\"factor\":1},{\"tier\":\"A\",\"factor\":2}]", "opportunity.tiers[1].tier")]
    public async Task What_it_cannot_count_for_is_refused(string weight, string field)
    {
        Answer answer = await silo.Http.PutAsync("/v1/territories/elsewhere", Territory.Replace("WEIGHT", weight, StringComparison.Ordinal));

        (answer.Status, answer.Field).ShouldBe((HttpStatusCode.UnprocessableEntity, field));
        (await silo.Http.ReadAsync("/v1/territories/elsewhere")).Status.ShouldBe(HttpStatusCode.NotFound);
    }
}
