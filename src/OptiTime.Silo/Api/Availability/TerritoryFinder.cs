using System.Globalization;
using OptiTime.Engine.Directory;
using OptiTime.Engine.Planners;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Travel;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Availability;

/// <summary>Finds the territory a request is for: the one it names, the one of its site, or the nearest whose radius covers its place.</summary>
internal sealed class TerritoryFinder(ITerritoryPlanners planners, IPlanDirectory directory)
{
    /// <summary>The board of the territory.</summary>
    /// <exception cref="ProblemException">There is none.</exception>
    public async ValueTask<Board> FindAsync(AvailabilityRequest request, Location? point, CancellationToken stop)
    {
        (string field, string id) = await DecideAsync(request, point, stop);
        return await planners.BoardAsync(id, stop) ?? throw new ProblemException(ProblemKind.UnknownTerritory.At(
            field, id, $"There is no territory '{id}'.", "GET /v1/territories lists them."));
    }

    private async ValueTask<(string Field, string Id)> DecideAsync(AvailabilityRequest request, Location? point, CancellationToken stop)
    {
        if (request.Territory is { } named) return ("territory", named);
        (string Field, string Id)? site = request.Location?.Site is { } at ? ("location.site", at) : request.Sites is [var first, ..] ? ("sites[0]", first) : null;
        if (site is { } known)
        {
            return (known.Field, await directory.TerritoryOfSiteAsync(known.Id, stop) ?? throw new ProblemException(
                ProblemKind.UnknownSite.At(known.Field, known.Id, $"There is no site '{known.Id}'.", "GET /v1/sites lists them.")));
        }
        IReadOnlyList<TerritorySettings> all = await directory.TerritoriesAsync(stop);
        if (point is { } place) return ("location", Nearest(all, place).Id);
        if (all is [var only]) return ("territory", only.Id);
        throw new ProblemException(ProblemKind.UnknownTerritory.At(
            "territory", null, "Is needed: nothing else in the request says where.", "Name the territory, or send a location."));
    }

    private static TerritorySettings Nearest(IReadOnlyList<TerritorySettings> all, Location point)
    {
        TerritorySettings? nearest = all.MinBy(territory => territory.Centre.MetresTo(point));
        TerritorySettings? serving = all.Where(territory => territory.Centre.MetresTo(point) <= territory.Radius.Value)
            .MinBy(territory => territory.Centre.MetresTo(point));
        if (serving is not null) return serving;
        string value = string.Create(CultureInfo.InvariantCulture, $"{point.Latitude}, {point.Longitude}");
        throw new ProblemException(ProblemKind.OutOfArea.At("location", value, nearest is null
            ? "There is no territory at all yet."
            : string.Create(CultureInfo.InvariantCulture, $"The nearest territory is '{nearest.Id}', {nearest.Centre.MetresTo(point) / 1000:0} km away, and serves {nearest.Radius.Value / 1000} km around its centre."),
            nearest is null ? "Define one with PUT /v1/territories/{id}." : "Name the territory to ask it all the same."));
    }
}
