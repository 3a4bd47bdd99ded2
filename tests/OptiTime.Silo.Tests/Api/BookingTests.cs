using System.Net;
using System.Text.Json.Nodes;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Api;

public sealed class BookingTests(LyonSilo silo) : IClassFixture<LyonSilo>
{
    private const string Boiler = """{"service":"boiler-maintenance","customer":{"id":"C-1042"}}""";

    [Fact]
    public async Task Holding_and_confirming_in_one_gives_a_booking_with_the_callers_reference()
    {
        Answer booked = await BookAsync(Boiler, """, "customer":{"id":"C-1042"}, "externalReference":"CRM-1" """);

        booked.Status.ShouldBe(HttpStatusCode.Created, booked.Body?.ToJsonString());
        ((string?)booked["externalReference"]).ShouldBe("CRM-1");
        ((string?)booked["tier"]).ShouldBe("gold");
        ((string?)booked["id"]).ShouldBe((string?)booked["booking"]);
        (await BookAsync(Boiler, """, "customer":{"id":"C-2000"} """)).Problem.ShouldBe("customer-mismatch");
    }

    [Fact]
    public async Task Cancelling_answers_the_cancelled_booking_and_cancelling_twice_410()
    {
        string booking = (string)(await BookAsync(Boiler))["booking"]!;

        Answer cancelled = await silo.Http.RemoveAsync($"/v1/bookings/{booking}?reason=ill");
        cancelled.Status.ShouldBe(HttpStatusCode.OK);
        ((string?)cancelled["status"]).ShouldBe("cancelled");
        ((string?)cancelled["booking"]).ShouldBe(booking);
        Answer again = await silo.Http.RemoveAsync($"/v1/bookings/{booking}");
        again.Status.ShouldBe(HttpStatusCode.Gone);
        Answer read = await silo.Http.ReadAsync($"/v1/bookings/{booking}");
        ((string?)read["status"]).ShouldBe("cancelled");
        ((string?)read["reason"]).ShouldBe("ill");
        Answer moved = await silo.Http.PostAsync($"/v1/bookings/{booking}/reschedule", $$"""{"offer":"{{await silo.Http.FirstOfferAsync(Boiler)}}"}""");
        moved.Status.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task Rescheduling_keeps_the_booking_and_moves_its_place()
    {
        string booking = (string)(await BookAsync(Boiler))["booking"]!;
        JsonArray offers = await silo.Http.AskAsync(
            $$"""{"service":"boiler-maintenance","booking":"{{booking}}","earliest":"2026-12-01T08:00:00+01:00","latest":"2026-12-02T18:00:00+01:00"}""");

        Answer moved = await silo.Http.PostAsync($"/v1/bookings/{booking}/reschedule", $$"""{"offer":"{{(string)offers[0]!["offer"]!}}"}""");

        moved.Status.ShouldBe(HttpStatusCode.OK, moved.Body?.ToJsonString());
        ((string?)moved["booking"]).ShouldBe(booking);
        ((string?)moved["customer"]).ShouldBe("C-1042");
        JsonNode.DeepEquals(moved["promise"], offers[0]!["promise"]).ShouldBeTrue();
        string other = await silo.Http.FirstOfferAsync("""{"service":"meeting","customer":{"id":"C-1042"}}""");
        (await silo.Http.PostAsync($"/v1/bookings/{booking}/reschedule", $$"""{"offer":"{{other}}"}""")).Problem.ShouldBe("service-mismatch");
    }

    [Fact]
    public async Task Its_own_place_counts_as_free_when_a_booking_is_moved()
    {
        const string Only = """
            "service":"meeting","location":{"site":"PARTDIEU"},"earliest":"2026-12-08T14:00:00+01:00","latest":"2026-12-08T16:00:00+01:00"
            """;
        string booking = (string)(await BookAsync($$"""{{{Only}}, "customer":{"tier":"gold"} }"""))["booking"]!;

        (await silo.Http.AskAsync($$"""{{{Only}}, "customer":{"tier":"gold"} }""")).ShouldBeEmpty();
        JsonArray own = await silo.Http.AskAsync($$"""{{{Only}}, "booking":"{{booking}}" }""");
        own.Count.ShouldBe(1);
        (await silo.Http.PostAsync($"/v1/bookings/{booking}/reschedule", $$"""{"offer":"{{(string)own[0]!["offer"]!}}"}""")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Bookings_are_found_by_customer_reference_time_and_territory_page_by_page()
    {
        (await silo.Http.PutAsync("/v1/customers/C-LIST", """{"location":{"lat":45.75,"lon":4.85}}""")).Status.ShouldBe(HttpStatusCode.Created);
        const string Theirs = """{"service":"boiler-maintenance","customer":{"id":"C-LIST"}}""";
        var made = new List<string>();
        for (int count = 0; count < 3; count++)
            made.Add((string)(await BookAsync(Theirs, $$""", "externalReference":"LIST-{{count}}" """))["booking"]!);
        made.Sort(StringComparer.Ordinal);

        var found = new List<string>();
        for (string? next = ""; next is not null;)
        {
            Answer page = await silo.Http.ReadAsync($"/v1/bookings?customer=C-LIST&territory=rhone&limit=2{(next.Length > 0 ? "&cursor=" + next : "")}");
            found.AddRange(page["items"]!.AsArray().Select(item => (string)item!["id"]!));
            next = (string?)page["next"];
        }

        found.ShouldBe(made);
        JsonArray one = (await silo.Http.ReadAsync("/v1/bookings?externalReference=LIST-1"))["items"]!.AsArray();
        one.Count.ShouldBe(1);
        string start = (string)one[0]!["start"]!, end = (string)one[0]!["end"]!;
        (await silo.Http.ReadAsync($"/v1/bookings?customer=C-LIST&externalReference=LIST-1&from={Uri.EscapeDataString(start)}&to={Uri.EscapeDataString(end)}"))["items"]!.AsArray().Count.ShouldBe(1);
        // The plus of an offset that was not escaped is understood all the same.
        (await silo.Http.ReadAsync($"/v1/bookings?externalReference=LIST-1&from={end}"))["items"]!.AsArray().ShouldBeEmpty();
        (await silo.Http.ReadAsync("/v1/bookings?customer=C-NOBODY"))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_retry_with_the_same_key_gives_the_first_answer_and_another_body_is_refused()
    {
        string body = $$"""{"offer":"{{await silo.Http.FirstOfferAsync(Boiler)}}"}""";

        Answer first = await silo.Http.PostAsync("/v1/bookings", body, ("Idempotency-Key", "K-1"));
        Answer second = await silo.Http.PostAsync("/v1/bookings", body, ("Idempotency-Key", "K-1"));

        first.Status.ShouldBe(HttpStatusCode.Created);
        second.Status.ShouldBe(HttpStatusCode.Created);
        second.Body!.ToJsonString().ShouldBe(first.Body!.ToJsonString());
        first.Headers.Contains("Idempotency-Replayed").ShouldBeFalse();
        second.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        Answer other = await silo.Http.PostAsync("/v1/bookings", $$"""{"offer":"{{await silo.Http.FirstOfferAsync(Boiler)}}"}""", ("Idempotency-Key", "K-1"));
        other.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        other.Problem.ShouldBe("idempotency-key-reused");
        (await silo.Http.PostAsync("/v1/bookings", body, ("Idempotency-Key", new string('k', 201)))).Problem.ShouldBe("invalid-parameter");
    }

    [Fact]
    public async Task Cancelling_with_a_key_can_be_retried()
    {
        string booking = (string)(await BookAsync(Boiler))["booking"]!;

        Answer first = await silo.Http.RemoveAsync($"/v1/bookings/{booking}", ("Idempotency-Key", "K-2"));
        Answer second = await silo.Http.RemoveAsync($"/v1/bookings/{booking}", ("Idempotency-Key", "K-2"));

        second.Status.ShouldBe(HttpStatusCode.OK);
        second.Body!.ToJsonString().ShouldBe(first.Body!.ToJsonString());
    }

    private async Task<Answer> BookAsync(string request, string more = "") =>
        await silo.Http.PostAsync("/v1/bookings", $$"""{"offer":"{{await silo.Http.FirstOfferAsync(request)}}"{{more}} }""");
}
