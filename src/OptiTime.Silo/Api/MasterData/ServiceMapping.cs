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
            document.Id ?? "", document.Name, (PriorityClass)(document.Class ?? UrgencyClass.Standard), steps, Promise(document.Promise, faults),
            new Seconds(document.LeadTimeSeconds ?? 0), [.. document.Sites ?? []], Fields.Amount(faults, "price", document.Price, currency));
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
        Promise = new PromiseDocument
        {
            Windows = WorkingTimes.Hours(service.Promise.Windows),
            GranularitySeconds = service.Promise.Granularity.Value,
            MinimumLengthSeconds = service.Promise.MinimumLength?.Value,
        },
        LeadTimeSeconds = service.LeadTime.Value,
        Sites = service.Sites,
        Price = new Amount { Value = service.Price.ToString(), Currency = currency },
    };

    private static PromiseRule Promise(PromiseDocument? document, Faults faults)
    {
        if (document is null) return new PromiseRule([], DefaultGranularity, null);
        Fields.CheckCount(faults, "promise.windows", document.Windows?.Count, MaximumWindows, nameof(MaximumWindows));
        Fields.CheckRange(faults, "promise.granularitySeconds", document.GranularitySeconds, Minute, Day);
        Fields.CheckRange(faults, "promise.minimumLengthSeconds", document.MinimumLengthSeconds, Minute, Day);
        return new PromiseRule(
            WorkingTimes.Spans(document.Windows, "promise.windows", faults),
            document.GranularitySeconds is { } granularity ? new Seconds(granularity) : DefaultGranularity,
            document.MinimumLengthSeconds is { } least ? new Seconds(least) : null);
    }
}
