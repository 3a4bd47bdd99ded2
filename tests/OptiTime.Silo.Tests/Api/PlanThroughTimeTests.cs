using System.Net;
using System.Text.Json.Nodes;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Api;

/// <summary>Whatever the live plan said after each of many commands, it says when asked for that version or that time later: byte for byte.</summary>
public sealed class PlanThroughTimeTests : IAsyncLifetime
{
    private const string Days = "from=2026-11-23T00:00:00Z&to=2026-12-10T00:00:00Z";
    private static readonly string[] Services = ["boiler-maintenance", "boiler-repair", "meeting"];
    private readonly LyonSilo _silo = new();
    private readonly List<string> _bookings = [], _holds = [];

    public ValueTask InitializeAsync() => _silo.InitializeAsync();

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Fact]
    public async Task A_version_with_a_nul_character_is_refused() =>
        (await _silo.Http.ReadAsync("/v1/territories/rhone/plan?version=5%00")).Status.ShouldBe(System.Net.HttpStatusCode.BadRequest);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task The_plan_at_a_version_or_a_time_is_what_the_live_plan_said_then(int seed)
    {
        var random = new Random(seed);
        var told = new List<(string Plan, string Time)>();
        for (int step = 0; step < 60; step++)
        {
            _silo.Clock.Advance(TimeSpan.FromSeconds(random.Next(12) == 0 ? random.Next(1, 90_000) : random.Next(1, 200)));
            await DoAnythingAsync(random);
            told.Add((await PlanAsync(""), _silo.Clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture)));
        }
        // Something later than all of it.
        _silo.Clock.Advance(TimeSpan.FromHours(1));
        await _silo.Http.PutAsync("/v1/sites/PARTDIEU", """{"territory":"rhone","name":"La Part-Dieu","location":{"lat":45.761,"lon":4.859},"opening":{"week":[{"days":["monday","tuesday","wednesday","thursday","friday"],"from":"08:00","to":"23:00"}]}}""");

        for (int ask = 0; ask < 80; ask++)
        {
            if (ask == 40) await _silo.RestartAsync();
            (string plan, string time) = told[random.Next(told.Count)];
            (await PlanAsync($"&version={VersionOf(plan)}")).ShouldBe(plan);

            // The planner may have ended a hold in the same second, after the plan was looked at.
            string then = await PlanAsync($"&at={time}");
            VersionOf(then).ShouldBeGreaterThanOrEqualTo(VersionOf(plan));
            (await PlanAsync($"&version={VersionOf(then)}")).ShouldBe(then);
            TimeOf(then).ShouldBeLessThanOrEqualTo(TimeOf($$"""{"at":"{{time}}"}"""));
            TimeOf(await PlanAsync($"&version={VersionOf(then) + 1}")).ShouldBeGreaterThan(TimeOf($$"""{"at":"{{time}}"}"""));
        }
        told.Select(one => one.Plan).Distinct().Count().ShouldBeGreaterThan(40);
    }

    [Fact]
    public async Task Of_the_past_the_days_from_the_one_that_is_asked_about_are_shown()
    {
        long version = (long)(await _silo.Http.ReadAsync("/v1/territories/rhone/plan"))["version"]!;
        _silo.Clock.Advance(TimeSpan.FromDays(3));
        await _silo.Http.PutAsync("/v1/customers/C-1", "{}");

        await ShouldBeginAsync("", "2026-11-26T00:00:00+01:00");
        await ShouldBeginAsync($"?version={version}", "2026-11-23T00:00:00+01:00");
        await ShouldBeginAsync("?at=2026-11-24T12:00:00%2B01:00", "2026-11-24T00:00:00+01:00");

        async Task ShouldBeginAsync(string query, string day) =>
            ((string?)(await _silo.Http.ReadAsync($"/v1/territories/rhone/plan{query}"))["from"]).ShouldBe(day);
    }

    [Fact]
    public async Task A_place_that_was_erased_is_erased_from_the_past_too()
    {
        string offer = await _silo.Http.FirstOfferAsync("""{"service":"boiler-maintenance","customer":{"id":"C-1042"}}""");
        (await _silo.Http.PostAsync("/v1/bookings", $$"""{"offer":"{{offer}}"}""")).Status.ShouldBe(HttpStatusCode.Created);
        long version = (long)(await _silo.Http.ReadAsync("/v1/territories/rhone/plan"))["version"]!;
        await _silo.Http.PutAsync("/v1/sites/BELLECOUR", """{"territory":"rhone","name":"Place Bellecour","location":{"lat":45.757,"lon":4.832},"opening":{"week":[{"days":["monday"],"from":"08:00","to":"19:00"}]}}""");
        (await PlanAsync($"&version={version}")).ShouldContain("45.77");

        await _silo.Http.RemoveAsync("/v1/customers/C-1042");

        (await PlanAsync($"&version={version}")).ShouldNotContain("45.77");
    }

    private static long VersionOf(string plan) => (long)JsonNode.Parse(plan)!["version"]!;

    private static DateTimeOffset TimeOf(string plan) => (DateTimeOffset)JsonNode.Parse(plan)!["at"]!;

    private Task<string> PlanAsync(string query) => _silo.Http.GetStringAsync($"/v1/territories/rhone/plan?{Days}{query}");

    private async Task DoAnythingAsync(Random random)
    {
        string service = Services[random.Next(Services.Length)], customer = random.Next(2) == 0 ? "C-1042" : "C-2000";
        string request = $$"""{"service":"{{service}}","customer":{"id":"{{customer}}"},"maxOffers":5}""";
        switch (random.Next(8))
        {
            case < 3: Note(await _silo.Http.PostAsync("/v1/bookings", $$"""{"offer":"{{await OfferAsync(request, random)}}"}"""), "booking", _bookings); break;
            case 3: Note(await _silo.Http.PostAsync("/v1/holds", $$"""{"offer":"{{await OfferAsync(request, random)}}","ttlSeconds":{{random.Next(1, 900)}}}"""), "hold", _holds); break;
            case 4 when Pick(_holds, random) is { } hold: Note(await _silo.Http.PostAsync($"/v1/holds/{hold}/confirm", ""), "booking", _bookings); break;
            case 5 when Pick(_bookings, random) is { } booking: await _silo.Http.RemoveAsync($"/v1/bookings/{booking}"); break;
            case 6 when Pick(_bookings, random) is { } booking: await MoveAsync(booking, random); break;
            default:
                await _silo.Http.PutAsync("/v1/sites/PARTDIEU", $$$"""{"territory":"rhone","name":"Part-Dieu","location":{"lat":45.761,"lon":4.859},"opening":{"week":[{"days":["monday","tuesday","wednesday","thursday","friday"],"from":"08:00","to":"{{{random.Next(19, 23)}}}:00"}]} }""");
                break;
        }
    }

    private async Task MoveAsync(string booking, Random random)
    {
        Answer standing = await _silo.Http.ReadAsync($"/v1/bookings/{booking}");
        string where = standing["site"] is null ? """ "location":{"lat":45.77,"lon":4.85}, """ : "";
        Answer asked = await _silo.Http.PostAsync("/v1/availability", $$"""{"service":"{{(string)standing["service"]!}}",{{where}}"booking":"{{booking}}","maxOffers":5}""");
        // It may have been cancelled, or be over.
        if (asked.Status != HttpStatusCode.OK || asked["offers"]!.AsArray() is not { Count: > 0 } offers) return;
        await _silo.Http.PostAsync($"/v1/bookings/{booking}/reschedule", $$"""{"offer":"{{(string)offers[random.Next(offers.Count)]!["offer"]!}}","reason":"because"}""");
    }

    private async Task<string> OfferAsync(string request, Random random)
    {
        JsonArray offers = await _silo.Http.AskAsync(request);
        return (string)offers[random.Next(offers.Count)]!["offer"]!;
    }

    private static string? Pick(List<string> ids, Random random) => ids.Count == 0 ? null : ids[random.Next(ids.Count)];

    private static void Note(Answer answer, string field, List<string> ids)
    {
        if (answer.Status == HttpStatusCode.Created) ids.Add((string)answer[field]!);
    }
}
