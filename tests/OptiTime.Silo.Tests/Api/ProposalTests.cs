using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Api;

/// <summary>The urgent customer gets the morning, and whoever has to move for it is called first.</summary>
public sealed class ProposalTests(LyonSilo silo) : IClassFixture<LyonSilo>
{
    private static string Repair(string day, string impact = "negotiable") =>
        $$"""{"service":"boiler-repair","location":{"lat":45.75,"lon":4.84},"require":["R-2"],{{On(day)}},"maxOffers":3,"impact":"{{impact}}"}""";

    private static string On(string day) => $"\"earliest\":\"{day}T08:00:00+01:00\",\"latest\":\"{day}T17:00:00+01:00\"";

    /// <summary>Books maintenance with one technician until nobody else finds room there that day.</summary>
    private async Task FillAsync(string day)
    {
        string request = $$"""{"service":"boiler-maintenance","location":{"lat":45.75,"lon":4.84},"require":["R-2"],{{On(day)}},"maxOffers":1}""";
        while ((await silo.Http.AskAsync(request)) is [{ } free, ..])
            (await silo.Http.PostAsync("/v1/bookings", $$"""{"offer":"{{(string)free["offer"]!}}"}""")).Status.ShouldBe(HttpStatusCode.Created);
        (await silo.Http.AskAsync(Repair(day, "within-promises"))).ShouldBeEmpty();
    }

    private async Task<(JsonNode Offer, Answer Held)> OpenAsync(string day)
    {
        await FillAsync(day);
        JsonNode offer = (await silo.Http.AskAsync(Repair(day)))[0]!;
        Answer held = await silo.Http.PostAsync("/v1/holds", $$"""{"offer":"{{(string)offer["offer"]!}}","ttlSeconds":600}""");
        held.Status.ShouldBe(HttpStatusCode.Created, held.Body?.ToJsonString());
        return (offer, held);
    }

    [Fact]
    public async Task An_offer_is_held_while_the_calls_are_made_and_accepted_all_at_once()
    {
        await FillAsync("2026-11-25");
        Answer answer = await silo.Http.PostAsync("/v1/availability", Repair("2026-11-25"));
        ((string?)answer["completeness"]).ShouldBe("truncated");
        JsonNode offer = answer["offers"]![0]!;
        ((bool)offer["proposal"]!).ShouldBeTrue();
        string[] calls = [.. offer["impact"]!["calls"]!.AsArray().Select(call => (string)call!)];
        calls.ShouldNotBeEmpty();
        JsonNode[] moved = [.. offer["impact"]!["bookings"]!.AsArray().Where(move => calls.Contains((string)move!["id"]!)).Select(move => move!)];
        moved.ShouldAllBe(move => (bool)move["call"]! && move["newPromise"] != null && (string?)move["fromResource"] == "R-2");
        offer["cost"]!["lines"]!.AsArray().Select(line => (string?)line!["kind"]).ShouldContain("instability");

        Answer held = await silo.Http.PostAsync("/v1/holds", $$"""{"offer":"{{(string)offer["offer"]!}}"}""");
        held.Status.ShouldBe(HttpStatusCode.Created, held.Body?.ToJsonString());
        string id = (string)held["proposal"]!;
        id.ShouldStartWith("P-rhone-");
        ((string?)held["state"]).ShouldBe("held");
        ((int)held["secondsLeft"]!).ShouldBe(300);
        held["offer"]!["impact"]!["calls"]!.AsArray().Select(call => (string?)call).ShouldBe(calls);

        Answer open = await silo.Http.ReadAsync($"/v1/proposals/{id}");
        ((string?)open["state"]).ShouldBe("open", open.Body?.ToJsonString());
        ((string?)open["hold"]).ShouldBe((string?)held["hold"]);
        open["alternatives"]!.AsArray().ShouldHaveSingleItem()!["calls"]!.AsArray().Select(call => (string?)call).ShouldBe(calls);
        (await silo.Http.ReadAsync("/v1/proposals?territory=rhone"))["items"]!.AsArray().Select(one => (string?)one!["proposal"]).ShouldContain(id);
        ((string?)(await silo.Http.ReadAsync($"/v1/holds/{(string)held["hold"]!}"))["proposal"]).ShouldBe(id);
        string before = (await silo.Http.ReadAsync($"/v1/bookings/{calls[0]}"))["promise"]!.ToJsonString();
        before.ShouldNotBe(moved[0]["newPromise"]!.ToJsonString());

        Answer accepted = await silo.Http.PostAsync($"/v1/proposals/{id}/accept", """{"externalReference":"CRM-9"}""", ("Idempotency-Key", "accept-1"));
        accepted.Status.ShouldBe(HttpStatusCode.OK, accepted.Body?.ToJsonString());
        ((string?)accepted["state"]).ShouldBe("accepted");
        ((bool)accepted["alternatives"]![0]!["accepted"]!).ShouldBeTrue();
        Answer booking = await silo.Http.ReadAsync($"/v1/bookings/{(string)accepted["booking"]!}");
        ((string?)booking["externalReference"]).ShouldBe("CRM-9");
        booking["promise"]!.ToJsonString().ShouldBe(offer["promise"]!.ToJsonString());
        foreach (JsonNode move in moved)
            (await silo.Http.ReadAsync($"/v1/bookings/{(string)move["id"]!}"))["promise"]!.ToJsonString().ShouldBe(move["newPromise"]!.ToJsonString());

        Answer again = await silo.Http.PostAsync($"/v1/proposals/{id}/accept", """{"externalReference":"CRM-9"}""", ("Idempotency-Key", "accept-1"));
        ((string?)again["booking"]).ShouldBe((string?)accepted["booking"]);
        Answer late = await silo.Http.PostAsync($"/v1/proposals/{id}/accept", "{}");
        (late.Status, late.Problem).ShouldBe((HttpStatusCode.Gone, "proposal-ended"));
        (await silo.Http.PostAsync($"/v1/holds/{(string)held["hold"]!}/confirm", "{}")).Problem.ShouldBe("already-confirmed");
    }

    [Fact]
    public async Task Confirming_the_hold_accepts_and_answers_with_the_booking()
    {
        (JsonNode offer, Answer held) = await OpenAsync("2026-11-27");

        Answer booking = await silo.Http.PostAsync($"/v1/holds/{(string)held["hold"]!}/confirm", "{}");

        booking.Status.ShouldBe(HttpStatusCode.Created, booking.Body?.ToJsonString());
        booking["promise"]!.ToJsonString().ShouldBe(offer["promise"]!.ToJsonString());
        ((string?)(await silo.Http.ReadAsync($"/v1/proposals/{(string)held["proposal"]!}"))["state"]).ShouldBe("accepted");
    }

    [Fact]
    public async Task Refusing_leaves_everybody_where_they_are_and_gives_the_places_back()
    {
        (_, Answer held) = await OpenAsync("2026-12-01");
        string id = (string)held["proposal"]!, call = (string)held["offer"]!["impact"]!["calls"]![0]!;
        string before = (await silo.Http.ReadAsync($"/v1/bookings/{call}"))["promise"]!.ToJsonString();

        Answer refused = await silo.Http.PostAsync($"/v1/proposals/{id}/refuse", """{"reason":"nobody answered the phone"}""");

        ((string?)refused["state"], (string?)refused["reason"]).ShouldBe(("refused", "nobody answered the phone"));
        (await silo.Http.ReadAsync($"/v1/bookings/{call}"))["promise"]!.ToJsonString().ShouldBe(before);
        ((string?)(await silo.Http.ReadAsync($"/v1/holds/{(string)held["hold"]!}"))["state"]).ShouldBe("released");
        Answer late = await silo.Http.PostAsync($"/v1/holds/{(string)held["hold"]!}/confirm", "{}");
        (late.Status, late.Problem).ShouldBe((HttpStatusCode.Gone, "proposal-ended"));
        (await silo.Http.ReadAsync("/v1/proposals?territory=rhone"))["items"]!.AsArray().Select(one => (string?)one!["proposal"]).ShouldNotContain(id);
    }

    [Fact]
    public async Task It_expires_when_nobody_says_anything()
    {
        (_, Answer held) = await OpenAsync("2026-12-03");
        silo.Clock.Advance(TimeSpan.FromSeconds(601));

        Answer expired = await TwoSilos.UntilAsync(silo.Http, $"/v1/proposals/{(string)held["proposal"]!}", one => (string?)one["state"] == "expired");

        expired["expires"].ShouldBeNull();
        (await silo.Http.PostAsync($"/v1/proposals/{(string)held["proposal"]!}/accept", "{}")).Status.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task It_is_void_when_one_of_those_who_would_be_called_calls_off()
    {
        (_, Answer held) = await OpenAsync("2026-12-08");
        string call = (string)held["offer"]!["impact"]!["calls"]![0]!;

        (await silo.Http.RemoveAsync($"/v1/bookings/{call}")).Status.ShouldBe(HttpStatusCode.OK);

        Answer ended = await silo.Http.ReadAsync($"/v1/proposals/{(string)held["proposal"]!}");
        ((string?)ended["state"]).ShouldBe("void");
        ((string?)ended["reason"]).ShouldNotBeNull();
        (await silo.Http.PostAsync($"/v1/proposals/{(string)held["proposal"]!}/accept", "{}")).Problem.ShouldBe("proposal-ended");
    }

    [Fact]
    public async Task What_is_kept_for_a_proposal_is_shown_on_the_plan_and_is_nobodys_hold()
    {
        (_, Answer held) = await OpenAsync("2026-12-10");
        string id = (string)held["proposal"]!;

        Answer plan = await silo.Http.ReadAsync("/v1/territories/rhone/plan?from=2026-12-07T00:00:00%2B01:00&to=2026-12-19T00:00:00%2B01:00");

        plan.Status.ShouldBe(HttpStatusCode.OK, plan.Body?.ToJsonString());
        plan.Body!.ToJsonString().ShouldContain($"\"proposal\":\"{id}\"");
        string kept = id.Replace("P-", "H-", StringComparison.Ordinal) + "1";
        (await silo.Http.ReadAsync($"/v1/holds/{kept}")).Status.ShouldBe(HttpStatusCode.NotFound);
        Answer confirmed = await silo.Http.PostAsync($"/v1/holds/{kept}/confirm", "{}");
        (confirmed.Status, confirmed.Problem).ShouldBe((HttpStatusCode.Conflict, "proposed"));
        confirmed["commitments"]!.AsArray().Select(one => (string?)one).ShouldBe([id]);
        (await silo.Http.RemoveAsync($"/v1/holds/{(string)held["hold"]!}")).Status.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task An_offer_for_which_others_must_be_called_is_not_booked_in_one()
    {
        await FillAsync("2026-12-15");
        JsonNode offer = (await silo.Http.AskAsync(Repair("2026-12-15")))[0]!;

        Answer refused = await silo.Http.PostAsync("/v1/bookings", $$"""{"offer":"{{(string)offer["offer"]!}}"}""");

        (refused.Status, refused.Problem, refused.Field).ShouldBe((HttpStatusCode.UnprocessableEntity, "needs-proposal", "offer"));
    }

    [Fact]
    public async Task Of_two_who_hold_the_same_place_one_is_told_with_fresh_offers()
    {
        await FillAsync("2026-12-17");
        JsonNode[] offers = [(await silo.Http.AskAsync(Repair("2026-12-17")))[0]!, (await silo.Http.AskAsync(Repair("2026-12-17")))[0]!];
        (await silo.Http.PostAsync("/v1/holds", $$"""{"offer":"{{(string)offers[0]["offer"]!}}"}""")).Status.ShouldBe(HttpStatusCode.Created);

        Answer lost = await silo.Http.PostAsync("/v1/holds", $$"""{"offer":"{{(string)offers[1]["offer"]!}}"}""");

        (lost.Status, lost.Problem).ShouldBe((HttpStatusCode.Conflict, "offer-taken"));
        lost["offers"].ShouldNotBeNull();
    }

    [Theory]
    [InlineData("P-rhone-NOBODY", "accept", "{}", HttpStatusCode.NotFound, "not-found")]
    [InlineData("P-nowhere-NOBODY", "refuse", "{}", HttpStatusCode.NotFound, "not-found")]
    [InlineData("H-rhone-NOBODY", "accept", "{}", HttpStatusCode.NotFound, "not-found")]
    [InlineData("P-rhone-NOBODY", "accept", """{"alternative":0}""", HttpStatusCode.UnprocessableEntity, "invalid-value")]
    [InlineData("P-rhone-NOBODY", "accept", """{"alternative":4}""", HttpStatusCode.UnprocessableEntity, "invalid-value")]
    [InlineData("P-rhone-NOBODY", "accept", """{"colour":"red"}""", HttpStatusCode.BadRequest, "invalid-body")]
    [InlineData("P-rhone-NOBODY", "refuse", """{"reason":""}""", HttpStatusCode.UnprocessableEntity, "invalid-value")]
    public async Task What_cannot_be_accepted_or_refused_is_told_and_changes_nothing(string id, string verb, string body, HttpStatusCode status, string problem)
    {
        Answer refused = await silo.Http.PostAsync($"/v1/proposals/{id}/{verb}", body);

        (refused.Status, refused.Problem).ShouldBe((status, problem), refused.Body?.ToJsonString());
    }

    [Theory]
    [InlineData("/v1/proposals", "territory", HttpStatusCode.BadRequest)]
    [InlineData("/v1/proposals?territory=nowhere", "territory", HttpStatusCode.BadRequest)]
    [InlineData("/v1/proposals?territory=rhone&limit=0", "limit", HttpStatusCode.BadRequest)]
    public async Task A_list_that_cannot_be_is_refused_with_the_parameter_at_fault(string path, string field, HttpStatusCode status)
    {
        Answer refused = await silo.Http.ReadAsync(path);

        (refused.Status, refused.Field).ShouldBe((status, field), refused.Body?.ToJsonString());
    }

    [Fact]
    public async Task What_it_costs_to_tell_somebody_otherwise_is_said_by_the_territory()
    {
        const string Odd = """{"name":"Odd","zone":"Europe/Paris","currency":"EUR","centre":{"lat":45.76,"lon":4.84},"radiusMetres":60000,"instability":{"backlog":{"amount":"1"},"told":{"amount":"4"}""";
        (await silo.Http.PutAsync("/v1/territories/odd", Odd + ""","renegotiated":{"amount":"-1"}}}""")).Field.ShouldBe("instability.renegotiated.amount");

        Answer put = await silo.Http.PutAsync("/v1/territories/calm", Odd + "}}");

        decimal.Parse((string)put["instability"]!["renegotiated"]!["amount"]!, CultureInfo.InvariantCulture).ShouldBe(20);
    }
}
