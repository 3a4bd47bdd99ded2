using System.Collections.Immutable;
using System.Text.Json.Serialization.Metadata;
using OptiTime.Engine.Directory;
using OptiTime.Engine.Planners;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using OptiTime.Silo.Api.Availability;
using OptiTime.Silo.Api.Offers;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;
using OptiTime.Silo.Api.Writes;

namespace OptiTime.Silo.Api.MasterData;

/// <summary>The resources, on the boards of their territories.</summary>
internal sealed class Resources(TerritoryShelf shelf, ITerritoryPlanners planners, IPlanDirectory directory, TerritoryAtlas atlas) : IMasterData<ResourceDocument>
{
    public string Noun => "resource";

    public JsonTypeInfo<ResourceDocument> Type => WireFormat.Json.ResourceDocument;

    public JsonTypeInfo<ItemList<ResourceDocument>> ListType => WireFormat.Json.ItemListResourceDocument;

    public string? IdOf(ResourceDocument document) => document.Id;

    public ResourceDocument Under(ResourceDocument document, string? id, string? territory) =>
        document with { Id = id ?? document.Id, Territory = document.Territory ?? territory };

    public ValueTask<Page<ResourceDocument>> ListAsync(string? territory, string? cursor, int limit, CancellationToken stop) =>
        shelf.ListAsync(
            territory, cursor, limit,
            board => board.Resources.Select(entry => (entry.Resource.Id, ToDocument(entry.Resource, HomeOf(entry.Resource, board), board))), stop);

    public async ValueTask<Versioned<ResourceDocument>?> FindAsync(string id, CancellationToken stop)
    {
        Board? board = await shelf.BoardAsync(await directory.TerritoryOfResourceAsync(id, stop), stop);
        return board?.FindResource(id) is { } entry
            ? new Versioned<ResourceDocument>(ToDocument(entry.Resource, HomeOf(entry.Resource, board), board), entry.Version)
            : null;
    }

    public async ValueTask<Written<ResourceDocument>> PutAsync(ResourceDocument document, long? ifVersion, Idempotency? key, CancellationToken stop)
    {
        var faults = new Faults();
        Fields.CheckId(faults, "id", document.Id);
        faults.ThrowIfAny(ProblemKind.InvalidValue);
        string id = document.Id!;
        Board board = await shelf.HomeAsync(Noun, id, document.Territory, await directory.TerritoryOfResourceAsync(id, stop), stop);
        (Resource resource, Place? home) = From(document, board, territories: document.LentTo is null ? [] : await atlas.ReadAsync(stop));
        bool wasLent = board.FindResource(id)?.Resource.LentTo is not null;
        Accepted accepted = (await planners.SendAsync(board.Settings.Id, new PutResource(resource, home, ifVersion), key, stop)).Accept(board.Settings.Id);
        if (wasLent || resource.LentTo is not null) atlas.Outdate();
        return new Written<ResourceDocument>(ToDocument(resource, home?.Location, board), accepted.Answer.Version, accepted.Answer.Created, accepted.Replayed);
    }

    public async ValueTask<bool> RemoveAsync(string id, long? ifVersion, Idempotency? key, CancellationToken stop)
    {
        if (await directory.TerritoryOfResourceAsync(id, stop) is not { } territory) return false;
        (await planners.SendAsync(territory, new RemoveResource(id, ifVersion), key, stop)).Accept(territory);
        atlas.Outdate();
        return true;
    }

    /// <summary>A resource from its document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="board">The board of its territory.</param>
    /// <param name="at">What stands before the names of its fields where something is wrong.</param>
    /// <param name="territories">All territories; null where what it says of them is not looked at.</param>
    /// <exception cref="ProblemException">Something of it is not possible.</exception>
    public static (Resource Resource, Place? Home) From(ResourceDocument document, Board board, string at = "", IReadOnlyList<TerritorySettings>? territories = null)
    {
        var faults = new Faults();
        string currency = board.Settings.Currency;
        Fields.CheckText(faults, at + "name", document.Name, 200);
        Fields.CheckText(faults, at + "kind", document.Kind, 64);
        Fields.CheckRange(faults, at + "capacity", document.Capacity, 1, Resource.MaximumCapacity);
        faults.Require(document.Mobility == MobilityKind.Mobile || document.Home is null, at + "home", null, "Only a mobile resource has a home.", "Leave it out.");
        faults.Require(
            document.Mobility != MobilityKind.Mobile || document.Home is not null, at + "home", null, "Is needed: it is where the tours of a mobile resource begin and end.");
        Place? home = Fields.Point(faults, at + "home", document.Home) is { } point ? PlaceOf(point, document.Id!, board) : null;
        var resource = new Resource(
            document.Id!, document.Name, document.Kind, (Mobility)document.Mobility, document.Site, home?.Id, document.Profile,
            document.Capacity ?? 1, SkillLevels.From(document.Skills, at + "skills", faults),
            document.Working is { } working ? WorkingTimes.From(working, at + "working", faults) : null,
            new CostRates(
                Fields.Amount(faults, at + "rates.perHour", document.Rates?.PerHour, currency),
                Fields.Amount(faults, at + "rates.perKilometre", document.Rates?.PerKilometre, currency)),
            Requirements.From(document.Requires, faults, at), OvertimeFrom(document.Overtime, currency, faults, at))
        {
            LentTo = LentTo(document, board.Settings, territories, faults, at),
        };
        faults.ThrowIfAny(ProblemKind.InvalidValue);
        return (resource, home);
    }

    private static ImmutableArray<string>? LentTo(
        ResourceDocument document, TerritorySettings home, IReadOnlyList<TerritorySettings>? territories, Faults faults, string at)
    {
        if (document.LentTo is not { Count: > 0 } asked) return null;
        Fields.CheckCount(faults, at + "lentTo", asked.Count, Resource.MaximumLentTo, nameof(Resource.MaximumLentTo));
        for (int index = 0; index < asked.Count; index++)
        {
            string field = $"{at}lentTo[{index}]", id = asked[index];
            TerritorySettings? to = territories?.FirstOrDefault(one => one.Id == id);
            faults.Require(id != home.Id, field, id, "Is the territory it belongs to.", "Name others.");
            faults.Require(to is not null || territories is null, field, id, $"There is no territory '{id}'.", "GET /v1/territories lists them.");
            faults.Require(
                to is null || id == home.Id || BorrowedBoard.MayLend(home, to), field, id,
                $"Territory '{id}' counts in {to?.Zone} and {to?.Currency}, '{home.Id}' in {home.Zone} and {home.Currency}.", "Name territories of the same zone and currency.");
        }
        return [.. asked.Distinct().Order(StringComparer.Ordinal)];
    }

    private static Overtime? OvertimeFrom(OvertimeDocument? document, string currency, Faults faults, string at)
    {
        if (document is null) return null;
        Fields.CheckRange(faults, at + "overtime.mostSeconds", document.MostSeconds, 60, Overtime.Limit.Value);
        return new Overtime(new Seconds(document.MostSeconds), Fields.Amount(faults, at + "overtime.perHour", document.PerHour, currency));
    }

    /// <summary>A home that has not moved keeps its place; a new one gets a new place, since places are never changed.</summary>
    private static Place PlaceOf(Location point, string id, Board board) =>
        board.FindResource(id)?.Resource.Home is { } known && board.Places.PlaceOf(known) is { Location: { } before } place && before == point
            ? place
            : new Place("P-" + OpaqueId.New(), point);

    private static Location? HomeOf(Resource resource, Board board) =>
        resource.Home is { } home ? board.Places.PlaceOf(home).Location : null;

    private static ResourceDocument ToDocument(Resource resource, Location? home, Board board)
    {
        var words = new TerritoryWords(board);
        return new ResourceDocument
        {
            Id = resource.Id,
            Territory = board.Settings.Id,
            Name = resource.Name,
            Kind = resource.Kind,
            Mobility = (MobilityKind)resource.Mobility,
            Site = resource.Site,
            Home = Fields.Point(home),
            Profile = resource.Profile,
            Capacity = resource.Capacity,
            Skills = SkillLevels.ToDocuments(resource.Skills),
            Working = resource.Working is { } working ? WorkingTimes.ToDocument(working, board.Clock) : null,
            Rates = new RatesDocument { PerHour = words.Amount(resource.Rates.PerHour), PerKilometre = words.Amount(resource.Rates.PerKilometre) },
            Requires = Requirements.ToDocuments(resource.Requires),
            LentTo = resource.LentTo?.ToArray(),
            Overtime = resource.Overtime is { } overtime
                ? new OvertimeDocument { MostSeconds = overtime.Most.Value, PerHour = words.Amount(overtime.PerHour) } : null,
        };
    }
}
