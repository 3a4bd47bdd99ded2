using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Search;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Availability;

/// <summary>A request with every name resolved.</summary>
/// <param name="Request">The request as it came.</param>
/// <param name="Boards">The boards on which its names were resolved and which are searched; at least one, the nearest territory's first.</param>
/// <param name="Silent">The ids of territories that should have been asked too and cannot be read now.</param>
/// <param name="Query">What to search for; its budget is shared by the boards.</param>
/// <param name="Customer">The customer's id; null for somebody unknown.</param>
/// <param name="Tier">Their tier; null for none.</param>
internal sealed record Question(
    AvailabilityRequest Request, ImmutableArray<Board> Boards, ImmutableArray<string> Silent, SearchQuery Query, string? Customer, string? Tier)
{
    /// <summary>The version of the nearest territory's plan that is wanted at the least; null for any.</summary>
    public long? AtLeast { get; init; }

    /// <summary>Who may lend to the territories of the boards.</summary>
    public Lenders Lenders { get; init; } = Lenders.None;

    /// <summary>What to search for on one of the boards: each gets the share of the budget it has of the positions, so that all are looked at equally far ahead.</summary>
    public SearchQuery QueryFor(Board board)
    {
        SearchQuery query = Query with { Lenders = Lenders.To(board.Settings.Id) };
        if (Boards.Length == 1) return query;
        double share = board.Positions / Math.Max(1.0, Boards.Sum(one => (double)one.Positions));
        return query with { PositionBudget = Math.Max(1, (long)(Query.PositionBudget * share)) };
    }
}
