using System.Collections.Frozen;
using System.Collections.Immutable;
using OptiTime.Engine.Log;
using OptiTime.Engine.Planners;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;

namespace OptiTime.Silo.Api.Availability;

/// <summary>Finds who may lend to territories: each says to whom it does.</summary>
internal sealed class LenderFinder(ITerritoryPlanners planners, TerritoryAtlas atlas)
{
    /// <summary>Who may lend to the territories of some boards for a service.</summary>
    public async ValueTask<Lenders> FindAsync(Service service, ImmutableArray<Board> boards, CancellationToken stop)
    {
        if (!SlotSearch.MayBorrow(service)) return Lenders.None;
        ImmutableArray<TerritorySettings> all = await atlas.ReadAsync(stop);
        var ids = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach (TerritorySettings borrower in boards.Select(board => board.Settings))
        {
            ImmutableArray<string> lenders =
                [.. all.Where(one => one.LendsTo?.Contains(borrower.Id) == true && BorrowedBoard.MayLend(one, borrower)).Select(one => one.Id).Order(StringComparer.Ordinal)];
            if (!lenders.IsEmpty) ids[borrower.Id] = lenders;
        }
        if (ids.Count == 0) return Lenders.None;
        var known = new Dictionary<string, Board>(StringComparer.Ordinal);
        foreach (string lender in ids.Values.SelectMany(lenders => lenders).Distinct(StringComparer.Ordinal))
        {
            try
            {
                if (await planners.BoardAsync(lender, stop) is { } board) known[lender] = board;
            }
            catch (StoreUnavailableException)
            {
                // The search says that it could not be asked.
            }
        }
        return new Lenders(ids.ToFrozenDictionary(StringComparer.Ordinal), known.ToFrozenDictionary(StringComparer.Ordinal));
    }
}
