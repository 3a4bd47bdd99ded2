using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using OptiTime.Engine.Planners;
using OptiTime.Silo.Api.Wire;
using OptiTime.Silo.Hosting;
using OptiTime.Silo.Stores;

namespace OptiTime.Silo.Telemetry;

/// <summary>What a silo tells of itself, each figure declared once. What stands on boards is told for each territory that is active, up to a limit.</summary>
internal sealed class SiloMeter
{
    /// <summary>The meter's name.</summary>
    public const string Name = "OptiTime.Silo";

    /// <summary>The most territories told one by one.</summary>
    public const int TerritoriesTold = 1_000;

    private static readonly FrozenDictionary<AnswerWorth, KeyValuePair<string, object?>> Worths = Enum.GetValues<AnswerWorth>()
        .ToFrozenDictionary(worth => worth, worth => KeyValuePair.Create("completeness", (object?)worth.ToString().ToLowerInvariant()));

    private readonly Histogram<double> _searches;
    private readonly IServiceProvider _services;
    private readonly SiloStore _store;

    /// <summary>Begins to tell.</summary>
    public SiloMeter(IMeterFactory meters, SiloStore store, StoreWatch watch, Readiness readiness, IServiceProvider services)
    {
        (_services, _store) = (services, store);
        Meter meter = meters.Create(Name);
        _searches = meter.CreateHistogram<double>("optitime.search.duration", "s", "How long the searches of an answer took, by what the answer is worth.");
        meter.CreateObservableGauge("optitime.ready", () => readiness.WhyNot().Count == 0 ? 1 : 0, null, "Whether the silo wants to be sent work: 1 or 0.");
        meter.CreateObservableGauge(
            "optitime.store.reachable", () => store.IsOpen && watch.Away is null ? 1 : 0, null, "Whether the store can be reached: 1 or 0.");
        meter.CreateObservableGauge("optitime.planners.active", () => Planners.Count(), "{planner}", "Territories whose boards are in memory.");
        meter.CreateObservableGauge("optitime.plan.version", () => Each(planner => planner.Version), "{version}", "The version of a territory's board.");
        meter.CreateObservableGauge("optitime.plan.age", () => Each(planner => planner.Freshness.Age.TotalSeconds), "s", "How long ago a territory's board was last known to be the newest.");
        meter.CreateObservableGauge("optitime.plan.halted", () => Each(planner => planner.Freshness.Halted is null ? 0 : 1), null, "Whether a territory's log is not followed any more: 1 or 0.");
        meter.CreateObservableGauge("optitime.mailbox.waiting", () => Each(planner => (long)planner.Waiting), "{command}", "Commands that wait for a territory's planner.");
        meter.CreateObservableGauge("optitime.holds.living", () => Each(planner => (long)planner.Holds), "{hold}", "Holds that live on a territory's board.");
    }

    private IEnumerable<PlannerStatus> Planners =>
        _store.IsOpen ? _services.GetRequiredService<TerritoryPlanners>().Status : [];

    /// <summary>Counts an answer.</summary>
    public void Answered(AnswerWorth worth, long microseconds) => _searches.Record(microseconds * 1e-6, Worths[worth]);

    private IEnumerable<Measurement<T>> Each<T>(Func<PlannerStatus, T> figure) where T : struct => Planners
        .OrderBy(planner => planner.Territory, StringComparer.Ordinal).Take(TerritoriesTold)
        .Select(planner => new Measurement<T>(figure(planner), KeyValuePair.Create("territory", (object?)planner.Territory)));
}
