using System.Net;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Api;

public sealed class RaceTests(LyonSilo silo) : IClassFixture<LyonSilo>
{
    [Fact]
    public async Task Of_200_callers_who_hold_one_offer_one_succeeds_and_199_get_fresh_offers()
    {
        string offer = await silo.Http.FirstOfferAsync("""{"service":"boiler-maintenance","customer":{"id":"C-1042"}}""");

        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => silo.Http.PostAsync("/v1/holds", $$"""{"offer":"{{offer}}"}""")));

        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        Answer[] lost = [.. answers.Where(answer => answer.Status == HttpStatusCode.Conflict)];
        lost.Length.ShouldBe(199);
        lost.ShouldAllBe(answer => answer["offers"]!.AsArray().Count > 0 && answer.MediaType == "application/problem+json");
    }

    [Fact]
    public async Task Of_callers_who_race_for_the_last_place_one_gets_it_and_the_others_a_reason()
    {
        const string Last = """
            {"service":"meeting","customer":{"tier":"gold"},"location":{"site":"BELLECOUR"},"require":["R-B6"],
             "earliest":"2026-11-24T10:00:00+01:00","latest":"2026-11-24T12:00:00+01:00"}
            """;
        string[] offers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => silo.Http.FirstOfferAsync(Last)));

        Answer[] answers = await Task.WhenAll(offers.Select(offer => silo.Http.PostAsync("/v1/bookings", $$"""{"offer":"{{offer}}"}""")));

        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        Answer[] lost = [.. answers.Where(answer => answer.Problem == "offer-taken")];
        lost.Length.ShouldBe(19);
        lost.ShouldAllBe(answer => answer["offers"]!.AsArray().Count == 0 && answer["refusal"]!["reasons"]!.AsArray().Count > 0);
    }
}
