using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using OptiTime.Planning.Repair;

namespace OptiTime.Storage.Serialization;

/// <summary>The names under which disruptions stand in the ledger: <c>{"kind":"absence",...}</c>. A name never changes.</summary>
internal static class DisruptionKinds
{
    private static readonly JsonDerivedType[] Table =
    [
        new(typeof(ResourceAbsent), "absence"),
        new(typeof(ResourceBrokenDown), "breakdown"),
        new(typeof(ResourceLate), "late-start"),
        new(typeof(WorkOverruns), "overrun"),
        new(typeof(SiteClosed), "site-closed"),
        new(typeof(CustomerAbsent), "not-at-home"),
        new(typeof(TrafficSlow), "traffic"),
        new(typeof(UrgentWork), "urgent-job"),
    ];

    /// <summary>Lets a disruption be written with its kind in front.</summary>
    internal static void AddKind(JsonTypeInfo type)
    {
        if (type.Type != typeof(Disruption)) return;
        type.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "kind", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization };
        foreach (JsonDerivedType kind in Table) type.PolymorphismOptions.DerivedTypes.Add(kind);
    }
}
