using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OptiTime.Silo.Hosting;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Api;

/// <summary>A proposal that can not be done any more says what has changed, and carries fresh offers for whom it was made; a booking may be rescheduled by one.</summary>
public sealed class ProposalHelpTests(LyonSilo silo) : IClassFixture<LyonSilo>
{
    private static string On(string day) => $"\"earliest\":\"{day}T08:00:00+01:00\",\"latest\":\"{day}T17:00:00+01:00\"";

    private static string Repair(string day, string more = "") =>
        $$"""{"service":"boiler-repair","location":{"lat":45.75,"lon":4.84},"require":["R-2"],{{On(day)}},"maxOffers":3,"impact":"negotiable"{{more}}}""";

    private async Task FillAsync(string day)
    {
        string request = $$"""{"service":"boiler-maintenance","location":{"lat":45.75,"lon":4.84},"require":["R-2"],{{On(day)}},"maxOffers":1}""";
        while (await silo.Http.AskAsync(request) is [{ } free, ..]) await BookAsync(free);
    }

    private async Task<JsonNode> BookAsync(JsonNode offer)
    {
        Answer booked = await silo.Http.PostAsync("/v1/bookings", $$"""{"offer":"{{(string)offer["offer"]!}}"}""");
        booked.Status.ShouldBe(HttpStatusCode.Created, booked.Body?.ToJsonString());
        return booked.Body!;
    }

    private async Task<string> BrokenAsync(string day, string resource)
    {
        string request = $$"""{"service":"boiler-repair","location":{"lat":45.75,"lon":4.84},"require":["{{resource}}"],{{On(day)}},"maxOffers":1}""";
        return (string)(await BookAsync((await silo.Http.AskAsync(request))[0]!))["booking"]!;
    }

    private Task<Answer> AbsentAsync(string resource, string day) => silo.Http.PostAsync("/v1/disruptions", $$"""
        {"territory":"rhone","kind":"absence","resource":"{{resource}}","from":"{{day}}T00:00:00+01:00","to":"{{day}}T23:00:00+01:00"}
        """);

    [Fact]
    public async Task Who_called_off_is_named_and_whoever_was_to_come_is_offered_anew()
    {
        await FillAsync("2026-11-25");
        JsonNode offer = (await silo.Http.AskAsync(Repair("2026-11-25")))[0]!;
        Answer held = await silo.Http.PostAsync("/v1/holds", $$"""{"offer":"{{(string)offer["offer"]!}}","ttlSeconds":600}""");
        string id = (string)held["proposal"]!, call = (string)offer["impact"]!["calls"]![0]!;
        await silo.Http.RemoveAsync($"/v1/bookings/{call}");

        foreach (Answer late in new[] { await silo.Http.PostAsync($"/v1/proposals/{id}/accept", ""), await silo.Http.PostAsync($"/v1/proposals/{id}/accept", """{"preview":true}"""), await silo.Http.PostAsync($"/v1/holds/{(string)held["hold"]!}/confirm", "{}") })
        {
            (late.Status, late.Problem).ShouldBe((HttpStatusCode.Gone, "proposal-ended"));
            JsonNode change = late["changes"]!.AsArray().ShouldHaveSingleItem()!;
            ((string?)change["id"], (string?)change["change"]).ShouldBe((call, "ended"));
            JsonNode fresh = late["offers"]![0]!;
            fresh["promise"]!.ToJsonString().ShouldBe(offer["promise"]!.ToJsonString(), "there is room without anybody's word now");
        }
        JsonNode taken = (await silo.Http.PostAsync($"/v1/proposals/{id}/accept", ""))["offers"]![0]!;
        (await BookAsync(taken))["promise"]!.ToJsonString().ShouldBe(offer["promise"]!.ToJsonString());
    }

    [Fact]
    public async Task An_alternative_whose_place_is_taken_is_refused_with_fresh_offers_and_the_kept_one_is_still_to_be_had()
    {
        string booking = await BrokenAsync("2026-12-02", "R-5");
        string id = (string)(await AbsentAsync("R-5", "2026-12-02"))["proposals"]![0]!;
        JsonNode proposal = (await silo.Http.ReadAsync($"/v1/proposals/{id}")).Body!;
        JsonNode other = proposal["alternatives"]![1]!["bookings"]![0]!;
        await TakeAsync((string)other["toResource"]!, other["newPromise"] ?? (await silo.Http.ReadAsync($"/v1/bookings/{booking}"))["promise"]!);

        Answer refused = await silo.Http.PostAsync($"/v1/proposals/{id}/accept", """{"alternative":2}""");

        (refused.Status, refused.Problem).ShouldBe((HttpStatusCode.Conflict, "proposal-outdated"), refused.Body?.ToJsonString());
        JsonNode change = refused["changes"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)change["id"], (string?)change["change"]).ShouldBe((booking, "no-room"));
        refused["offers"]!.AsArray().ShouldNotBeEmpty();
        (await silo.Http.ReadAsync($"/v1/proposals/{id}")).Body!.ToJsonString().ShouldContain("\"state\":\"open\"");
        ((string?)(await silo.Http.PostAsync($"/v1/proposals/{id}/accept", ""))["state"]).ShouldBe("accepted");
    }

    /// <summary>Books one technician in a window until nobody else fits in.</summary>
    private async Task TakeAsync(string resource, JsonNode promise)
    {
        string request = $$"""{"service":"boiler-maintenance","location":{"lat":45.75,"lon":4.84},"require":["{{resource}}"],"earliest":{{promise["from"]!.ToJsonString()}},"latest":{{promise["to"]!.ToJsonString()}},"maxOffers":1}""";
        while (await silo.Http.AskAsync(request) is [{ } free, ..]) await BookAsync(free);
    }

    [Fact]
    public async Task A_booking_is_rescheduled_to_the_place_of_others_once_they_have_agreed()
    {
        await FillAsync("2026-12-09");
        JsonNode booking = await BookAsync((await silo.Http.AskAsync(Repair("2026-12-10")))[0]!);
        string name = (string)booking["booking"]!;
        JsonNode offer = (await silo.Http.AskAsync(Repair("2026-12-09", $",\"booking\":\"{name}\"")))[0]!;
        ((bool)offer["proposal"]!).ShouldBeTrue();
        string call = (string)offer["impact"]!["calls"]![0]!;

        Answer atOnce = await silo.Http.PostAsync($"/v1/bookings/{name}/reschedule", $$"""{"offer":"{{(string)offer["offer"]!}}"}""");
        (atOnce.Status, atOnce.Problem).ShouldBe((HttpStatusCode.UnprocessableEntity, "needs-proposal"));
        Answer held = await silo.Http.PostAsync("/v1/holds", $$"""{"offer":"{{(string)offer["offer"]!}}"}""");
        held.Status.ShouldBe(HttpStatusCode.Created, held.Body?.ToJsonString());
        Answer open = await silo.Http.ReadAsync($"/v1/proposals/{(string)held["proposal"]!}");
        ((string?)open["reschedules"]).ShouldBe(name);
        open["booking"].ShouldBeNull();
        open["alternatives"]![0]!["calls"]!.AsArray().Select(one => (string?)one).ShouldBe([call], "whoever asks is on the phone already");
        (await silo.Http.ReadAsync($"/v1/bookings/{name}"))["promise"]!.ToJsonString().ShouldBe(booking["promise"]!.ToJsonString());

        double booked = await BookedAsync("2026-12-09");
        Answer confirmed = await silo.Http.PostAsync($"/v1/holds/{(string)held["hold"]!}/confirm", "{}");

        confirmed.Status.ShouldBe(HttpStatusCode.Created, confirmed.Body?.ToJsonString());
        ((string?)confirmed["booking"]).ShouldBe(name);
        confirmed["promise"]!.ToJsonString().ShouldBe(offer["promise"]!.ToJsonString());
        ((string?)(await silo.Http.ReadAsync($"/v1/proposals/{(string)held["proposal"]!}"))["booking"]).ShouldBe(name);
        ((string?)(await silo.Http.ReadAsync($"/v1/holds/{(string)held["hold"]!}"))["booking"]).ShouldBe(name);
        JsonNode last = (await silo.Http.ReadAsync($"/v1/bookings/{name}/history"))["history"]!.AsArray()[^1]!;
        ((string?)last["event"]).ShouldBe("rescheduled");
        (await BookedAsync("2026-12-09")).ShouldBe(booked, "a new place for a booking is no new demand");
    }

    /// <summary>How many bookings are counted on a day.</summary>
    private async Task<double> BookedAsync(string day)
    {
        await silo.Inside.GetRequiredService<DemandKeeper>().KeepAsync(TestContext.Current.CancellationToken);
        return (await silo.Http.ReadAsync($"/v1/territories/rhone/demand?from={day}T00:00:00%2B01:00&to={day}T23:00:00%2B01:00"))["items"]!.AsArray().Sum(entry => (double)entry!["booked"]!);
    }

    [Fact]
    public async Task A_booking_that_was_called_off_meanwhile_is_not_rescheduled()
    {
        await FillAsync("2026-12-16");
        string name = (string)(await BookAsync((await silo.Http.AskAsync(Repair("2026-12-17")))[0]!))["booking"]!;
        JsonNode offer = (await silo.Http.AskAsync(Repair("2026-12-16", $",\"booking\":\"{name}\"")))[0]!;
        await silo.Http.RemoveAsync($"/v1/bookings/{name}");

        Answer refused = await silo.Http.PostAsync("/v1/holds", $$"""{"offer":"{{(string)offer["offer"]!}}"}""");

        (refused.Status, refused.Problem).ShouldBe((HttpStatusCode.Gone, "gone"), refused.Body?.ToJsonString());
    }

    [Theory]
    [InlineData("P-rhone-NOBODY", """{"preview":true}""", HttpStatusCode.NotFound, "not-found")]
    [InlineData("P-nowhere-NOBODY", """{"preview":true}""", HttpStatusCode.NotFound, "not-found")]
    [InlineData("P-rhone-NOBODY", """{"preview":"yes"}""", HttpStatusCode.BadRequest, "invalid-body")]
    public async Task A_preview_of_what_is_not_there_is_refused_as_accepting_it_is(string id, string body, HttpStatusCode status, string problem)
    {
        Answer refused = await silo.Http.PostAsync($"/v1/proposals/{id}/accept", body);

        (refused.Status, refused.Problem).ShouldBe((status, problem), refused.Body?.ToJsonString());
    }
}
