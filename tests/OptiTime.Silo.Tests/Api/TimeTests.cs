using System.Net;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Api;

/// <summary>Each test moves the clock, so each has a silo of its own.</summary>
public sealed class TimeTests : IAsyncLifetime
{
    private const string Boiler = """{"service":"boiler-maintenance","customer":{"id":"C-1042"}}""";
    private readonly LyonSilo _silo = new();

    public ValueTask InitializeAsync() => _silo.InitializeAsync();

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Fact]
    public async Task An_offer_is_valid_for_a_quarter_of_an_hour_and_then_replaced()
    {
        string offer = await _silo.Http.FirstOfferAsync(Boiler);
        _silo.Clock.Advance(TimeSpan.FromMinutes(15));

        Answer late = await _silo.Http.PostAsync("/v1/holds", $$"""{"offer":"{{offer}}"}""");

        late.Status.ShouldBe(HttpStatusCode.Gone);
        late.Problem.ShouldBe("offer-expired");
        string fresh = (string)late["offers"]![0]!["offer"]!;
        (await _silo.Http.PostAsync("/v1/holds", $$"""{"offer":"{{fresh}}"}""")).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_hold_nobody_confirms_in_time_expires_and_gives_its_place_back()
    {
        const string Room = """{"service":"meeting","customer":{"tier":"gold"},"location":{"site":"PARTDIEU"},"maxOffers":1}""";
        string offer = await _silo.Http.FirstOfferAsync(Room);
        Answer held = await _silo.Http.PostAsync("/v1/holds", $$"""{"offer":"{{offer}}","ttlSeconds":60}""");
        string hold = (string)held["hold"]!;
        _silo.Clock.Advance(TimeSpan.FromSeconds(60));

        Answer late = await _silo.Http.PostAsync($"/v1/holds/{hold}/confirm", "");
        late.Status.ShouldBe(HttpStatusCode.Gone);
        late.Problem.ShouldBe("hold-expired");
        ((string?)(await _silo.Http.ReadAsync($"/v1/holds/{hold}"))["state"]).ShouldBe("expired");
        Answer again = await _silo.Http.PostAsync("/v1/holds", $$"""{"offer":"{{await _silo.Http.FirstOfferAsync(Room)}}"}""");
        again.Status.ShouldBe(HttpStatusCode.Created, again.Body?.ToJsonString());
    }

    [Fact]
    public async Task An_offer_whose_wished_time_has_passed_is_refused_with_the_reason()
    {
        string offer = await _silo.Http.FirstOfferAsync("""
            {"service":"boiler-maintenance","customer":{"id":"C-1042"},"latest":"2026-11-23T12:00:00+01:00"}
            """);
        _silo.Clock.Advance(TimeSpan.FromHours(6));

        Answer late = await _silo.Http.PostAsync("/v1/holds", $$"""{"offer":"{{offer}}"}""");

        late.Status.ShouldBe(HttpStatusCode.Gone);
        late["offers"]!.AsArray().ShouldBeEmpty();
        late["refusal"]!["reasons"]!.AsArray().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_restart_and_offers_of_before_can_still_be_held()
    {
        string offer = await _silo.Http.FirstOfferAsync(Boiler);
        Answer booked = await _silo.Http.PostAsync("/v1/bookings", $$"""{"offer":"{{await _silo.Http.FirstOfferAsync(Boiler)}}"}""");

        await _silo.RestartAsync();

        (await _silo.Http.ReadAsync($"/v1/bookings/{(string)booked["booking"]!}")).Body!.ToJsonString().ShouldBe(booked.Body!.ToJsonString());
        Answer held = await _silo.Http.PostAsync("/v1/holds", $$"""{"offer":"{{offer}}"}""");
        held.Status.ShouldBeOneOf(HttpStatusCode.Created, HttpStatusCode.Conflict);
        held.Problem.ShouldNotBe("offer-forged");
    }

    [Fact]
    public async Task An_offer_of_another_company_is_refused_as_forged()
    {
        await using var other = new LyonSilo();
        await other.InitializeAsync();
        string foreign = await other.Http.FirstOfferAsync(Boiler);

        (await _silo.Http.PostAsync("/v1/holds", $$"""{"offer":"{{foreign}}"}""")).Problem.ShouldBe("offer-forged");
    }
}
