using System.Net;
using System.Text.Json.Nodes;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Api;

public sealed class HoldTests(LyonSilo silo) : IClassFixture<LyonSilo>
{
    private const string Boiler = """{"service":"boiler-maintenance","customer":{"id":"C-1042"},"externalReference":"CRM-778"}""";

    [Fact]
    public async Task A_hold_is_placed_looked_at_confirmed_and_becomes_a_booking()
    {
        JsonNode offer = (await silo.Http.AskAsync(Boiler))[0]!;
        Answer held = await HoldAsync((string)offer["offer"]!);

        held.Status.ShouldBe(HttpStatusCode.Created, held.Body?.ToJsonString());
        string hold = (string)held["hold"]!;
        hold.ShouldStartWith("H-rhone-");
        held.Headers.Location!.OriginalString.ShouldBe($"/v1/holds/{hold}");
        ((string?)held["state"]).ShouldBe("held");
        ((int?)held["secondsLeft"]).ShouldBe(300);
        foreach (string field in (string[])["offer", "promise", "price", "site", "resources", "territory"])
            JsonNode.DeepEquals(held["offer"]![field], offer[field]).ShouldBeTrue(field);

        Answer looked = await silo.Http.ReadAsync($"/v1/holds/{hold}");
        ((string?)looked["expires"]).ShouldBe((string?)held["expires"]);
        ((int?)looked["offer"]!["travelSeconds"]).ShouldBe((int?)held["offer"]!["travelSeconds"]);
        ((double)looked["offer"]!["onTime"]!).ShouldBeInRange(0.5, 1);

        Answer confirmed = await silo.Http.PostAsync($"/v1/holds/{hold}/confirm", """{"customer":{"id":"C-1042"}}""");
        confirmed.Status.ShouldBe(HttpStatusCode.Created, confirmed.Body?.ToJsonString());
        string booking = (string)confirmed["booking"]!;
        booking.ShouldBe("B" + hold[1..]);
        confirmed.Headers.Location!.OriginalString.ShouldBe($"/v1/bookings/{booking}");
        ((string?)confirmed["status"]).ShouldBe("confirmed");
        ((string?)confirmed["externalReference"]).ShouldBe("CRM-778");
        JsonNode.DeepEquals(confirmed["promise"], offer["promise"]).ShouldBeTrue();
        confirmed.Body!.AsObject().Select(property => property.Key).ShouldBe(
            ["booking", "id", "status", "promise", "start", "end", "resources", "steps", "service", "customer", "tier", "externalReference", "territory", "site", "price", "cost", "reason", "pinned", "planVersion"],
            ignoreOrder: true);

        Answer after = await silo.Http.ReadAsync($"/v1/holds/{hold}");
        ((string?)after["state"]).ShouldBe("confirmed");
        ((string?)after["booking"]).ShouldBe(booking);
        JsonNode.DeepEquals((await silo.Http.ReadAsync($"/v1/bookings/{booking}")).Body, confirmed.Body).ShouldBeTrue();
    }

    [Fact]
    public async Task Confirming_twice_answers_409_with_the_booking()
    {
        string hold = await NewHoldAsync(Boiler);
        (await silo.Http.PostAsync($"/v1/holds/{hold}/confirm", "")).Status.ShouldBe(HttpStatusCode.Created);

        Answer again = await silo.Http.PostAsync($"/v1/holds/{hold}/confirm", "");

        again.Status.ShouldBe(HttpStatusCode.Conflict);
        again.Problem.ShouldBe("already-confirmed");
        ((string?)again["booking"]!["booking"]).ShouldBe("B" + hold[1..]);
        (await silo.Http.RemoveAsync($"/v1/holds/{hold}")).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_released_hold_is_gone_for_every_call_but_looking()
    {
        string hold = await NewHoldAsync(Boiler);
        (await silo.Http.RemoveAsync($"/v1/holds/{hold}?reason=changed+their+mind")).Status.ShouldBe(HttpStatusCode.NoContent);

        Answer again = await silo.Http.RemoveAsync($"/v1/holds/{hold}");
        again.Status.ShouldBe(HttpStatusCode.Gone);
        ((string?)again["detail"])!.ShouldContain("changed their mind");
        (await silo.Http.PostAsync($"/v1/holds/{hold}/confirm", "")).Status.ShouldBe(HttpStatusCode.Gone);
        Answer looked = await silo.Http.ReadAsync($"/v1/holds/{hold}");
        ((string?)looked["state"]).ShouldBe("released");
        ((int?)looked["secondsLeft"]).ShouldBe(0);
        looked["expires"].ShouldBeNull();
    }

    [Fact]
    public async Task An_offer_can_be_held_once_and_then_fresh_ones_are_offered()
    {
        string offer = await silo.Http.FirstOfferAsync(Boiler);
        (await HoldAsync(offer)).Status.ShouldBe(HttpStatusCode.Created);

        Answer again = await HoldAsync(offer);

        again.Status.ShouldBe(HttpStatusCode.Conflict);
        again.Problem.ShouldBe("offer-used");
        string fresh = (string)again["offers"]![0]!["offer"]!;
        (await HoldAsync(fresh)).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Confirming_needs_no_body_at_all()
    {
        string hold = await NewHoldAsync(Boiler);

        (await silo.Http.CallAsync(HttpMethod.Post, $"/v1/holds/{hold}/confirm", null)).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task What_is_no_offer_is_refused_as_forged(string offer)
    {
        Answer answer = await HoldAsync(offer);

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Problem.ShouldBe("offer-forged");
        answer.Field.ShouldBe("offer");
    }

    [Fact]
    public async Task An_offer_altered_in_one_character_is_refused_as_forged()
    {
        string offer = await silo.Http.FirstOfferAsync(Boiler);

        for (int at = 0; at < offer.Length; at += 37)
        {
            string altered = string.Concat(offer.AsSpan(0, at), offer[at] == 'A' ? "B" : "A", offer.AsSpan(at + 1));
            (await HoldAsync(altered)).Problem.ShouldBe("offer-forged");
        }
    }

    [Fact]
    public async Task A_hold_cannot_be_confirmed_by_somebody_else()
    {
        string known = await NewHoldAsync(Boiler), tier = await NewHoldAsync("""{"service":"meeting","customer":{"tier":"gold"}}""");

        Answer other = await silo.Http.PostAsync($"/v1/holds/{known}/confirm", """{"customer":{"id":"C-2000"}}""");
        other.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        other.Problem.ShouldBe("customer-mismatch");
        (await silo.Http.PostAsync($"/v1/holds/{tier}/confirm", """{"customer":{"tier":"lead"}}""")).Problem.ShouldBe("customer-mismatch");
        (await silo.Http.PostAsync($"/v1/holds/{tier}/confirm", """{"customer":{"tier":"gold"}}""")).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3601)]
    public async Task A_hold_lives_a_second_to_an_hour(int seconds)
    {
        Answer answer = await HoldAsync(await silo.Http.FirstOfferAsync(Boiler), seconds);

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.Field.ShouldBe("ttlSeconds");
    }

    [Fact]
    public async Task A_tour_of_holds_never_takes_one_place_twice()
    {
        var taken = new HashSet<(string?, string?)>();
        for (int count = 0; count < 12; count++)
        {
            Answer held = await HoldAsync(await silo.Http.FirstOfferAsync("""{"service":"meeting","location":{"site":"PARTDIEU"},"customer":{"tier":"gold"}}"""), 3_600);
            held.Status.ShouldBe(HttpStatusCode.Created);
            taken.Add(((string?)held["offer"]!["start"], (string?)held["offer"]!["resources"]![0]!["resource"])).ShouldBeTrue();
        }
    }

    private Task<Answer> HoldAsync(string offer, int seconds = 300) =>
        silo.Http.PostAsync("/v1/holds", $$"""{"offer":"{{offer}}","ttlSeconds":{{seconds}} }""");

    private async Task<string> NewHoldAsync(string request) => (string)(await HoldAsync(await silo.Http.FirstOfferAsync(request)))["hold"]!;
}
