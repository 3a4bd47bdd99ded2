using System.Net;
using System.Text.Json.Nodes;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Api;

/// <summary>Two dispatchers at two silos say something about one proposal at the same time: one of them is heard.</summary>
public sealed class ProposalRaceTests(TwoSilos silos) : IClassFixture<TwoSilos>
{
    private async Task<(string Booking, string Proposal)> OpenAsync(string day)
    {
        string offer = await silos.First.FirstOfferAsync($$"""{"territory":"rhone","service":"visit","customer":{"id":"C-1"},"earliest":"{{day}}T08:00:00+01:00","latest":"{{day}}T17:00:00+01:00"}""");
        string booking = (string)(await silos.First.PostAsync("/v1/bookings", $$"""{"offer":"{{offer}}"}"""))["booking"]!;
        Answer done = await silos.First.PostAsync("/v1/disruptions", $$"""
            {"territory":"rhone","kind":"absence","resource":"R-1","from":"{{day}}T00:00:00+01:00","to":"{{day}}T23:00:00+01:00"}
            """);
        return (booking, (string)done["proposals"]!.AsArray().ShouldHaveSingleItem()!);
    }

    [Theory]
    [InlineData("2026-11-24", "accept", "accept")]
    [InlineData("2026-11-26", "accept", "refuse")]
    [InlineData("2026-12-01", "refuse", "refuse")]
    [InlineData("2026-12-03", "accept", "accept")]
    public async Task One_of_two_is_heard_and_the_other_is_told(string day, string first, string second)
    {
        (string booking, string proposal) = await OpenAsync(day);

        Answer[] told = await Task.WhenAll(silos.First.PostAsync($"/v1/proposals/{proposal}/{first}", "{}"), silos.Second.PostAsync($"/v1/proposals/{proposal}/{second}", "{}"));

        told.Select(one => (int)one.Status).Order().ToArray().ShouldBe([200, 410], string.Join(" ", told.Select(one => one.Body?.ToJsonString())));
        string? state = (string?)told.Single(one => one.Status == HttpStatusCode.OK)["state"];
        JsonNode ended = (await TwoSilos.UntilAsync(silos.Second, $"/v1/proposals/{proposal}", one => (string?)one["state"] != "open")).Body!;
        ((string?)ended["state"]).ShouldBe(state);
        ((string?)(await silos.First.ReadAsync($"/v1/bookings/{booking}"))["status"]).ShouldBe(state == "accepted" ? "confirmed" : "broken");
    }

    [Fact]
    public async Task Of_an_acceptance_and_a_cancellation_at_once_nothing_is_left_half()
    {
        (string booking, string proposal) = await OpenAsync("2026-12-08");

        Answer[] told = await Task.WhenAll(silos.First.PostAsync($"/v1/proposals/{proposal}/accept", "{}"), silos.Second.RemoveAsync($"/v1/bookings/{booking}"));

        told[1].Status.ShouldBe(HttpStatusCode.OK, "a customer may always call off");
        ((string?)(await silos.First.ReadAsync($"/v1/proposals/{proposal}"))["state"]).ShouldBe(told[0].Status == HttpStatusCode.OK ? "accepted" : "void");
        Answer plan = await silos.Second.ReadAsync("/v1/territories/rhone/plan?from=2026-12-07T00:00:00%2B01:00&to=2026-12-19T00:00:00%2B01:00");
        plan.Body!.ToJsonString().ShouldNotContain(booking);
        plan.Body!.ToJsonString().ShouldNotContain(proposal);
    }
}
