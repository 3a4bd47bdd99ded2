using System.Diagnostics;
using NodaTime;
using OptiTime.Demo.Loading;
using OptiTime.Demo.Scenarios;
using OptiTime.Engine.Planners;
using OptiTime.LoadTests.Reports;
using OptiTime.LoadTests.Silos;
using OptiTime.Storage.Postgres;
using OptiTime.Testbed.Postgres;

namespace OptiTime.LoadTests.Clusters;

/// <summary>A private PostgreSQL that keeps what it acknowledges, a company in it, and silos in processes of their own.</summary>
internal sealed class BookedCluster : IAsyncDisposable
{
    private readonly PrivatePostgres _server;
    private readonly string _store;
    private readonly List<SiloProcess> _silos = [];

    private BookedCluster(PrivatePostgres server, string store) => (_server, _store) = (server, store);

    /// <summary>The silos' addresses.</summary>
    internal IReadOnlyList<Uri> Addresses => [.. _silos.Select(silo => silo.Address)];

    /// <summary>The silos' processes.</summary>
    internal IReadOnlyList<int> Processes => [.. _silos.Select(silo => silo.Id)];

    /// <summary>The database server's process.</summary>
    internal int Server => _server.ProcessId ?? throw new LoadTestException("PostgreSQL has ended.");

    /// <summary>Starts it all.</summary>
    /// <param name="silos">How many silos.</param>
    /// <param name="territories">How many territories.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="LoadTestException">There is no PostgreSQL here, or a silo ended before it served.</exception>
    internal static async Task<BookedCluster> StartAsync(int silos, int territories, CancellationToken stop)
    {
        if (PrivatePostgres.WhyNot is { } why) throw new LoadTestException($"There is no PostgreSQL to put load on: {why}");
        PrivatePostgres server = await PrivatePostgres.CreateAsync(stop: stop);
        var cluster = new BookedCluster(server, await server.NewDatabaseAsync(stop));
        try
        {
            await cluster.FillAsync(territories, stop);
            for (int index = 0; index < silos; index++) cluster._silos.Add(await SiloProcess.ServeAsync(cluster._store, stop));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Verifies the store as <c>optitime verify</c> does.</summary>
    /// <returns>Its last line, and whether it found nothing.</returns>
    internal async Task<(string Verdict, bool IsSound)> VerifyAsync(CancellationToken stop)
    {
        using Process verify = SiloProcess.Start(["verify"], _store);
        string said = await verify.StandardOutput.ReadToEndAsync(stop), faults = await verify.StandardError.ReadToEndAsync(stop);
        await verify.WaitForExitAsync(stop);
        string[] lines = $"{said}\n{faults}".Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return (lines.Length == 0 ? "" : lines[^1], verify.ExitCode == 0);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (SiloProcess silo in _silos) await silo.DisposeAsync();
        await _server.DisposeAsync();
    }

    private async Task FillAsync(int territories, CancellationToken stop)
    {
        await using PostgresStore store = await PostgresStore.OpenAsync(_store, null, stop);
        using var planners = new TerritoryPlanners(new PlannerServices(store, TimeProvider.System, Guid.CreateVersion7, new PoolScheduler(), new PlannerOptions()));
        LocalDate today = SystemClock.Instance.GetCurrentInstant().InZone(DateTimeZoneProviders.Tzdb[KnownScenarios.Zone]).Date;
        Scenario company = BookingCompany.Create(today, territories);
        LoadReport report = await ProgressScreen.ShowAsync("filling PostgreSQL", async tell =>
            await new ScenarioLoader(planners, store, store, TimeProvider.System)
                .LoadAsync(company, new Progress<LoadProgress>(progress => tell(progress.Share, $"{progress.Bookings} bookings")), stop));
        ProgressScreen.Line($"{company.Branches.Length} territories, {report.Bookings} bookings.");
    }
}
