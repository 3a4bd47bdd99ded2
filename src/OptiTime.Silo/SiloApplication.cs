using OptiTime.Engine.Directory;
using OptiTime.Engine.History;
using OptiTime.Engine.Log;
using OptiTime.Engine.Optimization;
using OptiTime.Engine.Planners;
using OptiTime.Engine.Value;
using OptiTime.Silo.Api;
using OptiTime.Silo.Api.Offers;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Hosting;
using OptiTime.Silo.Stores;
using OptiTime.Silo.Telemetry;
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
        return Create(options, args, StoreOf(options));
    }

    /// <summary>A silo over a store that is open, or will be.</summary>
    internal static WebApplication Create(SiloOptions options, string[] args, SiloStore store)
    {
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
        // Calls that run when the silo stops are waited for so long; signals are the program's, which lets others know first.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.FinishWithin);
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        AddStore(builder.Services, options, store);
        AddPlanners(builder.Services, options);
        builder.Services.AddApi();

        WebApplication silo = builder.Build();
        // The container disposes of what it has given out: also when the silo is never started. Figures count from here.
        silo.Services.GetRequiredService<SiloStore>();
        silo.Services.GetRequiredService<MetricCollector>();
        silo.Services.GetRequiredService<SiloMeter>();
        silo.UseMiddleware<ProblemMiddleware>();
        silo.MapApi();
        return silo;
    }

    /// <summary>The store: a directory is opened here and now, so that whoever starts a silo is told what is wrong with it; a database when the silo runs.</summary>
    private static SiloStore StoreOf(SiloOptions options)
    {
        var store = new SiloStore(options.Plans);
        if (options.Plans.Directory is not { } directory) return store;
        var plans = PlanStore.Open(directory, options.Clock);
        store.Open(new OpenedStore(plans, options.OfferKeys is { } file ? SigningKeys.Read(file) : SigningKeys.Open(directory)));
        return store;
    }

    /// <summary>Registers the store and its sides by factories: each is had when it is first asked for, which fails until the store is open.</summary>
    private static void AddStore(IServiceCollection services, SiloOptions options, SiloStore store)
    {
        services.AddSingleton(options);
        services.AddSingleton(_ => store);
        services.AddSingleton(provider => provider.GetRequiredService<SiloStore>().Current.Plans.Log);
        services.AddSingleton(provider => provider.GetRequiredService<SiloStore>().Current.Plans.Directory);
        services.AddSingleton(provider => provider.GetRequiredService<SiloStore>().Current.Plans.Customers);
        services.AddSingleton(provider => provider.GetRequiredService<SiloStore>().Current.Plans.Demand);
        services.AddSingleton(provider =>
        {
            OpenedStore opened = provider.GetRequiredService<SiloStore>().Current;
            return new KeyRing(opened.Keys, stop => SigningKeys.OfAsync(options, opened.Plans, stop), options.Clock);
        });
        // The present is the store's, as far as it is known here: offers and holds live by it.
        services.AddSingleton(new StoreClock(options.Clock));
        services.AddSingleton<TimeProvider>(provider => provider.GetRequiredService<StoreClock>());
        services.AddSingleton<StoreWatch>();
        services.AddHostedService<StoreOpening>();
    }

    private static void AddPlanners(IServiceCollection services, SiloOptions options)
    {
        services.AddSingleton<IPlannerScheduler, PoolScheduler>();
        services.AddSingleton<PlannerOptions>();
        services.AddSingleton(provider => new PlannerServices(
            provider.GetRequiredService<IPlanLog>(), provider.GetRequiredService<StoreClock>(), Guid.CreateVersion7,
            provider.GetRequiredService<IPlannerScheduler>(), provider.GetRequiredService<PlannerOptions>())
        {
            Directory = provider.GetRequiredService<IPlanDirectory>(),
            Optimizer = options.Optimises
                ? new OptimizerServices(provider.GetRequiredService<SiloStore>().Current.Plans.Optimizers, new OptimizerOptions())
                {
                    Begins = options.OptimisesAfter,
                    Faulted = provider.GetRequiredService<OptimizerFaults>().Tell,
                } : null,
        });
        services.AddSingleton<OptimizerFaults>().AddSingleton<TerritoryPlanners>();
        services.AddSingleton<HistoryOptions>().AddSingleton<PlanHistory>().AddSingleton<CommitmentHistories>().AddSingleton<ProposalHistories>().AddSingleton<Repairs>();
        services.AddSingleton<ITerritoryPlanners>(provider => provider.GetRequiredService<TerritoryPlanners>());
        services.AddHostedService<PlannerTicks>().AddHostedService<LogFollower>().AddHostedService<KeyRefresh>();
        services.AddSingleton<Readiness>().AddSingleton<SiloMeter>().AddSingleton<MetricCollector>();
        services.AddSingleton<DemandCounter>().AddSingleton<BidPriceBook>().AddSingleton<DemandKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<DemandKeeper>());
        services.AddSingleton<WarmUp>();
        services.AddHostedService(provider => provider.GetRequiredService<WarmUp>());
    }
}
