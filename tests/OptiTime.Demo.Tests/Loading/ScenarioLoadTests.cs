using System.Diagnostics;
using OptiTime.Demo.Loading;
using OptiTime.Demo.Scenarios;

namespace OptiTime.Demo.Tests.Loading;

public sealed class ScenarioLoadTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("lyon")]
    [InlineData("multiburo")]
    public async Task Probe(string name)
    {
        using var store = new LoadedStore();
        Scenario scenario = KnownScenarios.Create(name, LoadedStore.FirstDay);
        var watch = Stopwatch.StartNew();
        LoadReport report = await store.LoadAsync(scenario);
        output.WriteLine($"{watch.Elapsed.TotalSeconds:0.00} s, {report.Bookings} bookings, {report.Unserved} unserved");
        foreach (WorkloadLoad load in report.Loads) output.WriteLine($"{load.Workload} {load.Load} {load.Load.Share:P1}");
    }
}
