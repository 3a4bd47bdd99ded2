using System.Net;
using System.Text.Json.Nodes;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Hosting;

/// <summary>What callers see of a silo that optimises its plans.</summary>
public sealed class OptimiserTests : IAsyncLifetime
{
    /// <summary>One who lives in the north, and a customer far in the south.</summary>
    private const string North = "R-5", South = """{"lat":45.45,"lon":4.83}""";

    private OptimisingSilo _silo = new(isOn: true);

    public ValueTask InitializeAsync() => _silo.InitializeAsync();

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Fact]
    public async Task It_makes_a_plan_cheaper_inside_what_was_promised_and_tells_what_that_saved_and_took()
    {
        string booking = await MisplacedAsync("2026-11-26");
        JsonNode before = await ReadAsync(booking);
        double saved = await _silo.FigureAsync(OptimisingSilo.Saved);

        await _silo.UntilSettledAsync();

        JsonNode after = await ReadAsync(booking);
        ServedBy(after).ShouldNotBe(North);
        JsonNode.DeepEquals(after["promise"], before["promise"]).ShouldBeTrue();
        ((string?)after["status"]).ShouldBe("confirmed");
        Time(after["start"]).ShouldBeInRange(Time(after["promise"]!["from"]), Time(after["promise"]!["to"]));
        (await _silo.FigureAsync(OptimisingSilo.Saved)).ShouldBeGreaterThan(saved);
        string figures = await _silo.Http.GetStringAsync("/metrics");
        figures.ShouldContain("\noptitime_optimizer_work_seconds_total ");
        figures.ShouldContain("\noptitime_optimizer_batches_total{outcome=\"made\"} ");
        Answer told = await _silo.Http.ReadAsync($"/v1/bookings/{booking}/history");
        told.Body!.ToJsonString().ShouldContain("the plan has become cheaper by it");
    }

    [Fact]
    public async Task What_is_pinned_frozen_or_begun_and_whom_a_customer_wants_stay_as_they_are()
    {
        string pinned = await MisplacedAsync("2026-11-25", pin: true);
        string wanted = await BookAsync("2026-11-26", $"\"require\":[\"{North}\"],");
        // Today: what is planned within two hours is frozen; later it will have begun.
        _silo.Clock.Advance(TimeSpan.FromMinutes(90));
        string soon = await MisplacedAsync("2026-11-23");
        string free = await MisplacedAsync("2026-11-27");
        string[] fixedOnes = [pinned, wanted, soon];
        string[] before = [.. await Task.WhenAll(fixedOnes.Select(async id => (await ReadAsync(id)).ToJsonString()))];

        await _silo.UntilSettledAsync();
        _silo.Clock.Advance(TimeSpan.FromMinutes(100));
        await BookAsync("2026-11-24");
        await _silo.UntilSettledAsync();

        ServedBy(await ReadAsync(free)).ShouldNotBe(North);
        foreach ((string id, string was) in fixedOnes.Zip(before)) Place(await ReadAsync(id)).ShouldBe(Place(JsonNode.Parse(was)!), id);
    }

    [Fact]
    public async Task It_stops_when_it_no_longer_pays_and_begins_again_when_the_plan_has_changed()
    {
        await MisplacedAsync("2026-11-26");
        await _silo.UntilSettledAsync();
        double slices = await _silo.FigureAsync(OptimisingSilo.Slices);

        for (int turn = 0; turn < 8; turn++) (await _silo.TurnAsync()).ShouldBe("nothing");
        (await _silo.FigureAsync(OptimisingSilo.Slices)).ShouldBe(slices);
        string late = await MisplacedAsync("2026-11-25");
        (await _silo.TurnAsync()).ShouldBe("nothing", "a change or two are not worth it at once");
        _silo.Clock.Advance(TimeSpan.FromMinutes(5));

        (await _silo.TurnAsync()).ShouldNotBe("nothing");
        await _silo.UntilSettledAsync();
        ServedBy(await ReadAsync(late)).ShouldNotBe(North);
    }

    [Fact]
    public async Task While_many_are_calling_it_does_nothing_and_when_they_have_gone_it_works()
    {
        string booking = await MisplacedAsync("2026-11-26");
        for (int turn = 0; turn < 4; turn++)
        {
            double slices = await _silo.FigureAsync(OptimisingSilo.Slices);
            for (int call = 0; call < 30; call++) await _silo.Http.AskAsync(Question("2026-11-26", "10:00", "12:00", ""));
            (await _silo.TurnAsync()).ShouldBe("gave-way");
            (await _silo.FigureAsync(OptimisingSilo.Slices)).ShouldBe(slices);
        }
        ServedBy(await ReadAsync(booking)).ShouldBe(North);

        (await _silo.TurnAsync()).ShouldBe("worked");
        await _silo.UntilSettledAsync();
        ServedBy(await ReadAsync(booking)).ShouldNotBe(North);
    }

    [Fact]
    public async Task A_job_that_finds_no_gap_is_given_room_before_it_is_due()
    {
        await FillMorningAsync();
        string job = await RecordAsync();
        ((string?)(await JobAsync(job))["state"]).ShouldBe("waiting");

        await _silo.UntilSettledAsync();

        JsonNode planned = await JobAsync(job);
        ((string?)planned["state"]).ShouldBe("planned");
        Time(planned["end"]).ShouldBeLessThanOrEqualTo(Time(planned["due"]));
    }

    [Fact]
    public async Task Off_means_off()
    {
        await _silo.DisposeAsync();
        _silo = new OptimisingSilo(isOn: false);
        await _silo.InitializeAsync();
        await FillMorningAsync();
        string job = await RecordAsync(), booking = await MisplacedAsync("2026-11-27");
        double turns = await _silo.FigureAsync(OptimisingSilo.Turns), slices = await _silo.FigureAsync(OptimisingSilo.Slices);

        // The planners are told of time that passes: a hold ends by it.
        string offer = await _silo.Http.FirstOfferAsync(Question("2026-11-24", "10:00", "12:00", ""));
        string hold = (string)(await _silo.Http.PostAsync("/v1/holds", $$"""{"offer":"{{offer}}","ttlSeconds":30}"""))["hold"]!;
        _silo.Clock.Advance(TimeSpan.FromMinutes(6));
        await TwoSilos.UntilAsync(_silo.Http, "/v1/territories/rhone/plan?from=2026-11-24T00:00:00%2B01:00&to=2026-11-25T00:00:00%2B01:00", answer => !answer.Body!.ToJsonString().Contains(hold, StringComparison.Ordinal));

        (await _silo.FigureAsync(OptimisingSilo.Turns), await _silo.FigureAsync(OptimisingSilo.Slices)).ShouldBe((turns, slices));
        ServedBy(await ReadAsync(booking)).ShouldBe(North);
        ((string?)(await JobAsync(job))["state"]).ShouldBe("waiting");
    }

    /// <summary>Both who could do repairs are busy all morning with what others could do as well.</summary>
    private async Task FillMorningAsync()
    {
        foreach (string technician in new[] { "R-2", "R-5" })
        {
            foreach ((string from, string to) in new[] { ("08:00", "10:00"), ("10:00", "12:00"), ("10:00", "12:00") })
                await AssignAsync(await BookAsync("2026-11-26", "", from, to, """{"lat":45.77,"lon":4.83}"""), technician, pin: false);
        }
    }

    private async Task<string> RecordAsync()
    {
        Answer taken = await _silo.Http.PostAsync(
            "/v1/jobs", """{"service":"boiler-repair","location":{"lat":45.77,"lon":4.83},"earliest":"2026-11-26T08:00:00+01:00","due":"2026-11-26T12:00:00+01:00"}""");
        taken.Status.ShouldBe(HttpStatusCode.Created, taken.Body?.ToJsonString());
        return (string)taken["job"]!;
    }

    /// <summary>A booking far in the south, given to the one who lives farthest north.</summary>
    private async Task<string> MisplacedAsync(string day, bool pin = false)
    {
        string booking = await BookAsync(day);
        await AssignAsync(booking, North, pin);
        return booking;
    }

    private async Task<string> BookAsync(string day, string wishes = "", string from = "10:00", string to = "12:00", string where = South)
    {
        string offer = await _silo.Http.FirstOfferAsync(Question(day, from, to, wishes, where));
        Answer answer = await _silo.Http.PostAsync("/v1/bookings", $$"""{"offer":"{{offer}}"}""");
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Body?.ToJsonString());
        return (string)answer["booking"]!;
    }

    private async Task AssignAsync(string booking, string technician, bool pin)
    {
        Answer assigned = await _silo.Http.PostAsync(
            $"/v1/bookings/{booking}/assign",
            $$"""{"resources":[{"role":"technician","resource":"{{technician}}"}],"pin":{{(pin ? "true" : "false")}},"override":{"reason":"a mix-up"} }""");
        assigned.Status.ShouldBe(HttpStatusCode.OK, assigned.Body?.ToJsonString());
    }

    private static string Question(string day, string from, string to, string wishes, string where = South) =>
        $$"""{"service":"boiler-maintenance",{{wishes}}"location":{{where}},"windows":[{"from":"{{day}}T{{from}}:00+01:00","to":"{{day}}T{{to}}:00+01:00"}],"maxOffers":1}""";

    private async Task<JsonNode> ReadAsync(string booking) => (await _silo.Http.ReadAsync($"/v1/bookings/{booking}")).Body!;

    private async Task<JsonNode> JobAsync(string job) => (await _silo.Http.ReadAsync($"/v1/jobs/{job}")).Body!;

    private static string? ServedBy(JsonNode booking) => (string?)booking["resources"]![0]!["resource"];

    private static string Place(JsonNode booking) => $"{ServedBy(booking)} at {booking["start"]}, promised {booking["promise"]!.ToJsonString()}";

    private static DateTimeOffset Time(JsonNode? time) => DateTimeOffset.Parse((string)time!, System.Globalization.CultureInfo.InvariantCulture);
}
