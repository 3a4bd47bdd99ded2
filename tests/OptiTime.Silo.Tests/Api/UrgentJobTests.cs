using System.Net;
using System.Text.Json.Nodes;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Api;

/// <summary>Work that comes up and cannot wait, over HTTP. It is Monday, 07:00.</summary>
public sealed class UrgentJobTests(LyonSilo silo) : IClassFixture<LyonSilo>
{
    private const string Durand = "\"customer\":{\"id\":\"C-1042\"}";

    [Fact]
    public async Task A_preview_tells_where_it_would_go_and_then_it_is_a_booking_with_a_promise_and_a_price()
    {
        string body = Urgent($"{Durand},\"before\":\"2026-11-23T12:00:00+01:00\",\"reason\":\"no heating\",\"by\":\"dispatch\"");
        Answer preview = await silo.Http.PostAsync("/v1/disruptions", body[..^1] + ",\"preview\":true}");
        preview.Status.ShouldBe(HttpStatusCode.OK, preview.Body?.ToJsonString());
        preview["booking"].ShouldBeNull();

        Answer done = await silo.Http.PostAsync("/v1/disruptions", body, ("Idempotency-Key", "leak-1"));
        done.Status.ShouldBe(HttpStatusCode.Created, done.Body?.ToJsonString());
        ((string?)done["kind"]).ShouldBe("urgent-job");
        foreach (string told in new[] { "toResource", "toStart", "fromResource", "why" }) done["placed"]![0]![told]?.ToJsonString().ShouldBe(preview["placed"]![0]![told]?.ToJsonString(), told);
        foreach (string told in new[] { "what", "moved", "slid", "broken", "waiting", "toCall", "bookingsMoved", "before", "after" }) done[told]!.ToJsonString().ShouldBe(preview[told]!.ToJsonString(), told);

        string id = (string)done["booking"]!;
        Answer booking = await silo.Http.ReadAsync($"/v1/bookings/{id}");
        ((string?)booking["status"]).ShouldBe("confirmed", booking.Body?.ToJsonString());
        ((string?)booking["customer"]).ShouldBe("C-1042");
        ((string?)booking["price"]!["amount"]).ShouldBe("180.50");
        ((string?)booking["start"]).ShouldBe((string?)done["placed"]![0]!["toStart"]);
        DateTimeOffset.Parse((string)booking["promise"]!["to"]!, null).ShouldBe(DateTimeOffset.Parse("2026-11-23T12:00:00+01:00", null));

        Answer again = await silo.Http.PostAsync("/v1/disruptions", body, ("Idempotency-Key", "leak-1"));
        ((string?)again["booking"]).ShouldBe(id);
        (await silo.Http.ReadAsync($"/v1/repairs/{done["repair"]}"))["placed"]!.ToJsonString().ShouldBe(done["placed"]!.ToJsonString());
        JsonNode booked = (await silo.Http.ReadAsync($"/v1/bookings/{id}/history")).Body!["history"]![0]!;
        ((string?)booked["event"]).ShouldBe("booked");
        ((string?)booked["why"]!["words"]).ShouldBe("Urgent work came up and was booked.");
        ((string?)booked["why"]!["because"]![0]!["id"]).ShouldBe((string?)done["repair"]);
    }

    [Fact]
    public async Task Unless_somebody_says_otherwise_it_is_to_begin_today()
    {
        Answer preview = await silo.Http.PostAsync("/v1/disruptions", Urgent($"{Durand},\"preview\":true"));

        ((string?)preview["what"]).ShouldBe("urgent work came up: boiler-repair, to begin before 2026-11-24 00:00", preview.Body?.ToJsonString());
    }

    [Fact]
    public async Task Where_there_is_no_room_nothing_is_promised_and_it_is_called_back_with_offers()
    {
        // R-1 is not skilled for repairs.
        Answer done = await silo.Http.PostAsync("/v1/disruptions", Urgent($"{Durand},\"require\":[\"R-1\"]"));
        done.Status.ShouldBe(HttpStatusCode.Created, done.Body?.ToJsonString());
        done["placed"]!.AsArray().ShouldBeEmpty();
        string id = (string)done["booking"]!;
        ((string?)done["toCall"]![0]!["booking"]).ShouldBe(id);
        ((string?)(await silo.Http.ReadAsync($"/v1/bookings/{id}"))["reason"])!.ShouldContain("nothing was promised");

        JsonNode item = (await silo.Http.ReadAsync("/v1/call-backs?territory=rhone&limit=20"))["items"]!.AsArray().Single(item => (string?)item!["booking"]!["booking"] == id)!;
        ((bool)item["promised"]!).ShouldBeFalse();
        item["offers"]!.AsArray().ShouldBeEmpty("nobody but R-1 was to come");
        JsonNode other = item["refusal"]!["relaxations"]!.AsArray().First(way => (string?)way!["givesUp"] == "technician")!["offer"]!;

        Answer taken = await silo.Http.PostAsync($"/v1/bookings/{id}/reschedule", $$"""{"offer":"{{other["offer"]}}"}""");
        ((string?)taken["status"]).ShouldBe("confirmed", taken.Body?.ToJsonString());
    }

    [Fact]
    public async Task A_budget_of_the_territory_caps_a_repair_and_a_callers_own_goes_before_it()
    {
        JsonNode territory = (await silo.Http.ReadAsync("/v1/territories/rhone")).Body!;
        territory["repair"] = JsonNode.Parse("""{"resources":0,"calls":0}""");
        Answer put = await silo.Http.PutAsync("/v1/territories/rhone", territory.ToJsonString());
        put.Status.ShouldBe(HttpStatusCode.OK, put.Body?.ToJsonString());
        ((int)(await silo.Http.ReadAsync("/v1/territories/rhone"))["repair"]!["resources"]!).ShouldBe(0);

        Answer capped = await silo.Http.PostAsync("/v1/disruptions", Urgent(Durand));
        (capped["placed"]!.AsArray().Count, capped["broken"]!.AsArray().Count, capped["proposals"]!.AsArray().Count).ShouldBe((0, 1, 0), capped.Body?.ToJsonString());
        Answer overridden = await silo.Http.PostAsync("/v1/disruptions", Urgent($"{Durand},\"budget\":{{\"resources\":1}}"));
        overridden["placed"]!.AsArray().Count.ShouldBe(1, overridden.Body?.ToJsonString());

        territory["repair"] = null;
        (await silo.Http.PutAsync("/v1/territories/rhone", territory.ToJsonString()))["repair"].ShouldBeNull();
    }

    [Theory]
    [InlineData("\"repair\":{\"moved\":-1}", "repair.moved")]
    [InlineData("\"repair\":{\"shiftSeconds\":-1}", "repair.shiftSeconds")]
    [InlineData("\"repair\":{\"resources\":-1}", "repair.resources")]
    [InlineData("\"repair\":{\"calls\":-1}", "repair.calls")]
    public async Task A_budget_of_a_territory_that_cannot_be_is_refused_with_the_field(string member, string field)
    {
        Answer refused = await silo.Http.PutAsync("/v1/territories/odd", $$"""
            {"name":"Odd","zone":"Europe/Paris","currency":"EUR","centre":{"lat":45.76,"lon":4.84},"radiusMetres":60000,{{member}}}
            """);
        (refused.Status, refused.Field).ShouldBe((HttpStatusCode.UnprocessableEntity, field), refused.Body?.ToJsonString());
    }

    [Fact]
    public async Task A_room_is_needed_at_a_site_that_is_named()
    {
        Answer room = await silo.Http.PostAsync("/v1/disruptions", """{"kind":"urgent-job","service":"meeting","location":{"site":"PARTDIEU"}}""");
        ((string?)room["placed"]![0]!["toResource"]).ShouldBe("R-P8", room.Body?.ToJsonString());
        ((string?)room["territory"]).ShouldBe("rhone");
    }

    [Theory]
    [InlineData("""{"territory":"rhone","kind":"urgent-job"}""", "service")]
    [InlineData("""{"territory":"rhone","kind":"urgent-job","service":"chimney","customer":{"id":"C-1042"}}""", "service")]
    [InlineData("""{"territory":"nowhere","kind":"urgent-job","service":"boiler-repair","customer":{"id":"C-1042"}}""", "territory")]
    [InlineData("""{"kind":"urgent-job","service":"boiler-repair","customer":{"id":"C-9999"}}""", "customer.id")]
    [InlineData("""{"kind":"urgent-job","service":"boiler-repair","customer":{"id":"C-3000"}}""", "location")]
    [InlineData("""{"territory":"rhone","kind":"urgent-job","service":"boiler-repair"}""", "location")]
    [InlineData("""{"territory":"rhone","kind":"urgent-job","service":"boiler-repair","location":{"lat":95,"lon":4}}""", "location.lat")]
    [InlineData("""{"territory":"rhone","kind":"urgent-job","service":"meeting"}""", "location")]
    [InlineData("""{"kind":"urgent-job","service":"boiler-repair","customer":{"id":"C-1042"},"require":["R-99"]}""", "require[0]")]
    [InlineData("""{"kind":"urgent-job","service":"boiler-repair","customer":{"id":"C-1042"},"before":"2026-11-23T06:30:00+01:00"}""", "before")]
    [InlineData("""{"kind":"urgent-job","service":"boiler-repair","customer":{"id":"C-1042"},"before":"2026-11-26T08:00:00+01:00"}""", "before")]
    [InlineData("""{"kind":"urgent-job","service":"boiler-repair","customer":{"id":"C-1042"},"resource":"R-1"}""", "resource")]
    [InlineData("""{"kind":"urgent-job","service":"boiler-repair","customer":{"id":"C-1042"},"budget":{"calls":-1}}""", "budget.calls")]
    [InlineData("""{"territory":"rhone","kind":"absence","resource":"R-1","to":"2026-11-28T18:00:00+01:00","service":"boiler-repair"}""", "service")]
    public async Task What_cannot_be_is_refused_with_the_field_and_changes_nothing(string body, string field)
    {
        long before = (long)(await silo.Http.ReadAsync("/v1/territories/rhone/plan"))["version"]!;
        Answer refused = await silo.Http.PostAsync("/v1/disruptions", body);
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, refused.Body?.ToJsonString());
        refused.Field.ShouldBe(field);
        ((long)(await silo.Http.ReadAsync("/v1/territories/rhone/plan"))["version"]!).ShouldBe(before);
    }

    private static string Urgent(string more) => $$"""{"kind":"urgent-job","service":"boiler-repair",{{more}}}""";
}
