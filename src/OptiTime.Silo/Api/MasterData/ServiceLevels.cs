using System.Collections.Immutable;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.MasterData;

/// <summary>Service levels as documents have them, and as the catalogue has them.</summary>
internal static class ServiceLevels
{
    private const int MaximumLevels = 20, LeastWithin = 15 * 60, MostWithin = 90 * 86_400;

    /// <summary>The levels of a service; null for none.</summary>
    public static ImmutableArray<ServiceLevel>? From(IReadOnlyList<ServiceLevelDocument>? documents, string? currency, Faults faults)
    {
        if (documents is not { Count: > 0 }) return null;
        Fields.CheckCount(faults, "levels", documents.Count, MaximumLevels, nameof(MaximumLevels));
        Fields.CheckDistinct(faults, "levels", ".tier", documents.Select(level => level.Tier));
        return [.. documents.Select((level, index) => From(level, $"levels[{index}]", currency, faults))];
    }

    /// <summary>The documents of levels.</summary>
    public static ServiceLevelDocument[]? ToDocuments(ImmutableArray<ServiceLevel>? levels, string? currency) => levels is not { } known ? null :
    [
        .. known.Select(level => new ServiceLevelDocument
        {
            Tier = level.Tier,
            WithinSeconds = level.Within?.Value,
            Promise = level.Promise is { } promise ? ServiceMapping.ToDocument(promise) : null,
            Price = level.Price is { } price ? new Amount { Value = price.ToString(), Currency = currency } : null,
        }),
    ];

    private static ServiceLevel From(ServiceLevelDocument document, string field, string? currency, Faults faults)
    {
        Fields.CheckText(faults, field + ".tier", document.Tier, 64);
        Fields.CheckRange(faults, field + ".withinSeconds", document.WithinSeconds, LeastWithin, MostWithin);
        return new ServiceLevel(
            document.Tier, document.WithinSeconds is { } within ? new Seconds(within) : null,
            document.Promise is { } promise ? ServiceMapping.Promise(promise, field + ".promise", faults) : null,
            document.Price is { } price ? Fields.Amount(faults, field + ".price", price, currency) : null);
    }
}
