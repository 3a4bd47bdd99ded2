using System.Net;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Telemetry;

public sealed class MetricsEndpointTests(LyonSilo silo) : IClassFixture<LyonSilo>
{
    [Fact]
    public async Task What_a_silo_does_is_told_in_figures()
    {
        await silo.Http.FirstOfferAsync("""{"territory":"rhone","service":"boiler-maintenance","customer":{"id":"C-1042"}}""");
        string offer = await silo.Http.FirstOfferAsync("""{"territory":"rhone","service":"boiler-maintenance","customer":{"id":"C-1042"}}""");
        (await silo.Http.PostAsync("/v1/holds", $$"""{"offer":"{{offer}}"}""")).Status.ShouldBe(HttpStatusCode.Created);
        (await silo.Http.ReadAsync("/v1/bookings/B-rhone-0123456789ABCDEF")).Status.ShouldBe(HttpStatusCode.NotFound);

        using HttpResponseMessage response = await silo.Http.GetAsync(new Uri("/metrics", UriKind.Relative));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        Exposition read = Exposition.Parse(await response.Content.ReadAsStringAsync());

        const string Calls = "http_server_request_duration_seconds_count";
        read.Value(Calls, ("http_route", "/v1/availability"), ("http_response_status_code", "200")).ShouldBeGreaterThanOrEqualTo(2);
        read.Value(Calls, ("http_route", "/v1/bookings/{id}"), ("http_response_status_code", "404")).ShouldBe(1);
        read.Value("optitime_search_duration_seconds_count", ("completeness", "exact")).ShouldBeGreaterThanOrEqualTo(2);
        read.Value("optitime_ready").ShouldBe(1);
        read.Value("optitime_store_reachable").ShouldBe(1);
        read.Value("optitime_planners_active").ShouldBe(1);
        read.Value("optitime_plan_version", ("territory", "rhone")).ShouldBeGreaterThan(1);
        read.Value("optitime_holds_living", ("territory", "rhone")).ShouldBe(1);
        read.Value("optitime_appends_total").ShouldBeGreaterThan(0);
        read.Value("optitime_group_size_count").ShouldBeGreaterThan(0);
        foreach (string metric in new[] { "dotnet_process_cpu_time_seconds_total", "dotnet_process_memory_working_set_bytes", "dotnet_gc_collections_total", "optitime_plan_age_seconds", "optitime_mailbox_waiting" })
            read.Types.Keys.ShouldContain(metric);
    }
}
