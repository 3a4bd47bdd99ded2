using System.Collections.Concurrent;
using OptiTime.Demo.Loading;
using OptiTime.Demo.Scenarios;

namespace OptiTime.Demo.Tests.Loading;

/// <summary>Each scenario loaded in full, once for all the tests that look at it.</summary>
public sealed class FullLoads : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<FullLoad>>> _loads = new();

    public Task<FullLoad> OfAsync(string name) => _loads.GetOrAdd(name, _ => new Lazy<Task<FullLoad>>(() => LoadAsync(name))).Value;

    public void Dispose()
    {
        foreach (Lazy<Task<FullLoad>> load in _loads.Values)
        {
            if (load.Value.IsCompletedSuccessfully) load.Value.Result.Store.Dispose();
        }
    }

    private static async Task<FullLoad> LoadAsync(string name)
    {
        var store = new LoadedStore();
        Scenario scenario = KnownScenarios.Create(name, LoadedStore.FirstDay);
        return new FullLoad(scenario, store, await store.LoadAsync(scenario));
    }
}

/// <summary>A scenario, the store it was loaded into, and what the loader reported.</summary>
public sealed record FullLoad(Scenario Scenario, LoadedStore Store, LoadReport Report);
