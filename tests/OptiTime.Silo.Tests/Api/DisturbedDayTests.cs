using System.Net;
using System.Text.Json.Nodes;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Api;

/// <summary>
/// Somebody is ill: what can be is put back inside promises, and each of the others is called with a place that is kept for them. One agrees, one says no,
/// one is not reached. Plan, proposals, ledger and call-back list say the same at each step.
/// </summary>
public sealed class DisturbedDayTests(LyonSilo silo) : IClassFixture<LyonSilo>
{
    private const string Day = "2026-11-25", Ill = "R-2";

    private async Task<string> BookAsync(string who)
    {
        string offer = await silo.Http.FirstOfferAsync(
            $$"""{"service":"boiler-repair",{{who}}"location":{"lat":45.74,"lon":4.83},"earliest":"{{Day}}T08:00:00+01:00","latest":"{{Day}}T18:00:00+01:00"}""");
        Answer booked = await silo.Http.PostAsync("/v1/bookings", $$"""{"offer":"{{offer}}"}""");
        booked.Status.ShouldBe(HttpStatusCode.Created, booked.Body?.ToJsonString());
        ((string?)booked["resources"]![0]!["resource"]).ShouldBe(Ill);
        return (string)booked["booking"]!;
    }

    private async Task<JsonNode[]> OpenAsync() => [.. (await silo.Http.ReadAsync("/v1/proposals?territory=rhone"))["items"]!.AsArray().Select(one => one!)];

    private async Task<JsonNode?> CallBackAsync(string booking) =>
        (await silo.Http.ReadAsync("/v1/call-backs?territory=rhone"))["items"]!.AsArray().FirstOrDefault(item => (string?)item!["booking"]!["booking"] == booking);

    private async Task<JsonNode> CallAsync(string repair, string booking) =>
        (await silo.Http.ReadAsync($"/v1/repairs/{repair}"))["toCall"]!.AsArray().First(call => (string?)call!["booking"] == booking)!;

    private async Task<JsonNode> BookingAsync(string booking) => (await silo.Http.ReadAsync($"/v1/bookings/{booking}")).Body!;

    private static string About(JsonNode proposal) => (string)proposal["alternatives"]![0]!["bookings"]!.AsArray()[^1]!["id"]!;

    [Fact]
    public async Task From_the_absence_to_the_last_call_everything_that_tells_of_it_agrees()
    {
        string anybody = await BookAsync("");
        string[] picky = [await BookAsync("\"require\":[\"R-2\"],"), await BookAsync("\"require\":[\"R-2\"],"), await BookAsync("\"require\":[\"R-2\"],")];

        Answer done = await silo.Http.PostAsync("/v1/disruptions", $$"""
            {"territory":"rhone","kind":"absence","resource":"{{Ill}}","from":"{{Day}}T00:00:00+01:00","to":"{{Day}}T23:00:00+01:00","reason":"ill","by":"dispatch","proposeForSeconds":600}
            """);

        done.Status.ShouldBe(HttpStatusCode.Created, done.Body?.ToJsonString());
        string repair = (string)done["repair"]!;
        done["moved"]!.AsArray().Select(one => (string?)one!["id"]).ShouldBe([anybody]);
        ((string?)(await BookingAsync(anybody))["status"]).ShouldBe("confirmed");
        done["toCall"]!.AsArray().Select(one => (string?)one!["booking"]).Order().ShouldBe(picky.Order());
        ((int)done["before"]!["broken"]!, (int)done["after"]!["broken"]!).ShouldBe((0, 3));
        JsonNode[] open = await OpenAsync();
        open.Select(one => (string?)one["proposal"]).Order().ShouldBe(done["proposals"]!.AsArray().Select(one => (string?)one).Order());
        open.Select(About).Order().ShouldBe(picky.Order());
        open.ShouldAllBe(one => (string?)one["repair"] == repair && one["offer"] == null && (string?)one["state"] == "open");
        foreach (JsonNode way in open.SelectMany(one => one["alternatives"]!.AsArray()).Select(way => way!))
        {
            way["calls"]!.AsArray().ShouldNotBeEmpty("a place inside the promise with the same technician would have been taken");
            way["cost"]!["amount"].ShouldNotBeNull();
            way["bookings"]!.AsArray().ShouldAllBe(move => move!["from"] != null && move["to"] != null && (int)move["minutes"]! >= 0);
        }
        JsonNode[] kept = [.. open.Select(one => one["alternatives"]![0]!["bookings"]![0]!)];
        kept.Select(move => $"{move["toResource"]} {move["to"]!["from"]}").Distinct().Count().ShouldBe(3, "nobody is kept the place that is kept for somebody else");

        await AgreesAsync(repair, open.First(one => About(one) == picky[0]), picky[0]);
        await RefusesAsync(repair, open.First(one => About(one) == picky[1]), picky[1]);
        await IsNotReachedAsync(open.First(one => About(one) == picky[2]), picky[2]);

        Answer entry = await silo.Http.ReadAsync($"/v1/repairs/{repair}");
        foreach (string told in new[] { "moved", "slid", "broken", "before", "after", "bookingsMoved", "shiftSeconds", "proposals" })
            entry[told]!.ToJsonString().ShouldBe(done[told]!.ToJsonString(), told);
        entry["toCall"]!.AsArray().Select(call => (string?)call!["status"]).Order().ShouldBe(["broken", "confirmed", "confirmed"]);
        string plan = (await silo.Http.ReadAsync($"/v1/territories/rhone/plan?from={Day}T00:00:00%2B01:00&to=2026-12-10T00:00:00%2B01:00")).Body!.ToJsonString();
        plan.ShouldNotContain("\"proposal\":\"P-");
        foreach (string booking in new[] { anybody, picky[0], picky[1] }) plan.ShouldContain(booking);
        plan.ShouldNotContain(picky[2]);
    }

    private async Task AgreesAsync(string repair, JsonNode proposal, string booking)
    {
        string id = (string)proposal["proposal"]!;
        JsonNode before = await CallAsync(repair, booking);
        ((string?)before["proposal"], (string?)before["status"]).ShouldBe((id, "broken"));
        before["outcome"].ShouldBeNull();
        (await silo.Http.PostAsync($"/v1/call-backs/{booking}/called", """{"outcome":"agreed"}""")).Status.ShouldBe(HttpStatusCode.OK);
        ((string?)(await CallAsync(repair, booking))["outcome"]).ShouldBe("agreed");
        ((string?)(await CallBackAsync(booking))!["proposal"]).ShouldBe(id);

        Answer preview = await silo.Http.PostAsync($"/v1/proposals/{id}/accept", """{"preview":true}""");
        ((bool)preview["preview"]!, (string?)preview["state"]).ShouldBe((true, "accepted"));
        ((string?)(await BookingAsync(booking))["status"]).ShouldBe("broken", "a preview changes nothing");
        Answer accepted = await silo.Http.PostAsync($"/v1/proposals/{id}/accept", "");

        accepted.Status.ShouldBe(HttpStatusCode.OK, accepted.Body?.ToJsonString());
        accepted["alternatives"]!.ToJsonString().ShouldBe(preview["alternatives"]!.ToJsonString());
        JsonNode move = accepted["alternatives"]![0]!["bookings"]![0]!;
        JsonNode now = await BookingAsync(booking);
        ((string?)now["status"], (string?)now["start"], (string?)now["resources"]![0]!["resource"]).ShouldBe(("confirmed", (string?)move["to"]!["from"], (string?)move["toResource"]));
        (await CallBackAsync(booking)).ShouldBeNull();
        JsonNode called = await CallAsync(repair, booking);
        ((string?)called["status"], (string?)called["outcome"], (string?)called["proposal"]).ShouldBe(("confirmed", "agreed", null));
    }

    private async Task RefusesAsync(string repair, JsonNode proposal, string booking)
    {
        string id = (string)proposal["proposal"]!;
        string given = (proposal["alternatives"]![0]!["bookings"]![0]!["newPromise"] ?? (await BookingAsync(booking))["promise"])!.ToJsonString();

        ((string?)(await silo.Http.PostAsync($"/v1/proposals/{id}/refuse", """{"reason":"she wants the afternoon"}"""))["state"]).ShouldBe("refused");

        JsonNode item = (await CallBackAsync(booking)).ShouldNotBeNull();
        item["proposal"].ShouldBeNull();
        ((string?)(await CallAsync(repair, booking))["proposal"]).ShouldBeNull();
        (await OpenAsync()).Select(one => (string?)one["proposal"]).ShouldNotContain(id);
        item["offers"]!.AsArray().ShouldAllBe(offer => (string?)offer!["resources"]![0]!["resource"] == Ill, "she wanted nobody else");
        JsonNode[] others = [.. (await silo.Http.AskAsync($$"""{"service":"boiler-repair","booking":"{{booking}}","earliest":"{{Day}}T08:00:00+01:00","latest":"{{Day}}T18:00:00+01:00"}""")).Select(one => one!)];
        others.Select(offer => offer["promise"]!.ToJsonString()).ShouldContain(given, "the place that was kept is anybody's again");
        item["refusal"]!["relaxations"]!.AsArray().Select(one => (string?)one!["givesUp"]).ShouldContain("technician");
        Answer moved = await silo.Http.PostAsync($"/v1/bookings/{booking}/reschedule", $$"""{"offer":"{{others[0]["offer"]}}"}""");
        ((string?)moved["status"]).ShouldBe("confirmed", moved.Body?.ToJsonString());
        (await CallBackAsync(booking)).ShouldBeNull();
        ((string?)(await CallAsync(repair, booking))["status"]).ShouldBe("confirmed");
    }

    private async Task IsNotReachedAsync(JsonNode proposal, string booking)
    {
        string id = (string)proposal["proposal"]!;
        (await silo.Http.PostAsync($"/v1/call-backs/{booking}/called", """{"outcome":"not-reached"}""")).Status.ShouldBe(HttpStatusCode.OK);
        silo.Clock.Advance(TimeSpan.FromSeconds(601));

        await TwoSilos.UntilAsync(silo.Http, "/v1/proposals?territory=rhone", one => one["items"]!.AsArray().Count == 0);

        ((string?)(await silo.Http.ReadAsync($"/v1/proposals/{id}"))["state"]).ShouldBe("expired");
        Answer late = await silo.Http.PostAsync($"/v1/proposals/{id}/accept", "");
        (late.Status, late.Problem).ShouldBe((HttpStatusCode.Gone, "proposal-ended"));
        late["offers"]!.AsArray().ShouldNotBeEmpty();
        late["changes"].ShouldBeNull("nothing has become of the booking; that its place is kept no more goes without saying");
        JsonNode item = (await CallBackAsync(booking)).ShouldNotBeNull();
        (item["proposal"], (string?)item["outcome"]).ShouldBe((null, "not reached"));
    }
}
