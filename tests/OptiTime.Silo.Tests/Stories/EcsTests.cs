using System.Net;
using System.Text.Json.Nodes;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Stories;

/// <summary>Computers leased and maintained: what is urgent comes first, and what gave way is done before it is due.</summary>
public sealed class EcsTests(EcsTests.Silo silo) : IClassFixture<EcsTests.Silo>
{
    private const string Due = "2026-12-04T18:00:00+01:00";

    public sealed class Silo() : CompanySilo("ecs", new(8, 60, 3));

    [Fact]
    public async Task Maintenance_fills_tomorrow_gives_way_to_a_server_that_is_down_and_is_planned_again_before_it_is_due()
    {
        // Maintenance may be done from tomorrow on. As much of it comes in as tomorrow takes.
        var jobs = new List<string>();
        for (JsonNode? free = await OfferAsync("none"); free is not null && jobs.Count < 120; free = await OfferAsync("none"))
        {
            foreach (int number in Enumerable.Range(jobs.Count, 10)) jobs.Add(await RecordAsync(CustomerOf(number)));
            foreach (string job in jobs.TakeLast(10)) await TwoSilos.UntilAsync(silo.Http, $"/v1/jobs/{job}", answer => (string?)answer["state"] == "planned");
        }
        jobs.ShouldNotBeEmpty();

        // A server is down. Nothing fits, unless the maintenance may move.
        JsonNode offer = (await OfferAsync("within-promises")).ShouldNotBeNull();
        JsonArray moved = offer["impact"]!["bookings"]!.AsArray();
        moved.ShouldNotBeEmpty();
        JsonNode booking = await silo.Caller.TakeAsync(offer, CustomerOf(0));

        ((string)booking["promise"]!["from"]!).ShouldStartWith("2026-11-24");
        foreach (JsonNode? move in moved.Where(move => !(bool)move!["told"]!))
        {
            Answer job = await TwoSilos.UntilAsync(silo.Http, $"/v1/jobs/{move!["id"]}", answer => (string?)answer["state"] == "planned");
            Caller.Time(job["end"]).ShouldBeLessThanOrEqualTo(Caller.Time(job["due"]));
            (Caller.Time(job["start"]), (string?)job["resources"]![0]!["resource"])
                .ShouldNotBe((Caller.Time(move["from"]!["from"]), (string?)move["fromResource"]), "it gave its place");
        }
        foreach (JsonNode? move in moved.Where(move => (bool)move!["told"]!))
        {
            JsonNode told = await silo.Caller.BookingAsync(new JsonObject { ["booking"] = (string?)move!["id"] });
            Caller.Time(told["start"]).ShouldBeInRange(Caller.Time(told["promise"]!["from"]), Caller.Time(told["promise"]!["to"]));
        }
    }

    [Fact]
    public async Task A_platinum_customer_is_promised_two_hours_where_others_are_promised_half_a_day()
    {
        JsonNode platinum = await AskAsync("platinum"), other = await AskAsync("silver");

        Lengths(platinum).ShouldBe([TimeSpan.FromHours(2)]);
        Lengths(other).ShouldBe([TimeSpan.FromHours(4)]);

        Task<JsonNode> AskAsync(string tier) => silo.Caller.AskAsync(
            $$"""
            {"territory":"plaine-de-france","service":"workstation-repair","customer":{"tier":"{{tier}}"},"location":{"lat":48.93,"lon":2.36},
             "earliest":"2026-11-24T06:00:00+01:00","latest":"2026-12-04T19:00:00+01:00"}
            """);

        static IEnumerable<TimeSpan> Lengths(JsonNode answer) =>
            answer["offers"]!.AsArray().Select(offer => Caller.Time(offer!["promise"]!["to"]) - Caller.Time(offer["promise"]!["from"])).Distinct();
    }

    private async Task<JsonNode?> OfferAsync(string impact)
    {
        JsonNode answer = await silo.Caller.AskAsync(
            $$"""
            {"territory":"plaine-de-france","service":"server-down","customer":{"id":"{{CustomerOf(0)}}"},"impact":"{{impact}}",
             "earliest":"2026-11-24T00:00:00+01:00","latest":"2026-11-25T00:00:00+01:00"}
            """);
        return answer["offers"]!.AsArray().FirstOrDefault();
    }

    private async Task<string> RecordAsync(string customer)
    {
        Answer job = await silo.Http.PostAsync(
            "/v1/jobs", $$"""{"service":"server-maintenance","customer":"{{customer}}","earliest":"2026-11-24T00:00:00+01:00","due":"{{Due}}"}""");
        job.Status.ShouldBe(HttpStatusCode.Created, job.Body?.ToJsonString());
        return (string)job["job"]!;
    }

    /// <summary>One of those without a tier.</summary>
    private string CustomerOf(int number)
    {
        string[] ids = [.. silo.Company.Branches[0].Customers.Where(customer => customer.Tier is null).Select(customer => customer.Id)];
        return ids[number % ids.Length];
    }
}
