using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OptiTime.Demo.Loading;
using OptiTime.Demo.Scenarios;
using OptiTime.Engine.Directory;
using OptiTime.Engine.Planners;
using OptiTime.Silo;
using OptiTime.Silo.Stores;

namespace OptiTime.LoadTests.Tests.Runs;

/// <summary>A silo in this process on a free port, with a small company around Lyon.</summary>
internal sealed class FilledSilo : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("optitime-load-tests-").FullName;
    private readonly WebApplication _silo;

    private FilledSilo() => _silo = SiloApplication.Create(
        new SiloOptions { Urls = "http://127.0.0.1:0", Plans = StoreAddress.InDirectory(_directory), Optimises = false }, ["--Logging:LogLevel:Default=Warning"]);

    internal Uri Address => new(_silo.Urls.First());

    /// <summary>How many holds there are now.</summary>
    internal int Holds => _silo.Services.GetRequiredService<ITerritoryPlanners>().BoardAsync("rhone", default).AsTask().Result!.Holds.Count;

    internal static async Task<FilledSilo> StartAsync()
    {
        var silo = new FilledSilo();
        await silo._silo.StartAsync();
        IServiceProvider services = silo._silo.Services;
        var today = NodaTime.LocalDate.FromDateTime(DateTime.UtcNow);
        Scenario scenario = KnownScenarios.Create("lyon", today, new ScenarioSize(8, 60, 3));
        await new ScenarioLoader(services.GetRequiredService<ITerritoryPlanners>(), services.GetRequiredService<ICustomerDirectory>(), services.GetRequiredService<IPlanDirectory>(), TimeProvider.System)
            .LoadAsync(scenario, null, default);
        return silo;
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.StopAsync();
        await _silo.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
