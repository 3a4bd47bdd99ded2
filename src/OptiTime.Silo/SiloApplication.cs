using OptiTime.Engine.Directory;
using OptiTime.Engine.History;
using OptiTime.Engine.Log;
using OptiTime.Engine.Planners;
using OptiTime.Silo.Api;
using OptiTime.Silo.Api.Offers;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Hosting;
using OptiTime.Storage.Sqlite;

namespace OptiTime.Silo;

/// <summary>Puts a silo together: store, planners, API.</summary>
public static class SiloApplication
{
    /// <summary>A silo, ready to be started.</summary>
    /// <param name="options">How.</param>
    /// <param name="args">Configuration on the command line, such as <c>--Logging:LogLevel:Default=Warning</c>.</param>
    /// <exception cref="IOException">It cannot listen on an address it was given: it speaks plain http only.</exception>
    /// <exception cref="UnsafeAddressException">It would listen where anybody could call it, and nobody said that this is meant.</exception>
    /// <exception cref="StoreLockedException">Another process has the data directory.</exception>
    /// <exception cref="StoreUnavailableException">The data directory cannot be used.</exception>
    public static WebApplication Create(SiloOptions options, string[] args)
    {
        ListeningAddresses.Check(options);
        // Neither files nor variables around the program decide how a silo behaves; what is served of files is inside the program.
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Limits.ImportBytes;
            kestrel.Limits.MaxConcurrentConnections = Limits.Connections;
        });
        // A line for every call would cost more than the call.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // Whoever starts a silo gets the fault and says it in a line; the host would log it with all its insides first.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        builder.Services.AddSingleton(options.Clock);
        AddStore(builder.Services, SqliteStore.Open(options.DataDirectory, options.Clock), SigningKeys.Open(options.DataDirectory));
        AddPlanners(builder.Services);
        builder.Services.AddApi();

        WebApplication silo = builder.Build();
        silo.UseMiddleware<ProblemMiddleware>();
        silo.MapApi();
        return silo;
    }

    private static void AddStore(IServiceCollection services, SqliteStore store, SigningKeys keys)
    {
        // By factories, so that the container disposes of the store when the silo ends.
        services.AddSingleton(_ => store);
        services.AddSingleton<IPlanLog>(provider => provider.GetRequiredService<SqliteStore>());
        services.AddSingleton<IPlanDirectory>(provider => provider.GetRequiredService<SqliteStore>());
        services.AddSingleton<ICustomerDirectory>(provider => provider.GetRequiredService<SqliteStore>());
        services.AddSingleton(keys);
    }

    private static void AddPlanners(IServiceCollection services)
    {
        services.AddSingleton<IPlannerScheduler, PoolScheduler>();
        services.AddSingleton<PlannerOptions>();
        services.AddSingleton(provider => new PlannerServices(
            provider.GetRequiredService<IPlanLog>(), provider.GetRequiredService<TimeProvider>(), Guid.CreateVersion7,
            provider.GetRequiredService<IPlannerScheduler>(), provider.GetRequiredService<PlannerOptions>()));
        services.AddSingleton<TerritoryPlanners>();
        services.AddSingleton<HistoryOptions>().AddSingleton<PlanHistory>().AddSingleton<CommitmentHistories>();
        services.AddSingleton<ITerritoryPlanners>(provider => provider.GetRequiredService<TerritoryPlanners>());
        services.AddHostedService<PlannerTicks>();
        services.AddSingleton<WarmUp>();
        services.AddHostedService(provider => provider.GetRequiredService<WarmUp>());
    }
}
