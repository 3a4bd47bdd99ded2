using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.ExceptionServices;
using OptiTime.Engine.Log;
using OptiTime.Engine.Planners;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Travel;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Availability;

/// <summary>Finds the territories a request is for: the one it names, the one of its site, or those that its place may be served from.</summary>
internal sealed class TerritoryFinder(ITerritoryPlanners planners, TerritoryAtlas atlas)
{
    /// <summary>The boards of the territories, the nearest first; at least one. A territory that cannot be read now hides none of the others.</summary>
    /// <param name="request">The request.</param>
    /// <param name="point">Where it is wanted; null when nobody knows.</param>
    /// <param name="mayCross">Whether somebody from a neighbouring territory could come: only where the service is done at the customer's.</param>
    /// <param name="atLeast">The version of the first one's plan that is wanted at the least; null for any.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="ProblemException">There is none.</exception>
    /// <exception cref="StoreUnavailableException">None of them can be read now.</exception>
    public async ValueTask<FoundTerritories> FindAsync(AvailabilityRequest request, Location? point, bool mayCross, long? atLeast, CancellationToken stop)
    {
        (string field, ImmutableArray<string> ids) = await DecideAsync(request, point, mayCross, stop);
        var boards = ImmutableArray.CreateBuilder<Board>(ids.Length);
        var silent = ImmutableArray.CreateBuilder<string>();
        StoreUnavailableException? fault = null;
        foreach (string id in ids)
        {
            try
            {
                boards.Add(await planners.BoardAsync(id, id == ids[0] ? atLeast ?? 0 : 0, stop) ?? throw new ProblemException(ProblemKind.UnknownTerritory.At(
                    field, id, $"There is no territory '{id}'.", "GET /v1/territories lists them.")));
            }
            catch (StoreUnavailableException unavailable)
            {
                fault ??= unavailable;
                silent.Add(id);
            }
        }
        if (boards.Count == 0) ExceptionDispatchInfo.Throw(fault!);
        return new FoundTerritories(boards.DrainToImmutable(), silent.DrainToImmutable());
    }

    private async ValueTask<(string Field, ImmutableArray<string> Ids)> DecideAsync(
        AvailabilityRequest request, Location? point, bool mayCross, CancellationToken stop)
    {
        if (request.Territory is { } named) return ("territory", [named]);
        (string Field, string Id)? site = request.Location?.Site is { } at ? ("location.site", at) : request.Sites is [var first, ..] ? ("sites[0]", first) : null;
        if (site is { } known)
        {
            return (known.Field, [await atlas.TerritoryOfSiteAsync(known.Id, stop) ?? throw new ProblemException(
                ProblemKind.UnknownSite.At(known.Field, known.Id, $"There is no site '{known.Id}'.", "GET /v1/sites lists them."))]);
        }
        ImmutableArray<TerritorySettings> all = await atlas.ReadAsync(stop);
        if (point is { } place)
        {
            ImmutableArray<TerritorySettings> serving = Catchment.Of(all, place);
            if (serving.IsEmpty) throw OutOfArea(all, place);
            return ("location", mayCross ? [.. serving.Select(territory => territory.Id)] : [serving[0].Id]);
        }
        if (all is [var only]) return ("territory", [only.Id]);
        throw new ProblemException(ProblemKind.UnknownTerritory.At(
            "territory", null, "Is needed: nothing else in the request says where.", "Name the territory, or send a location."));
    }

    private static ProblemException OutOfArea(ImmutableArray<TerritorySettings> all, Location point)
    {
        TerritorySettings? nearest = all.MinBy(territory => territory.Centre.MetresTo(point));
        string value = string.Create(CultureInfo.InvariantCulture, $"{point.Latitude}, {point.Longitude}");
        return new ProblemException(ProblemKind.OutOfArea.At("location", value, nearest is null
            ? "There is no territory at all yet."
            : string.Create(CultureInfo.InvariantCulture, $"The nearest territory is '{nearest.Id}', {nearest.Centre.MetresTo(point) / 1000:0} km away, and serves {nearest.Radius.Value / 1000} km around its centre."),
            nearest is null ? "Define one with PUT /v1/territories/{id}." : "Name the territory to ask it all the same."));
    }
}
