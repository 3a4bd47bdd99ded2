using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using OptiTime.Demo.Loading;
using OptiTime.Demo.Scenarios;
using OptiTime.Engine.Directory;
using OptiTime.Engine.Planners;
using OptiTime.Silo.Api.Availability;
using OptiTime.Silo.Tests.Fixtures;

namespace OptiTime.Silo.Tests.Stories;

/// <summary>A silo with a company of the demo, made small. It is Monday, 2026-11-23, 07:00 in France, and its plan is partly booked.</summary>
/// <param name="scenario">The company.</param>
/// <param name="size">How large it is made.</param>
public abstract class CompanySilo(string scenario, ScenarioSize size) : RunningSilo
{
    public Scenario Company { get; } = KnownScenarios.Create(scenario, new LocalDate(2026, 11, 23), size);

    internal Caller Caller => new(Http);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var loader = new ScenarioLoader(
            Inside.GetRequiredService<ITerritoryPlanners>(), Inside.GetRequiredService<ICustomerDirectory>(), Inside.GetRequiredService<IPlanDirectory>(), Clock);
        await loader.LoadAsync(Company, null, CancellationToken.None);
        // What was written past the API is not known to it for a while.
        Inside.GetRequiredService<TerritoryAtlas>().Outdate();
    }
}
