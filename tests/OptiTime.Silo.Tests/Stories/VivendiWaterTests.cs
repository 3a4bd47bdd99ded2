using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using OptiTime.Planning.Travel;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Stories;

/// <summary>Water services in all of France: the caller says where, and the right territory answers.</summary>
public sealed class VivendiWaterTests(VivendiWaterTests.Silo silo) : IClassFixture<VivendiWaterTests.Silo>
{
    public sealed class Silo() : CompanySilo("vivendi-water", new(130, 220, 1));

    [Fact]
    public async Task Callers_from_all_over_France_are_answered_by_the_territory_of_their_place_and_book_at_the_same_time()
    {
        (string Territory, Location Place)[] callers =
        [
            ("basse-bretagne", new(48.40, -4.47)), ("alsace", new(48.57, 7.74)), ("cote-d-azur", new(43.71, 7.25)), ("corse", new(41.93, 8.73)),
            ("aquitaine", new(44.84, -0.57)), ("flandre-artois", new(50.63, 3.06)), ("ile-de-france", new(48.86, 2.34)), ("lyonnais", new(45.76, 4.85)),
        ];

        JsonNode[] bookings = await Task.WhenAll(callers.Select(async caller =>
        {
            string customer = silo.Company.Branches.Single(branch => branch.Territory.Id == caller.Territory).Customers[0].Id;
            JsonNode answer = await silo.Caller.AskAsync(MeterAt(caller.Place, customer));
            answer["offers"]!.AsArray().ShouldNotBeEmpty(answer.ToJsonString());
            return await silo.Caller.TakeAsync(answer["offers"]!.AsArray().First(offer => (string?)offer!["territory"] == caller.Territory)!, customer);
        }));

        bookings.Select(booking => booking["booking"]!.ToString().Split('-')[0]).ShouldAllBe(kind => kind == "B");
        bookings.Select(booking => (string?)booking["territory"]).ShouldBe(callers.Select(caller => caller.Territory));
    }

    [Fact]
    public async Task Near_a_border_both_territories_are_asked_and_their_offers_stand_in_one_list()
    {
        // Bourgoin-Jallieu: half-way between Lyon and Grenoble.
        string customer = silo.Company.Branches.Single(branch => branch.Territory.Id == "dauphine-savoie").Customers[0].Id;
        JsonNode answer = await silo.Caller.AskAsync(MeterAt(new(45.53, 5.28), customer));

        JsonArray offers = answer["offers"]!.AsArray();
        offers.Select(offer => (string)offer!["territory"]!).Distinct().Order().ShouldBe(["dauphine-savoie", "lyonnais"]);
        JsonNode theirs = offers.First(offer => (string?)offer!["territory"] == "lyonnais")!;
        ((string?)(await silo.Caller.TakeAsync(theirs, customer))["territory"]).ShouldBe("lyonnais");
    }

    [Fact]
    public async Task A_caller_from_abroad_is_told_which_territory_is_nearest()
    {
        Answer answer = await silo.Http.PostAsync("/v1/availability", MeterAt(new(50.85, 6.10), silo.Company.Branches[0].Customers[0].Id));

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, answer.Body?.ToJsonString());
        answer.Problem.ShouldBe("out-of-area");
    }

    private static string MeterAt(Location place, string customer) => string.Create(CultureInfo.InvariantCulture,
        $$"""
        {"service":"meter-reading","customer":{"id":"{{customer}}"},"location":{"lat":{{place.Latitude}},"lon":{{place.Longitude}} },
         "earliest":"2026-11-24T08:00:00+01:00","latest":"2026-12-04T18:00:00+01:00","maxOffers":20}
        """);
}
