using System.Net;
using OptiTime.Engine.Log;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Stores;

/// <summary>Writes of which nobody knows, and writes others are always faster than.</summary>
public sealed class UncertainWriteTests : IAsyncLifetime
{
    private const string Visit = """{"territory":"rhone","service":"visit","customer":{"id":"C-1"}}""";

    private readonly TwoSilos _silos = new();

    private HttpClient Silo => _silos.First;

    public ValueTask InitializeAsync() => _silos.InitializeAsync();

    public ValueTask DisposeAsync() => _silos.DisposeAsync();

    [Fact]
    public async Task A_write_whose_reply_is_lost_for_good_is_told_as_unknown_and_the_retry_with_its_key_is_answered()
    {
        string body = $$"""{"offer":"{{await Silo.FirstOfferAsync(Visit)}}"}""";
        _silos.Store.Appending = _ => throw new OutcomeUnknownException("The line broke.");

        Answer unknown = await Silo.PostAsync("/v1/bookings", body, ("Idempotency-Key", "K-1"));

        unknown.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        unknown.Problem.ShouldBe("outcome-unknown");
        ((string?)unknown["detail"]).ShouldNotBeNull().ShouldContain("same Idempotency-Key");
        unknown.Headers.GetValues("Retry-After").ShouldHaveSingleItem();
        _silos.Store.Appending = null;
        (await _silos.Second.PostAsync("/v1/bookings", body, ("Idempotency-Key", "K-1"))).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task An_offer_others_are_always_faster_than_is_refused_with_fresh_ones()
    {
        Answer booked = await Silo.PostAsync("/v1/bookings", $$"""{"offer":"{{await Silo.FirstOfferAsync(Visit)}}"}""");
        string booking = (string)booked["booking"]!, offer = await Silo.FirstOfferAsync(Visit[..^1] + $$""","booking":"{{booking}}"}""");
        _silos.Store.Appending = append => new VersionLost(append.Parts[0].Log, append.Parts[0].ExpectedVersion + 1);

        foreach (string path in new[] { "/v1/holds", "/v1/bookings", $"/v1/bookings/{booking}/reschedule" })
        {
            Answer contended = await Silo.PostAsync(path, $$"""{"offer":"{{offer}}"}""");

            contended.Status.ShouldBe(HttpStatusCode.Conflict, contended.Body?.ToJsonString());
            contended.Problem.ShouldBe("plan-contended");
            contended["offers"]!.AsArray().ShouldNotBeEmpty();
        }
        Answer cancelled = await Silo.RemoveAsync($"/v1/bookings/{booking}");
        cancelled.Problem.ShouldBe("plan-contended");
        ((string?)cancelled["detail"]).ShouldNotBeNull().ShouldContain("try again");
    }
}
