using System.Collections.Immutable;
using System.Globalization;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.MasterData;

/// <summary>Services as documents have them, and as the catalogue has them.</summary>
internal static class ServiceMapping
{
    private const int MaximumSteps = 20, MaximumRoles = 20, MaximumCount = 20, MaximumWindows = 96;
    private const int Minute = 60, Day = 86_400, MaximumLeadTime = 30 * Day, MaximumLag = 366 * Day;
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
        faults.Require(document.Steps.Count is >= 1 and <= MaximumSteps, "steps", document.Steps.Count, $"Must be 1 to {MaximumSteps} steps.");
        ImmutableArray<ServiceStep> steps = [.. document.Steps.Select((step, index) => Step(step, index, faults))];
        faults.Require(steps.DistinctBy(step => step.Name).Count() == steps.Length, "steps", null, "Two steps have one name.");
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
        Steps = [.. service.Steps.Select(ToDocument)],
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

    private static ServiceStep Step(StepDocument document, int index, Faults faults)
    {
        string field = $"steps[{index}]";
        Fields.CheckText(faults, field + ".name", document.Name, 64);
        Fields.CheckRange(faults, field + ".durationSeconds", document.DurationSeconds, Minute, Day);
        Fields.CheckRange(faults, field + ".spreadSeconds", document.SpreadSeconds, 0, document.DurationSeconds);
        Fields.CheckRange(faults, field + ".minimumLagSeconds", document.MinimumLagSeconds, 0, MaximumLag);
        Fields.CheckRange(faults, field + ".maximumLagSeconds", document.MaximumLagSeconds, document.MinimumLagSeconds ?? 0, MaximumLag);
        faults.Require(document.Roles.Count is >= 1 and <= MaximumRoles, field + ".roles", document.Roles.Count, $"Must be 1 to {MaximumRoles} roles.");
        ImmutableArray<Role> roles = [.. document.Roles.Select((role, at) => Role(role, $"{field}.roles[{at}]", faults))];
        faults.Require(roles.DistinctBy(role => role.Name).Count() == roles.Length, field + ".roles", null, "Two roles have one name.");
        return new ServiceStep(
            document.Name ?? (index + 1).ToString(CultureInfo.InvariantCulture), new Seconds(document.DurationSeconds),
            new Seconds(document.SpreadSeconds ?? 0), roles, new Seconds(document.MinimumLagSeconds ?? 0),
            document.MaximumLagSeconds is { } most ? new Seconds(most) : null);
    }

    private static Role Role(RoleDocument document, string field, Faults faults)
    {
        Fields.CheckText(faults, field + ".name", document.Name, 64);
        Fields.CheckText(faults, field + ".kind", document.Kind, 64);
        Fields.CheckRange(faults, field + ".count", document.Count, 1, MaximumCount);
        return new Role(
            document.Name, document.Kind, SkillLevels.From(document.Skills, field + ".skills", faults), document.Count ?? 1, (RolePlace)document.Where);
    }

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

    private static StepDocument ToDocument(ServiceStep step) => new()
    {
        Name = step.Name,
        DurationSeconds = step.Duration.Value,
        SpreadSeconds = step.Spread.Value,
        Roles =
        [
            .. step.Roles.Select(role => new RoleDocument
            {
                Name = role.Name,
                Kind = role.Kind,
                Skills = SkillLevels.ToDocuments(role.Skills),
                Count = role.Count,
                Where = (RoleWhere)role.Where,
            }),
        ],
        MinimumLagSeconds = step.MinimumLag.Value,
        MaximumLagSeconds = step.MaximumLag?.Value,
    };
}
