using System.Globalization;
using System.Net;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Api;

/// <summary>What was written through one silo is read through the other by whoever says which version they have seen.</summary>
public sealed class PlanVersionTests(TwoSilos silos) : IClassFixture<TwoSilos>
{
    private const string Header = "X-Plan-Version", Visit = """{"territory":"rhone","service":"visit","customer":{"id":"C-1"}}""";

    [Fact]
    public async Task Who_sends_the_version_they_were_told_reads_what_they_wrote_through_another_silo()
    {
        for (int number = 0; number < 10; number++)
        {
            (HttpClient writer, HttpClient reader) = number % 2 == 0 ? (silos.First, silos.Second) : (silos.Second, silos.First);
            Answer booked = await writer.PostAsync("/v1/bookings", $$"""{"offer":"{{await writer.FirstOfferAsync(Visit)}}"}""");
            booked.Status.ShouldBe(HttpStatusCode.Created, booked.Body?.ToJsonString());
            string version = booked["planVersion"]!.ToString(), booking = (string)booked["booking"]!;
            booked.Headers.GetValues(Header).Single().ShouldBe(version);

            Answer plan = await reader.CallAsync(HttpMethod.Get, "/v1/territories/rhone/plan", null, (Header, version));
            ((long)plan["version"]!).ShouldBeGreaterThanOrEqualTo(long.Parse(version, CultureInfo.InvariantCulture));
            plan.Body!["staleSeconds"].ShouldBeNull();
            Answer availability = await reader.PostAsync("/v1/availability", Visit, (Header, version));
            ((long)availability["planVersion"]!).ShouldBeGreaterThanOrEqualTo(long.Parse(version, CultureInfo.InvariantCulture));
            ((string?)availability["completeness"]).ShouldBe("exact");
            Answer cancelled = await reader.RemoveAsync($"/v1/bookings/{booking}", (Header, version));
            cancelled.Status.ShouldBe(HttpStatusCode.OK, cancelled.Body?.ToJsonString());
            Answer read = await writer.CallAsync(HttpMethod.Get, $"/v1/bookings/{booking}", null, (Header, cancelled["planVersion"]!.ToString()));
            ((string?)read["status"]).ShouldBe("cancelled");
        }
    }

    [Fact]
    public async Task A_version_that_does_not_come_is_not_waited_for_long_and_the_answer_says_that_it_is_stale()
    {
        const string Future = "1000000";

        Answer availability = await silos.First.PostAsync("/v1/availability", Visit, (Header, Future));
        ((string?)availability["completeness"]).ShouldBe("stale");
        ((string?)availability["leftOut"]).ShouldNotBeNull().ShouldContain("version 1000000 has not arrived yet");
        availability["staleSeconds"].ShouldNotBeNull();
        Answer plan = await silos.First.CallAsync(HttpMethod.Get, "/v1/territories/rhone/plan", null, (Header, Future));
        plan.Headers.GetValues("X-Plan-Age").ShouldHaveSingleItem();
        plan["staleSeconds"].ShouldNotBeNull();
    }

    [Fact]
    public async Task A_hold_tells_its_version_in_every_state_and_can_be_confirmed_through_another_silo_at_once()
    {
        Answer held = await silos.First.PostAsync("/v1/holds", $$"""{"offer":"{{await silos.First.FirstOfferAsync(Visit)}}"}""");
        string version = held["planVersion"]!.ToString(), hold = (string)held["hold"]!;
        held.Headers.GetValues(Header).Single().ShouldBe(version);

        Answer confirmed = await silos.Second.PostAsync($"/v1/holds/{hold}/confirm", "{}");
        confirmed.Status.ShouldBe(HttpStatusCode.Created, confirmed.Body?.ToJsonString());
        // The first silo need not have heard of it: it may know a hold, and must not say that there is no booking.
        Answer read = await silos.First.ReadAsync($"/v1/bookings/{(string)confirmed["booking"]!}");
        read.Status.ShouldBe(HttpStatusCode.OK, read.Body?.ToJsonString());
        ((string?)read["status"]).ShouldBe("confirmed");
        read.Headers.GetValues(Header).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_released_hold_tells_the_version_that_released_it()
    {
        Answer held = await silos.First.PostAsync("/v1/holds", $$"""{"offer":"{{await silos.First.FirstOfferAsync(Visit)}}"}""");

        Answer released = await silos.Second.RemoveAsync($"/v1/holds/{(string)held["hold"]!}", (Header, held["planVersion"]!.ToString()));

        released.Status.ShouldBe(HttpStatusCode.NoContent);
        long.Parse(released.Headers.GetValues(Header).Single(), CultureInfo.InvariantCulture).ShouldBeGreaterThan((long)held["planVersion"]!);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.0")]
    [InlineData("latest")]
    [InlineData("99999999999999999999")]
    public async Task What_is_no_version_is_refused(string value)
    {
        foreach (Answer answer in new[]
        {
            await silos.First.PostAsync("/v1/availability", Visit, (Header, value)),
            await silos.First.CallAsync(HttpMethod.Get, "/v1/territories/rhone/plan", null, (Header, value)),
            await silos.First.PostAsync("/v1/holds/H-rhone-0123456789ABCDEF/confirm", "{}", (Header, value)),
        })
        {
            answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Body?.ToJsonString());
            answer.Problem.ShouldBe("invalid-parameter");
            answer.Field.ShouldBe(Header);
        }
    }
}
