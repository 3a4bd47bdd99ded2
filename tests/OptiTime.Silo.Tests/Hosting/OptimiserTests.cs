using System.Net;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Hosting;

/// <summary>A silo that optimises, as one does that is told to.</summary>
public sealed class OptimiserTests(OptimiserTests.OptimisingSilo silo) : IClassFixture<OptimiserTests.OptimisingSilo>
{
    private const int MostLooks = 20_000;

    [Fact]
    public async Task It_makes_a_plan_cheaper_in_the_background_moves_nothing_that_is_pinned_and_tells_what_it_saved()
    {
        // Far in the south, and given to the one who lives farthest north; whoever serves is welcome.
        string pinned = await BookAsync("R-5", "2026-11-25", pin: true);
        string free = await BookAsync("R-5", "2026-11-26", pin: false);
        // A few bookings are worth another look only after a while.
        silo.Clock.Advance(TimeSpan.FromMinutes(6));

        for (int look = 0; look < MostLooks && await FigureAsync("optitime_optimizer_batches_total{outcome=\"made\"}") == 0; look++) await Task.Yield();

        (await FigureAsync("optitime_optimizer_saved_total")).ShouldBeGreaterThan(0);
        ((string?)(await silo.Http.ReadAsync($"/v1/bookings/{pinned}"))["resources"]![0]!["resource"]).ShouldBe("R-5");
        ((string?)(await silo.Http.ReadAsync($"/v1/bookings/{free}"))["resources"]![0]!["resource"]).ShouldNotBe("R-5");
    }

    private async Task<string> BookAsync(string resource, string day, bool pin)
    {
        string offer = await silo.Http.FirstOfferAsync(
            $$"""{"service":"boiler-maintenance","location":{"lat":45.45,"lon":4.83},"windows":[{"from":"{{day}}T10:00:00+01:00","to":"{{day}}T12:00:00+01:00"}],"maxOffers":1}""");
        Answer answer = await silo.Http.PostAsync("/v1/bookings", $$"""{"offer":"{{offer}}"}""");
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Body?.ToJsonString());
        string id = (string)answer["booking"]!;
        // Given to the one who lives far away, but unless pinned not to stay there for ever.
        Answer assigned = await silo.Http.PostAsync(
            $"/v1/bookings/{id}/assign", $$"""{"resources":[{"role":"technician","resource":"{{resource}}"}],"pin":{{(pin ? "true" : "false")}},"override":{"reason":"a mix-up"} }""");
        assigned.Status.ShouldBe(HttpStatusCode.OK, assigned.Body?.ToJsonString());
        return id;
    }

    private async Task<double> FigureAsync(string name)
    {
        string text = await silo.Http.GetStringAsync("/metrics");
        string? line = text.Split('\n').FirstOrDefault(line => line.StartsWith(name + " ", StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(line[(line.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The company around Lyon, optimised.</summary>
    public sealed class OptimisingSilo : LyonSilo
    {
        protected override bool Optimises => true;
    }
}
