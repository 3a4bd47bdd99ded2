using OptiTime.Cluster.Tests.Callers;
using OptiTime.Testbed.Histories;
using OptiTime.Testbed.Postgres;
using OptiTime.Testbed.Silos;

namespace OptiTime.Cluster.Tests.Clusters;

/// <summary>Tests that share one cluster of three silos, one after the other; each leaves it as it was.</summary>
[CollectionDefinition(Name)]
public sealed class ClusterTests : ICollectionFixture<ClusterFixture>
{
    internal const string Name = "cluster";
}

/// <summary>A cluster of three silos for many tests.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    private RunningCluster? _cluster;
    private int _references;

    /// <summary>The cluster; a test that asks for it is skipped, with the reason, where there can be none.</summary>
    internal RunningCluster Cluster
    {
        get
        {
            Assert.SkipWhen(_cluster is null, PrivatePostgres.WhyNot ?? "");
            return _cluster!;
        }
    }

    internal SiloProcess Silo(int index) => Cluster.Silos[index];

    /// <summary>All that anybody has called in these tests: they share the plans, so they share the history.</summary>
    internal History History { get; } = new(TimeProvider.System);

    internal Desk Desk => field ??= new Desk(History, Desk.Patient);

    /// <summary>A reference or key that was never used.</summary>
    internal string NewName() => $"test-{Interlocked.Increment(ref _references)}";

    /// <summary>The best offer a silo has for an address.</summary>
    internal async Task<(string Reference, string Offer)> OfferAsync(SiloProcess silo, string territory, int address = 0)
    {
        string reference = NewName();
        Reply found = await Desk.SearchAsync(silo, territory, reference, Company.AddressesOf(territory)[address]);
        found.IsDone.ShouldBeTrue($"{found.Call}");
        return (reference, found.Body.GetProperty("offers")[0].GetProperty("offer").GetString()!);
    }

    /// <summary>A hold of the best offer.</summary>
    internal async Task<Reply> HoldAsync(SiloProcess silo, string territory, int seconds)
    {
        (string reference, string offer) = await OfferAsync(silo, territory);
        Reply held = await Desk.TakeAsync(silo, territory, reference, offer, seconds, NewName());
        held.IsDone.ShouldBeTrue($"{held.Call}");
        return held;
    }

    /// <summary>A booking of the best offer, or whatever came instead.</summary>
    internal async Task<Reply> BookAsync(SiloProcess silo, string territory)
    {
        (string reference, string offer) = await OfferAsync(silo, territory);
        return await Desk.TakeAsync(silo, territory, reference, offer, null, NewName());
    }

    /// <inheritdoc cref="Desk.InsistAsync"/>
    internal async Task<Reply> InsistAsync(Func<CancellationToken, Task<Reply>> send)
    {
        // Whoever is never answered fails instead of asking for ever.
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        return await Desk.InsistAsync(() => send(patience.Token), patience.Token);
    }

    /// <summary>Asks until it is so.</summary>
    internal static Task UntilAsync(Func<Task<bool>> isSo, string what) => UntilAsync(isSo, () => what);

    /// <inheritdoc cref="UntilAsync(Func{Task{bool}}, string)"/>
    internal static async Task UntilAsync(Func<Task<bool>> isSo, Func<string> what)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await isSo())
        {
            if (patience.IsCancellationRequested) throw new TimeoutException($"In a minute it did not come about that {what()}.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), CancellationToken.None);
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (PrivatePostgres.WhyNot is null) _cluster = await RunningCluster.StartAsync(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is null) return;
        Desk.Dispose();
        await _cluster.DisposeAsync();
    }
}
