using System.Globalization;
using OptiTime.Engine.Planners;
using OptiTime.Silo.Stores;

namespace OptiTime.Silo.Hosting;

/// <summary>
/// Whether work should be sent to this silo rather than to another. It goes on answering those who come all the same: from its boards while
/// the store is away, and to the end while it drains.
/// </summary>
internal sealed class Readiness(SiloStore store, StoreWatch watch, WarmUp warmUp, IServiceProvider services)
{
    /// <summary>For how long the store may be out of reach before others are the better choice: shorter outages are over sooner than balancers notice.</summary>
    public static readonly TimeSpan Bridged = TimeSpan.FromSeconds(30);

    private volatile bool _drains;

    /// <summary>Says that the silo is about to end.</summary>
    public void Drain() => _drains = true;

    /// <summary>Why it is not ready, a sentence each; empty when it is.</summary>
    public IReadOnlyList<string> WhyNot()
    {
        var reasons = new List<string>();
        if (_drains) reasons.Add("The silo is about to stop.");
        if (!store.IsOpen) reasons.Add($"The store, {store.Address}, has not been reached yet.");
        else if (!warmUp.IsDone) reasons.Add("The silo has just been started and is not warm yet.");
        else reasons.AddRange(Halted());
        if (watch.Away is { } away && away > Bridged)
            reasons.Add(string.Create(CultureInfo.InvariantCulture, $"The store has been out of reach for {away.TotalSeconds:0} s: {watch.Why}"));
        return reasons;
    }

    private IEnumerable<string> Halted() =>
        services.GetRequiredService<TerritoryPlanners>().Status.Select(status => status.Freshness.Halted).OfType<string>();
}
