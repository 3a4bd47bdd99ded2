using OptiTime.Demo.Loading;
using OptiTime.Demo.Scenarios;
using OptiTime.Engine.Planners;
using OptiTime.Storage.Sqlite;

namespace OptiTime.Demo.Tests.Loading;

/// <summary>Planners over a real SQLite store in a directory of its own, which is gone at the end.</summary>
public sealed class LoadedStore : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("optitime-demo-").FullName;

    public LoadedStore() => (Store, Planners) = Open();

    public SqliteStore Store { get; private set; }

    public TerritoryPlanners Planners { get; private set; }

    public static TimeProvider Clock { get; } = new StandingClock(new DateTimeOffset(2026, 11, 23, 0, 30, 0, TimeSpan.FromHours(1)));

    public static NodaTime.LocalDate FirstDay { get; } = new(2026, 11, 23);

    public Task<LoadReport> LoadAsync(Scenario scenario, IProgress<LoadProgress>? progress = null, CancellationToken stop = default) =>
        new ScenarioLoader(Planners, Store, Clock).LoadAsync(scenario, progress, stop);

    /// <summary>Ends the planners and the store, and opens others on the same directory.</summary>
    public void Reopen()
    {
        Close();
        (Store, Planners) = Open();
    }

    public void Dispose()
    {
        Close();
        Directory.Delete(_directory, recursive: true);
    }

    private (SqliteStore, TerritoryPlanners) Open()
    {
        SqliteStore store = SqliteStore.Open(_directory, Clock);
        return (store, new TerritoryPlanners(new PlannerServices(store, Clock, Guid.NewGuid, new PoolScheduler(), new PlannerOptions())));
    }

    private void Close()
    {
        Planners.Dispose();
        Store.Dispose();
    }

    /// <summary>A clock whose time of day stands still; waits take as long as they take.</summary>
    private sealed class StandingClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
