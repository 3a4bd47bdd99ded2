using System.Net;
using System.Text.Json.Nodes;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Api;

/// <summary>Whoever lost their place is offered nobody they refuse, and given nobody they came to refuse. Each test has painters and a customer of its own.</summary>
public sealed class RefusedPeopleTests(LyonSilo silo) : IClassFixture<LyonSilo>
{
    private const string Days = """{"week":[{"days":["monday","tuesday","wednesday","thursday","friday"],"from":"08:00","to":"17:00"}]}""";

    [Fact]
    public async Task Neither_a_proposal_nor_the_call_back_list_names_whom_the_customer_refuses()
    {
        (string booking, string proposal) = await LosePlaceAsync("a", """["a-1"]""");

        string[] proposed = await ProposedAsync(proposal);
        proposed.ShouldNotBeEmpty();
        proposed.ShouldAllBe(who => who == "a-2" || who == "a-3");
        proposed[0].ShouldBe("a-3", "a-1 is nearer, and a-2 is away");
        JsonNode item = (await silo.Http.ReadAsync("/v1/call-backs?territory=rhone&limit=20"))["items"]!.AsArray().Single(one => (string?)one!["booking"]!["booking"] == booking)!;
        item["offers"]!.AsArray().SelectMany(offer => offer!["resources"]!.AsArray()).Select(who => (string?)who!["resource"]).ShouldNotContain("a-1");
        JsonArray offers = await silo.Http.AskAsync($$"""{"service":"paint-a","booking":"{{booking}}","maxOffers":20}""");
        offers.SelectMany(offer => offer!["resources"]!.AsArray()).Select(who => (string?)who!["resource"]).ShouldNotContain("a-1");
    }

    [Fact]
    public async Task What_was_proposed_before_is_not_done_once_the_customer_refuses_whom_it_would_send()
    {
        (string booking, string proposal) = await LosePlaceAsync("b", "[]");
        string who = (await ProposedAsync(proposal))[0];
        (await silo.Http.PutAsync("/v1/customers/C-b", Customer($"""["{who}"]"""))).Status.ShouldBe(HttpStatusCode.OK);

        foreach (string preview in (string[])["true", "false"])
        {
            Answer refused = await silo.Http.PostAsync($"/v1/proposals/{proposal}/accept", $$"""{"alternative":1,"preview":{{preview}}}""");

            (refused.Status, refused.Problem, refused.Field).ShouldBe((HttpStatusCode.Conflict, "not-possible", "alternative"), refused.Body?.ToJsonString());
            ((string?)refused["errors"]![0]!["value"]).ShouldBe("1");
            ((string?)refused["errors"]![0]!["remedy"]).ShouldNotBeNull().ShouldContain("another alternative");
            ((string?)refused["detail"]).ShouldNotBeNull().ShouldContain($"'{who}'");
            refused["commitments"]!.AsArray().Select(one => (string?)one).ShouldBe([booking]);
        }
        Answer beyond = await silo.Http.PostAsync($"/v1/proposals/{proposal}/accept", """{"alternative":3}""");
        if ((await ProposedAsync(proposal)).Length < 3) (beyond.Field, (string?)beyond["errors"]![0]!["value"]).ShouldBe(("alternative", "3"));
        ((string?)(await silo.Http.ReadAsync($"/v1/proposals/{proposal}"))["state"]).ShouldBe("open");

        (await silo.Http.PutAsync("/v1/customers/C-b", Customer("[]"))).Status.ShouldBe(HttpStatusCode.OK);
        (await silo.Http.PostAsync($"/v1/proposals/{proposal}/accept", """{"alternative":1}""")).Status.ShouldBe(HttpStatusCode.OK);
        ((string?)(await silo.Http.ReadAsync($"/v1/bookings/{booking}"))["resources"]![0]!["resource"]).ShouldBe(who);
    }

    /// <summary>Books the second of three painters for a customer, the first of whom has the shortest way, and lets them fall ill.</summary>
    private async Task<(string Booking, string Proposal)> LosePlaceAsync(string name, string refuse)
    {
        await DoneAsync($"/v1/services/paint-{name}", $$"""
            {"name":"Painting","steps":[{"durationSeconds":3600,"roles":[{"name":"painter","kind":"painter-{{name}}","where":"customer"} ] } ],
             "promise":{"windows":[{"from":"08:00","to":"12:00"},{"from":"13:00","to":"17:00"}]},"price":{"amount":"100.00"} }
            """);
        foreach ((int number, string lat) in ((int, string)[])[(1, "45.77"), (2, "45.80"), (3, "45.83")])
            await DoneAsync($"/v1/resources/{name}-{number}", $$"""
                {"territory":"rhone","name":"Painter","kind":"painter-{{name}}","mobility":"mobile","home":{"lat":{{lat}},"lon":4.85},"working":{{Days}},"rates":{"perHour":{"amount":"30.00"},"perKilometre":{"amount":"0.50"} } }
                """);
        await DoneAsync($"/v1/customers/C-{name}", Customer(refuse));
        string offer = await silo.Http.FirstOfferAsync(
            $$"""{"service":"paint-{{name}}","customer":{"id":"C-{{name}}"},"require":["{{name}}-2"],"earliest":"2026-11-25T08:00:00+01:00","latest":"2026-11-25T18:00:00+01:00"}""");
        string booking = (string)(await silo.Http.PostAsync("/v1/bookings", $$"""{"offer":"{{offer}}"}"""))["booking"]!;
        Answer ill = await silo.Http.PostAsync(
            "/v1/disruptions", $$"""{"territory":"rhone","kind":"absence","resource":"{{name}}-2","from":"2026-11-25T00:00:00+01:00","to":"2026-11-25T23:00:00+01:00"}""");
        ill.Status.ShouldBe(HttpStatusCode.Created, ill.Body?.ToJsonString());
        return (booking, (string)ill["proposals"]!.AsArray().ShouldHaveSingleItem()!);
    }

    /// <summary>Who would serve, of each alternative.</summary>
    private async Task<string[]> ProposedAsync(string proposal) =>
        [.. (await silo.Http.ReadAsync($"/v1/proposals/{proposal}"))["alternatives"]!.AsArray().Select(way => (string)way!["bookings"]![0]!["toResource"]!)];

    private async Task DoneAsync(string path, string body)
    {
        Answer put = await silo.Http.PutAsync(path, body);
        ((int)put.Status).ShouldBeInRange(200, 201, put.Body?.ToJsonString());
    }

    private static string Customer(string refuse) => $$"""{"name":"Customer","location":{"lat":45.77,"lon":4.85},"refuse":{{refuse}} }""";
}
