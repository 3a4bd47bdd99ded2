using System.Collections.Concurrent;
using OptiTime.Demo.Loading;
using OptiTime.Demo.Scenarios;

namespace OptiTime.Demo.Tests.Loading;

/// <summary>Each scenario loaded once for all the tests that look at it: in full, but for the national one, which is the load tests' in full.</summary>
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
        Scenario scenario = KnownScenarios.Create(name, LoadedStore.FirstDay, name == "vivendi-water" ? LoadedStore.SmallNation : null);
        return new FullLoad(scenario, store, await store.LoadAsync(scenario));
    }
}

/// <summary>A scenario, the store it was loaded into, and what the loader reported.</summary>
public sealed record FullLoad(Scenario Scenario, LoadedStore Store, LoadReport Report)
{
    public IEnumerable<string> Territories => Scenario.Branches.Select(branch => branch.Territory.Id);
}
