using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using OptiTime.Engine.Planners;
using OptiTime.Silo.Hosting;
using OptiTime.Silo.Stores;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Hosting;

public sealed class WarmUpTests(LyonSilo silo) : IClassFixture<LyonSilo>
{
    [Fact]
    public async Task A_silo_that_is_started_has_asked_its_own_company_and_changed_nothing()
    {
        long before = await VersionAsync();

        await silo.RestartAsync();

        silo.Inside.GetRequiredService<TerritoryPlanners>().Active.ShouldBe(["rhone"]);
        (await silo.Http.ReadAsync("/health/ready")).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        (await VersionAsync()).ShouldBe(before);
    }

    [Fact]
    public void Until_it_is_warm_a_silo_is_not_ready()
    {
        using WarmUp cold = WarmUpWith(silo.Inside.GetRequiredService<EndpointDataSource>());
        var readiness = new Readiness(silo.Inside.GetRequiredService<SiloStore>(), silo.Inside.GetRequiredService<StoreWatch>(), cold, silo.Inside);

        readiness.WhyNot().ShouldBe(["The silo has just been started and is not warm yet."]);
    }

    [Fact]
    public async Task A_warm_up_that_fails_keeps_nobody_waiting()
    {
        using WarmUp broken = WarmUpWith(new DefaultEndpointDataSource());

        await broken.StartedAsync(TestContext.Current.CancellationToken);

        broken.IsDone.ShouldBeTrue();
    }

    private async Task<long> VersionAsync() =>
        (await silo.Inside.GetRequiredService<ITerritoryPlanners>().BoardAsync("rhone", TestContext.Current.CancellationToken))!.Version;

    /// <summary>A warm-up beside the silo's own.</summary>
    private WarmUp WarmUpWith(EndpointDataSource endpoints) => new(
        endpoints, silo.Inside.GetRequiredService<IServiceScopeFactory>(), silo.Inside.GetRequiredService<SiloStore>(), silo.Inside, NullLogger<WarmUp>.Instance);
}
