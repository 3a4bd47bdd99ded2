using System.Net;
using System.Text.Json.Nodes;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Api;

/// <summary>Bookings that lost their place and get one again, over HTTP.</summary>
public sealed class ReturnedBookingTests : IAsyncLifetime
{
    private readonly LyonSilo _silo = new();

    public ValueTask InitializeAsync() => _silo.InitializeAsync();

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Fact]
    public async Task When_others_cancel_it_has_its_promise_again_is_off_the_call_back_list_and_the_ledger_says_so()
    {
        // Two who may do repairs, a repair of each all morning; one of them falls ill.
        JsonNode[] bookings = [await BookAsync(), await BookAsync(), await BookAsync(), await BookAsync()];
        string ill = (string)bookings[0]["resources"]![0]!["resource"]!;
        Answer done = await _silo.Http.PostAsync(
            "/v1/disruptions", $$"""{"territory":"rhone","kind":"absence","resource":"{{ill}}","from":"2026-11-26T00:00:00+01:00","to":"2026-11-27T00:00:00+01:00","proposeForSeconds":0}""");
        string lost = (string)done["broken"]![0]!["id"]!;
        (await CallBacksAsync()).ShouldContain(lost);

        foreach (JsonNode booking in bookings.Where(booking => (string?)booking["resources"]![0]!["resource"] != ill))
            await _silo.Http.RemoveAsync($"/v1/bookings/{(string)booking["booking"]!}");
        _silo.Clock.Advance(TimeSpan.FromSeconds(6));
        Answer now = await TwoSilos.UntilAsync(_silo.Http, $"/v1/bookings/{lost}", answer => (string?)answer["status"] == "confirmed");

        JsonNode.DeepEquals(now["promise"], bookings[0]["promise"]).ShouldBeTrue();
        ((string?)now["resources"]![0]!["resource"]).ShouldNotBe(ill);
        (await CallBacksAsync()).ShouldNotContain(lost);
        JsonNode happened = (await _silo.Http.ReadAsync($"/v1/bookings/{lost}/history")).Body!["history"]!.AsArray()[^1]!;
        ((string?)happened["event"]).ShouldBe("repaired");
        string entry = (string)happened["why"]!["because"]![0]!["id"]!;
        JsonNode written = (await _silo.Http.ReadAsync($"/v1/repairs/{entry}")).Body!;
        ((string?)written["kind"]).ShouldBe("absence");
        written["moved"]!.AsArray().ShouldContain(line => (string?)line!["id"] == lost && ((string?)line["why"])!.StartsWith("there is room for it again"));
        ((int?)written["after"]!["broken"]).ShouldBe((int)written["before"]!["broken"]! - 1);
    }

    private async Task<JsonNode> BookAsync()
    {
        string offer = await _silo.Http.FirstOfferAsync(
            """{"service":"boiler-repair","location":{"lat":45.77,"lon":4.83},"windows":[{"from":"2026-11-26T08:00:00+01:00","to":"2026-11-26T12:00:00+01:00"}],"maxOffers":1}""");
        Answer answer = await _silo.Http.PostAsync("/v1/bookings", $$"""{"offer":"{{offer}}"}""");
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Body?.ToJsonString());
        return answer.Body!;
    }

    private async Task<string> CallBacksAsync() => (await _silo.Http.ReadAsync("/v1/call-backs?territory=rhone")).Body!.ToJsonString();
}
