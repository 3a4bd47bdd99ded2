using System.Net;
using System.Text.Json.Nodes;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Api;

/// <summary>Somebody who is lent falls ill at home: one append in both plans, and an entry in the ledger of each. Each test has experts of its own.</summary>
public sealed class DisruptedLoanTests(LyonSilo silo) : IClassFixture<LyonSilo>
{
    private const string Week = """{"week":[{"days":["monday","tuesday","wednesday","thursday","friday"],"from":"08:00","to":"17:00"}]}""";

    [Fact]
    public async Task Whose_customer_wants_them_alone_is_called_where_it_was_sold()
    {
        JsonNode booking = await BookAsync("x", require: true);

        (Answer home, JsonNode there) = await FallIllAsync("x");

        home["toCall"]!.AsArray().ShouldBeEmpty("whom to call is known where it was sold");
        home["broken"]!.AsArray().ShouldBeEmpty();
        JsonNode released = home["released"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)released["id"], (string?)released["fromResource"]).ShouldBe((Id(booking), "x-lent"), "told by the name under which it can be asked for");
        JsonNode broken = there["broken"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)broken["id"], (string?)broken["fromStart"]).ShouldBe((Id(booking), (string?)booking["start"]));
        there["toCall"]!.AsArray().Select(call => (string?)call!["booking"]).ShouldBe([Id(booking)]);
        Answer now = await silo.Http.ReadAsync($"/v1/bookings/{Id(booking)}");
        ((string?)now["status"]).ShouldBe("broken");
        ((string?)now["reason"]).ShouldNotBeNull().ShouldContain("x-lent is absent");
        (await silo.Http.ReadAsync($"/v1/bookings/{released["id"]}")).Status.ShouldBe(HttpStatusCode.OK);
        ((int)there["after"]!["broken"]!).ShouldBe((int)there["before"]!["broken"]! + 1);
    }

    [Fact]
    public async Task Whose_customer_takes_anybody_is_served_by_the_territorys_own_people()
    {
        JsonNode booking = await BookAsync("y", require: false);
        await HireAsync("y", "y-own", "rhone", "");

        (Answer home, JsonNode there) = await FallIllAsync("y");

        home["released"]!.AsArray().ShouldHaveSingleItem();
        JsonNode moved = there["moved"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)moved["id"], (string?)moved["toResource"]).ShouldBe((Id(booking), "y-own"), moved.ToJsonString());
        Answer now = await silo.Http.ReadAsync($"/v1/bookings/{Id(booking)}");
        ((string?)now["status"]).ShouldBe("confirmed");
        now["promise"]!.ToJsonString().ShouldBe(booking["promise"]!.ToJsonString());
        now["resources"]!.AsArray().Select(who => (string?)who!["resource"]).ShouldContain("y-own");
    }

    [Fact]
    public async Task An_overrun_where_it_was_sold_is_refused_with_what_to_do_instead()
    {
        JsonNode booking = await BookAsync("z", require: true);

        Answer refused = await silo.Http.PostAsync("/v1/disruptions", $$"""{"kind":"overrun","booking":"{{Id(booking)}}","end":"2026-11-25T21:00:00+01:00"}""");

        (refused.Status, refused.Problem, refused.Field).ShouldBe((HttpStatusCode.UnprocessableEntity, "invalid-value", "booking"), refused.Body?.ToJsonString());
        ((string?)refused["errors"]![0]!["value"]).ShouldBe(Id(booking));
        ((string?)refused["errors"]![0]!["remedy"]).ShouldNotBeNull().ShouldContain("Reschedule it");
    }

    /// <summary>Somebody of Loire is sold with a room of Rhône.</summary>
    private async Task<JsonNode> BookAsync(string name, bool require)
    {
        await DoneAsync("/v1/territories/loire", """{"name":"Loire","zone":"Europe/Paris","currency":"EUR","centre":{"lat":45.44,"lon":4.39},"radiusMetres":40000}""");
        await DoneAsync($"/v1/services/workshop-{name}", $$"""
            {"name":"Workshop","steps":[{"durationSeconds":7200,"roles":[{"name":"expert","kind":"expert-{{name}}","where":"site"},{"name":"room","kind":"room","where":"site"}]}],"price":{"amount":"900.00"} }
            """);
        await HireAsync(name, $"{name}-lent", "loire", ""","lentTo":["rhone"]""");
        string who = require ? $",\"require\":[\"{name}-lent\"]" : "";
        string offer = await silo.Http.FirstOfferAsync(
            $$"""{"territory":"rhone","service":"workshop-{{name}}"{{who}},"earliest":"2026-11-25T13:00:00+01:00","latest":"2026-11-25T18:00:00+01:00"}""");
        Answer booked = await silo.Http.PostAsync("/v1/bookings", $$"""{"offer":"{{offer}}"}""");
        booked.Status.ShouldBe(HttpStatusCode.Created, booked.Body?.ToJsonString());
        return booked.Body!;
    }

    private Task HireAsync(string name, string id, string territory, string more) => DoneAsync(
        $"/v1/resources/{id}", $$"""{"territory":"{{territory}}","name":"Expert","kind":"expert-{{name}}","mobility":"mobile","home":{"lat":45.66,"lon":4.77},"working":{{Week}}{{more}} }""");

    /// <summary>Tells at the lender that the one who is lent is ill, and reads what both ledgers say of it.</summary>
    private async Task<(Answer Home, JsonNode There)> FallIllAsync(string name)
    {
        HashSet<string> known = [.. (await LedgerAsync()).Select(one => (string)one["repair"]!)];
        Answer home = await silo.Http.PostAsync("/v1/disruptions", $$"""
            {"territory":"loire","kind":"absence","resource":"{{name}}-lent","from":"2026-11-25T00:00:00+01:00","to":"2026-11-25T23:00:00+01:00","reason":"ill","proposeForSeconds":0}
            """);
        home.Status.ShouldBe(HttpStatusCode.Created, home.Body?.ToJsonString());
        ((string?)home["repair"])!.ShouldStartWith("R-loire-");
        (await silo.Http.ReadAsync($"/v1/repairs/{home["repair"]}"))["released"]!.ToJsonString().ShouldBe(home["released"]!.ToJsonString());
        JsonNode there = (await LedgerAsync()).Single(one => !known.Contains((string)one["repair"]!));
        ((string?)there["repair"])!.ShouldStartWith("R-rhone-");
        ((string?)there["territory"], (string?)there["kind"], (string?)there["resource"], (string?)there["what"]).ShouldBe(("rhone", "absence", $"{name}-lent", (string?)home["what"]));
        return (home, (await silo.Http.ReadAsync($"/v1/repairs/{there["repair"]}")).Body!);
    }

    private async Task<IEnumerable<JsonNode>> LedgerAsync() => (await silo.Http.ReadAsync("/v1/repairs?territory=rhone&limit=100"))["items"]!.AsArray().Select(one => one!);

    private async Task DoneAsync(string path, string body)
    {
        Answer put = await silo.Http.PutAsync(path, body);
        ((int)put.Status).ShouldBeInRange(200, 201, put.Body?.ToJsonString());
    }

    private static string Id(JsonNode booking) => (string)booking["booking"]!;
}
