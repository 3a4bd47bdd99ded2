using System.Text.Json.Serialization.Metadata;
using OptiTime.Engine.Directory;
using OptiTime.Engine.Planners;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;
using OptiTime.Silo.Api.Writes;

namespace OptiTime.Silo.Api.MasterData;

/// <summary>The services, in the catalogue. Their prices are in the currency of the territory that sells them.</summary>
internal sealed class Services(ITerritoryPlanners planners, IPlanDirectory directory) : IMasterData<ServiceDocument>
{
    public string Noun => "service";

    public JsonTypeInfo<ServiceDocument> Type => WireFormat.Json.ServiceDocument;

    public JsonTypeInfo<ItemList<ServiceDocument>> ListType => WireFormat.Json.ItemListServiceDocument;

    public string? IdOf(ServiceDocument document) => document.Id;

    public ServiceDocument Under(ServiceDocument document, string? id, string? territory) => id is null ? document : document with { Id = id };

    public async ValueTask<Page<ServiceDocument>> ListAsync(string? territory, string? cursor, int limit, CancellationToken stop)
    {
        string? after = Parameters.After(cursor);
        Catalogue catalogue = await planners.CatalogueAsync(stop);
        string? currency = await CurrencyAsync(stop);
        Service[] rest = [.. catalogue.Services.Values.Select(entry => entry.Service).Where(service => string.CompareOrdinal(service.Id, after) > 0).Take(limit + 1)];
        return new Page<ServiceDocument>(
            [.. rest.Take(limit).Select(service => ServiceMapping.ToDocument(service, currency))], rest.Length > limit ? Parameters.Cursor(rest[limit - 1].Id) : null);
    }

    public async ValueTask<Versioned<ServiceDocument>?> FindAsync(string id, CancellationToken stop)
    {
        Catalogue catalogue = await planners.CatalogueAsync(stop);
        return catalogue.Services.TryGetValue(id, out ServiceEntry entry)
            ? new Versioned<ServiceDocument>(ServiceMapping.ToDocument(entry.Service, await CurrencyAsync(stop)), entry.Version)
            : null;
    }

    public async ValueTask<Written<ServiceDocument>> PutAsync(ServiceDocument document, long? ifVersion, Idempotency? key, CancellationToken stop)
    {
        string? currency = await CurrencyAsync(stop);
        Service service = ServiceMapping.From(document, currency);
        Accepted accepted = (await planners.SendAsync(Catalogue.LogName, new PutService(service, ifVersion), key, stop)).Accept(Catalogue.LogName);
        return new Written<ServiceDocument>(ServiceMapping.ToDocument(service, currency), accepted.Answer.Version, accepted.Answer.Created, accepted.Replayed);
    }

    public async ValueTask<bool> RemoveAsync(string id, long? ifVersion, Idempotency? key, CancellationToken stop)
    {
        CommandReply reply = await planners.SendAsync(Catalogue.LogName, new RemoveService(id, ifVersion), key, stop);
        if (reply is Refused { Refusal.Code: RefusalCode.UnknownService }) return false;
        reply.Accept(Catalogue.LogName);
        return true;
    }

    /// <summary>The currency of every territory; null when they differ or there are none yet.</summary>
    private async ValueTask<string?> CurrencyAsync(CancellationToken stop)
    {
        IReadOnlyList<TerritorySettings> territories = await directory.TerritoriesAsync(stop);
        return territories.Select(territory => territory.Currency).Distinct().ToArray() is [var only] ? only : null;
    }
}
