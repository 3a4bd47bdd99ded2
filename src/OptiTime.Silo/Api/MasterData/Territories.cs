using System.Collections.Immutable;
using System.Text.Json.Serialization.Metadata;
using OptiTime.Engine.Directory;
using OptiTime.Engine.Planners;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using OptiTime.Planning.Value;
using OptiTime.Silo.Api.Availability;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;
using OptiTime.Silo.Api.Writes;

namespace OptiTime.Silo.Api.MasterData;

/// <summary>The territories.</summary>
internal sealed class Territories(ITerritoryPlanners planners, IPlanDirectory directory, TerritoryAtlas atlas) : IMasterData<TerritoryDocument>
{
    private const int MaximumProfiles = 20;
    private const int MinimumRadius = 1_000, MaximumRadius = 2_000_000;

    public string Noun => "territory";

    public JsonTypeInfo<TerritoryDocument> Type => WireFormat.Json.TerritoryDocument;

    public JsonTypeInfo<ItemList<TerritoryDocument>> ListType => WireFormat.Json.ItemListTerritoryDocument;

    public string? IdOf(TerritoryDocument document) => document.Id;

    public TerritoryDocument Under(TerritoryDocument document, string? id, string? territory) => id is null ? document : document with { Id = id };

    public async ValueTask<Page<TerritoryDocument>> ListAsync(string? territory, string? cursor, int limit, CancellationToken stop)
    {
        string? after = Parameters.After(cursor);
        IEnumerable<TerritorySettings> all = (await directory.TerritoriesAsync(stop)).OrderBy(one => one.Id, StringComparer.Ordinal);
        TerritorySettings[] rest = [.. all.Where(one => string.CompareOrdinal(one.Id, after) > 0).Take(limit + 1)];
        return new Page<TerritoryDocument>([.. rest.Take(limit).Select(ToDocument)], rest.Length > limit ? Parameters.Cursor(rest[limit - 1].Id) : null);
    }

    public async ValueTask<Versioned<TerritoryDocument>?> FindAsync(string id, CancellationToken stop) =>
        await planners.BoardAsync(id, stop) is { } board ? new Versioned<TerritoryDocument>(ToDocument(board.Settings), board.SettingsVersion) : null;

    public async ValueTask<Written<TerritoryDocument>> PutAsync(TerritoryDocument document, long? ifVersion, Idempotency? key, CancellationToken stop)
    {
        TerritorySettings settings = From(document);
        Accepted accepted = (await planners.SendAsync(settings.Id, new DefineTerritory(settings, ifVersion), key, stop)).Accept(settings.Id);
        atlas.Outdate();
        return new Written<TerritoryDocument>(ToDocument(settings), accepted.Answer.Version, accepted.Answer.Created, accepted.Replayed);
    }

    public ValueTask<bool> RemoveAsync(string id, long? ifVersion, Idempotency? key, CancellationToken stop) =>
        throw new NotSupportedException("A territory's log is kept for ever.");

    private static TerritorySettings From(TerritoryDocument document)
    {
        var faults = new Faults();
        string id = document.Id ?? "";
        bool isPlain = id.Length is >= 1 and <= 48 && id.All(mark => char.IsAsciiLetterLower(mark) || char.IsAsciiDigit(mark) || mark == '-') && id[0] != '-' && id[^1] != '-';
        faults.Require(
            isPlain && id != Catalogue.LogName, "id", document.Id, $"Must be 1 to 48 lower-case letters, digits and inner dashes, and not '{Catalogue.LogName}'.");
        Fields.CheckText(faults, "name", document.Name, 200);
        faults.Require(DayClock.For(document.Zone) is not null, "zone", document.Zone, "Is not an IANA time zone.", "Send a name such as Europe/Paris.");
        faults.Require(
            document.Currency.Length == 3 && document.Currency.All(char.IsAsciiLetterUpper), "currency", document.Currency, "Is not an ISO 4217 code.", "Send three capitals: EUR.");
        Fields.CheckRange(faults, "radiusMetres", document.RadiusMetres, MinimumRadius, MaximumRadius);
        Fields.CheckRange(faults, "horizonDays", document.HorizonDays, 1, TerritorySettings.MaximumHorizonDays);
        Fields.CheckCount(faults, "profiles", document.Profiles?.Count, MaximumProfiles, nameof(MaximumProfiles));
        ImmutableArray<TravelProfile> profiles = document.Profiles is { Count: > 0 } given
            ? [.. given.Select((profile, index) => Profile(profile, $"profiles[{index}]", faults))]
            : [TravelProfile.Car];
        Fields.CheckDistinct(faults, "profiles", ".name", profiles.Select(profile => profile.Name));
        Fields.CheckRange(faults, "freezeHorizonSeconds", document.FreezeHorizonSeconds, 0, TerritorySettings.MaximumFreeze.Value);
        var settings = new TerritorySettings(
            id, document.Name, document.Zone, document.Currency, Fields.Point(faults, "centre", document.Centre)!.Value,
            new Metres(document.RadiusMetres), document.HorizonDays ?? TerritorySettings.DefaultHorizonDays, profiles,
            document.PreferenceBonus is null
                ? TerritorySettings.DefaultPreferenceBonus : Fields.Amount(faults, "preferenceBonus", document.PreferenceBonus, document.Currency),
            OpportunityMapping.From(document.Opportunity, faults), document.FreezeHorizonSeconds is { } freeze ? new Seconds(freeze) : null,
            document.Instability is { } instability ? Instability(instability, document.Currency, faults) : null);
        settings = settings with { Repair = BudgetMapping.From(document.Repair, "repair", faults) };
        faults.ThrowIfAny(ProblemKind.InvalidValue);
        return settings;
    }

    private static InstabilityRates Instability(InstabilityDocument document, string currency, Faults faults) => new(
        Fields.Amount(faults, "instability.backlog", document.Backlog, currency), Fields.Amount(faults, "instability.told", document.Told, currency),
        document.Renegotiated is { } renegotiated ? Fields.Amount(faults, "instability.renegotiated", renegotiated, currency) : null);

    private static TravelProfile Profile(TravelProfileDocument document, string field, Faults faults)
    {
        Fields.CheckText(faults, field + ".name", document.Name, 64);
        faults.Require(document.DetourFactor is >= 1 and <= 5, field + ".detourFactor", document.DetourFactor, "Must be 1 to 5.");
        faults.Require(
            document.KilometresPerHour.Count == 24, field + ".kilometresPerHour", document.KilometresPerHour.Count, "Must be 24 speeds, one for each hour of the day.");
        faults.Require(document.KilometresPerHour.All(speed => speed is >= 1 and <= 300), field + ".kilometresPerHour", null, "Each speed must be 1 to 300.");
        return new TravelProfile(document.Name, document.DetourFactor, [.. document.KilometresPerHour]);
    }

    private static TerritoryDocument ToDocument(TerritorySettings settings) => new()
    {
        Id = settings.Id,
        Name = settings.Name,
        Zone = settings.Zone,
        Currency = settings.Currency,
        Centre = Fields.Point(settings.Centre)!,
        RadiusMetres = settings.Radius.Value,
        HorizonDays = settings.HorizonDays,
        Profiles =
        [
            .. settings.Profiles.Select(profile => new TravelProfileDocument
            {
                Name = profile.Name,
                DetourFactor = profile.DetourFactor,
                KilometresPerHour = profile.KilometresPerHour,
            }),
        ],
        PreferenceBonus = new Amount { Value = settings.PreferenceBonus.ToString(), Currency = settings.Currency },
        Opportunity = OpportunityMapping.ToDocument(settings.Opportunity ?? OpportunitySettings.Default),
        FreezeHorizonSeconds = settings.FreezeHorizon.Value,
        Instability = new InstabilityDocument
        {
            Backlog = new Amount { Value = settings.InstabilityRates.Backlog.ToString(), Currency = settings.Currency },
            Told = new Amount { Value = settings.InstabilityRates.Told.ToString(), Currency = settings.Currency },
            Renegotiated = new Amount { Value = settings.InstabilityRates.RenegotiatedRate.ToString(), Currency = settings.Currency },
        },
        Repair = BudgetMapping.ToDocument(settings.Repair),
    };
}
