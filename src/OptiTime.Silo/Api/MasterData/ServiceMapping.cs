using System.Collections.Immutable;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.MasterData;

/// <summary>Services as documents have them, and as the catalogue has them.</summary>
internal static class ServiceMapping
{
    private const int MaximumWindows = 96, Minute = 60, Day = 86_400, MaximumLeadTime = 30 * Day;
    private static readonly Seconds DefaultGranularity = Seconds.FromMinutes(15);

    /// <summary>A service from its document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="currency">The currency its price must be in; null for any.</param>
    /// <exception cref="ProblemException">Something of it is not possible.</exception>
    public static Service From(ServiceDocument document, string? currency)
    {
        var faults = new Faults();
        Fields.CheckId(faults, "id", document.Id);
        Fields.CheckText(faults, "name", document.Name, 200);
        Fields.CheckRange(faults, "leadTimeSeconds", document.LeadTimeSeconds, 0, MaximumLeadTime);
        Fields.CheckCount(faults, "sites", document.Sites?.Count, Limits.Names, nameof(Limits.Names));
        for (int index = 0; index < document.Sites?.Count; index++) Fields.CheckId(faults, $"sites[{index}]", document.Sites[index]);
        ImmutableArray<ServiceStep> steps = StepMapping.From(document.Steps, faults);
        var service = new Service(
            document.Id ?? "", document.Name, (PriorityClass)(document.Class ?? UrgencyClass.Standard), steps, Promise(document.Promise, "promise", faults),
            new Seconds(document.LeadTimeSeconds ?? 0), [.. document.Sites ?? []], Fields.Amount(faults, "price", document.Price, currency),
            ServiceLevels.From(document.Levels, currency, faults));
        faults.ThrowIfAny(ProblemKind.InvalidValue);
        return service;
    }

    /// <summary>The document of a service.</summary>
    public static ServiceDocument ToDocument(Service service, string? currency) => new()
    {
        Id = service.Id,
        Name = service.Name,
        Class = (UrgencyClass)service.Class,
        Steps = [.. service.Steps.Select(StepMapping.ToDocument)],
        Promise = ToDocument(service.Promise),
        LeadTimeSeconds = service.LeadTime.Value,
        Sites = service.Sites,
        Price = new Amount { Value = service.Price.ToString(), Currency = currency },
        Levels = ServiceLevels.ToDocuments(service.Levels, currency),
    };

    /// <summary>The document of a promise rule.</summary>
    public static PromiseDocument ToDocument(PromiseRule rule) => new()
    {
        Windows = WorkingTimes.Hours(rule.Windows),
        GranularitySeconds = rule.Granularity.Value,
        MinimumLengthSeconds = rule.MinimumLength?.Value,
    };

    /// <summary>A promise rule from its document; the exact time, on quarters of an hour, where there is none.</summary>
    public static PromiseRule Promise(PromiseDocument? document, string field, Faults faults)
    {
        if (document is null) return new PromiseRule([], DefaultGranularity, null);
        Fields.CheckCount(faults, field + ".windows", document.Windows?.Count, MaximumWindows, nameof(MaximumWindows));
        Fields.CheckRange(faults, field + ".granularitySeconds", document.GranularitySeconds, Minute, Day);
        Fields.CheckRange(faults, field + ".minimumLengthSeconds", document.MinimumLengthSeconds, Minute, Day);
        return new PromiseRule(
            WorkingTimes.Spans(document.Windows, field + ".windows", faults),
            document.GranularitySeconds is { } granularity ? new Seconds(granularity) : DefaultGranularity,
            document.MinimumLengthSeconds is { } least ? new Seconds(least) : null);
    }
}
