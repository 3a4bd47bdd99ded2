using System.Text.Json.Nodes;

namespace OptiTime.Silo.Tests.Stories;

/// <summary>Boilers around Lille: two hours are promised, and kept.</summary>
public sealed class DomoservicesTests(DomoservicesTests.Silo silo) : IClassFixture<DomoservicesTests.Silo>
{
    private const int MostCallers = 200;

    public sealed class Silo() : CompanySilo("domoservices", new(8, 60, 2));

    [Fact]
    public async Task A_private_customer_is_promised_two_hours_and_what_fills_the_day_afterwards_slides_their_visit_within_them()
    {
        JsonNode answer = await silo.Caller.AskAsync(Tomorrow("boiler-maintenance", "C-1001"));
        JsonNode booking = await silo.Caller.TakeAsync(answer["offers"]![0]!, "C-1001");
        string promise = booking["promise"]!.ToJsonString();
        (Caller.Time(booking["promise"]!["to"]) - Caller.Time(booking["promise"]!["from"])).ShouldBe(TimeSpan.FromHours(2));
        var starts = new HashSet<DateTimeOffset> { Caller.Time(booking["start"]) };

        // The others call, one after the other, until tomorrow is full.
        (JsonNode? no, string refused) = (null, "");
        for (int caller = 2; no is null && caller < MostCallers; caller++)
        {
            string customer = silo.Company.Branches[0].Customers[caller % silo.Company.Branches[0].Customers.Length].Id;
            answer = await silo.Caller.AskAsync(Tomorrow(caller % 2 == 0 ? "boiler-maintenance" : "safety-check", customer));
            if (answer["offers"]!.AsArray() is [{ } theirs, ..]) await silo.Caller.TakeAsync(theirs, customer);
            else (no, refused) = (answer, customer);
            JsonNode now = await silo.Caller.BookingAsync(booking);
            now["promise"]!.ToJsonString().ShouldBe(promise);
            starts.Add(Caller.Time(now["start"]));
        }

        starts.Count.ShouldBeGreaterThan(1, "nobody was put before them");
        starts.ShouldAllBe(start => start >= Caller.Time(booking["promise"]!["from"]) && start < Caller.Time(booking["promise"]!["to"]));
        // Never a bare no: why, and what would be possible, to be taken at once.
        no.ShouldNotBeNull();
        no["refusal"]!["reasons"]!.AsArray().ShouldNotBeEmpty();
        JsonNode otherwise = no["refusal"]!["relaxations"]![0]!;
        ((string?)(await silo.Caller.TakeAsync(otherwise["offer"]!, refused))["status"]).ShouldBe("confirmed");
    }

    private static string Tomorrow(string service, string customer) =>
        $$"""
        {"territory":"lille","service":"{{service}}","customer":{"id":"{{customer}}"},
         "earliest":"2026-11-24T00:00:00+01:00","latest":"2026-11-25T00:00:00+01:00"}
        """;
}
