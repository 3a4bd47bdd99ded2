using System.Text.Json.Serialization.Metadata;
using OptiTime.Engine.Directory;
using OptiTime.Engine.Planners;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Commands;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;
using OptiTime.Silo.Api.Writes;

namespace OptiTime.Silo.Api.MasterData;

/// <summary>The sites, on the boards of their territories.</summary>
internal sealed class Sites(TerritoryShelf shelf, ITerritoryPlanners planners, IPlanDirectory directory) : IMasterData<SiteDocument>
{
    public string Noun => "site";

    public JsonTypeInfo<SiteDocument> Type => WireFormat.Json.SiteDocument;

    public JsonTypeInfo<ItemList<SiteDocument>> ListType => WireFormat.Json.ItemListSiteDocument;

    public string? IdOf(SiteDocument document) => document.Id;

    public SiteDocument Under(SiteDocument document, string? id, string? territory) =>
        document with { Id = id ?? document.Id, Territory = document.Territory ?? territory };

    public ValueTask<Page<SiteDocument>> ListAsync(string? territory, string? cursor, int limit, CancellationToken stop) =>
        shelf.ListAsync(territory, cursor, limit, board => board.Sites.Values.Select(entry => (entry.Site.Id, ToDocument(entry.Site, board))), stop);

    public async ValueTask<Versioned<SiteDocument>?> FindAsync(string id, CancellationToken stop)
    {
        Board? board = await shelf.BoardAsync(await directory.TerritoryOfSiteAsync(id, stop), stop);
        return board?.Sites.GetValueOrDefault(id) is { } entry ? new Versioned<SiteDocument>(ToDocument(entry.Site, board), entry.Version) : null;
    }

    public async ValueTask<Written<SiteDocument>> PutAsync(SiteDocument document, long? ifVersion, Idempotency? key, CancellationToken stop)
    {
        var faults = new Faults();
        Fields.CheckId(faults, "id", document.Id);
        Fields.CheckText(faults, "name", document.Name, 200);
        Planning.Travel.Location? location = Fields.Point(faults, "location", document.Location);
        WorkingTime opening = document.Opening is null ? WorkingTime.Always : WorkingTimes.From(document.Opening, "opening", faults);
        faults.ThrowIfAny(ProblemKind.InvalidValue);
        string id = document.Id!;
        Board board = await shelf.HomeAsync(Noun, id, document.Territory, await directory.TerritoryOfSiteAsync(id, stop), stop);
        var site = new Site(id, document.Name, location!.Value, opening);
        Accepted accepted = (await planners.SendAsync(board.Settings.Id, new PutSite(site, ifVersion), key, stop)).Accept(board.Settings.Id);
        return new Written<SiteDocument>(ToDocument(site, board), accepted.Answer.Version, accepted.Answer.Created, accepted.Replayed);
    }

    public async ValueTask<bool> RemoveAsync(string id, long? ifVersion, Idempotency? key, CancellationToken stop)
    {
        if (await directory.TerritoryOfSiteAsync(id, stop) is not { } territory) return false;
        (await planners.SendAsync(territory, new RemoveSite(id, ifVersion), key, stop)).Accept(territory);
        return true;
    }

    private static SiteDocument ToDocument(Site site, Board board) => new()
    {
        Id = site.Id,
        Territory = board.Settings.Id,
        Name = site.Name,
        Location = Fields.Point(site.Location)!,
        Opening = WorkingTimes.ToDocument(site.Opening, board.Clock),
    };
}
