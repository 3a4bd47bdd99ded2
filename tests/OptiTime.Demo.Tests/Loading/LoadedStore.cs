using OptiTime.Demo.Loading;
using OptiTime.Demo.Scenarios;
using OptiTime.Engine.Planners;
using OptiTime.Storage.Sqlite;

namespace OptiTime.Demo.Tests.Loading;

/// <summary>Planners over a real SQLite store in a directory of its own, which is gone at the end.</summary>
public sealed class LoadedStore : IDisposable
{
    private bool _closed;

    public LoadedStore() => (Store, Planners) = Open();

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("optitime-demo-").FullName;

    public SqliteStore Store { get; private set; }

    public TerritoryPlanners Planners { get; private set; }

    public static TimeProvider Clock { get; } = new StandingClock(new DateTimeOffset(2026, 11, 23, 0, 30, 0, TimeSpan.FromHours(1)));

    public static NodaTime.LocalDate FirstDay { get; } = new(2026, 11, 23);

    /// <summary>21 territories with six technicians or more in each, and as few customers as may be.</summary>
    public static ScenarioSize SmallNation { get; } = new(130, 220, 3);

    public Task<LoadReport> LoadAsync(Scenario scenario, IProgress<LoadProgress>? progress = null, CancellationToken stop = default) =>
        new ScenarioLoader(Planners, Store, Store, Clock).LoadAsync(scenario, progress, stop);

    /// <summary>Ends the planners and the store, and opens others on the same directory.</summary>
    public void Reopen()
    {
        Close();
        (Store, Planners) = Open();
    }

    /// <summary>Ends the planners and the store; the directory stays.</summary>
    public void Close()
    {
        if (_closed) return;
        Planners.Dispose();
        Store.Dispose();
        _closed = true;
    }

    public void Dispose()
    {
        Close();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private (SqliteStore, TerritoryPlanners) Open()
    {
        _closed = false;
        SqliteStore store = SqliteStore.Open(Directory, Clock);
        return (store, new TerritoryPlanners(new PlannerServices(store, Clock, Guid.NewGuid, new PoolScheduler(), new PlannerOptions())));
    }


    /// <summary>A clock whose time of day stands still; waits take as long as they take.</summary>
    private sealed class StandingClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
