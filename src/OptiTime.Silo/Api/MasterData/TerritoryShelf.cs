using OptiTime.Engine.Directory;
using OptiTime.Engine.Planners;
using OptiTime.Planning.Boards;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Strictness;

namespace OptiTime.Silo.Api.MasterData;

/// <summary>What sites and resources share: each stands on the board of one territory, under an id that no other territory has.</summary>
internal sealed class TerritoryShelf(ITerritoryPlanners planners, IPlanDirectory directory)
{
    /// <summary>A page of what stands on boards, by territory and id.</summary>
    /// <param name="territory">Only of this territory; null for all.</param>
    /// <param name="cursor">After this place in the list.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="entries">What stands on a board, by id.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="ProblemException">It is no cursor of such a list.</exception>
    public async ValueTask<Page<T>> ListAsync<T>(
        string? territory, string? cursor, int limit, Func<Board, IEnumerable<(string Id, T Item)>> entries, CancellationToken stop)
    {
        (string first, string afterId) = Parameters.AfterLocal(cursor) ?? ("", "");
        IEnumerable<string> ids = territory is not null ? [territory] : (await directory.TerritoriesAsync(stop)).Select(one => one.Id).Order(StringComparer.Ordinal);
        var items = new List<T>();
        string? last = null;
        foreach (string id in ids.Where(id => string.CompareOrdinal(id, first) >= 0))
        {
            if (await planners.BoardAsync(id, stop) is not { } board) continue;
            foreach ((string entry, T item) in entries(board))
            {
                if (id == first && string.CompareOrdinal(entry, afterId) <= 0) continue;
                if (items.Count == limit) return new Page<T>(items, last);
                items.Add(item);
                last = Parameters.Cursor(id, entry);
            }
        }
        return new Page<T>(items, null);
    }

    /// <summary>The board of a territory; null when there is none.</summary>
    public async ValueTask<Board?> BoardAsync(string? territory, CancellationToken stop) =>
        territory is null ? null : await planners.BoardAsync(territory, stop);

    /// <summary>The board on which something is to be written: of the territory the document names, or of the one that has it.</summary>
    /// <exception cref="ProblemException">There is no such territory, none is named, or another has the id.</exception>
    public async ValueTask<Board> HomeAsync(string noun, string id, string? named, string? home, CancellationToken stop)
    {
        if (named is not null && home is not null && named != home)
            throw new ProblemException(ProblemKind.AlreadyExists.At(
                "id", id, $"Territory '{home}' has a {noun} '{id}', and ids are unique in the company.", "Take another id, or remove it there first."));
        string territory = named ?? home ?? throw new ProblemException(ProblemKind.InvalidValue.At("territory", null, $"Is needed for a new {noun}."));
        return await planners.BoardAsync(territory, stop) ?? throw new ProblemException(ProblemKind.UnknownTerritory.At(
            "territory", territory, $"There is no territory '{territory}'.", "Define it first with PUT /v1/territories/{id}."));
    }
}
