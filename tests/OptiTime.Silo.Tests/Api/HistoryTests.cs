using System.Net;
using System.Text.Json.Nodes;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Api;

/// <summary>Each test moves the clock, so each has a silo of its own.</summary>
public sealed class HistoryTests : IAsyncLifetime
{
    private const string Tenth = """ "earliest":"2026-12-10T08:00:00+01:00","latest":"2026-12-10T12:00:00+01:00","require":["R-2"],"maxOffers":1 """;
    private const string EarlyOnTheTenth = """ "earliest":"2026-12-10T08:00:00+01:00","latest":"2026-12-10T10:00:00+01:00","require":["R-2"],"maxOffers":1 """;
    private readonly LyonSilo _silo = new();

    public ValueTask InitializeAsync() => _silo.InitializeAsync();

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    private void GoTo(string time) =>
        _silo.Clock.Advance(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture) - _silo.Clock.GetUtcNow());

    private async Task<string> BookAsync(string request)
    {
        Answer booked = await _silo.Http.PostAsync("/v1/bookings", $$"""{"offer":"{{await _silo.Http.FirstOfferAsync(request)}}"}""");
        booked.Status.ShouldBe(HttpStatusCode.Created, booked.Body?.ToJsonString());
        return (string)booked["booking"]!;
    }

    private async Task<JsonObject> OnlyItemAsync(string query)
    {
        Answer answer = await _silo.Http.ReadAsync($"/v1/customers/C-1042/promises{query}");
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body?.ToJsonString());
        return answer["items"]!.AsArray().ShouldHaveSingleItem()!.AsObject();
    }

    [Fact]
    public async Task The_history_of_a_hold_is_found_by_its_own_name_whatever_became_of_it()
    {
        GoTo("2026-12-01T10:00:00+01:00");
        string offer = await _silo.Http.FirstOfferAsync($$"""{"service":"boiler-repair","customer":{"id":"C-1042"},{{Tenth}}}""");
        Answer held = await _silo.Http.PostAsync("/v1/holds", $$"""{"offer":"{{offer}}"}""");
        string hold = (string)held["hold"]!;

        (await _silo.Http.ReadAsync($"/v1/bookings/{hold}/history"))["history"]!.AsArray().Select(one => (string?)one!["event"]).ShouldBe(["held"]);
        (await _silo.Http.ReadAsync($"/v1/bookings/B{hold[1..]}/history")).Status.ShouldBe(HttpStatusCode.NotFound);

        await _silo.Http.RemoveAsync($"/v1/holds/{hold}");
        (await _silo.Http.ReadAsync($"/v1/bookings/{hold}/history"))["history"]!.AsArray().Select(one => (string?)one!["event"]).ShouldBe(["held", "released"]);
    }

    /// <summary>What was this customer promised on the 3rd, and why was it moved?</summary>
    [Fact]
    public async Task One_call_tells_what_was_promised_at_any_time_and_why_it_was_moved()
    {
        GoTo("2026-12-01T10:00:00+01:00");
        string booking = await BookAsync($$"""{"service":"boiler-repair","customer":{"id":"C-1042"},{{Tenth}}}""");
        GoTo("2026-12-02T11:00:00+01:00");
        string other = await BookAsync($$"""{"service":"boiler-maintenance","customer":{"id":"C-2000"},{{EarlyOnTheTenth}}}""");
        GoTo("2026-12-03T12:00:00+01:00");
        string offer = await _silo.Http.FirstOfferAsync(
            $$"""{"service":"boiler-repair","booking":"{{booking}}","earliest":"2026-12-11T13:00:00+01:00","latest":"2026-12-11T17:00:00+01:00"}""");
        Answer moved = await _silo.Http.PostAsync($"/v1/bookings/{booking}/reschedule", $$"""{"offer":"{{offer}}","reason":"at work in the morning"}""");
        moved.Status.ShouldBe(HttpStatusCode.OK, moved.Body?.ToJsonString());
        GoTo("2026-12-05T09:00:00+01:00");
        (await _silo.Http.RemoveAsync($"/v1/bookings/{booking}?reason=sold%20the%20house")).Status.ShouldBe(HttpStatusCode.OK);
        GoTo("2026-12-20T09:00:00+01:00");

        JsonObject item = await OnlyItemAsync("?at=2026-12-03T11:59:59%2B01:00");

        ((string?)item["booking"], (string?)item["hold"], (string?)item["service"], (string?)item["territory"]).ShouldBe((booking, null, "boiler-repair", "rhone"));
        JsonArray told = item["history"]!.AsArray();
        told.Select(one => (string?)one!["event"]).ShouldBe(["booked", "slid", "rescheduled", "cancelled"]);
        told.Select(one => (string?)one!["why"]!["reason"]).ShouldBe([null, null, "at work in the morning", "sold the house"]);
        told.Select(one => ((string)one!["at"]!)[..13]).ShouldBe(["2026-12-01T10", "2026-12-02T11", "2026-12-03T12", "2026-12-05T09"]);
        JsonNode cause = told[1]!["why"]!["because"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)cause["kind"], (string?)cause["id"]).ShouldBe(("added", other));
        ((string?)told[1]!["why"]!["words"]).ShouldBe($"The planned time moved inside its promise. {other} was put into the tour of R-2.");
        ((DateTimeOffset)told[1]!["start"]!).ShouldBeGreaterThan((DateTimeOffset)told[0]!["start"]!);
        JsonNode.DeepEquals(told[0]!["promise"], told[1]!["promise"]).ShouldBeTrue();
        ((string?)told[2]!["why"]!["words"])!.ShouldEndWith("at work in the morning");

        await ShouldStandAsync("2026-12-01T09:59:59", "absent", null, null);
        await ShouldStandAsync("2026-12-01T10:00:00", "confirmed", told[0], "2026-12-10T08:00:00+01:00");
        await ShouldStandAsync("2026-12-02T10:59:59", "confirmed", told[0], "2026-12-10T08:00:00+01:00");
        await ShouldStandAsync("2026-12-03T11:59:59", "confirmed", told[1], "2026-12-10T08:00:00+01:00");
        await ShouldStandAsync("2026-12-05T08:59:59", "confirmed", told[2], "2026-12-11T13:00:00+01:00");
        await ShouldStandAsync("2026-12-12T00:00:00", "cancelled", told[3], "2026-12-11T13:00:00+01:00");

        async Task ShouldStandAsync(string at, string status, JsonNode? last, string? promise)
        {
            JsonObject then = (await OnlyItemAsync($"?at={at}%2B01:00"))["then"]!.AsObject();
            ((string?)then["status"]).ShouldBe(status, at);
            ((string?)then["promise"]?["from"]).ShouldBe(promise, at);
            ((string?)then["since"], (string?)then["start"], (long?)then["planVersion"]).ShouldBe(((string?)last?["at"], (string?)last?["start"], (long?)last?["version"]), at);
            JsonObject now = (await OnlyItemAsync($"?at={at}%2B01:00"))["now"]!.AsObject();
            ((string?)now["status"]).ShouldBe("cancelled");
        }
    }

    [Fact]
    public async Task What_is_told_is_what_the_booking_said_at_the_time()
    {
        string booking = await BookAsync($$"""{"service":"boiler-repair","customer":{"id":"C-1042"},{{Tenth}}}""");
        Answer before = await _silo.Http.ReadAsync($"/v1/bookings/{booking}");
        _silo.Clock.Advance(TimeSpan.FromHours(1));
        await BookAsync($$"""{"service":"boiler-maintenance","customer":{"id":"C-2000"},{{EarlyOnTheTenth}}}""");
        Answer after = await _silo.Http.ReadAsync($"/v1/bookings/{booking}");
        ((string?)after["start"]).ShouldNotBe((string?)before["start"]);

        Answer history = await _silo.Http.ReadAsync($"/v1/bookings/{booking}/history?at=2026-11-23T06:59:59Z");

        foreach (string field in new[] { "promise", "start", "end", "site", "resources", "steps" })
        {
            JsonNode.DeepEquals(history["then"]![field], before[field]).ShouldBeTrue(field);
            JsonNode.DeepEquals(history["now"]![field], after[field]).ShouldBeTrue(field);
        }
        ((string?)history["customer"]).ShouldBe("C-1042");
    }

    [Fact]
    public async Task A_hold_is_told_too_with_how_it_ended_and_has_expired_when_its_time_is_over()
    {
        string offer = await _silo.Http.FirstOfferAsync($$"""{"service":"boiler-repair","customer":{"id":"C-1042"},{{Tenth}}}""");
        string hold = (string)(await _silo.Http.PostAsync("/v1/holds", $$"""{"offer":"{{offer}}","ttlSeconds":60}"""))["hold"]!;

        JsonObject held = await OnlyItemAsync("");
        ((string?)held["hold"], (string?)held["booking"], (string?)held["now"]!["status"]).ShouldBe((hold, null, "held"));
        _silo.Clock.Advance(TimeSpan.FromSeconds(60));
        JsonObject overdue = await OnlyItemAsync("");
        ((string?)overdue["now"]!["status"], (string?)overdue["now"]!["since"]).ShouldBe(("expired", "2026-11-23T07:01:00+01:00"));
        ((string?)(await OnlyItemAsync("?at=2026-11-23T06:00:59Z"))["then"]!["status"]).ShouldBe("held");
        (await _silo.Http.ReadAsync($"/v1/bookings/{hold.Replace("H-", "B-", StringComparison.Ordinal)}/history")).Problem.ShouldBe("not-found");
    }

    [Fact]
    public async Task A_released_hold_says_why_and_a_confirmed_one_is_a_booking_with_its_hold_in_its_history()
    {
        string offer = await _silo.Http.FirstOfferAsync($$"""{"service":"boiler-repair","customer":{"id":"C-1042"},{{Tenth}}}""");
        string hold = (string)(await _silo.Http.PostAsync("/v1/holds", $$"""{"offer":"{{offer}}"}"""))["hold"]!;
        await _silo.Http.RemoveAsync($"/v1/holds/{hold}?reason=too%20dear");
        JsonObject released = await OnlyItemAsync("");
        ((string?)released["now"]!["status"], (string?)released["history"]![1]!["why"]!["reason"]).ShouldBe(("released", "too dear"));

        offer = await _silo.Http.FirstOfferAsync($$"""{"service":"boiler-repair","customer":{"id":"C-2000"},{{Tenth}}}""");
        hold = (string)(await _silo.Http.PostAsync("/v1/holds", $$"""{"offer":"{{offer}}"}"""))["hold"]!;
        string booking = (string)(await _silo.Http.PostAsync($"/v1/holds/{hold}/confirm", ""))["booking"]!;
        Answer history = await _silo.Http.ReadAsync($"/v1/bookings/{booking}/history");
        history["history"]!.AsArray().Select(one => (string?)one!["event"]).ShouldBe(["held", "confirmed"]);
    }

    [Fact]
    public async Task A_customer_who_was_erased_is_still_told_by_id_page_by_page()
    {
        var made = new List<string>();
        for (int day = 10; day < 13; day++) made.Add(await BookAsync($$"""{"service":"boiler-maintenance","customer":{"id":"C-1042"},"maxOffers":1}"""));
        (await _silo.Http.RemoveAsync("/v1/customers/C-1042")).Status.ShouldBe(HttpStatusCode.NoContent);

        var found = new List<string>();
        for (string? next = ""; next is not null;)
        {
            Answer page = await _silo.Http.ReadAsync($"/v1/customers/C-1042/promises?limit=2{(next.Length > 0 ? "&cursor=" + next : "")}");
            found.AddRange(page["items"]!.AsArray().Select(item => (string)item!["booking"]!));
            next = (string?)page["next"];
        }

        found.ShouldBe(made, ignoreOrder: true);
        (await _silo.Http.ReadAsync("/v1/customers/C-3000/promises"))["items"]!.AsArray().ShouldBeEmpty("nothing was promised to them");
        Answer unknown = await _silo.Http.ReadAsync("/v1/customers/C-NOBODY/promises");
        (unknown.Status, unknown.Problem).ShouldBe((HttpStatusCode.NotFound, "not-found"));
        ((string?)unknown["detail"]).ShouldNotBeNull().ShouldContain("'C-NOBODY'");
    }

    [Theory]
    [InlineData("/v1/customers/C-1042/promises?at=yesterday", "invalid-parameter", "at")]
    [InlineData("/v1/customers/C-1042/promises?at=2026-11-23T06:00:01Z", "invalid-parameter", "at")]
    [InlineData("/v1/customers/C-1042/promises?limit=101", "invalid-parameter", "limit")]
    [InlineData("/v1/customers/C-1042/promises?cursor=%21", "invalid-parameter", "cursor")]
    [InlineData("/v1/customers/C-1042/promises?version=1", "invalid-parameter", "version")]
    [InlineData("/v1/bookings/B-rhone-0/history", "not-found", null)]
    [InlineData("/v1/bookings/H-rhone-0/history", "not-found", null)]
    [InlineData("/v1/bookings/B-nowhere-0/history?at=2026-11-23T06:00:01Z", "invalid-parameter", "at")]
    [InlineData("/v1/territories/rhone/plan?version=ten", "invalid-parameter", "version")]
    [InlineData("/v1/territories/rhone/plan?version=0", "invalid-parameter", "version")]
    [InlineData("/v1/territories/rhone/plan?version=-1", "invalid-parameter", "version")]
    [InlineData("/v1/territories/rhone/plan?version=1e3", "invalid-parameter", "version")]
    [InlineData("/v1/territories/rhone/plan?version=99999999999999999999", "invalid-parameter", "version")]
    [InlineData("/v1/territories/rhone/plan?version=100000", "not-on-record", "version")]
    [InlineData("/v1/territories/rhone/plan?at=2026-11-23T05:59:59Z", "not-on-record", "at")]
    [InlineData("/v1/territories/rhone/plan?at=2026-11-23T06:00:01Z", "invalid-parameter", "at")]
    [InlineData("/v1/territories/rhone/plan?at=2026-11-23", "invalid-parameter", "at")]
    [InlineData("/v1/territories/rhone/plan?at=2026-11-23T06:00:00Z&version=1", "invalid-parameter", "at")]
    [InlineData("/v1/territories/nowhere/plan?version=1", "not-found", null)]
    public async Task What_cannot_be_asked_is_a_problem_that_names_the_parameter(string path, string problem, string? field)
    {
        Answer answer = await _silo.Http.ReadAsync(path);

        answer.Problem.ShouldBe(problem);
        answer.Field.ShouldBe(field);
    }

    [Fact]
    public async Task A_reason_too_long_is_refused_and_moves_nothing()
    {
        string booking = await BookAsync($$"""{"service":"boiler-repair","customer":{"id":"C-1042"},{{Tenth}}}""");
        string offer = await _silo.Http.FirstOfferAsync($$"""{"service":"boiler-repair","booking":"{{booking}}"}""");

        Answer refused = await _silo.Http.PostAsync($"/v1/bookings/{booking}/reschedule", $$"""{"offer":"{{offer}}","reason":"{{new string('x', 201)}}"}""");

        (refused.Problem, refused.Field).ShouldBe(("invalid-value", "reason"));
        (await OnlyItemAsync(""))["history"]!.AsArray().Count.ShouldBe(1);
    }
}
